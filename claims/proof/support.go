package proof

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof/grammar"
	"github.com/claimbot/claimbot/claims/text"
)

// support is everything that a sentence may rest on: words, names, numbers and
// days that stand in the evidence or are derived from it.
type support struct {
	read     reading
	parts    []*digest
	days     []dayRange // of what happened
	reported []dayRange // of the reports
}

type dayRange struct{ from, to string }

// reading digests texts, each once: the claims of an article share sentences.
type reading map[string]*digest

func (r reading) digest(words string) *digest {
	d, ok := r[words]
	if !ok {
		d = newDigest(words)
		r[words] = d
	}
	return d
}

// digest is what one text can support. Each part is read when it is first
// asked for: of a whole article only the names ever are.
type digest struct {
	words   string
	folded  string          // in lower case, for words in quotation marks
	terms   map[string]bool // as text.Terms gives them, and the stems of names
	names   map[string]bool // lower-case canonical parts of words
	numbers map[string]bool
	parts   []clause
	read    []grammar.Sentence
	dated   []claims.When // the dates in it, told from nothing but itself
	undated *string       // the text with them blanked, once asked for
}

func newDigest(words string) *digest { return &digest{words: words} }

func (d *digest) raw() string {
	if d.folded == "" {
		d.folded = strings.ToLower(text.Fold(d.words).Text)
	}
	return d.folded
}

func (d *digest) hasTerm(stem string) bool { d.readWords(); return d.terms[stem] }
func (d *digest) hasName(part string) bool { d.readWords(); return d.names[part] }

func (d *digest) readWords() {
	if d.terms != nil {
		return
	}
	d.terms, d.names = stems(d.words), map[string]bool{}
	for _, t := range text.Tokens(d.words) {
		if t.Kind == text.Word {
			d.addName(t.In(d.words))
		}
	}
}

func (d *digest) hasNumber(n string) bool {
	if d.numbers == nil {
		d.numbers = numbersIn(d.words)
		for _, f := range text.FindFigures(d.words) {
			d.addFigure(f.Figure)
		}
	}
	return d.numbers[n]
}

func (d *digest) clauses() []clause {
	if d.parts == nil {
		d.parts = clausesOf(d.words)
	}
	return d.parts
}

// sentences gives the text as the grammar reads it.
func (d *digest) sentences() []grammar.Sentence {
	if d.read == nil {
		d.read = grammar.Read(d.words)
	}
	return d.read
}

func (d *digest) dates() []claims.When {
	d.readDates()
	return d.dated
}

// withoutDates gives the text with its dates blanked, whose numbers count
// nobody.
func (d *digest) withoutDates() string {
	d.readDates()
	return *d.undated
}

func (d *digest) readDates() {
	if d.undated != nil {
		return
	}
	d.dated = text.FindDates(d.words, "")
	spans := make([]claims.Span, len(d.dated))
	for i, date := range d.dated {
		spans[i] = date.Span
	}
	blanked := blank(d.words, spans)
	d.undated = &blanked
}

// addName adds a word's parts, and the country that it is the adjective or
// another name of: "Russian" supports "Russia".
func (d *digest) addName(word string) {
	d.addParts(word)
	if !startsUpper(word) {
		return
	}
	if country, _, ok := text.CountryOf(word); ok && !strings.EqualFold(country, word) {
		for w := range strings.FieldsSeq(country) {
			d.addParts(w)
		}
	}
}

func (d *digest) addParts(word string) {
	for _, part := range text.Parts(word) {
		if d.names[part] {
			continue
		}
		d.names[part] = true
		d.terms[text.Meaning(text.Stem(part))] = true
	}
}

func (d *digest) addFigure(f claims.Figure) {
	d.numbers[strconv.Itoa(f.Min)] = true
	if f.Max != nil {
		d.numbers[strconv.Itoa(*f.Max)] = true
	}
}

func newSupport(read reading) *support { return &support{read: read} }

// addText lets words of the article, or of its metadata, support a sentence.
func (s *support) addText(words string) {
	if words != "" {
		s.parts = append(s.parts, s.read.digest(words))
	}
}

func (s *support) hasTerm(stem string) bool {
	return slices.ContainsFunc(s.parts, func(d *digest) bool { return d.hasTerm(stem) })
}

func (s *support) hasName(part string) bool {
	return slices.ContainsFunc(s.parts, func(d *digest) bool { return d.hasName(part) })
}

func (s *support) hasNumber(n string) bool {
	return slices.ContainsFunc(s.parts, func(d *digest) bool { return d.hasNumber(n) })
}

// addDays lets the days of what happened be named.
func (s *support) addDays(from, to claims.Time) {
	s.days = append(s.days, s.rangeOf(from, to)...)
}

// addReport lets the day, and the time of day, of a report be named.
func (s *support) addReport(at claims.Time) {
	s.reported = append(s.reported, s.rangeOf(at, at)...)
}

func (s *support) rangeOf(from, to claims.Time) []dayRange {
	if from == "" {
		return nil
	}
	for _, t := range []claims.Time{from, to} {
		if at, ok := t.Std(); ok && !t.IsDay() {
			s.addText(at.Format("15:04"))
		}
	}
	return []dayRange{{from.Day(), to.Day()}}
}

// addResolved lets the days be named that dates in words mean, as of a report.
func (s *support) addResolved(words string, anchor claims.Time) {
	for _, d := range text.FindDates(words, anchor) {
		s.addDays(d.From, d.To)
	}
}

// addClaim adds an accepted claim with its article's head.
func (s *support) addClaim(c claims.Claim, a claims.Article) {
	s.addText(c.Quote)
	for _, span := range c.Context {
		s.addText(span.Text)
	}
	s.addDetails(c)
	s.addText(a.Outlet)
	for _, agency := range a.Via {
		s.addText(agency)
	}
	if a.Outlet == "" {
		s.addText(domainOf(a)) // which an answer names in its place
	}
	for _, span := range near(&c) {
		s.addResolved(span.Text, c.ReportedAt)
	}
	s.addReport(c.ReportedAt)
	s.addReport(c.KnownSince)
	s.addReport(a.PublishedAt)
}

func domainOf(a claims.Article) string {
	u, err := url.Parse(a.URL)
	if err != nil {
		return ""
	}
	return u.Hostname()
}

// addDetails adds what the gate derived from the article's words and checked:
// a name in full, a place, a resolved date, a figure.
func (s *support) addDetails(c claims.Claim) {
	if c.Speaker != nil {
		s.addText(c.Speaker.Name)
		s.addText(c.Speaker.Role)
		s.addText(c.Speaker.Affiliation)
	}
	if c.Attribution != nil {
		for _, v := range c.Attribution.Via {
			s.addText(v.Name)
		}
	}
	for _, p := range c.Where {
		s.addText(p.Name)
	}
	if c.When != nil {
		s.addDays(c.When.From, c.When.To)
	}
	if c.Casualty != nil {
		derived := newDigest(string(c.Casualty.Outcome))
		derived.numbers = map[string]bool{}
		derived.addFigure(c.Casualty.Figure)
		s.parts = append(s.parts, derived)
	}
	if c.Ceasefire != nil {
		s.addText(c.Ceasefire.Party)
		s.addText(c.Ceasefire.Counterparty)
	}
}

// Problem is why a sentence is not supported: the reason and the words.
type Problem struct {
	Reason Reason
	Words  string
}

// check gives the first thing in sentence that has no support, or nil.
func (s *support) check(sentence string) *Problem {
	if problem := s.checkAllButNumbers(sentence); problem != nil {
		return problem
	}
	for _, n := range slices.Sorted(maps.Keys(numbersIn(s.read.digest(sentence).withoutDates()))) {
		if !s.hasNumber(n) {
			return &Problem{BadNumber, n}
		}
	}
	return nil
}

// checkAllButNumbers is check without the figures.
func (s *support) checkAllButNumbers(sentence string) *Problem {
	if problem := s.checkSurface(sentence); problem != nil {
		return problem
	}
	for _, quoted := range quotedParts(sentence) {
		if !s.holdsVerbatim(quoted) {
			return &Problem{TextUnsupported, quoted}
		}
	}
	if problem := s.checkDates(sentence); problem != nil {
		return problem
	}
	return s.checkWords(s.read.digest(sentence).withoutDates())
}

// checkWords wants each name and content word to stand in the evidence or to
// be one of the frame. Of a common word any form will do; a name, which a
// capital inside a sentence shows, must stand as it is.
func (s *support) checkWords(sentence string) *Problem {
	begins := true
	for _, t := range text.Tokens(sentence) {
		w := t.In(sentence)
		if t.Kind != text.Word {
			begins = t.Kind == text.Quote || strings.ContainsAny(w, ".:!?(")
			continue
		}
		name := !begins && startsUpper(w)
		begins = false
		for _, part := range text.Parts(w) {
			if text.IsStopWord(part) || isNumeral(part) || s.hasName(part) {
				continue
			}
			if stem := text.Meaning(text.Stem(part)); frame[stem] || !name && s.hasTerm(stem) {
				continue
			}
			return &Problem{TextUnsupported, w}
		}
	}
	return nil
}

// checkDates wants each date that is named to be a date of the evidence. The
// day of a report may stand in brackets only, behind the outlet: elsewhere it
// would be taken for the day of what happened.
func (s *support) checkDates(sentence string) *Problem {
	for _, d := range s.read.digest(sentence).dates() {
		days := s.days
		if inBrackets(sentence, d.Start) {
			days = append(slices.Clone(days), s.reported...)
		}
		known := slices.ContainsFunc(days, func(r dayRange) bool {
			return r.from >= d.From.Day() && r.to <= d.To.Day() // as precise as the evidence, or coarser
		})
		if !known && !s.holdsVerbatim(d.Text) {
			return &Problem{BadDate, d.Text}
		}
	}
	return nil
}

func inBrackets(s string, at int) bool {
	return strings.LastIndexByte(s[:at], '(') > strings.LastIndexByte(s[:at], ')')
}

// holdsVerbatim says whether the words stand in the evidence as they are,
// capitals and edge punctuation apart.
func (s *support) holdsVerbatim(words string) bool {
	want := strings.ToLower(strings.TrimFunc(text.Fold(words).Text, func(r rune) bool { return !isLetterOrDigit(r) }))
	if want == "" {
		return true
	}
	return slices.ContainsFunc(s.parts, func(d *digest) bool { return holdsWords(d.raw(), want) })
}

// holdsWords says whether want stands in raw as whole words.
func holdsWords(raw, want string) bool {
	for from := 0; ; {
		i := strings.Index(raw[from:], want)
		if i < 0 {
			return false
		}
		i += from
		if wholeWords(raw, i, i+len(want)) {
			return true
		}
		from = i + 1
	}
}

// numbersIn gives every number that words state, as a string: a count as its
// decimal digits, whether written in digits or words; the number that begins a
// compound ("47-year-old", "30-day"); and as it is written what is no count:
// a time of day, a decimal, digits beyond counting or of another script.
func numbersIn(words string) map[string]bool {
	out := map[string]bool{}
	tokens := text.Tokens(words)
	for _, n := range text.NumbersIn(words, tokens) {
		out[strconv.FormatInt(n.Value, 10)] = true
	}
	for _, t := range tokens {
		switch w := t.In(words); t.Kind {
		case text.Number:
			out[written(w)] = true
		case text.Word:
			for part := range strings.FieldsFuncSeq(w, func(r rune) bool { return r == '-' || r == '‐' || r == '‑' }) {
				addPartNumber(out, part, len(part) < len(w))
			}
		}
	}
	return out
}

// addPartNumber adds the number that a part of a word states or begins with.
func addPartNumber(out map[string]bool, part string, compound bool) {
	switch rest := strings.TrimLeft(part, "0123456789"); {
	case len(rest) < len(part):
		out[written(part[:len(part)-len(rest)])] = true
	case strings.ContainsFunc(part, unicode.IsDigit):
		out[part] = true
	case compound:
		for _, n := range text.FindNumbers(part) {
			out[strconv.FormatInt(n.Value, 10)] = true
		}
	}
}

// written is a number as it is written, without thousands' commas, and without
// leading zeros where it is a whole one.
func written(digits string) string {
	digits = strings.ReplaceAll(digits, ",", "")
	if strings.ContainsAny(digits, ":.") {
		return digits
	}
	if digits = strings.TrimLeft(digits, "0"); digits == "" {
		return "0"
	}
	return digits
}

// isNumeral says whether a word part is a number, which numbersIn has given.
func isNumeral(part string) bool {
	return strings.IndexFunc(part, func(r rune) bool { return !unicode.IsDigit(r) }) < 0 || len(text.FindNumbers(part)) == 1
}

// quotedParts gives what stands between quotation marks in a sentence. A mark
// opens before a word and not inside or after one, so that apostrophes open
// nothing.
func quotedParts(sentence string) []string {
	folded := text.Fold(sentence).Text
	var parts []string
	for _, mark := range []byte{'"', '\''} {
		open := -1
		for i := 0; i < len(folded); i++ {
			if folded[i] != mark {
				continue
			}
			before, after := isLetterOrDigit(lastRune(folded[:i])), isLetterOrDigit(firstRune(folded[i+1:]))
			switch {
			case before && after:
			case open >= 0 && !(after && !before):
				parts = append(parts, folded[open+1:i])
				open = -1
			case open < 0 && !before:
				open = i
			}
		}
	}
	return parts
}

// blank overwrites spans of s with spaces.
func blank(s string, spans []claims.Span) string {
	b := []byte(s)
	for _, span := range spans {
		for i := span.Start; i < span.End && i < len(b); i++ {
			b[i] = ' '
		}
	}
	return string(b)
}
