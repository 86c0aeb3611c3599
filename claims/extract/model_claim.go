package extract

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/text"
)

// modelConfidence is what a claim of a model is worth beside those of rules:
// the gate holds both to the same words.
const modelConfidence = 0.85

// claimsOf turns what the model copied from a passage into proposals. Where
// words stand nowhere they go on as they are, for the gate to reject.
func (d *document) claimsOf(items []proposedClaim, p passage) []claims.Claim {
	r := &copyReader{d: d, finder: newFinder(d)}
	var out []claims.Claim
	for _, item := range items {
		quote, ok := r.find(string(item.Quote), p.span)
		if ok && apart(quote, p.span) > 0 {
			continue // of "before": the passage before it has given it
		}
		if c := r.claim(item, quote, ok, p); !r.contested(c) {
			out = append(out, c)
		}
	}
	return out
}

// copyReader turns copied words into spans of the article.
type copyReader struct {
	d *document
	*finder
}

func (r *copyReader) claim(item proposedClaim, quote span, ok bool, p passage) claims.Claim {
	c := claims.Claim{
		Kind: claims.Kind(lower(item.Kind)), Modality: claims.Modality(lower(item.Modality)),
		Text: plainText(string(item.Text)), Quote: string(item.Quote), Start: p.start, End: p.start,
		Confidence: modelConfidence, Engine: claims.EngineLLM,
	}
	if !ok {
		quote = span{p.start, p.start}
	} else {
		found := r.d.span(quote.start, quote.end)
		c.Quote, c.Start, c.End = found.Text, found.Start, found.End
	}
	for _, words := range item.Context {
		if s := r.spanOf(words, quote); !(quote.holds(span{s.Start, s.End}) && s.End > 0) {
			c.Context = append(c.Context, s)
		}
	}
	r.attribute(&c, item, quote)
	r.details(&c, item)
	c.When = r.when(item.When, quote)
	for _, words := range item.Where {
		c.Where = r.addPlace(c.Where, words, quote)
	}
	c.People = r.named(&c, item.People)
	c.Organizations = r.named(&c, item.Organizations)
	r.addNeeded(&c, quote)
	return c
}

func lower(c copied) string { return strings.ToLower(string(c)) }

// plainText leaves of a sentence what can stand in a line of plain text: no
// line breaks, nothing that a renderer or a reader could take for markup.
func plainText(s string) string {
	s = strings.Map(func(c rune) rune {
		switch {
		case unicode.IsSpace(c), unicode.IsControl(c), strings.ContainsRune("<>[]{}|\\", c):
			return ' '
		case strings.ContainsRune("*_`~#", c), unicode.Is(unicode.Cf, c): // Cf reorders or hides
			return -1
		}
		return c
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// spanOf gives the span of copied words nearest to around; where they do not
// stand in the article, the words alone.
func (r *copyReader) spanOf(words string, around span) claims.Span {
	if s, ok := r.find(words, around); ok && len(words) <= maxQuote {
		return r.d.span(s.start, s.end)
	}
	return claims.Span{Text: clipped(words)}
}

// clipped bounds words that stand nowhere: they are only reported.
func clipped(words string) string {
	if len(words) <= maxWords {
		return words
	}
	return strings.ToValidUTF8(words[:maxWords], "") + "…"
}

// details gives the details of the claim's kind; others are left out, for a
// model that must write every field may fill them.
func (r *copyReader) details(c *claims.Claim, item proposedClaim) {
	switch c.Kind {
	case claims.KindCasualty:
		c.Casualty = item.Casualty.casualty()
	case claims.KindCeasefire:
		t := item.Ceasefire
		c.Ceasefire = &claims.Ceasefire{
			Act: claims.Act(lower(t.Act)), Party: clipped(string(t.Party)), Counterparty: clipped(string(t.Counterparty)),
			Duration: duration(string(t.Duration)), Start: r.start(t.Start, span{c.Start, c.End}), Terms: t.Terms, Conditions: t.Conditions,
		}
	case claims.KindEvent:
		c.Event = &claims.Event{Nature: r.nature(c, item.Event.Nature), Actor: clipped(string(item.Event.Actor)), Target: clipped(string(item.Event.Target))}
	}
}

var isoForm = regexp.MustCompile(`^P(?:\d{1,4}[DWMY]|T\d{1,4}H)$`)

// duration takes ISO 8601, or words that mean one; the gate compares the
// number.
func duration(s string) string {
	if isoForm.MatchString(s) {
		return s
	}
	return text.DurationISO(s)
}

// start is the day that copied words name, else the words, where they stand
// beside the quote.
func (r *copyReader) start(words copied, quote span) string {
	at, ok := r.find(string(words), quote)
	if !ok || apart(at, quote) > neededReach {
		return ""
	}
	if w := r.when(words, quote); w != nil {
		return w.From.Day()
	}
	return at.in(r.d.text)
}

// otherNature stands for the nature of an event that a model names in words of
// its own.
const otherNature = "incident"

// moreNatures are natures of events beside those that the rules know.
var moreNatures = wordSetOnce(`shooting stabbing bombing battle clash raid siege ambush blockade offensive fighting crash collision fire flood storm earthquake aftershock landslide accident
	rescue evacuation surrender search chase custody trial verdict funeral death summit vote speech signing release deployment lockdown curfew occupation sanctions investigation damage announcement launch`)

// nature keeps what is a known label, or stands beside the event in some form:
// nothing else checks it.
func (r *copyReader) nature(c *claims.Claim, words copied) string {
	nature := plainText(lower(words))
	known := moreNatures()[nature]
	for _, e := range eventTable {
		known = known || nature == e.nature
	}
	if nature == "" || known || r.stands(c, nature) || r.hasForm(c, nature) {
		return nature
	}
	return otherNature
}

// sameStem is how many letters the forms of a word have in common at least.
const sameStem = 5

// hasForm says whether a form of a single word stands in the quote:
// "questioning" for "questioned".
func (r *copyReader) hasForm(c *claims.Claim, word string) bool {
	if len(word) < sameStem || strings.Contains(word, " ") {
		return false
	}
	for _, t := range r.d.words(c.Start, c.End) {
		if strings.HasPrefix(t.lower, word[:sameStem]) {
			return true
		}
	}
	return false
}

// casualty is the figure with its bounds in order: a bound that the qualifier
// rules out is dropped.
func (p proposedCasualty) casualty() *claims.Casualty {
	f := claims.Figure{Min: p.Min.N, Qualifier: claims.Qualifier(lower(p.Qualifier))}
	if p.Max.Known {
		f.Max = &p.Max.N
	}
	switch f.Qualifier {
	case claims.AtLeast, claims.Vague:
		f.Max = nil
	case claims.AtMost:
		if !p.Max.Known && p.Min.Known {
			f.Min, f.Max = 0, &p.Min.N
		}
	case claims.Exact, claims.About:
		if f.Max == nil && p.Min.Known {
			f.Max = &p.Min.N
		}
	}
	return &claims.Casualty{
		Outcome: claims.Outcome(lower(p.Outcome)), Figure: f,
		Who: clipped(string(p.Who)), Cause: clipped(string(p.Cause)), Side: clipped(string(p.Side)), PartOf: clipped(string(p.PartOf)),
		Cumulative: bool(p.Cumulative), Joint: bool(p.Joint),
	}
}

// when gives the time that copied words mean, as the rules read it; nil where
// they mean none ("hours later") or stand nowhere.
func (r *copyReader) when(words copied, quote span) *claims.When {
	if words == "" {
		return nil
	}
	at, ok := r.find(string(words), quote)
	if !ok {
		return nil // the gate holds the sentence to it that no other day is named
	}
	for _, date := range r.d.dates {
		if date.Start < at.end && at.start < date.End {
			return &date
		}
	}
	return nil
}

// addPlace adds the place that copied words name, as the gazetteer has it.
func (r *copyReader) addPlace(where []claims.Place, words string, quote span) []claims.Place {
	at, ok := r.find(words, quote)
	if head, _, comma := strings.Cut(words, ","); !ok && comma { // "Kryvyi Rih, Ukraine"
		at, ok = r.find(head, quote)
	}
	if !ok {
		return append(where, claims.Place{Name: clipped(words), Span: claims.Span{Text: clipped(words)}})
	}
	place := claims.Place{Name: at.in(r.d.text), Span: r.d.span(at.start, at.end)}
	for _, p := range r.d.places {
		if p.Start < at.end && at.start < p.End && r.isAllOf(at, span{p.Start, p.End}) {
			place = p
			break
		}
	}
	for _, known := range where {
		if known.Name == place.Name {
			return where
		}
	}
	return append(where, place)
}

// isAllOf says whether a place that the gazetteer knows is all that copied
// words name: "the Kursk region" is Kursk, "Ontario Street" is not Ontario.
func (r *copyReader) isAllOf(words, place span) bool {
	for _, t := range r.d.words(words.start, words.end) {
		if t.Kind == text.Word && (t.Start < place.start || t.End > place.end) && !aboutPlaces()[t.lower] {
			return false
		}
	}
	return true
}

// aboutPlaces are words that say no more than what kind of place a name is.
var aboutPlaces = wordSetOnce("the a in of at near off region regions province district city town village island area state county oblast republic capital port southern northern eastern western central ukrainian russian")

// named keeps the names that stand in the quote or the context.
func (r *copyReader) named(c *claims.Claim, names []string) []string {
	var out []string
	for _, name := range names {
		if len(name) <= maxWords && r.stands(c, name) {
			out = append(out, name)
		}
	}
	return out
}

func (r *copyReader) stands(c *claims.Claim, words string) bool {
	for _, s := range append([]claims.Span{{Start: c.Start, End: c.End}}, c.Context...) {
		near := span{s.Start, s.End}
		if at, ok := r.find(words, near); ok && near.holds(at) {
			return true
		}
	}
	return false
}

// neededReach is how many bytes from the quote the words of a detail may stand
// for the sentence around them to be taken as context.
const neededReach = 800

// addNeeded adds as context the sentences beside the quote that hold what the
// details and the speaker's name were copied from.
func (r *copyReader) addNeeded(c *claims.Claim, quote span) {
	needed := []string{}
	if c.Speaker != nil {
		needed = append(needed, c.Speaker.Name)
	}
	switch {
	case c.Casualty != nil:
		needed = append(needed, c.Casualty.Who, c.Casualty.Cause, c.Casualty.Side, c.Casualty.PartOf)
	case c.Ceasefire != nil:
		needed = append(needed, c.Ceasefire.Party, c.Ceasefire.Counterparty)
	case c.Event != nil:
		needed = append(needed, c.Event.Actor, c.Event.Target)
	}
	for _, words := range needed {
		if words == "" || quote.empty() || r.stands(c, words) {
			continue
		}
		if at, ok := r.find(words, quote); ok && apart(at, quote) <= neededReach {
			r.d.addContext(c, quote, at)
		}
	}
}
