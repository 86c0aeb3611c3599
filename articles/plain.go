package articles

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// parseAs reads raw as a form. contentType and pageURL are what is known of a
// page from outside.
func parseAs(ctx context.Context, f form, raw []byte, contentType, pageURL, what string, now time.Time) (page, error) {
	switch f {
	case htmlForm:
		return parsePage(raw, contentType, pageURL, now)
	case pdfForm:
		return parsePDF(ctx, raw, what, now)
	case docxForm:
		return parseDocx(ctx, raw, what, now)
	}
	s, err := decode(raw, contentType, what)
	if err != nil {
		return page{}, err
	}
	if hasManyLines(s) {
		return page{}, claims.Errorf(claims.EUnreadable, "%s has more than %d lines, too many for one article; cut it into parts, or paste the text of the article.", what, maxLines)
	}
	p := parsePlain(s)
	if f == markdownForm {
		p = parseMarkdown(s)
	}
	if strings.TrimSpace(p.Text) == "" {
		return page{}, claims.Errorf(claims.EUnreadable, "No article text was found in it; paste the text of the article instead.")
	}
	return p, nil
}

// maxLines bounds the lines of one article, each of which is looked at for
// notices.
const maxLines = 50_000

func hasManyLines(s string) bool {
	ends := 0
	for _, r := range s {
		if isLineEnd(r) {
			ends++
		}
	}
	return ends > maxLines
}

// parsePlain reads plain text. A first paragraph that looks like a headline is
// the title and not part of the text; so are a byline and dates that stand by
// themselves there.
func parsePlain(s string) page {
	return assemble(splitParagraphs(normalise(partByIndents(s))), "")
}

// normalise gives line ends as "\n" and drops what is not seen: byte-order
// marks, zero-width and control characters, the escapes of terminals. White space at the ends of lines
// goes, and no more than one blank line is left between paragraphs. The result
// is never longer than s.
func normalise(s string) string {
	s = withoutEscapes(s)
	var b strings.Builder
	b.Grow(len(s))
	newlines, blanks := 2, 0 // no blank lines at the top
	var pending strings.Builder
	last := rune(0)
	for i, r := range s {
		switch {
		case r == '\n' && i > 0 && s[i-1] == '\r': // the end of a line that was ended
		case isLineEnd(r):
			pending.Reset()
			blanks, last = 0, '\n'
			newlines++
		case r == utf8.RuneError && !utf8.ValidString(s[i:min(len(s), i+3)]) || isInvisible(r, last):
		case unicode.IsSpace(r):
			if r == '\t' {
				r = ' '
			}
			pending.WriteRune(r)
			blanks++
		default:
			if newlines > 0 {
				if b.Len() > 0 {
					b.WriteString("\n\n"[:min(newlines, 2)])
				}
			} else if blanks > 0 {
				b.WriteString(pending.String())
			}
			pending.Reset()
			newlines, blanks, last = 0, 0, r
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// isInvisible says whether r changes nothing that a reader sees. Joiners shape
// the letters of some scripts; after a Latin letter they only hide a word.
func isInvisible(r, last rune) bool {
	switch {
	case r == '\t':
		return false
	case r == '\u200c' || r == '\u200d':
		return last < 0x250
	case r == '\u200b' || r == '\u2060' || r == '\ufeff' || r == '\u00ad' || r == '\u200e' || r == '\u200f':
		return true
	}
	return unicode.IsControl(r) || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}
