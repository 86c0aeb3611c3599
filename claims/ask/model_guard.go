package ask

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/text"
)

// A model may choose among claims, and with that it could answer another
// question than was asked. What it is offered, and what its first sentence may
// rest on, is therefore decided here, by the question alone.

// offer gives the claims that may answer: those that the extractive answer
// cites, the others that fit, then those that may.
func offer(q Question, found, fitting []candidate, extractive []claims.Sentence) []candidate {
	var cited, may []candidate
	for _, c := range fitting {
		if slices.ContainsFunc(extractive, func(s claims.Sentence) bool { return slices.Contains(s.Citations, c.claim.ID) }) {
			cited = append(cited, c)
		}
	}
	for _, c := range found {
		if mayAnswer(q, c) {
			may = append(may, c)
		}
	}
	var out []candidate
	for _, c := range slices.Concat(cited, fitting, may) {
		if len(out) < maxOffered && c.repeats == "" && !slices.ContainsFunc(out, c.is) {
			out = append(out, c)
		}
	}
	return out
}

// is says whether two candidates are one claim.
func (c candidate) is(o candidate) bool { return c.claim.ID == o.claim.ID }

// mayAnswer says whether a claim is about whom and what the question names. It
// is fitting without the share of common words that must be the same: a
// question may be put in other words than the claim, but not about others.
func mayAnswer(q Question, c candidate) bool {
	if !c.speaker && !speaksFor(q, c) {
		return false
	}
	c.speaker = true
	if len(q.Topic) > 0 && c.coverage == 0 {
		return false
	}
	c.coverage = 1
	return len(fitting(q, []candidate{c})) == 1
}

// offices are words for whoever speaks for a country.
var offices = termSet(`leader president premier prime minister chief head ruler chancellor king queen official officials government administration authorities spokesman spokeswoman spokesperson`)

// speaksFor says whether the claim's speaker is whom the question means by an
// office and a country: "the Russian leader".
func speaksFor(q Question, c candidate) bool {
	if c.claim.Speaker == nil || c.claim.Speaker.Affiliation == "" {
		return false
	}
	home := termSet(c.claim.Speaker.Affiliation)
	country := false
	for _, t := range q.Speaker {
		country = country || home[t]
		if !home[t] && !offices[t] && !c.terms.speaker[t] {
			return false
		}
	}
	return country
}

// mayLead says whether a sentence that cites these may answer first. Figures
// and positions are chosen by code: the sentence must rest on what the
// extractive answer leads with, or on a figure that agrees with it; where there
// is none, on the kind of figure or position that was asked for.
func mayLead(q Question, cited, fitting []candidate, extractive []claims.Sentence) bool {
	computed := q.Want == WantCount || q.Act != "" && q.Want == WantHappened
	return !computed || slices.ContainsFunc(cited, func(c candidate) bool {
		switch {
		case len(extractive) > 0:
			return slices.ContainsFunc(fitting, func(lead candidate) bool {
				return slices.Contains(extractive[0].Citations, lead.claim.ID) && (lead.is(c) || agrees(q, lead, c))
			})
		case q.Want == WantCount:
			return countable(q, c)
		}
		return c.claim.Ceasefire != nil && verdictOf(q.Act, c.claim) != silent && isParty(q, c)
	})
}

// agrees says whether a claim gives the figure of the lead in other words.
func agrees(q Question, lead, c candidate) bool {
	return q.Want == WantCount && countable(q, lead) && countable(q, c) && sameCount(lead.claim, c.claim) &&
		compatible(lead.claim.Casualty.Figure, c.claim.Casualty.Figure)
}

// maxSentence is how many characters a sentence of a model may have.
const maxSentence = 400

var (
	// ownVerdict is what only the program may say, for it decides it.
	ownVerdict = regexp.MustCompile(`(?i)^(?:(?:yes|no|yeah|nope|indeed|correct|true|false|right|wrong|exactly)(?:[\s,.:;!–—-]*$|[,.:;!–—-])|not according to|only on a condition:|earlier:)`)
	pronoun    = regexp.MustCompile(`(?i)\b(?:he|she|him|his|her|hers|they|them|their|theirs)\b`)
	// tellsSpeech are the words by which a sentence names a voice.
	tellsSpeech = regexp.MustCompile(`(?i)\b(?:said|says?|saying|told|tells|according to|report(?:s|ed)|stat(?:es|ed)|announce[sd]|confirm(?:s|ed)|claim(?:s|ed)|warn(?:s|ed)|wrote|quoted)\b`)
	quotedPart  = regexp.MustCompile(`“[^”]*”|"[^"]*"|‘[^’]*’`)
)

// misleads gives why a sentence must not be shown although all of its words
// may stand in what it cites, "" if it may be.
func misleads(sentence string, cited []candidate) string {
	switch {
	case utf8.RuneCountInString(sentence) > maxSentence:
		return "the sentence is too long"
	case ownVerdict.MatchString(sentence):
		return "the verdict is the program's to say"
	case namelessPronoun(sentence):
		return "a pronoun stands for nobody whom the sentence names"
	case slices.ContainsFunc(cited, func(c candidate) bool { return dropsSpeaker(sentence, c) }):
		return "does not say who says it"
	}
	return ""
}

// namelessPronoun says whether a sentence begins with "he" or the like, quoted
// words apart: the sentence that named whom it means may have fallen.
func namelessPronoun(sentence string) bool {
	unquoted := quotedPart.ReplaceAllStringFunc(sentence, func(s string) string { return strings.Repeat(" ", len(s)) })
	at := pronoun.FindStringIndex(unquoted)
	return at != nil && len(text.Terms(unquoted[:at[0]])) == 0
}

// dropsSpeaker says whether a sentence gives as a fact what the claim has from
// a speaker, or puts it into the mouth of another. Figures may stand bare, as
// the first line of any answer has them; so may the position of the speaker's
// own side.
func dropsSpeaker(sentence string, c candidate) bool {
	s := c.claim.Speaker
	if s == nil {
		return false
	}
	said := termSet(sentence)
	for _, words := range []string{s.Name, s.Role, sourceWords(c.claim)} {
		if slices.ContainsFunc(text.Terms(words), func(t string) bool { return said[t] }) {
			return false
		}
	}
	bare := s.Type == claims.SpeakerOutlet || c.claim.Kind == claims.KindCasualty || c.claim.Kind == claims.KindCeasefire && speaksForItself(c.claim)
	return !bare || tellsSpeech.MatchString(quotedPart.ReplaceAllString(sentence, ""))
}

func sourceWords(c claims.Claim) string {
	if c.Attribution == nil || c.Attribution.Source == nil {
		return ""
	}
	return c.Attribution.Source.Text
}

// fell makes a fallen sentence of one that the guard holds back.
func fell(s claims.Sentence, why string) proof.Fallen {
	return proof.Fallen{Sentence: s, Problem: proof.Problem{Reason: proof.TextUnsupported, Words: why}}
}
