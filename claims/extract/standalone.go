package extract

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// longText bounds, in bytes, a stand-alone sentence; what is longer is cut at
// the end of a sentence.
const longText = 900

// standalone gives a sentence that says what a says and can be read alone: who
// speaks by name, the day in place of "yesterday".
func (d *document) standalone(a *attribution, when *claims.When) string {
	who := d.speakerWords(a)
	body, direct := d.spoken(a, when)
	cue := d.rewrite(d.tail(a), a, when)
	if v, ok := cueVerbs()[a.head]; ok && v.form == formIng && strings.EqualFold(a.cue.in(d.text), a.head) {
		cue = v.past + strings.TrimPrefix(cue, a.cue.in(d.text)) // "…, adding that" stands alone as "added that"
	}
	if strings.Contains(who, ",") && a.lemma != "according" && a.lemma != ":" {
		who += ","
	}
	var s string
	switch {
	case a.form == formNounCue || a.form == formPassive:
		i := max(d.sentenceAt(a.cue.start), 0)
		s = d.rewrite(span{d.sentences[i].Start, d.sentences[i].End}, a, when)
	case a.lemma == "according":
		s = "According to " + who + ", " + d.uncapital(body, a.content[0])
	case a.lemma == ":":
		s = who + ": " + body
	case direct:
		between := d.between(a, when)
		if v, ok := cueVerbs()[a.head]; ok && v.form == formIng && strings.HasPrefix(between, a.cue.in(d.text)) && strings.EqualFold(a.cue.in(d.text), a.head) {
			between = v.past + strings.TrimPrefix(between, a.cue.in(d.text))
		}
		s = d.leadIn(a, when) + who + " " + between + body
	case a.form == formQuoted:
		s = who + " " + strings.TrimRight(cue, ": ") + ": " + body
	default:
		s = who + " " + cue + " that " + d.uncapital(body, a.content[0])
	}
	return finish(s)
}

// speakerWords names the speaker: in the article's words where they hold the
// full name or no name at all, else by full name.
func (d *document) speakerWords(a *attribution) string {
	source := a.source.in(d.text)
	if a.speaker == nil || a.speaker.Name == "" {
		if source == "" {
			return "The article"
		}
		return source
	}
	if strings.Contains(source, a.speaker.Name) || a.entity < 0 && !isBarePronoun(source) {
		return strings.TrimRight(source, ", ")
	}
	if a.entity >= 0 && !d.names.entities[a.entity].person && !isBarePronoun(source) {
		return strings.TrimRight(source, ", ")
	}
	return a.speaker.Name
}

func isBarePronoun(s string) bool {
	w := strings.ToLower(s)
	return pronounGender(w) != noPronoun || isPlainPronoun(w) || w == "who" || w == "which" || w == "that"
}

// spoken gives the content, its interruptions closed. direct says whether the
// content follows source and cue, so that the article's own order stands.
func (d *document) spoken(a *attribution, when *claims.When) (body string, direct bool) {
	parts := make([]string, 0, len(a.content))
	for i, s := range a.content {
		part := d.rewrite(s, a, when)
		if i+1 < len(a.content) {
			part = joined(part+d.missingCloser(s), a.content[i+1].in(d.text))
		}
		parts = append(parts, part)
	}
	if len(parts) == 1 && d.isQuotedAt(a.content[0].start) {
		parts[0] = d.marked(parts[0], a.content[0])
	}
	first := a.content[0]
	i := d.sentenceAt(first.start)
	direct = first.start >= a.cue.end && (a.source.empty() || a.source.start < a.cue.start) && i == d.sentenceAt(a.cue.start)
	if !direct {
		parts[0] = strings.TrimRight(parts[0], ", ")
	}
	return strings.Join(parts, " "), direct
}

// marked puts quotation marks about a part of a quotation that lacks its own.
func (d *document) marked(part string, at span) string {
	q := d.quotations[d.quoted[d.tokenAt(at.start)]]
	open := string(first(d.text[q.start:]))
	closer := closerOf[open]
	if closer == "" || at.end > q.end {
		return part
	}
	if at.start > q.start {
		part = open + part
	}
	if at.end < q.end || !q.closed {
		part = strings.TrimRight(part, " ") + closer
	}
	return part
}

// closerOf gives the mark that closes what a mark opens.
var closerOf = map[string]string{"“": "”", "‘": "’", "\"": "\"", "'": "'", "„": "“", "«": "»"}

// missingCloser gives the mark that closes s where s is a paragraph of a
// quotation that goes on in the next one; "" where it is none.
func (d *document) missingCloser(s span) string {
	if !d.isQuotedAt(s.start) {
		return ""
	}
	q := d.quotations[d.quoted[d.tokenAt(s.start)]]
	if q.closed || q.end > s.end {
		return ""
	}
	return closerOf[string(first(d.text[q.start:]))]
}

// joined gives a part of a quotation as it stands before the next one: as a
// sentence with its marks closed, or with an ellipsis where the sentence goes
// on after the interruption.
func joined(part, next string) string {
	r := firstLetter(next)
	if !unicode.IsLower(r) {
		return closeSentence(part)
	}
	for _, closer := range closers {
		if cut, ok := strings.CutSuffix(part, ","+closer); ok {
			return cut + closer + " …"
		}
	}
	return part + " …"
}

var closers = []string{"”’", "’”", "\"'", "'\"", "”", "’", "\"", "'"}

func firstLetter(s string) rune {
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
	}
	return 0
}

// closeSentence puts a full stop for the comma with which a quotation ends
// before its cue.
func closeSentence(s string) string {
	for _, closer := range closers {
		if strings.HasSuffix(s, ","+closer) {
			return strings.TrimSuffix(s, ","+closer) + "." + closer
		}
	}
	return s
}

// tail gives what stands after source and cue about whom it was said to, when
// or where: "told the BBC", "said on Tuesday".
func (d *document) tail(a *attribution) span {
	if a.source.empty() || a.source.start > a.cue.start || a.content[0].start > a.cue.start {
		return a.cue
	}
	const longest = 12
	i := d.tokenAt(a.cue.end)
	last := d.tokenAt(a.cue.start)
	for j := i; j < len(d.tokens) && j-i <= longest; j++ {
		if d.quoted[j] >= 0 || d.tags[j] == tagComma || d.tags[j] == tagStop || d.tags[j] == tagDash || d.tags[j] == tagSub {
			last = j - 1
			break
		}
	}
	if last < i || last < 0 {
		return a.cue
	}
	return span{a.cue.start, d.tokens[last].End}
}

// between gives the words from the cue to the content: "told the troops that".
func (d *document) between(a *attribution, when *claims.When) string {
	from, to := a.cue.start, a.content[0].start
	if to-from > 200 {
		return d.rewrite(a.cue, a, when) + " "
	}
	return d.rewrite(span{from, to}, a, when)
}

// leadIn gives what stands before source and cue and says where or when it was
// said: "In a new post on Truth Social, ".
func (d *document) leadIn(a *attribution, when *claims.When) string {
	i := d.sentenceAt(a.cue.start)
	if a.source.empty() || i < 0 || a.source.start > a.cue.start || d.sentences[i].Start >= a.source.start {
		return ""
	}
	lead := span{d.sentences[i].Start, a.source.start}
	first := d.tokenAt(lead.start)
	last := d.tokenAt(lead.end)
	if last-first > 14 || last-1 < first || d.tags[last-1] != tagComma {
		return ""
	}
	for _, t := range d.tags[first:last] {
		if t == tagVerb || t == tagAux || t == tagPron || t == tagQuote || t == tagSub {
			return ""
		}
	}
	if t := d.tags[first]; t != tagPrep && t != tagTime {
		return ""
	}
	return d.rewrite(lead, a, when)
}

// replacement puts with in the place of text[start:end].
type replacement struct {
	span
	with string
}

// rewrite gives the words of s with the speaker's name for "he" and the day
// for "yesterday"; words in quotation marks stay as they are.
func (d *document) rewrite(s span, a *attribution, when *claims.When) string {
	var all []replacement
	if when != nil && s.holds(span{when.Start, when.End}) && !d.isQuotedAt(when.Start) {
		i := d.tokenAt(when.End)
		with := dayWords(*when)
		switch owned := i < len(d.tokens) && d.tags[i] == tagPoss; {
		case with == "":
		case owned:
			all = append(all, d.ownedDay(*when, with, d.tokens[i].End))
		default:
			all = append(all, d.dated(span{when.Start, when.End}, with))
		}
	}
	if s.start == a.cue.start {
		all = append(all, d.otherDays(s, when)...)
	}
	all = append(all, d.namedPronouns(s, a)...)
	sort.Slice(all, func(i, j int) bool { return all[i].start < all[j].start })
	var b strings.Builder
	at := s.start
	for _, r := range all {
		if r.start < at {
			continue
		}
		b.WriteString(d.text[at:r.start])
		b.WriteString(r.with)
		at = r.end
	}
	if at < s.end {
		b.WriteString(d.text[at:s.end])
	}
	return strings.Join(strings.Fields(b.String()), " ") + trailingSpace(d.text[s.start:s.end])
}

// otherDays takes from the words after a cue the day on which it was said
// ("said on Thursday that") where the claim's time is another: it stands alone
// only if it is the day of publication.
func (d *document) otherDays(s span, when *claims.When) []replacement {
	var out []replacement
	for _, w := range d.datesIn(s.start, s.end) {
		with := dayWords(w)
		if with == "" || when != nil && w.Start == when.Start || d.isQuotedAt(w.Start) {
			continue
		}
		at := span{w.Start, w.End}
		if w.From.Day() == w.To.Day() && w.From.Day() == d.article.ReportedAt(w.Start).Day() {
			out = append(out, d.dated(at, with))
			continue
		}
		i := d.tokenAt(w.Start)
		for i > 0 && (d.lowerAt(i-1) == "on" || d.lowerAt(i-1) == "late" || d.lowerAt(i-1) == "early" || d.lowerAt(i-1) == "in") {
			i--
		}
		out = append(out, replacement{span{d.tokens[i].Start, at.end}, ""})
	}
	return out
}

func trailingSpace(s string) string {
	if r, _ := utf8.DecodeLastRuneInString(s); unicode.IsSpace(r) {
		return " "
	}
	return ""
}

func (d *document) isQuotedAt(at int) bool {
	i := d.tokenAt(at)
	return i < len(d.tokens) && d.quoted[i] >= 0
}

// ownedDay writes "Tuesday’s strike" as "the 10 March 2026 strike".
func (d *document) ownedDay(w claims.When, with string, end int) replacement {
	_, day, _ := strings.Cut(with, " ")
	the := "the "
	if i := d.sentenceAt(w.Start); i >= 0 && d.sentences[i].Start == w.Start {
		the = "The "
	}
	return replacement{span{w.Start, end}, the + day}
}

// dated keeps a preposition that already stands before the date, and writes
// the day with a capital at a sentence's start.
func (d *document) dated(s span, with string) replacement {
	i := d.tokenAt(s.start)
	if i > 0 {
		switch d.tokens[i-1].lower {
		case "on", "in", "since", "until", "of", "by", "from", "before", "after", "during":
			_, rest, _ := strings.Cut(with, " ")
			return replacement{s, rest}
		}
	}
	if j := d.sentenceAt(s.start); j >= 0 && d.sentences[j].Start == s.start {
		with = strings.ToUpper(with[:1]) + with[1:]
	}
	return replacement{s, with}
}

// namedPronouns puts the speaker's last name for "he" and "his" outside
// quotation marks, where nobody else who fits is named before.
func (d *document) namedPronouns(s span, a *attribution) []replacement {
	if a.entity < 0 || !d.names.entities[a.entity].person {
		return nil
	}
	who := d.names.entities[a.entity]
	short := shortName(who.name)
	var out []replacement
	for _, i := range d.tokensIn(s) {
		p := pronounGender(d.tokens[i].lower)
		if p == noPronoun || d.quoted[i] >= 0 || !p.fits(who.gender) || d.rivalBefore(s, d.tokens[i].Start, a.entity, p) {
			continue
		}
		with := short
		switch d.tokens[i].lower {
		case "his":
			with += "’s"
		case "her":
			if n := i + 1; n < len(d.tokens) && (d.tags[n] == tagNoun || d.tags[n] == tagName) {
				with += "’s"
			}
		}
		out = append(out, replacement{span{d.tokens[i].Start, d.tokens[i].End}, with})
	}
	return out
}

// rivalBefore says whether someone else whom p fits is named in s before at.
func (d *document) rivalBefore(s span, at, entity int, p heOrShe) bool {
	for _, m := range d.names.in(s.start, at) {
		if who := d.names.entities[m.entity]; m.entity != entity && who.person && p.fits(who.gender) {
			return true
		}
	}
	return false
}

func shortName(full string) string {
	fields := strings.Fields(full)
	if len(fields) == 0 {
		return full
	}
	last := fields[len(fields)-1]
	if lower := strings.ToLower(strings.Trim(last, ".,")); (lower == "jr" || lower == "sr" || lower == "ii" || lower == "iii") && len(fields) > 1 {
		return strings.Trim(fields[len(fields)-2], ",")
	}
	return last
}

// dayWords writes a time out: "on 13 March 2025", "in August 2024". Words that
// name a full date already stay ("" means that).
func dayWords(w claims.When) string {
	from, ok := w.From.Std()
	if !ok || strings.Contains(w.Text, from.Format("2006")) {
		return ""
	}
	switch {
	case w.Precision == claims.PrecisionMonth:
		return "in " + from.Format("January 2006")
	case w.Precision == claims.PrecisionYear:
		return "in " + from.Format("2006")
	case w.From.Day() == w.To.Day():
		return "on " + from.Format("2 January 2006")
	}
	return ""
}

// finish makes s one sentence: a capital first, a full stop last, no longer
// than a reader will read.
func finish(s string) string {
	s = strings.TrimSpace(strings.Join(strings.Fields(s), " "))
	if len(s) > longText {
		s = shorten(s)
	}
	s = closeSentence(strings.TrimRight(s, " ,;:–—-"))
	r, n := utf8.DecodeRuneInString(s)
	if unicode.IsLower(r) {
		s = string(unicode.ToUpper(r)) + s[n:]
	}
	trimmed := strings.TrimRight(s, "”’\"')")
	if trimmed == "" || !strings.ContainsAny(trimmed[len(trimmed)-1:], ".!?") && !strings.HasSuffix(trimmed, "…") {
		s += "."
	}
	return s
}

// shorten cuts s after the last sentence that fits.
func shorten(s string) string {
	end := 0
	for _, x := range text.Sentences(s) {
		if x.End > longText {
			break
		}
		end = x.End
	}
	if end > 0 {
		return s[:end]
	}
	cut := strings.LastIndexByte(s[:longText], ' ')
	if cut <= 0 {
		for cut = longText; cut > 0 && !utf8.RuneStart(s[cut]); cut-- {
		}
	}
	return s[:cut]
}
