package articles

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/html"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of what a page may declare: fact-checks, and bytes of their words.
const (
	maxFactChecks  = 20
	maxReviewed    = 1000
	maxReviewName  = 200
	maxReviewItems = 200 // nested in one object
)

// factChecksOf gives the verdicts that a page declares in schema.org's
// ClaimReview, as JSON-LD or microdata. A reviewer that does not fit the
// page's domain is shown with that domain.
func factChecksOf(doc *html.Node, at *url.URL, now time.Time) []claims.FactCheck {
	names := map[string]string{}
	var out []claims.FactCheck
	objects := jsonObjects(doc)
	for _, o := range objects {
		if id, name := word(o["@id"]), word(o["name"]); id != "" && name != "" {
			names[id] = name
		}
	}
	for _, o := range append(objects, microdataReviews(doc)...) {
		left := maxReviewItems
		for _, review := range reviewsIn(o, 0, &left) {
			f, ok := factCheck(review, names, at, calendar{now})
			if ok && len(out) < maxFactChecks && !isKnownCheck(out, f) {
				out = append(out, f)
			}
		}
	}
	return out
}

func isKnownCheck(all []claims.FactCheck, f claims.FactCheck) bool {
	for _, known := range all {
		if known.Claim == f.Claim && known.Rating == f.Rating && known.Reviewer == f.Reviewer {
			return true
		}
	}
	return false
}

// reviewsIn gives the reviews in v: itself, or those that it holds.
func reviewsIn(v any, depth int, left *int) []map[string]any {
	if *left--; depth > 4 || *left < 0 {
		return nil
	}
	var out []map[string]any
	switch v := v.(type) {
	case []any:
		for _, item := range v {
			out = append(out, reviewsIn(item, depth+1, left)...)
		}
	case map[string]any:
		if hasType(v, func(t string) bool { return t == "ClaimReview" }) {
			return []map[string]any{v}
		}
		for _, key := range []string{"review", "hasPart", "subjectOf", "itemListElement", "item"} {
			if v[key] != nil {
				out = append(out, reviewsIn(v[key], depth+1, left)...)
			}
		}
	}
	return out
}

func factCheck(o map[string]any, names map[string]string, at *url.URL, c calendar) (claims.FactCheck, bool) {
	item, _ := first(o["itemReviewed"]).(map[string]any)
	f := claims.FactCheck{
		Claim:      clip(firstOf(word(o["claimReviewed"]), word(item["name"]), word(item["description"])), maxReviewed),
		ClaimedBy:  clip(firstOf(namesOf(item["author"], names)...), maxReviewName),
		Rating:     clip(rating(o["reviewRating"]), maxReviewName),
		Reviewer:   clip(firstName(append(namesOf(o["author"], names), namesOf(o["publisher"], names)...)...), maxReviewName),
		ReviewedAt: c.best(word(o["datePublished"]), word(o["dateCreated"])),
	}
	if f.Claim == "" || f.Rating == "" {
		return f, false
	}
	u, err := url.Parse(firstOf(word(o["url"]), word(o["mainEntityOfPage"])))
	if err == nil && at != nil {
		u = at.ResolveReference(u)
	}
	if err == nil && isPageAddress(u) && len(u.String()) <= 2*maxReviewed {
		f.URL = u.String()
	}
	if at != nil && f.Reviewer != "" && outletOf(f.Reviewer, at.Hostname()) != f.Reviewer {
		f.Reviewer += " (" + site(at.Hostname()) + ")"
	}
	return f, true
}

// rating is a verdict in words, else its number with the ends of its scale.
func rating(v any) string {
	o, ok := first(v).(map[string]any)
	if !ok {
		return oneLine(word(v))
	}
	if said := firstOf(word(o["alternateName"]), word(o["name"])); said != "" {
		return said
	}
	value, best, worst := scalar(o["ratingValue"]), scalar(o["bestRating"]), scalar(o["worstRating"])
	switch {
	case value == "" || best == "":
		return value
	case worst == "":
		return fmt.Sprintf("%s of at most %s", value, best)
	}
	return fmt.Sprintf("%s on a scale from %s (worst) to %s (best)", value, worst, best)
}

func scalar(v any) string {
	if n, ok := first(v).(float64); ok {
		return strconv.FormatFloat(n, 'f', -1, 64)
	}
	return oneLine(word(v))
}

func first(v any) any {
	if list, ok := v.([]any); ok {
		if len(list) == 0 {
			return nil
		}
		return list[0]
	}
	return v
}

// clip bounds s, at the end of a letter.
func clip(s string, most int) string {
	if s = oneLine(s); len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// microdataReviews gives the reviews that are marked in a page's elements.
func microdataReviews(doc *html.Node) []map[string]any {
	var out []map[string]any
	walk(doc, func(n *html.Node) bool {
		if n.Type == html.ElementNode && strings.HasSuffix(attr(n, "itemtype"), "/ClaimReview") && len(out) < maxFactChecks {
			out = append(out, microdata(n, 0))
			return false
		}
		return true
	})
	return out
}

// microdata gives the properties of an item as JSON-LD would.
func microdata(item *html.Node, depth int) map[string]any {
	o := map[string]any{"@type": attr(item, "itemtype")}
	for c := item.FirstChild; c != nil; c = c.NextSibling {
		walk(c, func(n *html.Node) bool {
			prop := attr(n, "itemprop")
			if n.Type != html.ElementNode || prop == "" {
				return n.Type != html.ElementNode || !hasAttr(n, "itemscope")
			}
			if hasAttr(n, "itemscope") {
				if o[prop] == nil && depth < 4 {
					o[prop] = microdata(n, depth+1)
				}
				return false
			}
			if o[prop] == nil {
				o[prop] = firstOf(attr(n, "content"), attr(n, "datetime"), attr(n, "href"), textOf(n))
			}
			return true
		})
	}
	return o
}
