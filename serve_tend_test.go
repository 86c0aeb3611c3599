package main

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestServeTends goes through every way of loading and tending articles and
// claims, from the first form to the last undo, as a moderator does.
func TestServeTends(t *testing.T) {
	d := discordtest.New(t)
	north := d.Guild("North Desk")
	desk := north.Channel("desk")
	mod, member := north.Member("mod", discordtest.ManageServer), north.Member("bob")
	s := serve(t, d, nil)
	const question = "How many people were killed in Port Ersel?"

	for _, command := range d.Commands() {
		if strings.TrimSpace(command.Name) == "" {
			t.Errorf("a command without a name: %+v", command)
		}
	}
	wantShown(t, mod.Slash(desk, "help").Reply(), "/article add", "For moderators")

	// An address of this machine is not fetched; the form takes the text then.
	refused := mod.Slash(desk, "article add", discordtest.Options{"url": "http://127.0.0.1/latest/meta-data"}).Reply()
	wantShown(t, refused, "from which nothing is fetched; paste the text instead")
	pasted := mod.Click(refused, "Paste text").Submit(map[string]string{"Link (optional)": "https://harbourpost.example/tram", "Text": harbour, "Published (optional)": "2026-03-11"}).Reply()
	wantShown(t, pasted, "2 killed", "5 injured", "pasted by @mod")
	wantShown(t, mod.Click(pasted, "Claims").Reply(), "2 killed", "Jon Halvick")
	wantShown(t, member.Slash(desk, "ask", discordtest.Options{"question": question}).Reply(), "**2 killed in Port Ersel**", "pasted by @mod")

	again := mod.Slash(desk, "article add").Submit(map[string]string{"Link (optional)": "https://harbourpost.example/tram", "Text": harbour, "Published (optional)": "2026-03-11"}).Reply()
	wantShown(t, again, "@mod")

	said := member.Say(desk, "Three people were killed when a boat sank off Castle Orr on Monday, the coast guard said.")
	wantShown(t, mod.Menu(said, "Load as article").Reply(), "3 killed")

	dated := mod.Click(pasted, "Wrong date").Submit(map[string]string{"Published": "2026-03-12"}).Reply()
	wantShown(t, dated, "12 Mar 2026")
	wantShown(t, mod.Slash(desk, "article list").Reply(), "harbourpost.example")

	article := mod.Autocomplete(desk, "article remove", "article", discordtest.Options{"article": "harbourpost"}).Choices()
	if len(article) != 1 {
		t.Fatalf("offered for removal: %+v", article)
	}
	id := discordtest.Options{"article": article[0].Value}
	wantShown(t, mod.Slash(desk, "article redo", id).Reply(), "Read again")
	removed := mod.Slash(desk, "article remove", id).Reply()
	wantShown(t, removed, "Removed")
	wantShown(t, member.Slash(desk, "ask", discordtest.Options{"question": question}).Reply(), "No article loaded here says how many were killed")
	wantShown(t, mod.Slash(desk, "article undo", id).Reply(), "It is back")
	wantShown(t, member.Slash(desk, "ask", discordtest.Options{"question": question}).Reply(), "**2 killed in Port Ersel**")

	found := mod.Autocomplete(desk, "claim hide", "claim", discordtest.Options{"claim": "tram killed"}).Choices()
	if len(found) == 0 {
		t.Fatal("no claim is offered")
	}
	claim := discordtest.Options{"claim": found[0].Value}
	wantShown(t, member.Slash(desk, "claim show", claim).Reply(), "killed")
	wantShown(t, mod.Slash(desk, "claim hide", claim).Reply(), "Hidden")
	wantShown(t, member.Slash(desk, "ask", discordtest.Options{"question": question}).Reply(), "No article loaded here")
	if pings := d.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
	if out := s.run("articles", "-w", "North Desk", "--json"); strings.Count(out, "\n") != 2 {
		t.Errorf("articles:\n%s", out)
	}
}
