package articles

import (
	"regexp"
	"strings"
	"sync"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"

	"github.com/claimbot/claimbot/claims"
)

// readInfo takes what a PDF says of itself.
func (d *pdfDocument) readInfo(info pdf.Value) {
	d.title, d.author = plausibleTitle(info.Key("Title").Text()), plausibleAuthor(info.Key("Author").Text())
	d.created, d.modified = pdfTime(info.Key("CreationDate").RawString()), pdfTime(info.Key("ModDate").RawString())
}

var pdfTimes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:D:)?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-]\d{2})'?(\d{2})?)?`)
})

// pdfTime reads D:20250314084000+02'00'. Without a zone, only the day is sure.
func pdfTime(s string) claims.Time {
	m := pdfTimes().FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	day := m[1] + "-" + m[2] + "-" + m[3]
	zone := "Z"
	if m[8] != "" {
		zone = m[8] + ":" + firstOf(m[9], "00")
	}
	if m[4] != "" && (m[7] != "" || m[8] != "") {
		if at, err := time.Parse(time.RFC3339, day+"T"+m[4]+":"+m[5]+":"+firstOf(m[6], "00")+zone); err == nil {
			return claims.Instant(at)
		}
	}
	if at, err := time.Parse(time.DateOnly, day); err == nil {
		return claims.DayOf(at)
	}
	return ""
}

// takeTimes takes the time at which a document was last changed, or made, for
// that of this text: it was there by then. It is not the time of publication,
// from which "yesterday" would be told: whoever prints a page makes a document
// of it later. Times that no article has are not believed.
func (p *page) takeTimes(created, modified claims.Time, now time.Time) {
	believed := func(t claims.Time) bool {
		at, err := time.Parse(time.DateOnly, string(t)[:min(len(t), len(time.DateOnly))])
		return err == nil && at.Year() >= 1980 && !at.After(now.Add(24*time.Hour))
	}
	if p.Published != "" || p.Modified != "" {
		return
	}
	for _, t := range []claims.Time{modified, created} {
		if believed(t) {
			p.Modified = t
			return
		}
	}
}

// notTitles are what programs put where the title belongs.
var notTitles = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:untitled.*|microsoft (?:word|powerpoint|excel)\b.*|powerpoint presentation|document\d*|slide \d+|page \d+|print|\(anonymous\)|about:blank|https?://.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|html?|xlsx?|pptx?|tmp|eps|ai|pub))$`)
})

// plausibleTitle gives a title that a document says it has, "" if a program
// made it up.
func plausibleTitle(s string) string {
	s = oneLine(s)
	if len(s) < 4 || len(s) > 300 || !strings.ContainsFunc(s, unicode.IsLetter) || notTitles().MatchString(s) {
		return ""
	}
	return s
}

// plausibleAuthor gives a person's name, "" for the name of an account.
func plausibleAuthor(s string) string {
	s = oneLine(s)
	if len(s) < 4 || len(s) > 120 || !strings.Contains(s, " ") || strings.ContainsAny(s, "@\\/<>{}_") || strings.ContainsFunc(s, unicode.IsDigit) {
		return ""
	}
	switch strings.ToLower(s) {
	case "microsoft office user", "windows user", "default user", "local administrator":
		return ""
	}
	return s
}
