package bot

import (
	"context"
	"time"

	"github.com/bwmarrin/discordgo"
)

// expire disables the controls of a list after a while, as long as it can still
// be edited. A list that was paged starts anew.
func (b *Bot) expire(c *call, out card) {
	if !out.expires {
		return
	}
	key := c.id
	if c.message != nil && c.interaction.Type == discordgo.InteractionMessageComponent {
		key = c.message.ID
	}
	app, token := c.interaction.AppID, c.interaction.Token
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, old := range []string{key, originOf(c)} {
		if stop := b.expiring[old]; stop != nil {
			stop()
			delete(b.expiring, old)
		}
	}
	b.expiring[key] = b.o.After(b.o.Expiry, func() { b.disable(key, app, token, out) })
}

// originOf is the id of the interaction that made the message of a call.
func originOf(c *call) string {
	if c.message == nil {
		return ""
	}
	if c.message.InteractionMetadata != nil {
		return c.message.InteractionMetadata.ID
	}
	if c.message.Interaction != nil {
		return c.message.Interaction.ID
	}
	return ""
}

func (b *Bot) disable(key, app, token string, out card) {
	b.mu.Lock()
	delete(b.expiring, key)
	b.mu.Unlock()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := b.o.Discord.EditOriginal(ctx, app, token, out.withoutControls().edit()); err != nil {
		b.log.Debug("the buttons of a list were not disabled", "err", err)
	}
}

func (b *Bot) stopExpiring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, stop := range b.expiring {
		stop()
	}
	clear(b.expiring)
}

// isOver says whether the message of a control is too old for it, which is read
// off its id, so that a restart prolongs nothing.
func (b *Bot) isOver(c *call) bool {
	if c.message == nil {
		return false
	}
	made, err := discordgo.SnowflakeTimestamp(c.message.ID)
	return err == nil && b.o.Now().Sub(made) > listLife
}

// listLife is how old a list may be whose pages are turned: what it shows may
// long have changed.
const listLife = 15 * time.Minute
