package bot

import (
	"context"
	"time"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims/ask"
)

// tokenLife is how long an interaction can be answered: 15 minutes, less what
// an answer takes on its way.
const tokenLife = 14*time.Minute + 30*time.Second

// bring puts a card where the question waits for it: in place of "thinking…"
// while the interaction lives, else as a message in the channel.
func (b *Bot) bring(ctx context.Context, w ask.Waiting, out card) error {
	if w.Token != "" && b.o.Now().Sub(w.At) < tokenLife {
		err := b.edit(ctx, w, out)
		if !discord.IsGone(err) {
			return err
		}
	}
	if w.Token != "" { // nothing above the message says what it answers
		out.text = "-# " + escapedFit(who(w.By)+" asked: "+w.Question, maxAsked) + "\n" + out.text
	}
	return b.send(ctx, w.Channel, out, w.Message, w.ID)
}

const maxAsked = 250

// edit replaces "thinking…". An error is for the asker's eyes alone, which a
// reply that was deferred for all cannot become: it is taken back.
func (b *Bot) edit(ctx context.Context, w ask.Waiting, out card) error {
	if !out.private {
		return b.o.Discord.EditOriginal(ctx, w.App, w.Token, out.edit())
	}
	if err := b.o.Discord.DeleteOriginal(ctx, w.App, w.Token); err != nil {
		return err
	}
	_, err := b.o.Discord.FollowUp(ctx, w.App, w.Token, out.wire())
	return err
}

// send puts a card into a channel as a message, in reply to another if given.
// Answers to the same question have the same nonce: Discord keeps the first.
// Where the bot may not embed, the text goes without its frame.
func (b *Bot) send(ctx context.Context, channel string, out card, to, question string) error {
	m := out.wire()
	m.Flags, m.Nonce, m.Enforce = 0, nonce(out, question), true
	if to != "" {
		m.Reference = &wireReference{Message: to}
	}
	_, err := b.o.Discord.Send(ctx, channel, m)
	if discord.Code(err) == discord.CodeMissingPermissions {
		m.Content, m.Embeds = unframed(out.text), []wireEmbed{}
		_, err = b.o.Discord.Send(ctx, channel, m)
	}
	return err
}

// nonce tells the answer to a question and the one it is answered with apart.
func nonce(out card, question string) string {
	kind := "q"
	if out.waits {
		kind = "w"
	}
	return kind + firstUnits(question, maxNonce-1)
}

const (
	maxNonce   = 25
	maxContent = 2000
)
