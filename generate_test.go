package main

import (
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// generator writes articles of made-up news, the same ones for a seed.
type generator struct {
	random *rand.Rand
	towns  []string
	people []string
	start  time.Time
	plain  int // how many paragraphs of an article only fill it
}

func newGenerator(seed uint64, towns int) *generator {
	g := &generator{random: rand.New(rand.NewPCG(seed, 1)), start: time.Date(2024, 1, 1, 6, 0, 0, 0, time.UTC)}
	for range towns {
		g.towns = append(g.towns, g.name(2, 4))
	}
	for range 200 {
		g.people = append(g.people, g.name(2, 2)+" "+g.name(2, 3))
	}
	return g
}

// name makes a word of lo to hi syllables.
func (g *generator) name(lo, hi int) string {
	var b strings.Builder
	for range lo + g.random.IntN(hi-lo+1) {
		b.WriteByte("bdfghjklmnprstvz"[g.random.IntN(16)])
		b.WriteByte("aeiou"[g.random.IntN(5)])
	}
	b.WriteByte("nrslk"[g.random.IntN(5)])
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// filler is a sentence that claims nothing of what is kept, and that no other
// article has: articles that share their sentences are copies.
func (g *generator) filler() string {
	return fmt.Sprintf(pick(g.random, fillers), strings.ToLower(g.name(2, 3)), strings.ToLower(g.name(2, 3)), strings.ToLower(g.name(2, 3)))
}

func pick(r *rand.Rand, list []string) string { return list[r.IntN(len(list))] }

var (
	causes  = []string{"a missile strike", "shelling", "a drone attack", "a car bomb", "a warehouse fire", "a bridge collapse"}
	roles   = []string{"the regional governor", "the mayor", "a police spokesman", "the head of the emergency service"}
	fillers = []string{ // %s is a word that no other article has
		"The road along the %s stayed closed for most of the morning, and lorries from %s waited in long rows before the %s.",
		"Schools in the old quarter of %s opened an hour late, while two bakeries handed out %s at the corner of the %s.",
		"Snow had covered the %s since the weekend, and the wind from %s made it hard to keep the %s alight.",
		"It is the third time this winter that the %s behind the %s has been without %s for longer than a day.",
		"A small crowd gathered outside the %s and left again when the buses to %s came past the %s.",
	}
	topics = []string{"the northern corridor", "grain shipments", "the exchange of prisoners", "the damaged railway", "winter fuel", "the border crossing"}
)

// article writes the n-th article, of about paragraphs×700 bytes.
func (g *generator) article(n, paragraphs int) claims.Article {
	town, published := pick(g.random, g.towns), g.start.Add(time.Duration(n)*37*time.Minute)
	var b strings.Builder
	for range min(g.plain, paragraphs-1) {
		fmt.Fprintf(&b, "%s %s %s\n\n%s %s %s\n\n", g.filler(), g.filler(), g.filler(), g.filler(), g.filler(), g.filler())
	}
	for range paragraphs - min(g.plain, paragraphs-1) {
		person, other := pick(g.random, g.people), pick(g.random, g.people)
		topic, role := pick(g.random, topics), pick(g.random, roles)
		fmt.Fprintf(&b, "At least %d people were killed and %d others were injured when %s hit %s on %s, %s, %s, said.\n\n",
			2+g.random.IntN(40), 2+g.random.IntN(90), pick(g.random, causes), town, published.AddDate(0, 0, -1).Format("2 January 2006"), person, role)
		fmt.Fprintf(&b, "“We will not give up %s,” %s said. %s told reporters that the talks about %s would go on in %s.\n\n",
			topic, person, other, pick(g.random, topics), pick(g.random, g.towns))
		fmt.Fprintf(&b, "%s %s %s\n\n", g.filler(), g.filler(), g.filler())
	}
	return claims.Article{
		ID: fmt.Sprintf("g%06d", n), Outlet: "Desk " + pick(g.random, []string{"North", "South", "East", "West"}),
		Title: fmt.Sprintf("Report %d from %s", n, town), PublishedAt: claims.Instant(published), Text: strings.TrimSpace(b.String()),
	}
}

// writeLines writes count articles as JSON lines.
func (g *generator) writeLines(w io.Writer, count, paragraphs int) error {
	encoder := json.NewEncoder(w)
	for n := range count {
		if err := encoder.Encode(g.article(n, paragraphs)); err != nil {
			return err
		}
	}
	return nil
}
