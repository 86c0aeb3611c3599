package bot

import (
	"context"
	"fmt"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// Intents are what the bot hears of: none is privileged. Messages come without
// their content but where they mention the bot or are sent to it directly.
const Intents = discordgo.IntentGuilds | discordgo.IntentGuildMessages | discordgo.IntentDirectMessages

// Run registers the commands and serves until ctx ends; it then finishes what
// is under way, as far as the client's grace allows, and gives nil. What it
// could not finish is dealt with by the next Run.
func (b *Bot) Run(ctx context.Context) error {
	if err := b.prepare(ctx); err != nil {
		return unlessStopped(ctx, err)
	}
	err := b.o.Discord.Run(ctx, Intents, discord.Events{
		Ready: b.ready, GuildCreate: b.joined, Interaction: b.Interaction, Message: b.Message, Busy: b.busy,
	})
	b.stopExpiring()
	b.background.Wait()
	return err
}

// unlessStopped is err, but nil where ctx has ended: to stop is no fault.
func unlessStopped(ctx context.Context, err error) error {
	select {
	case <-ctx.Done():
		return nil
	default:
		return err
	}
}

// longestPause is the longest pause between attempts to reach Discord.
const longestPause = time.Minute

// prepare learns who the bot is and registers its commands. While Discord does
// not answer it tries again.
func (b *Bot) prepare(ctx context.Context) error {
	for pause := time.Second; ; pause = min(2*pause, longestPause) {
		err := b.register(ctx)
		if err == nil || claims.ErrorCode(err) != claims.EUnavailable {
			return err
		}
		b.log.Warn("Discord is not reached; trying again", "pause", pause, "err", err)
		if err := b.o.Wait(ctx, pause); err != nil {
			return err
		}
	}
}

func (b *Bot) register(ctx context.Context) error {
	app, err := b.o.Discord.Application(ctx)
	if err != nil {
		return err
	}
	if err := b.o.Discord.OverwriteCommands(ctx, app.ID, Commands()); err != nil {
		return fmt.Errorf("register the commands: %w", err)
	}
	registered, err := b.o.Discord.Commands(ctx, app.ID)
	if err != nil {
		return fmt.Errorf("list the commands: %w", err)
	}
	b.mu.Lock()
	b.self.Application, b.owner = app.ID, ownerOf(app)
	for _, c := range registered {
		b.commands[c.Name] = c.ID
	}
	b.mu.Unlock()
	if b.o.Ready != nil {
		b.o.Ready(InviteURL(app.ID))
	}
	return nil
}

// ready comes with each session: what is open then, from before the process
// started or from an outage, is dealt with beside what comes in.
func (b *Bot) ready(ctx context.Context, self discord.Self) {
	b.mu.Lock()
	b.self.User = self.User
	b.mu.Unlock()
	b.background.Go(func() {
		if err := b.Recover(ctx); err != nil {
			b.log.Error("questions left open could not be read", "err", err)
		}
	})
}

// joined gives a server its workspace under the name that it has now, so that
// whoever works at the terminal finds it.
func (b *Bot) joined(ctx context.Context, g discord.Guild) {
	if g.Name == "" {
		return
	}
	if _, err := b.o.Servers.Ensure(ctx, g.ID, g.Name); err != nil {
		b.log.Error("a server got no workspace", "server", g.ID, "err", err)
	}
}

// busy turns an interaction away when there are too many at a time.
func (b *Bot) busy(ctx context.Context, i *discordgo.Interaction) {
	c, err := readCall(i)
	if err != nil {
		return
	}
	if err := b.refuse(ctx, c, claims.Errorf(claims.EUnavailable, "I am answering too many people at once; please try again in a minute.")); err != nil {
		b.log.Warn("a reply did not reach Discord", "interaction", c.id, "err", err)
	}
}

func ownerOf(app *discordgo.Application) string {
	switch {
	case app.Team != nil && app.Team.OwnerID != "":
		return app.Team.OwnerID
	case app.Owner != nil:
		return app.Owner.ID
	}
	return ""
}

// toldAgain is how long the operator is not told the same thing again.
const toldAgain = time.Hour

// Notify tells the operator, who owns the application, something in a direct
// message: each text at most once an hour. Before Options.Ready was called
// there is nobody to tell yet.
func (b *Bot) Notify(ctx context.Context, text string) error {
	b.mu.Lock()
	owner := b.owner
	b.mu.Unlock()
	if _, again := b.told.get(text); owner == "" || again {
		return nil
	}
	b.told.put(text, true)
	if err := b.tell(ctx, owner, note(escapedFit(text, maxDescription))); err != nil {
		b.told.forget(text)
		return fmt.Errorf("notify the operator: %w", err)
	}
	return nil
}
