package text

import "strings"

// SameName says whether two names can name the same person or thing: "Zelensky"
// and "Volodymyr Zelenskyy", "President Putin" and "Vladimir Putin". Two given
// names that differ tell persons apart.
func SameName(a, b string) bool {
	x, y := nameWords(a), nameWords(b)
	if len(x) == 0 || len(y) == 0 { // titles alone
		return len(x) == len(y) && PlaceKey(a) == PlaceKey(b) && PlaceKey(a) != ""
	}
	if len(x) > len(y) {
		x, y = y, x
	}
	if isAcronymOf(x, y) {
		return true
	}
	if x[len(x)-1] != y[len(y)-1] {
		return false
	}
	j := 0
	for _, w := range x { // the words of the shorter in the order of the longer
		for j < len(y) && !sameNameWord(w, y[j]) {
			j++
		}
		if j == len(y) {
			return false
		}
		j++
	}
	return true
}

// nameWords gives the folded words of a name without titles and particles of
// speech.
func nameWords(name string) []string {
	var words []string
	for w := range strings.FieldsFuncSeq(name, isKeySeparator) {
		w = strings.ToLower(w)
		w = strings.TrimSuffix(strings.TrimSuffix(w, "'s"), "’s")
		initial := len(w) == 2 && w[1] == '.'
		w = strings.ReplaceAll(Canonical(keyMarks.Replace(w)), "'", "")
		if w == "" || w == "the" || len(words) == 0 && (honorifics()[w] || titleWords()[w]) && !initial {
			continue
		}
		words = append(words, w)
	}
	return words
}

// sameNameWord lets an initial stand for its word.
func sameNameWord(a, b string) bool {
	return a == b || len(a) == 1 && strings.HasPrefix(b, a) || len(b) == 1 && strings.HasPrefix(a, b)
}

// isAcronymOf says whether x is one word made of the initials of y: "UN",
// "United Nations".
func isAcronymOf(x, y []string) bool {
	if len(x) != 1 || len(y) < 2 {
		return false
	}
	var initials []byte
	for _, w := range y {
		if w != "of" && w != "and" && w != "for" && w != "on" {
			initials = append(initials, w[0])
		}
	}
	return x[0] == string(initials) && len(initials) > 1
}

// honorifics are titles that are no office.
var honorifics = lazySet("mr mrs ms miss mx sir dame lord lady dr prof professor sheikh shaykh imam rev reverend father fr don dona senor senora monsieur madame herr frau comrade hajj haji saint st mullah ayatollah")

// titleWords are offices and ranks that stand before a name.
var titleWords = lazySet(`president vice prime minister premier chancellor king queen prince princess emperor pope crown secretary senator sen congressman congresswoman representative rep
	governor gov mayor ambassador envoy general gen lieutenant lt colonel col major maj captain capt commander admiral adm sergeant sgt corporal cpl brigadier marshal field deputy first foreign defense defence finance interior health
	justice judge chief chairman chairwoman chair speaker director spokesman spokeswoman spokesperson leader head former ex acting interim state then us uk late attorney commissioner inspector detective officer constable private pvt bishop archbishop cardinal
	patriarch rabbi pastor chairperson mp mep cllr councillor councilor baroness baron duke duchess count countess dictator presidents ministers`)
