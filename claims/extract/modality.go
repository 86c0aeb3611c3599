package extract

import (
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// modalityOf tells how the clause around tokens[first:last) is put, by the cue
// words that govern it. words are lower-case tokens of one sentence.
func modalityOf(words []token, first, last int) claims.Modality {
	if n := len(words); n > 0 && words[n-1].lower == "?" {
		return claims.Questioned
	}
	for i := first - 1; i >= 0 && i >= first-12; i-- {
		w := words[i].lower
		if w == "," || w == ";" {
			break
		}
		if w == "if" || w == "unless" || w == "provided" && word(words, i+1) == "that" {
			return claims.Conditional
		}
	}
	for i := first - 1; i >= 0 && i >= first-14; i-- {
		if m := cueModality(words, i); m != "" {
			return m
		}
	}
	for i := max(first, last-6); i < last && i < len(words); i++ {
		if words[i].lower == "feared" {
			return claims.Predicted
		}
	}
	for i := last - 1; i >= 0 && (i >= last-5 || i >= first-2 && i > last-9); i-- {
		if m := auxModality(words, i); m != "" {
			return m
		}
	}
	return claims.Asserted
}

func word(words []token, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i].lower
}

// cueModality reads verbs that put what follows them.
func cueModality(words []token, i int) claims.Modality {
	switch w := word(words, i); {
	case strings.HasPrefix(w, "den") && (w == "denied" || w == "denies" || w == "deny" || w == "denying"):
		return claims.Denied
	case strings.HasPrefix(w, "threaten"):
		return claims.Threatened
	case w == "warned" && word(words, i+1) != "of":
		return claims.Predicted
	case w == "fear" || w == "fears" || w == "feared":
		return claims.Predicted
	}
	return ""
}

// auxModality reads the modal verb of the clause.
func auxModality(words []token, i int) claims.Modality {
	switch word(words, i) {
	case "would": // reported speech has it for "will"
		for _, w := range words {
			switch w.lower {
			case "if", "unless", "provided", "once", "only", "until", "when":
				return claims.Conditional
			}
		}
		return claims.Predicted
	case "could", "might", "may", "will", "shall":
		return claims.Predicted
	case "to":
		switch word(words, i-1) {
		case "promised", "pledged", "vowed", "swore":
			return claims.Promised
		case "threatened", "threatening", "threatens":
			return claims.Threatened
		case "proposed", "proposes", "offered":
			return claims.Proposed
		case "demanded", "ordered", "called", "urged":
			return claims.Demanded
		}
	}
	return ""
}
