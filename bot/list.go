package bot

import (
	"context"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
)

// perPage is how many articles or claims a page lists.
const perPage = 8

// turned is a page of a list, as its buttons name it.
type turned struct {
	page  int
	owner string // who called for the list, and alone may turn its pages
	about string // the words searched for, or the article
}

// firstPage is the list as a command calls for it.
func firstPage(c *call, about string) turned { return turned{1, c.who.id, about} }

// turn reads the page that a button asks for, if the one who pressed it may.
func (b *Bot) turn(ctx context.Context, c *call) (turned, error) {
	args := c.args(3)
	page, err := strconv.Atoi(args[0])
	if err != nil || page < 1 {
		return turned{}, errUnknownRoute(c.custom)
	}
	if args[1] != "" && args[1] != c.who.id {
		return turned{}, claims.Errorf(claims.EForbidden, "These pages are for the one who asked for the list; use the command yourself.")
	}
	if args[1] != "" && b.isOver(c) {
		return turned{}, claims.Errorf(claims.EConflict, "This list is out of date; use the command again.")
	}
	return turned{page, c.who.id, args[2]}, b.mayTend(ctx, c)
}

// pager is the row that turns the pages of a list; more says whether there is
// a next one.
func (p turned) pager(verb string, more bool) []control {
	id := func(page int) string { return customID(verb, strconv.Itoa(page), p.owner, p.about) }
	return []control{
		{label: "◀ Back", id: id(p.page - 1), disabled: p.page == 1},
		{label: "Next ▶", id: id(p.page + 1), disabled: !more},
	}
}

// listArticles answers /article list.
func (b *Bot) listArticles(_ context.Context, c *call) (reply, error) {
	page := firstPage(c, firstUnits(plain(c.options["search"]), maxSearch))
	return later{private: true, work: func(ctx context.Context) (card, error) { return b.listPage(ctx, c, page) }}, nil
}

// turnList shows another page of the list in its place.
func (b *Bot) turnList(ctx context.Context, c *call) (reply, error) {
	page, err := b.turn(ctx, c)
	if err != nil {
		return nil, err
	}
	return later{private: true, update: true, work: func(ctx context.Context) (card, error) { return b.listPage(ctx, c, page) }}, nil
}

func (b *Bot) listPage(ctx context.Context, c *call, page turned) (card, error) {
	ws, err := b.workspace(ctx, c.server)
	if err != nil {
		return card{}, err
	}
	rows, err := b.o.Library.Articles(ctx, ws, ingest.ArticleQuery{Words: page.about, Limit: perPage + 1, Offset: (page.page - 1) * perPage})
	if err != nil {
		return card{}, err
	}
	return listCard(page, rows), nil
}

// listCard is a page of articles, of which rows holds one more than are shown
// if there is a next page.
func listCard(page turned, rows []ingest.ArticleRow) card {
	if len(rows) == 0 && page.page == 1 {
		if page.about != "" {
			return note("No article here has “" + escapedFit(page.about, 100) + "” in its title, outlet or link.")
		}
		return note("No articles are loaded here yet; load one with `/article add`.")
	}
	more := len(rows) > perPage
	var changed []claims.Article
	lines := []string{"**Articles, newest first** · page " + strconv.Itoa(page.page)}
	for _, r := range rows[:min(len(rows), perPage)] {
		lines = append(lines, articleLines(r))
		if r.Revisions > 1 {
			changed = append(changed, r.Article)
		}
	}
	out := note(strings.Join(lines, "\n"))
	if more || page.page > 1 {
		out.rows, out.expires = [][]control{page.pager(verbList, more)}, true
	}
	if len(changed) > 0 {
		out.rows = append(out.rows, []control{changesMenu(changed)})
	}
	return out
}

// articleLines is an article in a list: its title, linked, and a line about it.
func articleLines(r ingest.ArticleRow) string {
	title := escapedFit(headline(r.Article), 150)
	if address := linkable(r.URL, 200); address != "" {
		title = "[" + title + "](" + address + ")"
	}
	s := shown{loaders: map[string]string{r.ID: r.LoadedBy}}
	about := s.source(r.Article) + " · " + countOf(r.Claims, "claim") + " · loaded " + day(claims.Instant(r.LoadedAt.UTC())) + " by " + escapedFit(who(r.LoadedBy), 40)
	if r.Revisions > 1 {
		about += " · changed, " + countOf(r.Revisions, "version")
	}
	return title + "\n-# " + about
}

// listClaims answers the button Claims: all claims of an article, page by page.
func (b *Bot) listClaims(ctx context.Context, c *call) (reply, error) {
	page, err := b.turn(ctx, c)
	if err != nil {
		return nil, err
	}
	paging := c.args(3)[1] != ""
	return later{private: true, update: paging, work: func(ctx context.Context) (card, error) {
		ws, err := b.workspace(ctx, c.server)
		if err != nil {
			return card{}, err
		}
		view, err := b.o.Library.Article(ctx, ws, page.about)
		if err != nil {
			return card{}, err
		}
		return claimsCard(page, view, b.mayModerate(ctx, c)), nil
	}}, nil
}

// claimsCard is a page of an article's claims, with a menu to hide one.
func claimsCard(page turned, view ingest.ArticleView, moderator bool) card {
	list := unproven(view.Current)
	from := min((page.page-1)*perPage, len(list))
	on := list[from:min(from+perPage, len(list))]
	lines := []string{"**" + escapedFit(headline(view.Article), maxHeadline) + "** · " + countOf(len(list), "claim")}
	for _, c := range on {
		lines = append(lines, "• "+claimLine(c))
	}
	out := note(strings.Join(lines, "\n"))
	if len(list) > perPage {
		out.rows, out.expires = [][]control{page.pager(verbClaims, from+perPage < len(list))}, true
	}
	if moderator && len(on) > 0 {
		out.rows = append(out.rows, []control{hideMenu(on)})
	}
	return out
}

// hideMenu is a menu of claims to hide one of.
func hideMenu(list []claims.Claim) control {
	menu := control{label: "Hide a wrong claim", id: customID(verbHideOne)}
	seen := map[string]bool{}
	for _, c := range list {
		if !seen[c.ID] {
			seen[c.ID] = true
			menu.options = append(menu.options, option{label: c.Text, value: c.ID, about: ask.Brief(c)})
		}
	}
	return menu
}
