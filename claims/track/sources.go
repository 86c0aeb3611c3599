package track

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// maxStory bounds how many articles are looked at for one question.
const maxStory = 2000

// surelyOne is the share of a text from which it is one whoever is credited.
const surelyOne = 0.9

// Sources names the independent source of each claim: claims of one name are
// of one source, however many articles carry them. Those that are copied from
// nobody here, and by nobody, are left out: each article is its own source.
// Repeats are the pairs that say the same in words of one text.
func (l *Linker) Sources(ctx context.Context, workspace string, all []claims.Claim) (sources map[string]string, repeats [][2]string, err error) {
	ids, articleOf := make([]string, len(all)), map[string]string{}
	var articles []string
	for i, c := range all {
		ids[i], articleOf[c.ID] = c.ID, c.ArticleID
		if !slices.Contains(articles, c.ArticleID) {
			articles = append(articles, c.ArticleID)
		}
	}
	links, err := l.linksAround(ctx, workspace, articles)
	if err != nil || len(links) == 0 {
		return nil, nil, err
	}
	if repeats, err = l.repeatsAmong(ctx, workspace, ids); err != nil {
		return nil, nil, err
	}
	stories := storiesOf(links)
	from := taken(repeats, articleOf, stories, links)
	sources = map[string]string{}
	for _, id := range ids {
		first := id
		for range len(from) {
			if next, ok := from[first]; ok {
				first = next
			}
		}
		if story := stories.of(articleOf[first]); first != id || stories.size[story] > 1 {
			sources[id] = story
		} else if slices.ContainsFunc(repeats, func(p [2]string) bool { return p[0] == id || p[1] == id }) {
			sources[id] = story
		}
	}
	return sources, repeats, nil
}

// repeatsAmong gives pairs that join those of the claims that repeat one
// another, also through others: a text that very many carry is not linked with
// each of them.
func (l *Linker) repeatsAmong(ctx context.Context, workspace string, ids []string) (pairs [][2]string, err error) {
	said, seen := groups{}, map[string]bool{}
	for next := ids; len(next) > 0 && len(seen) < maxStory; {
		for _, id := range next {
			seen[id] = true
		}
		links, err := l.store.RepeatsOf(ctx, workspace, next)
		if err != nil {
			return nil, err
		}
		next = nil
		found := map[string]bool{}
		for _, pair := range links {
			said.join(pair[0], pair[1])
			for _, id := range pair {
				if !seen[id] && !found[id] {
					found[id] = true
					next = append(next, id)
				}
			}
		}
	}
	first := map[string]string{}
	for _, id := range ids {
		name := said.of(id)
		if other, ok := first[name]; ok {
			pairs = append(pairs, [2]string{other, id})
		} else {
			first[name] = id
		}
	}
	return pairs, nil
}

// taken says from which claim of another story a claim is taken: a round-up's
// from the article that it has it of.
func taken(repeats [][2]string, articleOf map[string]string, stories *stories, links []CopyLink) map[string]string {
	whole := map[[2]string]string{}
	for _, l := range links {
		whole[[2]string{l.A, l.B}], whole[[2]string{l.B, l.A}] = l.Whole, l.Whole
	}
	from := map[string]string{}
	for _, pair := range repeats {
		a, b := articleOf[pair[0]], articleOf[pair[1]]
		switch {
		case stories.of(a) == stories.of(b):
		case whole[[2]string{a, b}] == a:
			from[pair[0]] = pair[1]
		default:
			from[pair[1]] = pair[0]
		}
	}
	return from
}

// linksAround gives the links of the articles, of those that they lead to, and
// so on.
func (l *Linker) linksAround(ctx context.Context, workspace string, articles []string) ([]CopyLink, error) {
	seen := map[string]bool{}
	found := map[[2]string]CopyLink{}
	next := articles
	for len(next) > 0 && len(seen) < maxStory {
		for _, id := range next {
			seen[id] = true
		}
		links, err := l.store.CopiesOf(ctx, workspace, next)
		if err != nil {
			return nil, err
		}
		next = nil
		for _, link := range links {
			found[[2]string{link.A, link.B}] = link
			for _, id := range []string{link.A, link.B} {
				if !seen[id] && !slices.Contains(next, id) {
					next = append(next, id)
				}
			}
		}
	}
	all := make([]CopyLink, 0, len(found))
	for _, link := range found {
		all = append(all, link)
	}
	slices.SortFunc(all, func(a, b CopyLink) int {
		return cmp.Or(cmp.Compare(b.Share, a.Share), strings.Compare(a.A, b.A), strings.Compare(a.B, b.B))
	})
	return all, nil
}

// storiesOf joins articles that carry one text, also through a third. A text
// that is only a part of another is not joined: what else the other tells comes
// from elsewhere. Nor are two of which each credits an agency of its own, but
// for texts that are the same nearly word for word.
func storiesOf(links []CopyLink) *stories {
	s := &stories{groups: groups{}, size: map[string]int{}, credit: map[string]string{}}
	for _, l := range links {
		s.add(l.A, l.ViaA)
		s.add(l.B, l.ViaB)
	}
	for _, l := range links {
		a, b := s.of(l.A), s.of(l.B)
		creditA, creditB := s.credit[a], s.credit[b]
		differ := creditA != "" && creditB != "" && creditA != creditB
		if l.Whole != "" || a == b || differ && l.Share < surelyOne {
			continue
		}
		size := s.size[a] + s.size[b]
		s.join(a, b)
		s.size[s.of(a)], s.credit[s.of(a)] = size, cmp.Or(creditA, creditB)
	}
	return s
}

// stories are articles by the text that they carry.
type stories struct {
	groups
	size   map[string]int    // by the name of the story: how many articles
	credit map[string]string // the one agency that its articles credit
}

func (s *stories) add(article string, via []string) {
	if s.size[article] == 0 {
		s.size[article] = 1
		if len(via) == 1 {
			s.credit[article] = strings.ToLower(via[0])
		}
	}
}

// groups are disjoint sets of names; the name of a set is one of them.
type groups map[string]string

func (g groups) of(name string) string {
	for {
		up, ok := g[name]
		if !ok {
			return name
		}
		name = up
	}
}

// join makes one set of two. The lesser name is that of the set, so that it
// does not hang on the order of joining.
func (g groups) join(a, b string) {
	a, b = g.of(a), g.of(b)
	if a != b {
		g[max(a, b)] = min(a, b)
	}
}
