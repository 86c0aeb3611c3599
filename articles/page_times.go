package articles

import (
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"golang.org/x/net/html"
)

// timesOf says when an article was published and last modified.
func timesOf(doc *html.Node, data structured, d declared) (published, modified claims.Time) {
	published = firstTime(data.published, d.meta["article:published_time"], d.meta["datepublished"], d.props["datepublished"])
	modified = firstTime(data.modified, d.meta["article:modified_time"], d.meta["datemodified"], d.props["datemodified"])
	return published, modified
}

func firstTime(values ...string) claims.Time {
	for _, v := range values {
		if t := pageTime(v); t != "" {
			return t
		}
	}
	return ""
}

func pageTime(s string) claims.Time {
	s = strings.TrimSpace(s)
	if t, err := claims.ParseTime(s); err == nil {
		return t
	}
	if t, err := time.Parse("2006-01-02T15:04:05-0700", s); err == nil {
		return claims.Instant(t)
	}
	return ""
}
