package sqlite

import (
	"slices"
	"strings"
	"unicode"
)

// FTS5 expressions are written here alone. Every word in one is letters and
// digits between quotation marks, so nothing that a person types has a meaning
// of its own there.

const maxWord = 64 // bytes; nothing longer is looked up

// plainWords makes terms into words as the index may hold them: letters and
// digits, each word once, in their order, at most maxWords.
func plainWords(terms []string) []string {
	var words []string
	for _, t := range terms {
		for w := range strings.FieldsFuncSeq(strings.ToLower(t), func(r rune) bool { return !isIndexed(r) }) {
			if len(words) == maxWords {
				return words
			}
			if len(w) <= maxWord && !slices.Contains(words, w) {
				words = append(words, w)
			}
		}
	}
	return words
}

func isIndexed(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) }

// anyOf matches rows with any of the words, allOf those with all of them.
func anyOf(words []string) string { return quoted(words, " OR ") }
func allOf(words []string) string { return quoted(words, " AND ") }

func quoted(words []string, operator string) string {
	return `"` + strings.Join(words, `"`+operator+`"`) + `"`
}

// matching narrows an expression to rows that have one tag of each group. The
// expression itself never looks at tags.
func matching(expression string, groups [][]string) string {
	narrowed := "{body names head} : (" + expression + ")"
	for _, tags := range groups {
		narrowed += " AND tags : (" + anyOf(tags) + ")"
	}
	return narrowed
}
