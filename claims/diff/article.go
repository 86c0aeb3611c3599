package diff

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/proof"
)

// Store keeps the versions of articles.
type Store interface {
	// Versions gives every version of an article that is present, with its text,
	// in the order of loading, and the head of the current one. The article is
	// named as ingest.Library has it.
	Versions(ctx context.Context, workspace, article string) (claims.Article, []Version, error)

	// RevisionClaims gives, in text order, the claims that the newest extraction
	// of a revision made, in the state that they are in now; none of one that is
	// not extracted yet or not there.
	RevisionClaims(ctx context.Context, workspace, article, revision string) ([]proof.Claim, error)
}

// Desk is where versions are compared.
type Desk struct{ store Store }

// New makes a Desk over a store.
func New(store Store) *Desk { return &Desk{store} }

// Compare tells what changed between two versions of an article: those named,
// each by its id, the beginning of one, or its number; or with none named
// between the current one and the one loaded last beside it. claims.ENotFound
// when there is nothing to compare.
func (d *Desk) Compare(ctx context.Context, workspace, article string, named ...string) (Article, error) {
	head, versions, err := d.store.Versions(ctx, workspace, article)
	if err != nil {
		return Article{}, err
	}
	before, after, err := pick(versions, named)
	if err != nil {
		return Article{}, err
	}
	for _, v := range []*Version{before, after} {
		made, err := d.store.RevisionClaims(ctx, workspace, head.ID, v.Revision)
		if err != nil {
			return Article{}, err
		}
		v.Claims = shown(made)
	}
	return between(head, *before, *after), nil
}

// shown leaves out what moderators hid.
func shown(list []proof.Claim) (out []claims.Claim) {
	for _, c := range list {
		if claim := c.Claim(); claim.State != claims.Removed {
			out = append(out, claim)
		}
	}
	return out
}

// Version is one version of an article.
type Version struct {
	Revision    string         `json:"revision"`
	Number      int            `json:"number"` // 1, 2, … as first loaded
	Title       string         `json:"title,omitempty"`
	PublishedAt claims.Time    `json:"published_at,omitempty"`
	ModifiedAt  claims.Time    `json:"modified_at,omitempty"`
	KnownSince  claims.Time    `json:"known_since,omitempty"`
	LoadedAt    time.Time      `json:"loaded_at"`
	Current     bool           `json:"current"`
	Read        bool           `json:"extracted"` // its claims are known
	Text        string         `json:"-"`
	Claims      []claims.Claim `json:"-"` // in text order
}

// Article is what changed between two versions of an article.
type Article struct {
	Of     claims.Article `json:"article"` // its head
	Before Version        `json:"before"`
	After  Version        `json:"after"`
	Notes  []string       `json:"corrections"` // what the outlet itself says it corrected, new in the newer text
	Text   []Paragraph    `json:"text"`
	Claims Claims         `json:"claims"`
}

// IsSame says whether nothing changed.
func (a Article) IsSame() bool {
	c := a.Claims
	return len(a.Text)+len(c.Added)+len(c.Dropped)+len(c.Altered) == 0 && a.Before.Title == a.After.Title
}

func between(head claims.Article, before, after Version) Article {
	return Article{
		Of: head, Before: before, After: after,
		Notes:  newNotes(before.Text, after.Text),
		Text:   Paragraphs(before.Text, after.Text),
		Claims: CompareClaims(before.Claims, after.Claims),
	}
}

func pick(versions []Version, named []string) (before, after *Version, err error) {
	switch len(named) {
	case 0:
		return lastTwo(versions)
	case 2:
		if before, err = find(versions, named[0]); err != nil {
			return nil, nil, err
		}
		after, err = find(versions, named[1])
		return before, after, err
	}
	return nil, nil, claims.Errorf(claims.EInvalid, "Name both versions to compare, or none for the last two.")
}

func lastTwo(versions []Version) (before, after *Version, err error) {
	for i := range versions {
		if versions[i].Current {
			after = &versions[i]
		} else {
			before = &versions[i]
		}
	}
	if before == nil || after == nil {
		return nil, nil, claims.Errorf(claims.ENotFound, "This article has one version only: nothing has changed since it was loaded.")
	}
	return before, after, nil
}

func find(versions []Version, name string) (found *Version, err error) {
	if n, err := strconv.Atoi(name); err == nil && n >= 1 && n <= len(versions) {
		return &versions[n-1], nil
	}
	for i, v := range versions {
		switch {
		case v.Revision == name:
			return &versions[i], nil
		case name == "" || !strings.HasPrefix(v.Revision, name):
		case found != nil:
			return nil, claims.Errorf(claims.EInvalid, "Several versions of this article begin with %q; give more of the one.", name)
		default:
			found = &versions[i]
		}
	}
	if found == nil {
		return nil, claims.Errorf(claims.ENotFound, "This article has no version %q; its versions are %s.", name, listed(versions))
	}
	return found, nil
}

// mostListed is how many versions an error names.
const mostListed = 8

func listed(versions []Version) string {
	var names []string
	for _, v := range versions[max(0, len(versions)-mostListed):] {
		names = append(names, strconv.Itoa(v.Number)+" ("+v.Revision+")")
	}
	return strings.Join(names, ", ")
}
