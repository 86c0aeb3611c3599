package articles

import (
	"encoding/json"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// structured is what a page says of its article in JSON-LD.
type structured struct {
	headline, body      string
	authors             []string
	publisher           string
	published, modified string
	credits             []string // organisations that the text is from
}

// Bounds of JSON-LD: objects looked at in a page.
const maxObjects = 2000

// readStructured reads the article object of a page's JSON-LD. Of several, the
// first that names a type of article wins, and others fill what it lacks.
func readStructured(doc *html.Node) structured {
	var s structured
	objects := jsonObjects(doc)
	names := map[string]string{} // by @id
	for _, o := range objects {
		if id, name := word(o["@id"]), word(o["name"]); id != "" && name != "" {
			names[id] = name
		}
	}
	for _, o := range objects {
		if isArticleType(o) {
			s.fill(o, names)
		}
	}
	for _, o := range objects {
		if isPageType(o) {
			s.fill(map[string]any{"datePublished": o["datePublished"], "dateModified": o["dateModified"], "author": o["author"]}, names)
		}
	}
	return s
}

func (s *structured) fill(o map[string]any, names map[string]string) {
	for _, f := range []struct {
		to  *string
		key string
	}{{&s.headline, "headline"}, {&s.body, "articleBody"}, {&s.published, "datePublished"}, {&s.modified, "dateModified"}} {
		if *f.to == "" {
			*f.to = word(o[f.key])
		}
	}
	if s.headline == "" {
		s.headline = word(o["name"])
	}
	if len(s.credits) == 0 {
		s.credits = append(namesOf(o["sourceOrganization"], names), namesOf(o["creditText"], names)...)
	}
	if len(s.authors) == 0 {
		s.authors = namesOf(o["author"], names)
	}
	if publisher := namesOf(o["publisher"], names); s.publisher == "" && len(publisher) > 0 {
		s.publisher = publisher[0]
	}
}

// jsonObjects gives the objects of all JSON-LD of a page, those in @graph and
// those of which the page says that they are its subject too.
func jsonObjects(doc *html.Node) []map[string]any {
	var out []map[string]any
	var add func(v any, depth int)
	add = func(v any, depth int) {
		if depth > 6 || len(out) >= maxObjects {
			return
		}
		switch v := v.(type) {
		case []any:
			for _, item := range v {
				add(item, depth+1)
			}
		case map[string]any:
			out = append(out, v)
			for _, key := range []string{"@graph", "mainEntity", "mainEntityOfPage", "isPartOf", "author", "publisher"} {
				add(v[key], depth+1)
			}
		}
	}
	walk(doc, func(n *html.Node) bool {
		if n.DataAtom == atom.Script && strings.HasPrefix(strings.ToLower(strings.TrimSpace(attr(n, "type"))), "application/ld+json") && n.FirstChild != nil {
			add(parseJSON(n.FirstChild.Data), 0)
		}
		return true
	})
	return out
}

// parseJSON reads JSON as pages write it: in comments, with raw line ends in
// strings, with a semicolon after it.
func parseJSON(s string) any {
	s = strings.TrimSpace(s)
	for _, wrap := range []string{"<![CDATA[", "//<![CDATA[", "<!--", "/*<![CDATA[*/"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, wrap))
	}
	for _, wrap := range []string{"]]>", "//]]>", "-->", "/*]]>*/", ";"} {
		s = strings.TrimSpace(strings.TrimSuffix(s, wrap))
	}
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	return nil
}

func isArticleType(o map[string]any) bool {
	return hasType(o, func(t string) bool {
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "Posting") && t != "JobPosting" || t == "Report" || t == "Review"
	})
}

func isPageType(o map[string]any) bool {
	return hasType(o, func(t string) bool { return strings.HasSuffix(t, "Page") || t == "CreativeWork" })
}

func hasType(o map[string]any, fits func(string) bool) bool {
	types, ok := o["@type"].([]any)
	if !ok {
		types = []any{o["@type"]}
	}
	for _, t := range types {
		if name := word(t); fits(name[strings.LastIndexAny(name, "/:#")+1:]) {
			return true
		}
	}
	return false
}

// word gives a value that is text, or the first of several.
func word(v any) string {
	switch v := v.(type) {
	case string:
		return html.UnescapeString(strings.TrimSpace(v))
	case []any:
		if len(v) > 0 {
			return word(v[0])
		}
	case map[string]any:
		return word(v["@value"])
	}
	return ""
}

// namesOf gives the names of people or organisations.
func namesOf(v any, names map[string]string) []string {
	switch v := v.(type) {
	case string:
		return []string{word(v)}
	case map[string]any:
		if name := word(v["name"]); name != "" {
			return []string{name}
		}
		if name := names[word(v["@id"])]; name != "" {
			return []string{name}
		}
	case []any:
		var out []string
		for _, item := range v {
			if _, nested := item.([]any); !nested {
				out = append(out, namesOf(item, names)...)
			}
		}
		return out
	}
	return nil
}
