package extract

import (
	"fmt"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// languageNames are the languages by ISO 639-1 code; others are named by code.
var languageNames = map[string]string{
	"ar": "Arabic", "bg": "Bulgarian", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "fa": "Persian", "fi": "Finnish", "fr": "French",
	"he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "id": "Indonesian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
	"pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sr": "Serbian", "sv": "Swedish", "th": "Thai", "tr": "Turkish", "uk": "Ukrainian",
	"ur": "Urdu", "vi": "Vietnamese", "zh": "Chinese",
}

// tellingWords are words that a text of the language can hardly do without and
// that English does not have.
var tellingWords = map[string]string{
	"de": "der die das und ist nicht ein eine von mit den dem im auf für auch sich wurde werden bei nach haben hat",
	"fr": "le la les des une est dans pour que qui sur pas avec au aux du par ont été sont cette mais ses",
	"es": "el los las una que por con para del se su más pero fue han está como según esta sus entre",
	"it": "il gli della che per non con sono una nel alla dei anche è ha più delle dal stato questo",
	"pt": "o os uma que não para com por em do da dos mais foi são ao pela pelo também seu segundo",
	"nl": "de het een van en niet dat zijn op voor met aan er ook bij naar werd worden heeft nog",
	"pl": "w na nie że się jest do przez od po jak oraz był została które są ale przy także",
	"sv": "och att det som på är av för med den inte har till ett om var sig efter men",
	"tr": "ve bir bu için ile da olarak çok daha olan sonra kadar gibi ise ancak dedi",
	"ro": "și în nu pe cu care din este pentru sunt au fost mai prin după către",
	"cs": "je se na že v do podle pro jsou který také ale byl při jeho jako po",
	"id": "yang dan di dengan untuk tidak dari pada ini dalam itu akan oleh karena juga",
}

// minWords is how many words a text must have before its words tell its
// language.
const minWords = 12

// unknownLanguage says, for a person, that the article is in a language that
// these rules do not know; "" if it can be read.
func unknownLanguage(a claims.Article) string {
	code := strings.ToLower(a.Language)
	code, _, _ = strings.Cut(code, "-")
	if code == "" {
		code = guessLanguage(a.Text)
	}
	if code == "" || code == "en" {
		return ""
	}
	name := languageNames[code]
	if name == "" {
		name = fmt.Sprintf("the language %q", code)
	}
	return fmt.Sprintf("The text seems to be in %s, which the offline engine does not know; its claims were not read. Load an English version of it.", name)
}

// guessLanguage tells a language by its commonest words, or its script; ""
// where it cannot be told, "en" for English.
func guessLanguage(s string) string {
	const sample = 8000
	if len(s) > sample {
		s = strings.ToValidUTF8(s[:sample], "")
	}
	if code := scriptLanguage(s); code != "" {
		return code
	}
	counts, words := map[string]int{}, 0
	for _, t := range text.Tokens(s) {
		if t.Kind == text.Word {
			counts[strings.ToLower(t.In(s))]++
			words++
		}
	}
	if words < minWords {
		return ""
	}
	best, most := "en", 0
	for w, n := range counts {
		if englishWords[w] {
			most += n
		}
	}
	for code, list := range tellingWords {
		total := 0
		for w := range strings.FieldsSeq(list) {
			total += counts[w]
		}
		if total > most || total == most && total > 0 && code < best && best != "en" {
			best, most = code, total
		}
	}
	return best
}

var englishWords = map[string]bool{
	"the": true, "of": true, "and": true, "to": true, "is": true, "was": true, "were": true, "that": true, "for": true, "with": true, "has": true, "have": true, "had": true,
	"by": true, "from": true, "are": true, "this": true, "it": true, "at": true, "be": true, "said": true, "they": true, "their": true, "who": true, "which": true, "been": true, "not": true,
}

// scriptLanguage tells a language by letters that few others use, where most
// letters of s are of that script.
func scriptLanguage(s string) string {
	var latin, cyrillic, ukrainian, arabic, hebrew, greek, han, kana, hangul, thai, devanagari int
	for _, r := range s {
		switch {
		case r < 0x80 && (r|0x20) >= 'a' && (r|0x20) <= 'z':
			latin++
		case strings.ContainsRune("іїєґ", r):
			ukrainian++
			cyrillic++
		case r >= 0x400 && r < 0x530:
			cyrillic++
		case r >= 0x370 && r < 0x400:
			greek++
		case r >= 0x590 && r < 0x600:
			hebrew++
		case r >= 0x600 && r < 0x700:
			arabic++
		case r >= 0x900 && r < 0x980:
			devanagari++
		case r >= 0xE00 && r < 0xE80:
			thai++
		case r >= 0x3040 && r < 0x3100:
			kana++
		case r >= 0x4E00 && r < 0xA000:
			han++
		case r >= 0xAC00 && r < 0xD7B0:
			hangul++
		}
	}
	scripts := []struct {
		letters int
		code    string
	}{{cyrillic, "ru"}, {arabic, "ar"}, {hebrew, "he"}, {greek, "el"}, {han + kana, "zh"}, {hangul, "ko"}, {thai, "th"}, {devanagari, "hi"}}
	for _, x := range scripts {
		if x.letters <= latin {
			continue
		}
		switch {
		case x.code == "ru" && ukrainian*50 > cyrillic:
			return "uk"
		case x.code == "zh" && kana*10 > han:
			return "ja"
		}
		return x.code
	}
	return ""
}
