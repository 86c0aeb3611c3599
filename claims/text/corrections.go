package text

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
)

// Corrections finds the notes in which an outlet tells what it corrected in an
// article: "Correction: an earlier version of this article said …". A span is
// a whole paragraph, or what is left of one from the note on; where the label
// is a paragraph of its own, it is the paragraph under it. A note of what was
// merely added, or of how a story came to be, is none.
func Corrections(s string) []claims.Span {
	var out []claims.Span
	if !hintsAtCorrection(s) {
		return nil
	}
	labelled := false
	for _, p := range Paragraphs(s) {
		words := p.In(s)
		if correctionLabel().MatchString(words) {
			labelled = true
			continue
		}
		if !labelled && !hintsAtCorrection(words) {
			continue
		}
		if at := correctionIn(words); labelled || at >= 0 {
			start := p.Start
			if !labelled {
				start += at
			}
			out = append(out, claims.Span{Text: s[start:p.End], Start: start, End: p.End})
		}
		labelled = false
	}
	return out
}

// correctionIn is where in a paragraph a note begins, -1 if there is none.
// What begins with a quotation mark is told by somebody else.
func correctionIn(paragraph string) int {
	r := correctionRules()
	if r.opens.MatchString(paragraph) || r.noted.MatchString(paragraph) && r.mends.MatchString(paragraph) {
		return 0
	}
	for _, s := range Sentences(paragraph) {
		sentence := s.In(paragraph)
		if strings.HasPrefix(sentence, "“") || strings.HasPrefix(sentence, "\"") {
			continue
		}
		if r.tells.MatchString(sentence) {
			return s.Start
		}
	}
	return -1
}

// What may stand before a note, and what outlets call what they print.
const (
	correctionLead = `^[\s(\[•*_·–—-]*`
	printed        = `(?:article|story|report|piece|headline|post|page|dispatch|item|blog|live ?blog|entry|column|caption|newsletter|copy|text|obituary|interview|transcript|summary|sub-?heading)`
	mended         = `(?:corrected|amended|clarified|revised|(?:updated|edited|changed|modified) (?:\S+ ){0,8}?to (?:correct|clarify|reflect|fix|remove|amend|say|state|show|indicate|note|make clear|rectify|accurately))`
	correctionDay  = `(?:,? ?(?:\(?[^:\n—–]{0,32}\d{1,4}[^:\n—–]{0,16}\)?|appended))?`
)

// correctionHints are pieces of words, one of which every note has. Most
// articles and paragraphs have none, and need not be looked at further.
var correctionHints = []string{"correct", "clarif", "amend", "revis", "editor", "earlier version", "previous version", "original version", "prior version", "former version", "initial version", "older version",
	"earlier versions", "error", "updat", "edited", "changed", "modified", "originally", "initially", "previously", "wrongly", "mistaken", "refiles", "retract", "misstated"}

func hintsAtCorrection(s string) bool {
	lower := strings.ToLower(s)
	return slices.ContainsFunc(correctionHints, func(hint string) bool { return strings.Contains(lower, hint) })
}

// correctionLabel is a label that stands by itself over its note.
var correctionLabel = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)` + correctionLead + `(?:corrections?|clarifications?|corrections? (?:and|&) clarifications?)` + correctionDay + `[\s:.)\]*_-]*$`)
})

type correctionForms struct{ opens, noted, mends, tells *regexp.Regexp }

var correctionRules = sync.OnceValue(func() correctionForms {
	return correctionForms{
		// "Correction:", "CORRECTION (15 March 2025) —", "(Corrects paragraph 3 …)"
		opens: regexp.MustCompile(`(?i)` + correctionLead + `(?:` +
			`(?:corrections?|clarifications?|corrections? (?:and|&) clarifications?|corrected|clarified)` + correctionDay + `\s?(?::|\s[–—-]\s|\.\s|—)` +
			`|this ` + printed + ` was (?:first |originally )?(?:published|posted) .{0,80}(?:updated|corrected|amended|edited|changed) .{0,60}to (?:correct|clarify|fix|remove|amend)\b` +
			`|a (?:correction|clarification) was (?:made|issued|added|published|appended) (?:on|at|to)\b` +
			`|(?:refiles|this (?:version|` + printed + `)) (?:(?:also )?corrects|to (?:correct|fix|add dropped))\b` +
			`|corrects (?:\S+ ){0,8}(?:paragraphs?|para|headline|name|title|spelling|figure|number|date|day|typo|quote|attribution|to (?:show|say|reflect|make clear)|that)\b)`),
		// "Editor's note: …", "Update: …", of which only some tell of a correction
		noted: regexp.MustCompile(`(?i)` + correctionLead + `(?:editor(?:[’']s|s[’']?|ial)? note|note(?: to readers)?|update[ds]?|post-publication note)` + correctionDay + `\s?(?::|\s[–—-]\s|\.\s|—)`),
		mends: regexp.MustCompile(`(?i)\b(?:correct(?:s|ed|ion|ions|ing)?|clarif(?:y|ies|ied|ication)|amended|retract(?:s|ed|ion)?|(?:earlier|previous|prior|original) versions? of (?:this|the|our)|(?:incorrectly|wrongly|mistakenly|erroneously) (?:said|stated|reported|named|identified|gave|put|referred|described|attributed)|misstated|misidentified|misspelled|misspelt|misquoted|editing error|regrets? the error)\b`),
		// Sentences that are notes wherever they stand.
		tells: regexp.MustCompile(`(?i)` + correctionLead + `(?:` +
			`(?:this|the|our) (?:[\w.,]+ ){0,3}?` + printed + `(?:[’']s headline)? (?:(?:was|has been|is|had been|has since been)(?: since| later| also| subsequently)? ` + mended + `|originally (?:said|stated|reported|misstated|gave)|(?:incorrectly|wrongly|mistakenly|erroneously|previously|initially) (?:said|stated|reported|misstated|gave|named|identified|put))\b` +
			`|it (?:was|has been) (?:updated|corrected|amended|edited) (?:again )?(?:on|at) .{0,60}to (?:correct|clarify|fix|amend|remove)\b` +
			`|(?:in )?(?:an|the|some) (?:earlier|previous|original|prior|initial|older) versions? of (?:this|the|our) (?:\S+ )?` + printed + `\b` +
			`|(?:a|the) (?:previous|prior|former) versions? of (?:this|the|our) (?:\S+ )?` + printed + `\b` +
			`|(?:earlier|previous|prior|original) versions of (?:this|the|our) (?:\S+ )?` + printed + `\b` +
			`|(?:due to|because of|owing to|through) an? (?:editing|reporting|production|transcription|translation|typographical|copy-?editing|agency|typing) error\b)`),
	}
})
