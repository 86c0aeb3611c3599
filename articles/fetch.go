package articles

import (
	"context"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
)

// userAgent names the program and where it is from.
const userAgent = "Mozilla/5.0 (compatible; claimbot/1.0; +https://github.com/claimbot/claimbot)"

// fetch reads a web page.
func (r *Reader) fetch(ctx context.Context, input string, given claims.Given) (claims.Document, error) {
	u, err := parseAddress(input)
	if err != nil {
		return claims.Document{}, err
	}
	if given.URL != "" {
		return claims.Document{}, claims.Errorf(claims.EInvalid, "A page that is fetched has the address that it was fetched from; leave --url out, or load the page from a file.")
	}
	ctx, cancel := context.WithTimeout(ctx, r.timeout)
	defer cancel()
	defer r.client.CloseIdleConnections()
	response, err := r.get(ctx, u)
	if err != nil {
		return claims.Document{}, fetchError(ctx, u.Hostname(), err)
	}
	defer response.Body.Close()
	final := response.Request.URL
	if err := checkResponse(response, u); err != nil {
		return claims.Document{}, err
	}
	raw, err := r.body(ctx, response)
	if err != nil {
		return claims.Document{}, err
	}
	contentType, f, err := formOfResponse(response.Header.Get("Content-Type"), raw, final.Hostname())
	if err != nil {
		return claims.Document{}, err
	}
	p, err := parseAs(f, raw, contentType, final.String(), "The page on "+final.Hostname(), r.now())
	if err != nil {
		return claims.Document{}, err
	}
	a := claims.Article{Origin: claims.OriginFetched, Outlet: outletOf(p.Outlet, final.Hostname()), URL: addressOf(p.Canonical, final)}
	if given.Outlet != "" {
		a.Outlet = outletOf(given.Outlet, final.Hostname())
		if a.Outlet != given.Outlet {
			r.log.Warn("the domain of a page does not belong to the outlet that was given; the domain is kept in its place", "outlet", given.Outlet, "domain", a.Outlet)
		}
		given.Outlet = ""
	}
	capture := r.capture(raw, contentType)
	capture.FinalURL, capture.Header = withoutCredentials(final.String()), keptHeader(response.Header)
	return claims.Document{Article: complete(p, a, given), Capture: capture}, nil
}

func (r *Reader) get(ctx context.Context, u *url.URL) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", "text/html,application/xhtml+xml;q=0.9,text/markdown;q=0.8,text/plain;q=0.8")
	request.Header.Set("Accept-Language", "en;q=1, *;q=0.5")
	return r.client.Do(request)
}

// body reads at most the limit; the transport unpacks gzip as it is read, so
// what is packed small and unpacks large ends there too.
func (r *Reader) body(ctx context.Context, response *http.Response) ([]byte, error) {
	host := response.Request.URL.Hostname()
	if packed := response.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, claims.Errorf(claims.EUnsupported, "%s sent the page packed in a way that was not asked for (%s); paste the text instead.", host, printable(packed))
	}
	if response.ContentLength > r.maxBytes {
		return nil, tooLargeError("The page on "+host, response.ContentLength, r.maxBytes)
	}
	raw, err := io.ReadAll(io.LimitReader(response.Body, r.maxBytes+1))
	switch {
	case err != nil && isDamaged(err) && ctx.Err() == nil:
		return nil, claims.WrapErrorf(claims.EUnavailable, err, "%s broke the page off or sent it damaged; try again later, or paste the text instead.", host)
	case err != nil:
		return nil, fetchError(ctx, host, err)
	case int64(len(raw)) > r.maxBytes:
		return nil, tooLargeError("The page on "+host, 0, r.maxBytes)
	}
	return raw, nil
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
	case "":
	default:
		return "", 0, claims.Errorf(claims.EUnsupported, "%s sent %s, and only web pages and plain text are read; open it and paste the text instead.", host, kindOfMedia(media))
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
	case media == "application/pdf":
		return "a PDF (application/pdf)"
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

// checkResponse says in a sentence what a site that refused has said.
func checkResponse(response *http.Response, asked *url.URL) error {
	host, status := response.Request.URL.Hostname(), response.StatusCode
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
		return claims.Errorf(claims.EUnavailable, "%s was asked too often (429); try again later, or paste the text instead.", host)
	case status == http.StatusUnavailableForLegalReasons:
		return claims.Errorf(claims.EForbidden, "%s does not show this page here for legal reasons (451); paste the text instead.", host)
	case status >= 500:
		return claims.Errorf(claims.EUnavailable, "%s has a fault of its own (%d); try again later, or paste the text instead.", host, status)
	case status != http.StatusOK && status != http.StatusNonAuthoritativeInfo:
		return claims.Errorf(claims.EUnavailable, "%s did not give the page (%d); check the address, or paste the text instead.", host, status)
	case isLogin(response.Request.URL) && !isLogin(asked):
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
