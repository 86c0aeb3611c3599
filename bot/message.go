package bot

import (
	"context"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// Message deals with one message: a question, if it is put to the bot.
func (b *Bot) Message(ctx context.Context, m *discordgo.Message) {
	if !b.isForUs(m) {
		return
	}
	if m.GuildID != "" && !b.mayAskByMessage(ctx, m) {
		return // whoever may not use /ask gets no way round it, and no noise
	}
	question := b.questionOf(m)
	if question == "" {
		if m.GuildID == "" || b.isMentioned(m) { // what replies with "@ off" cannot be read
			b.greet(ctx, m)
		}
		return
	}
	if _, ok := b.paces.allow(m.Author.ID); !ok {
		b.slowDown(ctx, m)
		return
	}
	if n := onlyLinks(question); n > 0 && m.GuildID != "" {
		b.replyTo(ctx, m, note(howToLoad(n)))
		return
	}
	w, err := b.waiting(ctx, m, question)
	if err != nil {
		b.apologise(ctx, m, err)
		return
	}
	if !b.take(ctx, w) {
		return
	}
	if err := b.o.Discord.Typing(ctx, m.ChannelID); err != nil {
		b.log.Debug("typing was not shown", "channel", m.ChannelID, "err", err)
	}
	b.answer(ctx, w, func(ctx context.Context) (card, error) { return b.answerTo(ctx, w, m.Author.ID) })
}

// isForUs says whether a person speaks to the bot: in a direct message, by
// mentioning it, or in reply to it.
func (b *Bot) isForUs(m *discordgo.Message) bool {
	switch {
	case m == nil || m.Author == nil || m.Author.Bot || m.Author.System || m.WebhookID != "":
		return false
	case m.Type != discordgo.MessageTypeDefault && m.Type != discordgo.MessageTypeReply:
		return false
	}
	return m.GuildID == "" || b.isMentioned(m) || b.isReplyToUs(m)
}

func (b *Bot) isMentioned(m *discordgo.Message) bool {
	for _, u := range m.Mentions {
		if u != nil && u.ID == b.me() {
			return true
		}
	}
	return false
}

func (b *Bot) isReplyToUs(m *discordgo.Message) bool {
	r := m.ReferencedMessage
	return r != nil && r.Author != nil && r.Author.ID == b.me()
}

// me is the id of the bot's user, "" before it is known: then nobody is it.
func (b *Bot) me() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.self.User == nil {
		return ""
	}
	return b.self.User.ID
}

// questionOf is the message without the mention of the bot, and with the names
// of others in place of theirs.
func (b *Bot) questionOf(m *discordgo.Message) string {
	s := m.Content
	for _, u := range m.Mentions {
		if u == nil {
			continue
		}
		name := "@" + u.Username
		if u.ID == b.me() {
			name = " "
		}
		s = strings.NewReplacer("<@"+u.ID+">", name, "<@!"+u.ID+">", name).Replace(s)
	}
	return strings.TrimSpace(s)
}

// waiting is the question of a message, with those before it in its thread.
func (b *Bot) waiting(ctx context.Context, m *discordgo.Message, question string) (ask.Waiting, error) {
	w := ask.Waiting{
		ID: m.ID, Question: question, By: signature(m.Author.Username, m.Author.ID),
		Channel: m.ChannelID, Message: m.ID, At: b.o.Now(),
	}
	var err error
	if m.GuildID != "" {
		w.Workspace, err = b.workspace(ctx, m.GuildID)
	}
	if err == nil && m.MessageReference != nil {
		err = b.followThread(ctx, m, &w)
	}
	return w, err
}

// greet tells who mentions the bot and says nothing what it is for.
func (b *Bot) greet(ctx context.Context, m *discordgo.Message) {
	if _, ok := b.scolds.allow(m.Author.ID); !ok {
		return
	}
	b.replyTo(ctx, m, note(greeting))
}

const greeting = "Ask me about the news articles that were loaded on this server: `/ask`, or mention me with your question, for example “How many people were hurt in Port Ersel?” Every sentence that I answer shows the words it rests on. More: `/help`"

// slowDown is told once in a while: it must not be a way to fill a channel.
func (b *Bot) slowDown(ctx context.Context, m *discordgo.Message) {
	if _, ok := b.scolds.allow(m.Author.ID); ok {
		b.replyTo(ctx, m, slowDown(10*time.Second))
	}
}

// apologise says in the channel what went wrong.
func (b *Bot) apologise(ctx context.Context, m *discordgo.Message, err error) {
	if claims.ErrorCode(err) == claims.EInternal && ctx.Err() != nil {
		return
	}
	b.replyTo(ctx, m, b.errorCard(err))
}

func (b *Bot) replyTo(ctx context.Context, m *discordgo.Message, out card) {
	if err := b.send(ctx, m.ChannelID, out, m.ID, m.ID); err != nil {
		b.log.Warn("a reply did not reach Discord", "channel", m.ChannelID, "err", err)
	}
}
