package proof

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// checkSpeaker wants the speaker's name, role and affiliation to stand in the
// article, the source to be who speaks by the cue, and the speaker to be who
// the source is.
func (e *examination) checkSpeaker(c *claims.Claim) *Problem {
	if problem := e.checkSource(c); problem != nil {
		return problem
	}
	if c.Speaker == nil {
		return nil
	}
	for _, words := range []string{c.Speaker.Role, c.Speaker.Affiliation} {
		if p := e.whole().checkWords(words); p != nil {
			return &Problem{BadSpeaker, p.Words}
		}
	}
	if c.Speaker.Name == "" {
		return nil
	}
	if c.Speaker.Type == claims.SpeakerOutlet && strings.EqualFold(c.Speaker.Name, e.article.Outlet) {
		return nil
	}
	if _, ok := e.words.locate(c.Speaker.Name, c.Start); !ok && !e.namesSomeone(c.Speaker.Name) {
		return &Problem{BadSpeaker, c.Speaker.Name}
	}
	if a := c.Attribution; a != nil && a.Source != nil && !e.isSource(*a.Source, *c.Speaker) {
		return &Problem{BadSpeaker, c.Speaker.Name}
	}
	return nil
}

// checkSource wants nobody else to stand between source and cue as who speaks.
func (e *examination) checkSource(c *claims.Claim) *Problem {
	a := c.Attribution
	if a == nil || a.Source == nil || a.Cue == nil {
		return nil
	}
	sentence, at, ok := e.sentenceOf(a.Cue.Start)
	if !ok {
		return nil
	}
	for _, p := range sentence.Predicates {
		if start := at + p.Start; start < a.Cue.Start || start >= a.Cue.End {
			continue
		}
		beside := func(f *grammar.Phrase) bool {
			return overlaps(*a.Source, claims.Span{Start: at + f.Start, End: at + f.End})
		}
		if slices.ContainsFunc(p.Agent, beside) || slices.ContainsFunc(p.Also, beside) {
			continue
		}
		elsewhere := a.Source.End <= at || a.Source.Start >= at+len(sentence.Words)
		for _, f := range p.Agent {
			if elsewhere && !pronoun.MatchString(e.words.text[at+f.Start:at+f.End]) {
				return &Problem{BadSpeaker, a.Source.Text + " " + a.Cue.Text}
			}
			if from, to := at+f.Start, at+f.End; a.Source.End <= from && to <= a.Cue.Start || a.Cue.End <= from && to <= a.Source.Start {
				return &Problem{BadSpeaker, a.Source.Text + " " + a.Cue.Text}
			}
		}
	}
	return nil
}

// pronoun is who another sentence names.
var pronoun = regexp.MustCompile(`(?i)^(?:he|she|they|it|who|which|that|i|we)$`)

// sentenceOf gives the sentence of the article around an offset, as the grammar
// reads it, and where it begins.
func (e *examination) sentenceOf(at int) (grammar.Sentence, int, bool) {
	span, ok := sentenceAround(e.sentences, e.words.text, at)
	if !ok {
		return grammar.Sentence{}, 0, false
	}
	for _, s := range e.read.digest(span.Text).sentences() {
		if at-span.Start >= s.Start && at-span.Start < s.Start+len(s.Words) {
			return s, span.Start + s.Start, true
		}
	}
	return grammar.Sentence{}, 0, false
}

// namesSomeone says whether the article names someone so, in other spelling.
func (e *examination) namesSomeone(name string) bool {
	return slices.ContainsFunc(e.names(), func(n text.Name) bool { return text.SameName(n.Text, name) })
}

// isSource says whether the source's words mean the speaker: they name him, or
// they are a pronoun or a description that the article uses for him.
func (e *examination) isSource(source claims.Span, speaker claims.Speaker) bool {
	if e.sameWords(speaker.Name, source.Text) {
		return true
	}
	named := false
	for _, n := range e.names() {
		if n.Start < source.Start || n.End > source.End || n.Type == text.NamePlace || n.Type == text.NameGroup {
			continue
		}
		if text.SameName(n.Text, speaker.Name) {
			return true
		}
		named = named || n.Type == text.NamePerson
	}
	return !named && e.sourceFits(source.Text, speaker) && e.means(source, speaker.Name)
}

// sourceFits says whether the source's words can mean the speaker: they share
// a word of the name, or name nobody else ("he", "the Tarvonian minister").
func (e *examination) sourceFits(source string, speaker claims.Speaker) bool {
	name, known := newSupport(e.read), newSupport(e.read)
	name.addText(speaker.Name)
	known.addText(speaker.Role)
	known.addText(speaker.Affiliation)
	capitals := source != strings.ToUpper(source)
	namesOther := false
	for i, t := range text.Tokens(source) {
		w := t.In(source)
		for _, part := range text.Parts(w) {
			switch _, _, country := text.CountryOf(w); {
			case len(part) > 1 && name.hasName(part):
				return true
			case capitals && startsUpper(w) && !known.hasName(part) && !country:
				namesOther = namesOther || i > 0
			}
		}
	}
	return !namesOther
}

func startsUpper(w string) bool { return unicode.IsUpper(firstRune(w)) }
