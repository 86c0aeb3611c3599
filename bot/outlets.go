package bot

import (
	"context"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/review"
)

// noteOutlet answers /outlet note: it says what is given of an outlet, or
// shows what is said.
func (b *Bot) noteOutlet(ctx context.Context, c *call, ws string) (card, error) {
	change := review.MarkChange{Label: typed(c, "label"), Note: typed(c, "note")}
	if change.Label == nil && change.Note == nil {
		return card{}, claims.Errorf(claims.EInvalid, "Give a label, a note, or both; /outlet list shows what is said, and /outlet clear forgets it.")
	}
	o, err := b.o.Outlets.Note(ctx, ws, c.options["outlet"], change, c.who.signature())
	return outletCard("Noted: ", o, "It stands behind the outlet's name in answers, as a label; it changes no figure."), err
}

// typed is an option that was given, nil for one that was not: Discord sends no
// empty ones, so a word stands for that.
func typed(c *call, name string) *string {
	s, ok := c.options[name]
	if !ok {
		return nil
	}
	if s = plain(s); strings.EqualFold(s, "none") {
		s = ""
	}
	return &s
}

// excludeOutlet, includeOutlet and clearOutlet answer the commands of their
// names.
func (b *Bot) excludeOutlet(ctx context.Context, c *call, ws string) (card, error) {
	o, err := b.o.Outlets.Exclude(ctx, ws, c.options["outlet"], c.who.signature())
	return outletCard("Left out: ", o, "Answers leave its claims out from now on, and say how many. Take it in again with `/outlet include`."), err
}

func (b *Bot) includeOutlet(ctx context.Context, c *call, ws string) (card, error) {
	o, err := b.o.Outlets.Include(ctx, ws, c.options["outlet"], c.who.signature())
	return outletCard("Taken in: ", o, "Answers use its claims."), err
}

func (b *Bot) clearOutlet(ctx context.Context, c *call, ws string) (card, error) {
	o, err := b.o.Outlets.Clear(ctx, ws, c.options["outlet"], c.who.signature())
	return outletCard("Forgotten, what was said of ", o, "Answers use its claims."), err
}

func outletCard(did string, o review.Outlet, means string) card {
	return note("**" + did + escapedFit(o.Name, maxHeadline) + "**\n" + strings.Join(outletFacts(o), "\n") + "\n" + means)
}

// outletFacts are what is known and said of an outlet beneath its name.
func outletFacts(o review.Outlet) []string {
	about := "no article here is from it yet"
	if o.Articles > 0 {
		about = countOf(o.Articles, "article") + ", " + countOf(o.Claims, "claim")
	}
	if len(o.Domains) > 0 {
		about = escapedFit(strings.Join(o.Domains, ", "), 120) + " · " + about
	}
	if o.Excluded {
		about += " · **left out of answers**"
	}
	if o.NoRecheck {
		about += " · pages not checked again"
	}
	facts := []string{"-# " + about}
	if o.Label != "" {
		facts = append(facts, "-# label: "+escapedFit(o.Label, 120))
	}
	if o.Note != "" {
		facts = append(facts, "-# note: "+escapedFit(o.Note, 300))
	}
	return facts
}

// listOutlets answers /outlet list, turnOutlets its pages.
func (b *Bot) listOutlets(_ context.Context, c *call) (reply, error) {
	page := firstPage(c, firstUnits(plain(c.options["search"]), maxSearch))
	return later{private: true, work: func(ctx context.Context) (card, error) { return b.outletsPage(ctx, c, page) }}, nil
}

func (b *Bot) turnOutlets(ctx context.Context, c *call) (reply, error) {
	page, err := b.turn(ctx, c)
	if err != nil {
		return nil, err
	}
	return later{private: true, update: true, work: func(ctx context.Context) (card, error) { return b.outletsPage(ctx, c, page) }}, nil
}

func (b *Bot) outletsPage(ctx context.Context, c *call, page turned) (card, error) {
	all, err := b.outletsOf(ctx, c, page.about)
	if err != nil {
		return card{}, err
	}
	if len(all) == 0 && page.about != "" {
		return note("No outlet here has “" + escapedFit(page.about, 100) + "” in its name, domain or label."), nil
	}
	if len(all) == 0 {
		return note("No outlets are known here yet; load an article with `/article add`."), nil
	}
	var blocks []string
	for _, o := range all {
		blocks = append(blocks, "**"+escapedFit(o.Name, 120)+"**\n"+strings.Join(outletFacts(o), "\n"))
	}
	return blocksCard("Outlets", page, verbOutlets, blocks, outletsPerPage), nil
}

const outletsPerPage = 5

// outletsOf gives the outlets of a call's server whose name, domain or label
// has the words.
func (b *Bot) outletsOf(ctx context.Context, c *call, words string) (some []review.Outlet, err error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return nil, err
	}
	all, err := b.o.Outlets.List(ctx, ws)
	for _, o := range all {
		if containsFold(o.Name+" "+strings.Join(o.Domains, " ")+" "+o.Label, words) {
			some = append(some, o)
		}
	}
	return some, err
}

// offerOutlets offers outlets by their names and domains; as labels those that
// the program knows, beside what is typed.
func (b *Bot) offerOutlets(ctx context.Context, c *call) (reply, error) {
	out := choices{}
	if c.focused == "label" {
		if own := firstUnits(plain(c.options["label"]), maxOption); own != "" {
			out = append(out, option{label: own, value: own})
		}
		for _, l := range []string{claims.LabelState, claims.LabelParty, claims.LabelUnknown} {
			if containsFold(l, c.options["label"]) && !strings.EqualFold(l, plain(c.options["label"])) {
				out = append(out, option{label: l, value: l})
			}
		}
		return out, nil
	}
	all, err := b.outletsOf(ctx, c, c.options[c.focused])
	if err != nil {
		return nil, err
	}
	for _, o := range all[:min(len(all), maxChoices)] {
		out = append(out, option{label: cut(plain(o.String()), maxOption), value: firstUnits(o.Name, maxOption)})
	}
	return out, nil
}
