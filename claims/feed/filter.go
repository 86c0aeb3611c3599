package feed

import (
	"slices"
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// Filter says which entries of a feed are kept. An empty one keeps all.
type Filter struct {
	// Words are words and phrases, one of which must stand in the title, the
	// summary or the text: whole words, in capitals or not.
	Words []string `json:"words,omitempty"`
	// Kinds are kinds of claims, of one of which a claim must be found.
	Kinds []claims.Kind `json:"kinds,omitempty"`
}

// Bounds of a filter.
const (
	mostWords = 50
	mostWord  = 100 // bytes of one
)

// ParseFilter reads words, parted by spaces or commas, phrases in quotation
// marks; and kinds, parted likewise.
func ParseFilter(words, kinds string) (Filter, error) {
	f := Filter{Words: cutWords(words)}
	for k := range strings.FieldsFuncSeq(strings.ToLower(kinds), isPart) {
		f.Kinds = append(f.Kinds, claims.Kind(k))
	}
	return f.checked()
}

func isPart(r rune) bool { return unicode.IsSpace(r) || r == ',' || r == ';' }

// cutWords cuts at spaces and commas, but not within quotation marks.
func cutWords(s string) (words []string) {
	var word strings.Builder
	end := func() {
		if w := strings.Join(strings.Fields(word.String()), " "); w != "" {
			words = append(words, w)
		}
		word.Reset()
	}
	quoted := false
	for _, r := range s {
		switch {
		case text.IsQuote(r) && !text.IsApostrophe(r):
			quoted = !quoted
			end()
		case !quoted && isPart(r):
			end()
		default:
			word.WriteRune(r)
		}
	}
	end()
	return words
}

// checked gives the filter in order, each thing once, or says what is wrong.
func (f Filter) checked() (out Filter, err error) {
	for _, w := range f.Words {
		switch {
		case len(w) > mostWord:
			return out, claims.Errorf(claims.EInvalid, "A word of the filter is longer than %d bytes; give a shorter one.", mostWord)
		case len(tokensOf(w)) == 0:
			return out, claims.Errorf(claims.EInvalid, "%q holds no word to look for.", w)
		case !slices.ContainsFunc(out.Words, func(o string) bool { return strings.EqualFold(o, w) }):
			out.Words = append(out.Words, w)
		}
	}
	if len(out.Words) > mostWords {
		return out, claims.Errorf(claims.EInvalid, "The filter has %d words; give at most %d.", len(out.Words), mostWords)
	}
	for _, k := range claims.Kinds {
		if slices.Contains(f.Kinds, k) {
			out.Kinds = append(out.Kinds, k)
		}
	}
	for _, k := range f.Kinds {
		if !slices.Contains(claims.Kinds, k) {
			return out, claims.Errorf(claims.EInvalid, "There are no claims of the kind %q; the kinds are casualty, ceasefire, statement and event.", k)
		}
	}
	return out, nil
}

// IsZero says whether the filter keeps all.
func (f Filter) IsZero() bool { return len(f.Words)+len(f.Kinds) == 0 }

// Equal says whether both keep the same.
func (f Filter) Equal(g Filter) bool {
	return slices.Equal(f.Words, g.Words) && slices.Equal(f.Kinds, g.Kinds)
}

// String is the filter as it is shown, "" for one that keeps all.
func (f Filter) String() string {
	var parts []string
	if len(f.Words) > 0 {
		var words []string
		for _, w := range f.Words {
			if strings.Contains(w, " ") {
				w = "“" + w + "”"
			}
			words = append(words, w)
		}
		parts = append(parts, strings.Join(words, ", "))
	}
	if len(f.Kinds) > 0 {
		var kinds []string
		for _, k := range f.Kinds {
			kinds = append(kinds, string(k))
		}
		parts = append(parts, "claims: "+strings.Join(kinds, ", "))
	}
	return strings.Join(parts, "; ")
}

// hasWord says whether one of the words stands in one of the texts.
func (f Filter) hasWord(texts ...string) bool {
	if len(f.Words) == 0 {
		return true
	}
	for _, t := range texts {
		tokens := tokensOf(t)
		for _, w := range f.Words {
			if stands(tokensOf(w), tokens) {
				return true
			}
		}
	}
	return false
}

// tokensOf gives the words and numbers of s, in small letters without accents;
// a compound's parts are words of their own.
func tokensOf(s string) (tokens []string) {
	s = strings.ToLower(text.Plain(text.Fold(s).Text))
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Word || t.Kind == text.Number {
			tokens = append(tokens, strings.FieldsFunc(t.In(s), func(r rune) bool { return r == '-' })...)
		}
	}
	return tokens
}

// stands says whether the words follow one another in the text.
func stands(words, in []string) bool {
	for i := range len(in) - len(words) + 1 {
		if slices.Equal(in[i:i+len(words)], words) {
			return true
		}
	}
	return false
}

// hasKind says whether one of the kinds is wanted.
func (f Filter) hasKind(kinds []claims.Kind) bool {
	return len(f.Kinds) == 0 || slices.ContainsFunc(kinds, func(k claims.Kind) bool { return slices.Contains(f.Kinds, k) })
}
