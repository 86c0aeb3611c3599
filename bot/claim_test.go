package bot

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// cite asks a question and gives the id of the first claim that its answer
// cites.
func (w *bench) cite(question string) string {
	w.t.Helper()
	w.play("ask", "$QUESTION", question)
	id, _ := answerOf(w.answered(channel).Components)
	kept, err := w.store.Answer(w.t.Context(), server, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return kept.Answer.Answer().Evidence[0].ID
}

func TestHide(t *testing.T) {
	w := newSampled(t)
	id := w.cite(halvick)
	proof, sources := w.discord.button("Show proof"), w.discord.button("Sources")

	w.play("command", "$COMMAND", "claim", "$SUB", "hide", "$OPTIONS", given("claim", id))
	w.wantText("Only those who manage this server")
	w.play("control", "$CONTROL", customID(verbHide, id))
	w.wantText("Only those who manage this server")

	w.play("control", append([]string{"$CONTROL", proof}, asModerator...)...)
	w.press("Hide")
	w.wantText("**Hidden: ", "risen to five")
	w.play("control", "$CONTROL", proof)
	w.wantText("A moderator has hidden this claim. Its words are not shown any more.")
	w.play("control", "$CONTROL", sources)
	w.wantText(`\[1\] A moderator has hidden this claim.`)
	w.command("claim", "show", "claim", id)
	w.wantText("hidden by a moderator")
	w.press("Unhide")
	w.wantText("**Brought back: ")
	w.play("control", "$CONTROL", proof)
	w.wantText("__**The death toll")
}

// TestHideByWhomeverMayLoad honours what moderators widened /article to.
func TestHideByWhomeverMayLoad(t *testing.T) {
	w := newSampled(t)
	w.discord.laid[server] = []*discordgo.GuildApplicationCommandPermissions{{ID: "72", Permissions: []*discordgo.ApplicationCommandPermissions{
		{ID: "3001", Type: discordgo.ApplicationCommandPermissionTypeRole, Permission: true},
	}}}
	id := w.cite(halvick)
	w.play("command", "$COMMAND", "claim", "$SUB", "hide", "$OPTIONS", given("claim", id))
	w.wantText("**Hidden: ")
}

func TestShowClaim(t *testing.T) {
	w := newSampled(t)
	id := w.cite(halvick)
	w.play("command", "$COMMAND", "claim", "$SUB", "show", "$OPTIONS", given("claim", id))
	w.wantPrivateSince(2)
	w.wantText("__**The death toll", "casualty · 5 killed · Petra Jonsk · Halvick", "id `"+id+"`")
	w.play("command", "$COMMAND", "claim", "$SUB", "show", "$OPTIONS", given("claim", "cffff"))
	w.wantText("No claim here has that id; type some of its words")
	w.play("command", "$COMMAND", "claim", "$SUB", "show", "$OPTIONS", given("claim", id), "$SERVER", other)
	w.wantText("No claim here has that id")
}

func (w *bench) wantPrivateSince(n int) {
	w.t.Helper()
	for _, s := range w.discord.shown()[n:] {
		if strings.HasPrefix(s.op, "respond") && !strings.Contains(string(s.payload), `"flags":64`) {
			w.t.Errorf("all can see %s %s", s.op, s.payload)
		}
	}
}

func TestWrong(t *testing.T) {
	w := newSampled(t)
	w.cite(halvick)
	wrong := w.discord.button("Wrong?")

	w.play("control", "$CONTROL", wrong) // a member tells what is wrong
	w.submit(w.form().CustomID, "words", "It was *six*.")
	w.wantText("**Thank you.**", "/claim hide")
	if !strings.Contains(w.log.String(), "an answer was called wrong") || !strings.Contains(w.log.String(), "It was *six*.") {
		t.Error(w.log)
	}
	w.play("control", append([]string{"$CONTROL", wrong}, asModerator...)...) // a moderator can act
	w.wantText("hide it below")
	menu := w.discord.button("Hide a wrong claim")
	first := w.discord.last().Components[0].Components[0].Options[0].Value
	w.play("menu", append([]string{"$CONTROL", menu, "$VALUES", `["` + first + `"]`, "$FLAGS", "64"}, asModerator...)...)
	w.wantText("**Hidden: ")
}

func TestProofPages(t *testing.T) {
	w := newSampled(t)
	w.play("ask", "$QUESTION", "What did Edda Lindqvarn say?")
	w.play("control", "$CONTROL", w.discord.button("Show proof"))
	w.wantOps("respond 5, edit, respond 5, edit")
	w.wantText(`proof of \[1\] · 1 of 3`)
	w.play("control", "$CONTROL", w.discord.button("▶"), "$FLAGS", "64")
	w.wantOps("respond 5, edit, respond 5, edit, respond 6, edit") // in its place
	w.wantText(`proof of \[2\] · 2 of 3`, "There is a text on the table")
	if k := w.discord.last().Components[0].Components[2]; k.Style != 5 || !strings.HasPrefix(k.URL, "https://kestriatoday.example/politics/truce-proposal#:~:text=") {
		t.Errorf("the article does not open: %+v", k)
	}
	w.play("control", "$CONTROL", customID(verbProof, "nonsense", "99"))
	w.wantText("not kept any more")
}

func TestUnknownRoutes(t *testing.T) {
	w := newBench(t)
	w.play("control", "$CONTROL", "teleport:1")
	w.wantText("does not know")
	w.play("control", "$CONTROL", "proof:x:NaN")
	w.wantText("does not know")
	w.play("command", "$COMMAND", "claim", "$SUB", "eat", "$OPTIONS", "[]")
	w.wantText("does not know")
	w.Interaction(t.Context(), nil)
	w.Interaction(t.Context(), &discordgo.Interaction{ID: "1", Type: 99})
	w.Interaction(t.Context(), &discordgo.Interaction{ID: "1", Type: 2, Data: discordgo.ApplicationCommandInteractionData{}})
}

func TestHelp(t *testing.T) {
	w := newBench(t)
	w.play("help")
	w.wantText("`/ask question`")
	if strings.Contains(w.discord.text(), "For moderators") {
		t.Error("a member is told of moderators' commands")
	}
	w.play("help", asModerator...)
	w.wantText("For moderators", "Load as article")
	w.wantPrivate()
}
