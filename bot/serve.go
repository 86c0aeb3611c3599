package bot

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// soon bounds what a handler does before its reply: Discord takes an
// acknowledgement within 3 seconds, and its way there takes a part of them.
const soon = 2 * time.Second

// Interaction deals with one interaction, from its handler's reply to the last
// edit of what was shown.
func (b *Bot) Interaction(ctx context.Context, i *discordgo.Interaction) {
	c, err := readCall(i)
	if err != nil {
		b.log.Warn("interaction cannot be read", "err", err)
		return
	}
	began := b.o.Now()
	r, err := b.handle(ctx, c)
	if err == nil {
		err = b.carryOut(ctx, c, r)
	} else {
		err = b.refuse(ctx, c, err)
	}
	b.log.Info("interaction", "route", c.name, "server", c.server, "ms", b.o.Now().Sub(began).Milliseconds())
	if err != nil {
		b.log.Warn("a reply did not reach Discord", "route", c.name, "interaction", c.id, "err", err)
	}
}

// handle calls the handler of the call's route, and survives it.
func (b *Bot) handle(ctx context.Context, c *call) (r reply, err error) {
	ctx, cancel := context.WithTimeout(ctx, soon)
	defer cancel()
	defer b.recovered(&err)
	h, ok := b.routes[c.name]
	if !ok {
		return nil, errUnknownRoute(c.name)
	}
	return h(ctx, c)
}

// recovered turns a panic into an error, whose log line has the stack.
func (b *Bot) recovered(err *error) {
	if p := recover(); p != nil {
		b.log.Error("a handler panicked", slog.Any("panic", p), "stack", string(debug.Stack()))
		*err = fmt.Errorf("panic: %v", p)
	}
}

// carryOut tells Discord what a handler returned.
func (b *Bot) carryOut(ctx context.Context, c *call, r reply) error {
	switch r := r.(type) {
	case nothing:
		return nil
	case now:
		return b.show(ctx, c, r)
	case form:
		return b.o.Discord.Respond(ctx, c.interaction, discordgo.InteractionResponseModal, r.wire())
	case choices:
		return b.o.Discord.Respond(ctx, c.interaction, discordgo.InteractionApplicationCommandAutocompleteResult, choicesOf(r))
	case later:
		return b.workOn(ctx, c, r)
	}
	return fmt.Errorf("a handler of %q returned %T", c.name, r)
}

func (b *Bot) show(ctx context.Context, c *call, r now) error {
	kind := discordgo.InteractionResponseChannelMessageWithSource
	if r.update {
		kind = discordgo.InteractionResponseUpdateMessage
	}
	err := b.o.Discord.Respond(ctx, c.interaction, kind, r.card.wire())
	if err == nil {
		b.expire(c, r.card)
	}
	return err
}

// workOn acknowledges, works, and shows the outcome in place of "thinking…".
func (b *Bot) workOn(ctx context.Context, c *call, r later) error {
	kind := discordgo.InteractionResponseDeferredChannelMessageWithSource
	if r.update {
		kind = discordgo.InteractionResponseDeferredMessageUpdate
	}
	flags := wireDeferral{}
	if r.private {
		flags.Flags = ephemeral
	}
	acknowledged := b.o.Discord.Respond(ctx, c.interaction, kind, flags)
	if r.question != nil { // an answer has other ways to who asked
		b.answer(ctx, *r.question, r.work)
		return acknowledged
	}
	if acknowledged != nil {
		return acknowledged
	}
	out, err := b.work(ctx, r.work)
	if err != nil {
		return b.fail(ctx, c, r, err)
	}
	err = b.o.Discord.EditOriginal(ctx, c.interaction.AppID, c.interaction.Token, out.edit())
	if discord.IsGone(err) && r.private {
		return b.tell(ctx, c.who.id, out)
	}
	if err == nil {
		b.expire(c, out)
	}
	return err
}

// tell sends somebody in a direct message what took longer than an interaction
// lives.
func (b *Bot) tell(ctx context.Context, user string, out card) error {
	channel, err := b.o.Discord.OpenDM(ctx, user)
	if err != nil {
		return err
	}
	out.private, out.rows = false, nil
	_, err = b.o.Discord.Send(ctx, channel, out.wire())
	return err
}

// work runs what a handler left for later, and survives it.
func (b *Bot) work(ctx context.Context, f func(context.Context) (card, error)) (out card, err error) {
	defer b.recovered(&err)
	return f(ctx)
}

// fail shows an error to the one who called, in place of what was awaited.
func (b *Bot) fail(ctx context.Context, c *call, r later, err error) error {
	if ctx.Err() != nil {
		err = claims.WrapErrorf(claims.EUnavailable, err, "I am being restarted and had to stop in the middle of this; run it again in a minute.")
		leave, cancel := context.WithTimeout(context.WithoutCancel(ctx), soon)
		defer cancel()
		ctx = leave
	}
	out := b.errorCard(err)
	app, token := c.interaction.AppID, c.interaction.Token
	if r.private && !r.update {
		return b.o.Discord.EditOriginal(ctx, app, token, out.edit())
	}
	if !r.update {
		if err := b.o.Discord.DeleteOriginal(ctx, app, token); err != nil {
			return err
		}
	}
	_, err = b.o.Discord.FollowUp(ctx, app, token, out.wire())
	return err
}

// refuse shows an error of a handler, which acknowledged nothing yet.
func (b *Bot) refuse(ctx context.Context, c *call, err error) error {
	if c.interaction.Type == discordgo.InteractionApplicationCommandAutocomplete {
		b.log.Warn("autocomplete failed", "route", c.name, "err", err)
		return b.carryOut(ctx, c, choices{})
	}
	return b.carryOut(ctx, c, now{card: b.errorCard(err)})
}

// errorCard says what went wrong and what to do. What has no sentence for
// people shows as an id, by which the log tells the rest.
func (b *Bot) errorCard(err error) card {
	out := card{tone: toneError, private: true}
	if message := claims.ErrorMessage(err); message != "" {
		b.log.Info("a request failed", "code", claims.ErrorCode(err), "err", err)
		out.text = escapedFit(message, maxDescription)
		return out
	}
	id := b.o.ErrorID()
	b.log.Error("internal error", "id", id, "err", err)
	out.text = "**Something went wrong here.** Try again; if it happens again, tell whoever runs this bot the error id `" + id + "`, by which the log tells more."
	return out
}
