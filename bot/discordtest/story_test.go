package discordtest_test

import (
	"strings"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// TestAskDeferred is the way of most answers: "thinking…", then the answer by an
// edit, then a button that answers its presser alone.
func TestAskDeferred(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann, bob := g.Member("ann"), g.Member("bob")
	start(t, d, func(s *discordgo.Session, i *discordgo.InteractionCreate) {
		if i.Type == discordgo.InteractionMessageComponent {
			must(t, s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
				Type: discordgo.InteractionResponseChannelMessageWithSource,
				Data: &discordgo.InteractionResponseData{Content: "the quote", Flags: discordgo.MessageFlagsEphemeral},
			}))
			return
		}
		must(t, s.InteractionRespond(i.Interaction, &discordgo.InteractionResponse{
			Type: discordgo.InteractionResponseDeferredChannelMessageWithSource,
		}))
		question := i.ApplicationCommandData().GetOption("question").StringValue()
		_, err := s.InteractionResponseEdit(i.Interaction, &discordgo.WebhookEdit{
			Content: ptr("You asked: " + question),
			Components: &[]discordgo.MessageComponent{discordgo.ActionsRow{Components: []discordgo.MessageComponent{
				discordgo.Button{Label: "Show proof", Style: discordgo.SecondaryButton, CustomID: "proof:1"},
				discordgo.Button{Label: "Old", Style: discordgo.SecondaryButton, CustomID: "old", Disabled: true},
			}}},
		})
		must(t, err)
	})

	x := ann.Slash(ch, "ask", discordtest.Options{"question": "How many?", "kind": "Casualties", "most": 5})
	reply := x.Reply()
	if reply.Content != "You asked: How many?" || reply.Loading() || reply.Edits != 0 {
		t.Errorf("reply is %+v", reply)
	}
	if after, ok := x.Ack(); !ok || after != 0 {
		t.Errorf("acknowledged %v after, %v", after, ok)
	}
	proof := bob.Click(reply, "Show proof").Reply()
	if proof.Content != "the quote" || !proof.Ephemeral() {
		t.Errorf("proof is %+v", proof)
	}
	if n := len(ch.Messages()); n != 1 {
		t.Errorf("everybody sees %d messages, want 1", n)
	}
	if len(ch.Seen(bob)) != 2 || len(ch.Seen(ann)) != 1 {
		t.Errorf("bob sees %d, ann %d", len(ch.Seen(bob)), len(ch.Seen(ann)))
	}
	if err := bob.Click(reply, "Old").Refused(); err == nil {
		t.Error("a disabled button was pressed")
	}
	if err := ann.Click(proof, "Show proof").Refused(); err == nil {
		t.Error("ann used a message that bob alone sees")
	}
}

// TestMention answers a message that mentions the bot, which hears no others.
func TestMention(t *testing.T) {
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	ch := g.Channel("general")
	ann := g.Member("ann")
	heard := make(chan string, 10)
	start(t, d, func(s *discordgo.Session, m *discordgo.MessageCreate) {
		if m.Author.ID == s.State.User.ID {
			return
		}
		heard <- m.Content
		if !strings.Contains(m.Content, s.State.User.Mention()) {
			return
		}
		_, err := s.ChannelMessageSendComplex(m.ChannelID, &discordgo.MessageSend{
			Content:         "Nothing about that, " + m.Author.Mention(),
			Reference:       m.Reference(),
			AllowedMentions: &discordgo.MessageAllowedMentions{},
		})
		must(t, err)
	})

	ann.Say(ch, "good morning")
	asked := ann.Say(ch, "<@bot> what happened?")
	if answer := asked.Answer(); !strings.HasPrefix(answer.Content, "Nothing about that") {
		t.Errorf("answer is %q", answer.Content)
	}
	if first, second := <-heard, <-heard; first != "" || !strings.HasSuffix(second, "> what happened?") {
		t.Errorf("the bot heard %q and %q", first, second)
	}
	if pings := d.Pings(); len(pings) != 0 {
		t.Errorf("somebody was rung up: %+v", pings)
	}
}
