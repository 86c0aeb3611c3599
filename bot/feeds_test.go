package bot

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/storage"
)

const valley = "https://valley.example/feed"

// web is a web with a few feeds in it, whose entries are not read.
type web struct {
	feed.Loader
}

func newFeeds(store storage.Store, w *bench) *feed.Keeper {
	return feed.New(feed.Options{Store: store, Source: web{}, Loader: web{}, Now: w.now, Rand: func() float64 { return 0.5 }})
}

// Feed gives a feed at valley.example, and none elsewhere.
func (web) Feed(_ context.Context, url string, _ feed.Validators) (feed.Page, error) {
	if !strings.HasPrefix(url, "https://valley.example/") {
		return feed.Page{}, claims.Errorf(claims.EUnreadable, "%s is no feed: it is a page; give the address of its RSS, Atom or JSON feed.", url)
	}
	return feed.Page{URL: url, Title: "Valley *News* @everyone", Entries: []feed.Item{{ID: "1", URL: "https://valley.example/1", Title: "One"}}}, nil
}

func TestFeeds(t *testing.T) {
	w := newBench(t)
	w.command("feed", "list")
	w.wantText("No feeds are followed here yet")
	w.command("feed", "add", "url", valley, "words", `fire, "peace talks"`, "kinds", "casualty")
	w.wantText(`**Followed from now on: Valley \*News\*`, "valley.example · only fire, “peace talks”; claims: casualty", "no articles loaded, 1 waiting", "again 14 Mar 2026")
	w.wantPrivate()
	w.command("feed", "add", "url", valley)
	w.wantText("**Followed already; it has this filter now: ", "everything in it is loaded")

	offered := w.complete("feed", "pause", "feed", "valley")
	if len(offered) != 1 || !strings.Contains(offered[0].Name, "valley.example") {
		t.Fatalf("offered %+v", offered)
	}
	id := offered[0].Value
	w.command("feed", "pause", "feed", id)
	w.wantText("**Paused: ", "⏸ paused")
	w.command("feed", "resume", "feed", id)
	w.wantText("**Followed again: ")
	w.command("feed", "list")
	w.wantText("**Feeds** · 1", "](https://valley.example/feed)")
	w.command("feed", "remove", "feed", id)
	w.wantText("**Not followed any more: ", "no articles that came by it stay")
	w.command("feed", "remove", "feed", id)
	w.wantText("feed")
	if all := w.discord.text(); strings.Contains(all, "Something went wrong") || strings.Contains(all, "@everyone") {
		t.Error(all)
	}
}

func TestFeedFaults(t *testing.T) {
	w := newBench(t)
	for _, tt := range []struct{ given, want string }{
		{"url no-address", "is not a web address"},
		{"url https://other.example/", "is no feed"},
		{"url " + valley + " kinds gossip", "There are no claims of the kind"},
		{"url " + valley + " words !", "holds no word"},
	} {
		w.command("feed", "add", strings.Fields(tt.given)...)
		w.wantText(tt.want)
	}
	if feeds, err := w.o.Feeds.List(t.Context(), server); err != nil || len(feeds) > 0 {
		t.Errorf("feeds %+v, %v", feeds, err)
	}
}

// TestFeedPages turns the pages of many feeds.
func TestFeedPages(t *testing.T) {
	w := newBench(t)
	for i := range 9 {
		w.command("feed", "add", "url", fmt.Sprintf("https://valley.example/%d", i))
	}
	w.command("feed", "list")
	w.wantText("**Feeds** · 9 · page 1")
	w.press("Next ▶")
	w.wantText("page 2")
	w.press("Next ▶")
	w.wantText("page 3", "valley.example/8")
}

func TestOfferKinds(t *testing.T) {
	for typed, want := range map[string][]string{
		"":              {"casualty", "ceasefire", "statement", "event"},
		"c":             {"casualty", "ceasefire"},
		"casualty, ":    {"casualty, ceasefire", "casualty, statement", "casualty, event"},
		"casualty,ceas": {"casualty, ceasefire"},
	} {
		var got []string
		for _, o := range offerKinds(typed) {
			got = append(got, o.value)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q offers %q", typed, got)
		}
	}
}

func TestFeedFacts(t *testing.T) {
	failing := feed.Feed{URL: valley, Failures: 3, Reason: "The server answers @everyone 503.", GivenUp: 2}
	if got := strings.Join(feedFacts(failing), "\n"); !strings.Contains(got, "⚠ failed 3 times: The server answers @\u2060everyone 503.") || !strings.Contains(got, "2 not readable") {
		t.Error(got)
	}
	gone := feed.Feed{URL: valley, Paused: true, Reason: "The feed is gone."}
	if got := strings.Join(feedFacts(gone), "\n"); !strings.Contains(got, "⏸ paused: The feed is gone.") {
		t.Error(got)
	}
}

// complete plays the autocomplete of an option, and gives what it offers.
func (w *bench) complete(name, sub, option, typed string) []wireChoice {
	w.t.Helper()
	w.play("autocomplete", append([]string{"$COMMAND", name, "$SUB", sub, "$OPTION", option, "$TYPED", typed}, asModerator...)...)
	return w.offered()
}
