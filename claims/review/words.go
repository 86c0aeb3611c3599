package review

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of what is said of an outlet, in characters.
const (
	MaxOutletName = 120
	MaxLabel      = 40
	MaxNote       = 300
)

// cleaned gives a change whose words can be shown anywhere, or says why there
// is none.
func (c MarkChange) cleaned() (MarkChange, error) {
	if c.Label != nil {
		label := spaced(*c.Label)
		for _, known := range []string{claims.LabelState, claims.LabelParty, claims.LabelUnknown} {
			if strings.EqualFold(label, known) {
				label = known
			}
		}
		if strings.ContainsAny(label, "[]") {
			return c, claims.Errorf(claims.EInvalid, "A label stands in brackets where it is shown; write it without brackets of its own.")
		}
		if err := validWords("label", label, MaxLabel); err != nil {
			return c, err
		}
		c.Label = &label
	}
	if c.Note != nil {
		note := spaced(*c.Note)
		if err := validWords("note", note, MaxNote); err != nil {
			return c, err
		}
		c.Note = &note
	}
	return c, nil
}

func validName(name string) error {
	if claims.MarkKey(name) == "" {
		return claims.Errorf(claims.EInvalid, "Name an outlet, or its domain.")
	}
	return validWords("name", spaced(name), MaxOutletName)
}

// validWords refuses what cannot be seen, or turns or hides what stands around
// it.
func validWords(what, words string, most int) error {
	if n := utf8.RuneCountInString(words); n > most {
		return claims.Errorf(claims.EInvalid, "The %s has %d characters; write it in at most %d.", what, n, most)
	}
	if !utf8.ValidString(words) || strings.ContainsFunc(words, isUnseen) {
		return claims.Errorf(claims.EInvalid, "The %s holds characters that cannot be shown; type it again without them.", what)
	}
	return nil
}

func isUnseen(r rune) bool {
	return r == unicode.ReplacementChar || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp)
}

func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }
