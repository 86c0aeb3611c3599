package text

import (
	_ "embed"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The gazetteer is text, sorted by key, that is searched where it lies in the
// program: nothing is parsed at start. Sources and licences: gazetteer_NOTICE.md.
//
//go:generate go run ../../scripts/gazetteer/main.go

//go:embed gazetteer.txt
var gazetteer string

// placeEntry is one line of the gazetteer: a name's key and one of the places
// that bear it.
type placeEntry struct {
	name       string
	kind       byte // n country, r region, c capital, a seat of a region, p town, v sea or area, d adjective, m metonym
	word       bool // the name is an English word
	person     bool // the name is a given name or surname
	acronym    bool // must be written in capitals
	country    string
	admin      string // GeoNames code of the region within the country
	lat, lon   float64
	located    bool
	population int
}

// PlaceKey gives the key under which the gazetteer knows a name: canonical
// words (see [Canonical]) with single spaces, no article, no punctuation.
func PlaceKey(name string) string {
	var words []string
	for w := range strings.FieldsFuncSeq(name, isKeySeparator) {
		if k := keyWord(w); k != "" {
			words = append(words, k)
		}
	}
	if len(words) > 1 && words[0] == "the" {
		words = words[1:]
	}
	return strings.Join(words, " ")
}

func isKeySeparator(r rune) bool {
	return r == ' ' || r == ',' || r == '/' || r == '\u00a0' || r == '(' || r == ')' || r == '\t' || r == '\n' || isHyphen(r) || r == '–' || r == '—'
}

// keyWord folds one word of a place's name.
func keyWord(w string) string {
	w = strings.ToLower(w)
	if !plainLetters(w) {
		w = keyMarks.Replace(w)
	}
	switch w {
	case "st", "ste":
		return "saint"
	case "ft":
		return "fort"
	case "mt":
		return "mount"
	}
	w = Canonical(w)
	if !plainLetters(w) {
		w = strings.ReplaceAll(w, "'", "")
	}
	return w
}

func plainLetters(w string) bool {
	for i := range len(w) {
		if c := w[i]; c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}

var keyMarks = strings.NewReplacer(".", "", "'", "", "’", "", "‘", "", "ʼ", "", "`", "")

// lookupKey gives the places of a key, most populous first.
func lookupKey(key string) []placeEntry {
	if key == "" {
		return nil
	}
	var found []placeEntry
	at := lowerBound(gazetteer, key)
	for at < len(gazetteer) {
		line, next := lineAt(gazetteer, at)
		rest, ok := strings.CutPrefix(line, key)
		if !ok || rest == "" || rest[0] != '\t' {
			break
		}
		found = append(found, parsePlace(key, rest[1:]))
		at = next
	}
	return found
}

// lowerBound gives the offset of the first line of sorted text that is not
// below key followed by a tab.
func lowerBound(sorted, key string) int {
	lo, hi := 0, len(sorted) // line starts: all before lo are below, at hi not
	for lo < hi {
		mid := lo + (hi-lo)/2
		start := strings.LastIndexByte(sorted[lo:mid], '\n') + 1 + lo
		end := strings.IndexByte(sorted[start:hi], '\n')
		if end < 0 {
			end = hi
		} else {
			end += start
		}
		if lineBelow(sorted[start:end], key) {
			lo = min(end+1, hi)
		} else {
			hi = start
		}
	}
	return lo
}

// lineBelow says whether the key of a line sorts before key.
func lineBelow(line, key string) bool {
	n := min(len(line), len(key))
	if line[:n] != key[:n] {
		return line[:n] < key[:n]
	}
	return len(line) < len(key) // a tab, which follows the line's key, sorts before all else
}

func lineAt(s string, at int) (line string, next int) {
	if end := strings.IndexByte(s[at:], '\n'); end >= 0 {
		return s[at : at+end], at + end + 1
	}
	return s[at:], len(s)
}

// parsePlace reads the fields after the key: name, kind and flags, country,
// region, latitude, longitude, population. An empty name is the key with
// capitals.
func parsePlace(key, fields string) placeEntry {
	var f [7]string
	for i := range f {
		f[i], fields, _ = strings.Cut(fields, "\t")
	}
	e := placeEntry{name: f[0], country: f[2], admin: f[3]}
	if e.name == "" {
		e.name = Titled(key)
	}
	for i := range len(f[1]) {
		switch c := f[1][i]; {
		case i == 0:
			e.kind = c
		case c == 'w':
			e.word = true
		case c == 'f':
			e.person = true
		case c == 'x':
			e.acronym = true
		}
	}
	if f[4] != "" {
		e.lat, _ = strconv.ParseFloat(f[4], 64)
		e.lon, _ = strconv.ParseFloat(f[5], 64)
		e.located = true
	}
	e.population, _ = strconv.Atoi(f[6])
	return e
}

// Titled gives each word of a key its capital: the name of most places.
func Titled(key string) string {
	b := []byte(key)
	for i, c := range b {
		if c >= 'a' && c <= 'z' && (i == 0 || b[i-1] == ' ') {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

//go:embed names_first.txt
var firstNames string

// givenName says whether a word is a given name, and the gender that it
// hints at: 'm', 'f' or 'u' when it is either. 0 means that it is none.
func givenName(word string) byte {
	if len(word) < 2 || len(word) > 24 || !utf8.ValidString(word) {
		return 0
	}
	key := strings.ToLower(word)
	if !isASCII(key) {
		key = stripMarks(key)
	}
	at := lowerBound(firstNames, key)
	line, _ := lineAt(firstNames, at)
	rest, ok := strings.CutPrefix(line, key)
	if !ok || len(rest) < 2 || rest[0] != '\t' {
		return 0
	}
	return rest[1]
}
