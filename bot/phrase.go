package bot

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// moment is a time as people read it, with the zone it was written in: "11 Mar
// 2026", "11 Mar 2026 08:05 UTC+1", "" when it is not known.
func moment(t claims.Time) string {
	at, ok := t.Std()
	switch {
	case !ok:
		return ""
	case t.IsDay():
		return at.Format("2 Jan 2006")
	}
	_, offset := at.Zone()
	zone := "UTC"
	if offset != 0 {
		zone = fmt.Sprintf("UTC%+d", offset/3600)
		if minutes := offset / 60 % 60; minutes != 0 {
			zone += fmt.Sprintf(":%02d", max(minutes, -minutes))
		}
	}
	return at.Format("2 Jan 2006 15:04 ") + zone
}

// day is "11 Mar 2026", or "undated".
func day(t claims.Time) string {
	if at, ok := t.Std(); ok {
		return at.Format("2 Jan 2006")
	}
	return "undated"
}

// domain is the host that published, without "www.".
func domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// outlet names who published: the outlet, else the domain.
func outlet(a claims.Article) string {
	switch {
	case a.Outlet != "":
		return a.Outlet
	case domain(a.URL) != "":
		return domain(a.URL)
	}
	return "no outlet named"
}

// headline names an article.
func headline(a claims.Article) string {
	switch {
	case a.Title != "":
		return a.Title
	case a.URL != "":
		return a.URL
	}
	return "untitled article " + a.ID
}

// provenance says how an article's text came to be here, beside its domain:
// "meridian-news.example, fetched". by is who loaded it.
func provenance(a claims.Article, by string) string {
	var parts []string
	if host := domain(a.URL); host != "" {
		parts = append(parts, host)
	}
	switch a.Origin {
	case claims.OriginFetched:
		parts = append(parts, "fetched")
	case claims.OriginPasted:
		parts = append(parts, "pasted by "+who(by)+unchecked(a))
	case claims.OriginFile:
		parts = append(parts, "from a file of "+who(by)+unchecked(a))
	}
	return strings.Join(parts, ", ")
}

// unchecked warns of an address that whoever loaded the text gave for it.
func unchecked(a claims.Article) string {
	if a.URL == "" {
		return ""
	}
	return ", not checked against the page"
}

// signature is how the audit trail names a person of Discord: the name for
// readers, the id because names change.
func signature(name, id string) string { return "@" + name + " (" + id + ")" }

var signed = regexp.MustCompile(`^(@.+) \(\d+\)$`)

// who is the name that a signature shows; whoever loads at the terminal is
// named by the part they play.
func who(by string) string {
	if m := signed.FindStringSubmatch(by); m != nil {
		return m[1]
	}
	return "the operator"
}

// countOf is "1 claim", "2 claims", "no claims".
func countOf(n int, what string) string {
	switch n {
	case 0:
		return "no " + what + "s"
	case 1:
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// linkable is address as it may stand in a masked link or a link button: a web
// address that shows where it leads, nothing in it that could end the link or
// mention somebody, and at most n units long. Too long a one goes without its fragment; "" when nothing can be linked.
func linkable(address string, n int) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	whole, _, _ := strings.Cut(address, "#")
	for _, a := range []string{address, whole} {
		if len(a) > n { // percent only makes it longer
			continue
		}
		if safe := percent(a); len(safe) <= n {
			return safe
		}
	}
	return ""
}

const hexDigits = "0123456789ABCDEF"

// percent writes what markdown could take for the end of a link as bytes.
func percent(address string) string {
	var b strings.Builder
	for i := range len(address) {
		c := address[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte("()<>[]\\\"'`*|@", c) >= 0 {
			b.WriteByte('%')
			b.WriteByte(hexDigits[c>>4])
			b.WriteByte(hexDigits[c&15])
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// ago is how long before now a time lies, 0 when it is not known.
func ago(t claims.Time, now time.Time) time.Duration {
	at, ok := t.Std()
	if !ok {
		return 0
	}
	return now.Sub(at)
}
