package extract

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims/text"
)

// uncapital makes the first letter of a clause small where it is large only
// because a sentence began there.
func (d *document) uncapital(s string, at span) string {
	i := d.tokenAt(at.start)
	if i >= len(d.tokens) || d.tokens[i].Start != at.start || d.quoted[i] >= 0 || d.tokens[i].Kind != text.Word || !d.isPlainWord(i) {
		return s
	}
	r, n := utf8.DecodeRuneInString(s)
	if !strings.EqualFold(d.tokens[i].In(d.text)[:n], s[:n]) {
		return s // another word has been put there
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// isPlainWord says whether the word of token i, which begins a sentence, has
// its capital from that alone: a function word, a word that is known to be
// common or stands in small letters elsewhere, a plural that names nobody.
func (d *document) isPlainWord(i int) bool {
	t := d.tokens[i]
	word, w := t.In(d.text), t.lower
	switch d.tags[i] {
	case tagDet, tagPrep, tagPron, tagAdv, tagSub:
		return w != "i" && !strings.HasPrefix(w, "i'")
	}
	if len(word) > 1 && word == strings.ToUpper(word) || strings.IndexFunc(word[1:], unicode.IsUpper) >= 0 || calendarWords()[w] {
		return false
	}
	if _, _, ok := text.Demonym(word); ok || d.isNamedAt(t.Start) {
		return false
	}
	if head, _, compound := strings.Cut(w, "-"); compound && len(text.FindNumbers(head)) > 0 { // "Twenty-three people"
		return true
	}
	if isCommon(w) || newsWords()[w] || planNouns()[w] || causes()[w] || isBody(w) {
		return true
	}
	if isPlural(w) {
		return !strings.HasSuffix(w, "ians") && !strings.HasSuffix(w, "ans")
	}
	near := d.tokens[max(0, i-commonReach):min(len(d.tokens), i+commonReach)]
	return slices.ContainsFunc(near, func(o token) bool { return o.lower == w && o.In(d.text) == w })
}

// commonReach is how many tokens around a word are searched for it in small
// letters.
const commonReach = 1500

// isNamedAt says whether a name or a place begins at the byte at.
func (d *document) isNamedAt(at int) bool {
	in := d.placesIn(at, min(at+longestPlace, len(d.text)))
	if len(in) > 0 && in[0].Start == at {
		return true
	}
	_, named := slices.BinarySearch(d.names.starts, at)
	return named
}

// newsWords are nouns and adjectives that often begin a sentence of the news.
var newsWords = wordSetOnce(`rescue aid ferry flash gas forest traffic smoke power water food fuel emergency local state talks help heavy light medical military civil public national regional municipal
	foreign senior security air rail road train bus school hospital search work life debris glass evidence damage casualty nothing progress support trade oil gas grain
	peace war truce access contact communication electricity debate pressure public opinion wreckage shelling gunfire artillery drone missile rocket night rain snow wind
	fog visibility weather production output demand inflation growth unemployment spending tax research footage video satellite radar new old young early late two-thirds
	former current next last first second third half part much little enough several additional initial preliminary independent separate similar further`)
