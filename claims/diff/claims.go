package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// What of a claim was altered.
const (
	Figure   = "figure"
	Position = "position" // on a ceasefire: accepts, rejects, …
	Terms    = "terms"    // of a ceasefire, and for how long
	When     = "when"
	Put      = "modality" // denied, promised, …
	Said     = "wording"  // of what a speaker is said to have said
)

// Turned is a claim about the same thing as before that says otherwise now.
type Turned struct {
	Before claims.Claim `json:"before"`
	After  claims.Claim `json:"after"`
	Turns  []Turn       `json:"altered"`
}

// Turn is one thing that a claim says otherwise.
type Turn struct {
	What   string `json:"what"`
	Before string `json:"before"` // in a few words; "" where it did not say
	After  string `json:"after"`
}

// Subject says what both are about, without what was altered: "killed in
// Halvick", "Kestria"; "" for what its text alone tells.
func (t Turned) Subject() string {
	c := t.After
	switch {
	case c.Casualty != nil:
		subject := string(c.Casualty.Outcome)
		if who := c.Casualty.Who; who != "" && who != "people" && who != "others" {
			subject += " (" + who + ")"
		}
		return subject + inPlaces(c)
	case c.Ceasefire != nil:
		return c.Ceasefire.Party
	case c.Event != nil:
		return c.Event.Nature + inPlaces(c)
	case c.Speaker != nil:
		return c.Speaker.Name
	}
	return ""
}

func inPlaces(c claims.Claim) string {
	names := placesOf(c)
	if len(names) == 0 {
		return ""
	}
	return " in " + strings.Join(names[:min(3, len(names))], ", ")
}

func placesOf(c claims.Claim) (names []string) {
	for _, p := range c.Where {
		names = append(names, p.Name)
	}
	return names
}

// Claims is what changed in what an article claims. Claims that are only worded
// otherwise are kept.
type Claims struct {
	Added   []claims.Claim `json:"added"`
	Dropped []claims.Claim `json:"dropped"`
	Altered []Turned       `json:"altered"`
	Kept    int            `json:"kept"`
}

// mostPaired bounds how many pairs are weighed: 2 million take a second.
const mostPaired = 2_000_000

// CompareClaims pairs the claims of two versions: first those that are the same
// claim, then those that are about the same thing, the most alike first.
func CompareClaims(before, after []claims.Claim) Claims {
	out := Claims{Added: []claims.Claim{}, Dropped: []claims.Claim{}, Altered: []Turned{}}
	a, b := facetsOf(before), facetsOf(after)
	byID := map[string]*facets{}
	for _, f := range a {
		byID[f.ID] = f
	}
	for _, f := range b {
		if twin := byID[f.ID]; twin != nil && !twin.heir {
			out.pair(twin, f)
		}
	}
	for _, p := range pairs(a, b) {
		if !p.a.heir && !p.b.heir {
			out.pair(p.a, p.b)
		}
	}
	for _, f := range a {
		if !f.heir {
			out.Dropped = append(out.Dropped, f.Claim)
		}
	}
	for _, f := range b {
		if !f.heir {
			out.Added = append(out.Added, f.Claim)
		}
	}
	slices.SortStableFunc(out.Altered, func(x, y Turned) int { return cmp.Compare(x.After.Start, y.After.Start) })
	return out
}

func (out *Claims) pair(a, b *facets) {
	a.heir, b.heir = true, true
	if turns := turnsOf(a.Claim, b.Claim); len(turns) > 0 {
		out.Altered = append(out.Altered, Turned{a.Claim, b.Claim, turns})
		return
	}
	out.Kept++
}

// facets is a claim, prepared to be compared with many.
type facets struct {
	claims.Claim
	bag    map[string]int // of its quote
	places []string       // lower case, in order
	heir   bool           // it has its counterpart
}

func facetsOf(list []claims.Claim) []*facets {
	out := make([]*facets, len(list))
	for i, c := range list {
		f := &facets{Claim: c, bag: bagOf(c.Quote)}
		for _, p := range c.Where {
			f.places = append(f.places, strings.ToLower(p.Name))
		}
		slices.Sort(f.places)
		out[i] = f
	}
	return out
}

type pair struct {
	a, b  *facets
	score float64
}

// pairs gives the pairs that are about the same thing, the most alike first.
func pairs(a, b []*facets) (all []pair) {
	weighed := 0
	for _, x := range a {
		if x.heir {
			continue
		}
		for _, y := range b {
			if y.heir || x.Kind != y.Kind {
				continue
			}
			if weighed++; weighed > mostPaired {
				return ranked(all)
			}
			if score, ok := sameThing(x, y); ok {
				all = append(all, pair{x, y, score})
			}
		}
	}
	return ranked(all)
}

func ranked(all []pair) []pair {
	slices.SortStableFunc(all, func(x, y pair) int { return cmp.Compare(y.score, x.score) })
	return all
}

// Shares of a quote's words that must stay for two claims to be about the same
// thing: less where their details say so too.
const (
	mostlySame = 0.5
	halfSame   = 0.3
)

// sameThing says whether two claims of one kind are about the same thing, and
// how alike they are.
func sameThing(x, y *facets) (score float64, ok bool) {
	words := alike(x.bag, y.bag)
	score = words
	if speakerOf(x.Claim) == speakerOf(y.Claim) {
		score += 0.5
	}
	switch {
	case x.Casualty != nil && y.Casualty != nil:
		c, d := x.Casualty, y.Casualty
		ok = c.Outcome == d.Outcome && c.Cumulative == d.Cumulative && strings.EqualFold(c.Who, d.Who) && slices.Equal(x.places, y.places)
	case x.Ceasefire != nil && y.Ceasefire != nil:
		c, d := x.Ceasefire, y.Ceasefire
		ok = c.Party != "" && strings.EqualFold(c.Party, d.Party) && (c.Act == d.Act || words >= halfSame)
	case x.Event != nil && y.Event != nil:
		c, d := x.Event, y.Event
		ok = c.Nature == d.Nature && strings.EqualFold(c.Actor, d.Actor) && words >= halfSame
	default:
		ok = speakerOf(x.Claim) == speakerOf(y.Claim) && words >= mostlySame
	}
	return score, ok
}

func speakerOf(c claims.Claim) string {
	switch {
	case c.Speaker != nil && c.Speaker.Name != "":
		return strings.ToLower(c.Speaker.Name)
	case c.Attribution != nil && c.Attribution.Source != nil:
		return strings.ToLower(c.Attribution.Source.Text)
	}
	return ""
}

// turnsOf says what of a claim was altered. Words alone count only where they
// are what is claimed: those of a speaker.
func turnsOf(a, b claims.Claim) (out []Turn) {
	turn := func(what, before, after string) {
		if before != after {
			out = append(out, Turn{what, before, after})
		}
	}
	if a.Casualty != nil && b.Casualty != nil && !sameFigure(a.Casualty.Figure, b.Casualty.Figure) {
		turn(Figure, a.Casualty.Phrase(), b.Casualty.Phrase())
	}
	if a.Ceasefire != nil && b.Ceasefire != nil {
		turn(Position, actOf(a), actOf(b))
		turn(Terms, termsOf(a.Ceasefire), termsOf(b.Ceasefire))
	}
	turn(When, whenOf(a), whenOf(b))
	turn(Put, string(a.Modality), string(b.Modality))
	if a.Kind == claims.KindStatement && !slices.Equal(strings.Fields(contentOf(a)), strings.Fields(contentOf(b))) {
		turn(Said, contentOf(a), contentOf(b))
	}
	return out
}

// sameFigure says whether nobody would read two figures otherwise.
func sameFigure(f, g claims.Figure) bool {
	return f.Min == g.Min && (f.Max == nil) == (g.Max == nil) && (f.Max == nil || *f.Max == *g.Max) && f.Phrase() == g.Phrase()
}

func actOf(c claims.Claim) string { return strings.ReplaceAll(string(c.Ceasefire.Act), "_", " ") }

func termsOf(c *claims.Ceasefire) string {
	var parts []string
	for _, p := range append([]string{c.Duration, c.Start}, append(slices.Clone(c.Terms), c.Conditions...)...) {
		if p != "" {
			parts = append(parts, p)
		}
	}
	return strings.Join(parts, "; ")
}

// whenOf is the time as it is shown: "2026-03-10", "2026-03-01 to 2026-03-04".
func whenOf(c claims.Claim) string {
	switch {
	case c.When == nil:
		return ""
	case c.When.To == "" || c.When.From == c.When.To:
		return string(c.When.From)
	}
	return string(c.When.From) + " to " + string(c.When.To)
}

func contentOf(c claims.Claim) string {
	if c.Attribution != nil && c.Attribution.Content != nil {
		return c.Attribution.Content.Text
	}
	return c.Quote
}
