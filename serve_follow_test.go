package main

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/config"
)

// serveOver runs serve with a site of this machine as its web.
func serveOver(t *testing.T, d *discordtest.Discord, x *terminal) *served {
	t.Helper()
	s := &served{t: t, discord: d, db: x.db, log: &lockedBuffer{}}
	env := s.environment(nil)
	getenv := func(name string) string { return env[name] }
	cfg, err := config.Load(getenv, filepath.Join(t.TempDir(), ".env"))
	if err != nil {
		t.Fatal(err)
	}
	s.startAs(func(ctx context.Context) error {
		a := &app{cfg: cfg, log: newLog(cfg, s.log), now: x.site.clock, getenv: getenv, out: s.log, errs: s.log, web: x.web}
		defer a.close()
		return new(serveCommand).Run(ctx, a)
	})
	return s
}

// TestServeFollows follows a feed, loads several links at once, labels an
// outlet, sees what changed in a page and purges it, all from Discord.
func TestServeFollows(t *testing.T) {
	x := newTerminal(t)
	x.site.serve("/feed", rss("ersel", "halden"))
	x.site.serve("/ersel", newsPage("Three", "Ersel"))
	x.site.serve("/halden", newsPage("Seven", "Halden"))
	d := discordtest.New(t)
	north := d.Guild("North Desk")
	desk := north.Channel("desk")
	mod, member := north.Member("mod", discordtest.ManageServer), north.Member("bob")
	serveOver(t, d, x)
	slash := func(command string, given discordtest.Options) discordtest.Message {
		t.Helper()
		return mod.Slash(desk, command, given).Reply()
	}
	killed := func(place string) discordtest.Message {
		t.Helper()
		return member.Slash(desk, "ask", discordtest.Options{"question": "How many people were killed in " + place + "?"}).Reply()
	}

	// A feed's articles come by themselves.
	wantShown(t, slash("feed add", discordtest.Options{"url": "http://valley.example/ersel"}), "feed")
	wantShown(t, slash("feed add", discordtest.Options{"url": "http://valley.example/feed", "words": "flood"}), "Followed from now on: Valley Post", "only flood", "2 waiting")
	d.Until("the feed's articles are there", func() bool {
		return strings.Contains(shown(slash("feed list", nil)), "2 articles loaded")
	})
	wantShown(t, killed("Ersel"), "3 killed in Ersel")
	feeds := mod.Autocomplete(desk, "feed pause", "feed", discordtest.Options{"feed": "valley"}).Choices()
	if len(feeds) != 1 {
		t.Fatalf("feeds offered: %+v", feeds)
	}
	wantShown(t, slash("feed pause", discordtest.Options{"feed": feeds[0].Value}), "Paused: Valley Post")

	// Several links in one message; one of them cannot be had.
	x.site.serve("/dunmore", newsPage("Nine", "Dunmore"))
	x.site.serve("/tarrow", newsPage("Six", "Tarrow"))
	var links []string
	for _, p := range []string{"dunmore", "gone", "tarrow"} {
		links = append(links, "http://valley.example/"+p)
	}
	said := mod.Say(desk, "Today:\n"+strings.Join(links, "\n"))
	wantShown(t, mod.Menu(said, "Load as article").Reply(), "2 articles loaded, 1 failed", "Flood in Dunmore", "Flood in Tarrow", "valley.example/gone")

	// 2,000 links: what is taken, and what to do with the rest.
	var many []string
	for i := range 2000 {
		many = append(many, fmt.Sprintf("http://valley.example/%d", i))
	}
	text := strings.Join(many, " ")
	wantShown(t, slash("article add", discordtest.Options{"url": text[:5990]}), "The first 20 of ")

	// A label is shown in answers; an excluded outlet is left out.
	wantShown(t, slash("outlet note", discordtest.Options{"outlet": "valley.example", "label": "state media"}), "Noted: ", "state media")
	wantShown(t, killed("Dunmore"), "9 killed in Dunmore", "state media")
	wantShown(t, slash("outlet exclude", discordtest.Options{"outlet": "valley.example"}), "left out of answers")
	wantShown(t, killed("Dunmore"), "excluded")
	wantShown(t, slash("outlet include", discordtest.Options{"outlet": "valley.example"}), "Answers use its claims")

	// What changed in a page, and its purge.
	x.site.serve("/dunmore", newsPage("Twelve", "Dunmore"))
	changed := slash("article add", discordtest.Options{"url": "http://valley.example/dunmore"})
	wantShown(t, changed, "A new version of an article that was here")
	wantShown(t, mod.Click(changed, "What changed").Reply(), "killed in Dunmore: ~~9~~ → **12**")
	article := mod.Autocomplete(desk, "article purge", "article", discordtest.Options{"article": "dunmore"}).Choices()
	if len(article) != 1 {
		t.Fatalf("articles offered: %+v", article)
	}
	asked := slash("article purge", discordtest.Options{"article": article[0].Value})
	wantShown(t, asked, "Delete for good: Flood in Dunmore")
	wantShown(t, mod.Click(asked, "Delete for good").Reply(), "Deleted for good", "2 versions")
	wantShown(t, killed("Dunmore"), "No article loaded here")
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
}
