package articles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// A visit is one document that is asked for on the web.
type visit struct {
	url    *url.URL
	own    bool            // the program asks by itself: see polite.go for what it then keeps to
	robots bool            // it is a robots.txt, which itself needs no leave
	accept string          // forms that are asked for
	known  feed.Validators // the server is to say whether anything changed since these
	most   int64           // bytes that are read
	cut    bool            // what is longer is cut off, not refused
}

// An answer is what came of a visit. Its status may be any but a redirect that
// was followed.
type answer struct {
	status int
	header http.Header
	url    *url.URL      // that it came from at last
	moved  *url.URL      // where the document lives from now on; the asked one unless it was moved for good
	raw    []byte        // nothing unless the status is that of a document
	cut    bool          // raw is only the beginning
	after  time.Duration // how long the server asks to be left alone, 0 if it does not say
}

// visit asks for a document, and follows redirects. Each host on the way is
// asked in its turn, and what it takes to wait for that is not counted against
// the time that the visit may take.
func (r *Reader) visit(ctx context.Context, v visit) (answer, error) {
	defer r.client.CloseIdleConnections()
	at, moved, lasting, left := v.url, v.url, true, r.timeout
	for range maxRedirects + 1 {
		began := time.Now()
		a, waited, err := r.step(ctx, v, at, left)
		if err != nil {
			return answer{}, fetchError(ctx, v.url.Hostname(), err)
		}
		left -= time.Since(began) - waited
		to := redirectOf(a)
		if to == "" {
			a.moved = moved
			return a, nil
		}
		next, err := at.Parse(to)
		if err != nil || !isPageAddress(next) {
			return answer{}, fetchError(ctx, v.url.Hostname(), errRedirect)
		}
		at = next
		if lasting = lasting && isLasting(a.status); lasting {
			moved = at
		}
	}
	return answer{}, fetchError(ctx, v.url.Hostname(), errRedirects)
}

// step asks one host once, in its turn.
func (r *Reader) step(ctx context.Context, v visit, at *url.URL, left time.Duration) (a answer, waited time.Duration, err error) {
	began := time.Now()
	leave, err := r.enter(ctx, v, at)
	if err != nil {
		return a, 0, err
	}
	defer leave()
	waited = time.Since(began)
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	response, err := r.get(ctx, v, at)
	if err != nil {
		return a, waited, err
	}
	defer response.Body.Close()
	a = answer{status: response.StatusCode, header: response.Header, url: at}
	a.after = r.hosts.answered(at.Hostname(), a.status, a.header)
	if a.status == http.StatusOK || a.status == http.StatusNonAuthoritativeInfo {
		a.raw, a.cut, err = readBody(ctx, response, v)
	}
	return a, waited, err
}

func (r *Reader) get(ctx context.Context, v visit, at *url.URL) (*http.Response, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make the request: %w", err)
	}
	request.Header.Set("User-Agent", userAgent)
	request.Header.Set("Accept", v.accept)
	request.Header.Set("Accept-Language", "en;q=1, *;q=0.5")
	if v.known.ETag != "" {
		request.Header.Set("If-None-Match", v.known.ETag)
	}
	if v.known.LastModified != "" {
		request.Header.Set("If-Modified-Since", v.known.LastModified)
	}
	return r.client.Do(request)
}

// readBody reads at most what the visit allows; the transport unpacks gzip as
// it is read, so what is packed small and unpacks large ends there too.
func readBody(ctx context.Context, response *http.Response, v visit) (raw []byte, cut bool, err error) {
	host := response.Request.URL.Hostname()
	if packed := response.Header.Get("Content-Encoding"); packed != "" && !strings.EqualFold(packed, "identity") {
		return nil, false, claims.Errorf(claims.EUnsupported, "%s sent the page packed in a way that was not asked for (%s); paste the text instead.", host, printable(packed))
	}
	if media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type")); (media == pdfType || media == docxType) && !v.cut {
		v.most += documentBytes
	}
	if response.ContentLength > v.most && !v.cut {
		return nil, false, tooLargeError("The page on "+host, response.ContentLength, v.most)
	}
	raw, err = io.ReadAll(io.LimitReader(response.Body, v.most+1))
	switch {
	case err != nil && ctx.Err() == nil && !isTimeout(err):
		return nil, false, claims.WrapErrorf(claims.EUnavailable, err, "%s broke the page off or sent it damaged; try again later, or paste the text instead.", host)
	case err != nil:
		return nil, false, err
	case int64(len(raw)) <= v.most:
		return raw, false, nil
	case v.cut:
		return raw[:v.most], true, nil
	}
	return nil, false, tooLargeError("The page on "+host, 0, v.most)
}

// redirectOf is where an answer sends on to, "" if it does not.
func redirectOf(a answer) string {
	switch a.status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return a.header.Get("Location")
	}
	return ""
}

func isLasting(status int) bool {
	return status == http.StatusMovedPermanently || status == http.StatusPermanentRedirect
}

func isPageAddress(u *url.URL) bool {
	return (u.Scheme == "http" || u.Scheme == "https") && u.User == nil && u.Hostname() != ""
}

// validators are what to send along when the document is asked for again.
func (a answer) validators() feed.Validators {
	const most = 512
	v := feed.Validators{ETag: a.header.Get("ETag"), LastModified: a.header.Get("Last-Modified")}
	if len(v.ETag) > most {
		v.ETag = ""
	}
	if len(v.LastModified) > most {
		v.LastModified = ""
	}
	return v
}

// unchanged says whether the server says that nothing changed since the
// validators that were sent along.
func (a answer) unchanged(v visit) bool {
	return a.status == http.StatusNotModified && v.known != feed.Validators{}
}

// refusal is err, with what the server said of asking again.
func (a answer) refusal(err error) error {
	after := a.after
	if after == 0 && a.status == http.StatusTooManyRequests {
		after = unsaidRest
	}
	if err == nil || after == 0 && a.status != http.StatusGone {
		return err
	}
	return &feed.Refusal{Gone: a.status == http.StatusGone, After: after, Err: err}
}

// isSaid says whether err has a sentence for a person already.
func isSaid(err error) bool {
	_, said := errors.AsType[*claims.Error](err)
	return said
}
