package articles

import (
	"cmp"
	"context"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// userAgent names the program and where it is from.
const userAgent = "Mozilla/5.0 (compatible; claimbot/1.0; +https://github.com/claimbot/claimbot)"

// pageForms are the forms that an article is asked for in.
const pageForms = "text/html,application/xhtml+xml;q=0.9,text/markdown;q=0.8,text/plain;q=0.8,application/pdf;q=0.7," + docxType + ";q=0.7"

// fetch reads a web page that a person asks for.
func (r *Reader) fetch(ctx context.Context, input string, given claims.Given) (claims.Document, error) {
	u, a, err := r.ask(ctx, input, given)
	if err != nil {
		return claims.Document{}, err
	}
	return r.documentOf(ctx, a, u, given)
}

// Refetch reads a web page that nobody asks for at this moment: an entry of a
// feed, or a page that is looked at again. robots.txt is kept to. Validators
// of an earlier fetch make it a question: changed is false, and nothing else
// is there but next, if the server says that nothing changed since. Where the
// server says when, or that never, to ask again, err is a [feed.Refusal].
// next are the validators to send along next time.
func (r *Reader) Refetch(ctx context.Context, address string, known feed.Validators) (doc claims.Document, next feed.Validators, changed bool, err error) {
	u, err := parseAddress(address)
	if err != nil {
		return doc, known, false, err
	}
	if u, err = readableAddress(u); err != nil {
		return doc, known, false, err
	}
	v := visit{url: u, own: true, accept: pageForms, most: r.maxBytes, known: known}
	a, err := r.visit(ctx, v)
	switch {
	case err != nil:
		return doc, known, false, err
	case a.unchanged(v):
		return doc, cmp.Or(a.validators(), known), false, nil
	}
	if doc, err = r.documentOf(ctx, a, u, claims.Given{}); err != nil {
		return claims.Document{}, known, false, err
	}
	return doc, a.validators(), true, nil
}

// documentOf makes a document of what came for the page that was asked for.
func (r *Reader) documentOf(ctx context.Context, answer answer, asked *url.URL, given claims.Given) (claims.Document, error) {
	if err := answer.refusal(checkAnswer(answer, asked, r.now())); err != nil {
		return claims.Document{}, err
	}
	final := answer.url
	if isFeed(answer) {
		return claims.Document{}, feedError(final.Hostname())
	}
	contentType, f, err := formOfResponse(answer.header.Get("Content-Type"), answer.raw, final.Hostname())
	if err != nil {
		return claims.Document{}, err
	}
	p, err := parseAs(ctx, f, answer.raw, contentType, final.String(), "The page on "+final.Hostname(), r.now())
	if err != nil {
		return claims.Document{}, err
	}
	a := claims.Article{Origin: claims.OriginFetched, Outlet: outletOf(p.Outlet, final.Hostname()), URL: addressOf(p.Canonical, final)}
	if p.Channel != "" {
		a.Outlet = p.Channel
	} else if given.Outlet != "" {
		a.Outlet = outletOf(given.Outlet, final.Hostname())
		if a.Outlet != given.Outlet {
			r.log.Warn("the domain of a page does not belong to the outlet that was given; the domain is kept in its place", "outlet", given.Outlet, "domain", a.Outlet)
		}
	}
	given.Outlet = ""
	capture := r.capture(answer.raw, contentType)
	capture.FinalURL, capture.Header = withoutCredentials(final.String()), keptHeader(answer.header)
	return claims.Document{Article: complete(p, a, given), Capture: capture}, nil
}

// formOfResponse tells the form of a page by its content type, and by its first
// bytes where that is missing or wrong.
func formOfResponse(contentType string, raw []byte, host string) (string, form, error) {
	head := raw[:min(len(raw), sniffLength)]
	media, _, err := mime.ParseMediaType(contentType)
	if err != nil {
		media, _, _ = strings.Cut(strings.ToLower(contentType), ";")
		media = strings.TrimSpace(media)
	}
	byType := unknownForm
	switch media {
	case "text/html", "application/xhtml+xml":
		byType = htmlForm
	case "text/plain":
		byType = plainForm
	case "text/markdown", "text/x-markdown":
		byType = markdownForm
	case pdfType:
		byType = pdfForm
	case docxType:
		byType = docxForm
	case "", "application/octet-stream", "binary/octet-stream", "application/x-pdf", "application/download":
	default:
		return "", 0, claims.Errorf(claims.EUnsupported, "%s sent %s, and only web pages, text, PDF and Word documents are read; open it and paste the text instead.", host, kindOfMedia(media))
	}
	f, err := formOf(byType, head, "The page on "+host)
	if err != nil {
		return "", 0, err
	}
	if f == linesForm { // article lines are for files, whose owner answers for them
		f = plainForm
	}
	if contentType == "" || f != byType {
		contentType = f.mediaType()
	}
	return contentType, f, nil
}

func kindOfMedia(media string) string {
	kind, _, _ := strings.Cut(media, "/")
	switch {
	case kind == "image":
		return "a picture (" + printable(media) + ")"
	case kind == "video" || kind == "audio":
		return "a recording (" + printable(media) + ")"
	}
	return "a file of the type " + printable(media)
}

// printable bounds what a server wrote before a person is shown it.
func printable(s string) string {
	const most = 60
	var b strings.Builder
	for _, r := range s {
		if b.Len() == most {
			break
		}
		if !isWordByte(r) && !strings.ContainsRune("/+.;= -", r) {
			r = '?'
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isWordByte(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_'
}

// checkAnswer says in a sentence what a site that refused has said.
func checkAnswer(a answer, asked *url.URL, now time.Time) error {
	host, status, again := a.url.Hostname(), a.status, "try again later"
	if a.after > 0 {
		again = fmt.Sprintf("it asks to be left alone until %s", clockTime(now.Add(a.after), now))
	}
	switch {
	case status == http.StatusUnauthorized, status == http.StatusPaymentRequired:
		return claims.Errorf(claims.EForbidden, "%s shows this page only to those who log in or pay (%d); paste the text instead.", host, status)
	case status == http.StatusForbidden:
		return claims.Errorf(claims.EForbidden, "%s does not let programs read this page (403); paste the text instead.", host)
	case status == http.StatusNotFound:
		return claims.Errorf(claims.ENotFound, "%s has no such page (404); check the address.", host)
	case status == http.StatusGone:
		return claims.Errorf(claims.ENotFound, "%s has removed this page (410); paste the text if you have it.", host)
	case status == http.StatusTooManyRequests:
		return claims.Errorf(claims.EUnavailable, "%s was asked too often (429); %s, or paste the text instead.", host, again)
	case status == http.StatusUnavailableForLegalReasons:
		return claims.Errorf(claims.EForbidden, "%s does not show this page here for legal reasons (451); paste the text instead.", host)
	case status >= 500:
		return claims.Errorf(claims.EUnavailable, "%s has a fault of its own (%d); %s, or paste the text instead.", host, status, again)
	case status != http.StatusOK && status != http.StatusNonAuthoritativeInfo:
		return claims.Errorf(claims.EUnavailable, "%s did not give the page (%d); check the address, or paste the text instead.", host, status)
	case isLogin(a.url) && !isLogin(asked):
		return claims.Errorf(claims.EForbidden, "%s asks for a log-in or a consent before it shows this page; paste the text instead.", host)
	}
	return nil
}

var (
	loginPath = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:^|/)(?:log-?in|sign-?in|sso|consent|register|paywall|authorize|cookie-?wall)(?:[/.]|$)`)
	})
	loginHost = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)^(?:login|signin|sso|consent|auth|accounts?)\.`)
	})
)

func isLogin(u *url.URL) bool {
	return loginPath().MatchString(u.Path) || loginHost().MatchString(u.Hostname())
}

// keptHeader are the few headers that say something of the page.
func keptHeader(h http.Header) map[string]string {
	kept := map[string]string{}
	for _, key := range []string{"Content-Type", "Content-Language", "Date", "Last-Modified", "ETag", "X-Robots-Tag"} {
		if value := h.Get(key); value != "" && len(value) <= 512 {
			kept[key] = value
		}
	}
	return kept
}
