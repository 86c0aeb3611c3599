package track

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Store keeps which texts are copies of which. Each method is one transaction.
type Store interface {
	// Unlinked gives the articles whose newest extraction has not been linked yet.
	Unlinked(ctx context.Context, workspace string) ([]string, error)

	// UnlinkedIn names the workspaces in which there are any.
	UnlinkedIn(ctx context.Context) ([]string, error)

	// ToLink gives an article to link. ok is false when there is nothing to do
	// for it any more: it is linked, or was removed.
	ToLink(ctx context.Context, workspace, article string) (t Turn, ok bool, err error)

	// Print keeps the marks of an article's text, in the place of those that it
	// had, and gives the articles that may be copies: those that are linked to it,
	// then those whose marks are among the probes, [MaxCandidates] at most, that
	// share the largest part of the shorter's marks first; without those that were
	// removed, which get a turn of their own when they come back. Where there are none the turn is over: the article is
	// linked. So of two articles that come at once the later finds the earlier.
	// A turn that is not the article's any more is claims.EConflict.
	Print(ctx context.Context, workspace string, t Turn, marks, probes []int64) ([]string, error)

	// Texts gives those of the articles that are not removed.
	Texts(ctx context.Context, workspace string, articles []string) ([]Text, error)

	// ClaimsOf gives the claims that each of the articles makes, in text order.
	ClaimsOf(ctx context.Context, workspace string, articles []string) (map[string][]claims.Claim, error)

	// SaveLinks ends a turn: of the articles that were compared, the copies and
	// repeats are those of the article from then on, but for repeats on which a
	// person has decided. What another turn linked with it meanwhile stays.
	SaveLinks(ctx context.Context, workspace string, t Turn, links Links) error

	// CopiesOf gives the links between the articles named and all others that
	// are not removed.
	CopiesOf(ctx context.Context, workspace string, articles []string) ([]CopyLink, error)

	// RepeatsOf gives the pairs of claims that repeat one another of which one at
	// least is among these, without those that a person dismissed.
	RepeatsOf(ctx context.Context, workspace string, claims []string) ([][2]string, error)
}

// MaxCandidates bounds how many texts one is compared with for its marks. A
// wire text that more outlets carry is linked with as many of them, and through
// them with the rest.
const MaxCandidates = 16

// Text is an article with its text.
type Text struct {
	Article    claims.Article
	KnownSince claims.Time
}

// Turn is an article to link, and which time this is: another extraction is
// another turn.
type Turn struct {
	Text
	N int64
}

// Links are what one article turned out to repeat.
type Links struct {
	Compared []string // articles
	Copies   []CopyOf
	Repeats  [][2]string // a claim of the article, and one of a copy that says the same in its words
}

// CopyOf is a copy of the article that is linked.
type CopyOf struct {
	Article string
	Share   float64 // of the shorter of the two texts that stands in the longer
	Whole   string  // which of the two has the other among other things; "" for neither
}

// CopyLink is what is kept of two articles that carry one text, and the
// agencies that each credits.
type CopyLink struct {
	A, B       string
	ViaA, ViaB []string
	Share      float64
	Whole      string
}
