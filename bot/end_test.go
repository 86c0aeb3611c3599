package bot

import (
	"context"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/bot/discordtest"
)

// world is a bot that is connected to a strict fake Discord over real sockets,
// with the sample articles in one of two servers.
type world struct {
	*bench
	d           *discordtest.Discord
	desk, other *discordtest.Guild
	general     *discordtest.Channel
	ann, mod    *discordtest.Member
	stop        func()
}

func newWorld(t *testing.T, change ...func(*Options)) *world {
	t.Helper()
	start := time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)
	d := discordtest.New(t, discordtest.Clock(func() time.Time { return start }))
	d.Allow(discord.CodeUnknownMember) // which is how a direct message finds the servers of its author
	client, err := discord.New(discord.Options{Token: d.Token, URL: d.URL, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(client.Close)
	desk, other := d.Guild("News desk"), d.Guild("Other place")
	all := append([]func(*Options){func(o *Options) { o.Discord, o.Burst = client, 100 }}, change...)
	w := &world{bench: newBench(t, all...), d: d, desk: desk, other: other, general: desk.Channel("general")}
	w.ann, w.mod = desk.Member("ann"), desk.Member("mod", discordtest.ManageServer)
	w.loadSamples(desk.ID)
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	running.Go(func() {
		if err := w.Run(ctx); err != nil {
			t.Error(err)
		}
	})
	w.stop = sync.OnceFunc(func() { cancel(); running.Wait() })
	t.Cleanup(w.stop)
	d.Ready()
	return w
}

func wantIn(t *testing.T, m discordtest.Message, parts ...string) {
	t.Helper()
	for _, p := range parts {
		if !strings.Contains(m.Text(), p) {
			t.Errorf("want %q in:\n%s", p, m.Text())
		}
	}
}

// TestThroughDiscord goes the ways of members and moderators over the wire:
// whatever Discord would refuse fails it.
func TestThroughDiscord(t *testing.T) {
	w := newWorld(t)
	t.Run("Ask", func(t *testing.T) {
		reply := w.ann.Slash(w.general, "ask", discordtest.Options{"question": halvick}).Reply()
		wantIn(t, reply, "5 killed in Halvick")
		proof := w.ann.Click(reply, "Show proof").Reply()
		wantIn(t, proof, "__**The death toll")
		if !proof.Ephemeral() {
			t.Error("all see the proof")
		}
		wantIn(t, w.ann.Click(proof, "▶").Reply(), "Two people were killed")
		wantIn(t, w.ann.Click(reply, "Sources").Reply(), "2 claims of 2 articles")
		wantIn(t, w.ann.Click(reply, "Wrong?").Submit(map[string]string{"What is wrong?": "all of it"}).Reply(), "Thank you")
	})
	t.Run("MentionAndThread", func(t *testing.T) {
		answer := w.ann.Say(w.general, "<@bot> "+halvick).Answer()
		wantIn(t, answer, "5 killed in Halvick")
		wantIn(t, w.ann.Answer(answer, "And in Varnholm?").Answer(), "7 or 9 killed in Varnholm")
		wantIn(t, w.ann.Say(w.general, "<@bot>").Answer(), "Ask me about the news articles")
	})
	t.Run("Direct", func(t *testing.T) {
		wantIn(t, w.ann.DM(halvick).Answer(), "5 killed in Halvick")
		dan := w.other.Member("dan")
		wantIn(t, dan.DM(halvick).Answer(), "No articles are loaded here yet")
		eve := w.other.Join(w.desk.Member("eve"))
		menu := eve.DM(halvick).Answer()
		wantIn(t, menu, "Within which server")
		wantIn(t, eve.Select(menu, "Choose a server", "News desk").Reply(), "5 killed in Halvick", "from the articles of News desk")
	})
	t.Run("Articles", func(t *testing.T) {
		w.bench.desk.pages[page] = story
		loaded := w.mod.Slash(w.general, "article add", discordtest.Options{"url": page, "published": "2026-03-11"}).Reply()
		wantIn(t, loaded, "**3 killed**", "fetched")
		wantIn(t, w.mod.Click(loaded, "Claims").Reply(), "• **3 killed**")
		wantIn(t, w.mod.Click(loaded, "Wrong date").Submit(map[string]string{"Published": "2026-03-12"}).Reply(), "Published 12 Mar 2026")
		wantIn(t, w.mod.Click(loaded, "Undo").Reply(), "Its date is the one before again")
		pasted := w.mod.Slash(w.general, "article add").Submit(map[string]string{"Text": story, "Outlet (optional)": "Gazette"}).Reply()
		wantIn(t, pasted, "pasted by @mod")
		attached := w.mod.Slash(w.general, "article add", discordtest.Options{"file": discordtest.File{Name: "fire.txt", Data: []byte(story + " Again.")}}).Reply()
		wantIn(t, attached, "pasted by @mod")
		said := w.ann.Say(w.general, story+" And again.")
		wantIn(t, w.mod.Menu(said, "Load as article").Reply(), "pasted by @mod")
		failed := w.mod.Slash(w.general, "article add", discordtest.Options{"url": "https://blocked.example/x"}).Reply()
		wantIn(t, failed, "cannot be fetched")
		wantIn(t, w.mod.Click(failed, "Paste text").Submit(map[string]string{"Text": story}).Reply(), "blocked.example, pasted by @mod, not checked")

		list := w.mod.Slash(w.general, "article list").Reply()
		wantIn(t, w.mod.Click(list, "Next ▶").Reply(), "page 2")
		found := w.mod.Autocomplete(w.general, "article remove", "article", discordtest.Options{"article": "gazette"}).Choices()
		if len(found) == 0 {
			t.Fatal("nothing is offered")
		}
		removed := w.mod.Slash(w.general, "article remove", discordtest.Options{"article": found[0].Value}).Reply()
		wantIn(t, removed, "**Removed: ")
		wantIn(t, w.mod.Click(removed, "Undo").Reply(), "It is back")
		wantIn(t, w.mod.Slash(w.general, "article redo", discordtest.Options{"article": found[0].Value}).Reply(), "Read again")
	})
	t.Run("Claims", func(t *testing.T) {
		found := w.ann.Autocomplete(w.general, "claim show", "claim", discordtest.Options{"claim": "Halvick five"}).Choices()
		if len(found) == 0 {
			t.Fatal("nothing is offered")
		}
		id := discordtest.Options{"claim": found[0].Value}
		wantIn(t, w.ann.Slash(w.general, "claim show", id).Reply(), "casualty")
		wantIn(t, w.ann.Slash(w.general, "claim hide", id).Reply(), "Only those who manage this server")
		hidden := w.mod.Slash(w.general, "claim hide", id).Reply()
		wantIn(t, hidden, "**Hidden: ")
		wantIn(t, w.mod.Click(hidden, "Unhide").Reply(), "**Brought back: ")
		wantIn(t, w.mod.Slash(w.general, "help").Reply(), "For moderators")
	})
	if pings := w.d.Pings(); len(pings) > 0 {
		t.Errorf("somebody was pinged: %+v", pings)
	}
	w.stop()
	w.wantNothingOpen()
}

// TestIdempotentRegistration starts twice and registers once.
func TestIdempotentRegistration(t *testing.T) {
	w := newWorld(t) // which registers at its start and once more within Run
	if n := w.d.CommandWrites(); n != 1 {
		t.Errorf("the commands were written %d times", n)
	}
}
