package bot

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// ask answers /ask.
func (b *Bot) ask(ctx context.Context, c *call) (reply, error) {
	if wait, ok := b.paces.allow(c.who.id); !ok {
		return now{card: slowDown(wait)}, nil
	}
	w := ask.Waiting{
		ID: c.id, Question: c.options["question"], By: c.who.signature(), Channel: c.channel,
		App: c.interaction.AppID, Token: c.interaction.Token, At: b.o.Now(),
	}
	if c.server != "" {
		ws, err := b.workspace(ctx, c.server)
		if err != nil {
			return nil, err
		}
		w.Workspace = ws
	}
	if !b.take(ctx, w) {
		return nothing{}, nil
	}
	return later{question: &w, work: func(ctx context.Context) (card, error) { return b.answerTo(ctx, w, c.who.id) }}, nil
}

// slowDown is kind to who asks a lot.
func slowDown(wait time.Duration) card {
	seconds := int(wait/time.Second) + 1
	return note(fmt.Sprintf("You are asking faster than I can read. Please ask again in %s.", countOf(seconds, "second")))
}

// workspace is that of a server.
func (b *Bot) workspace(ctx context.Context, server string) (string, error) {
	ws, err := b.o.Servers.Ensure(ctx, server, b.serverName(server))
	if err != nil {
		return "", fmt.Errorf("workspace of server %s: %w", server, err)
	}
	return ws.ID, nil
}

func (b *Bot) serverName(server string) string {
	for _, g := range b.o.Discord.Guilds() {
		if g.ID == server && g.Name != "" {
			return g.Name
		}
	}
	return server
}

// take keeps a question before anything is done about it, and says whether it
// is to be answered here and now: not if it was taken before. One that cannot
// be kept is answered all the same.
func (b *Bot) take(ctx context.Context, w ask.Waiting) bool {
	fresh, err := b.o.Inbox.Take(ctx, w)
	if err != nil {
		b.log.Error("a question could not be kept", "question", w.ID, "err", err)
		fresh = true
	}
	return fresh && b.begin(w.ID)
}

// begin marks a question as being answered, unless it is already.
func (b *Bot) begin(id string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.underway[id] {
		return false
	}
	b.underway[id] = true
	return true
}

func (b *Bot) end(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.underway, id)
}

// answer does the work on a question that was taken and begun, when its turn
// comes, and brings the outcome to who asked. What the end of the process cuts
// off stays in the inbox for the next.
func (b *Bot) answer(ctx context.Context, w ask.Waiting, work func(context.Context) (card, error)) {
	end := sync.OnceFunc(func() { b.end(w.ID) })
	defer end()
	if b.questions.Acquire(ctx, 1) != nil {
		return
	}
	out, err := b.inTime(ctx, work)
	b.questions.Release(1)
	if errors.Is(err, errWaits) || err != nil && ctx.Err() != nil {
		return
	}
	if err != nil {
		out = b.errorCard(err)
		out.private = w.Message == ""
	}
	if out.waits { // who asked may choose the moment that the menu is there
		b.offered.put(w.ID, true)
		end()
	}
	if err := b.deliver(ctx, w, out); err != nil {
		b.log.Warn("an answer did not reach Discord", "question", w.ID, "err", err)
	}
}

// patience bounds the work on one question, which holds one of few places.
const patience = 2 * time.Minute

func (b *Bot) inTime(ctx context.Context, work func(context.Context) (card, error)) (card, error) {
	bounded, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	out, err := b.work(bounded, work)
	if err != nil && bounded.Err() != nil && ctx.Err() == nil {
		err = claims.WrapErrorf(claims.EUnavailable, err, "The answer took too long; ask again in a while.")
	}
	return out, err
}

// answerTo asks, in the workspace of the question.
func (b *Bot) answerTo(ctx context.Context, w ask.Waiting, person string) (card, error) {
	if w.Workspace == "" {
		return b.askDirectly(ctx, w, person)
	}
	return b.answerIn(ctx, w, shown{})
}

// answerIn asks in the question's workspace and renders what comes back.
func (b *Bot) answerIn(ctx context.Context, w ask.Waiting, s shown) (card, error) {
	got, err := b.o.Asker.Ask(ctx, ask.Request{Workspace: w.Workspace, Question: w.Question, Earlier: w.Earlier, By: w.By})
	if err != nil && got.Answer.Answer().Question == "" {
		return card{}, err
	}
	if err != nil {
		b.log.Error("an answer could not be kept", "question", w.ID, "err", err)
	}
	s.id, s.answer, s.fallback, s.now = got.ID, got.Answer, got.Fallback, b.o.Now()
	s.loaders = b.loaders(ctx, w.Workspace, got.Answer.Answer())
	return s.card(), nil
}

// loaders tells who loaded the articles that nobody fetched from their page.
func (b *Bot) loaders(ctx context.Context, ws string, a claims.Answer) map[string]string {
	out := map[string]string{}
	for _, e := range a.Evidence {
		if _, known := out[e.ArticleID]; known || e.Article.Origin == claims.OriginFetched {
			continue
		}
		view, err := b.o.Library.Article(ctx, ws, e.ArticleID)
		if err != nil && claims.ErrorCode(err) != claims.ENotFound {
			b.log.Warn("who loaded an article is not known", "article", e.ArticleID, "err", err)
		}
		out[e.ArticleID] = view.LoadedBy
	}
	return out
}

// deliver brings a card to who asked, and settles the question: what cannot
// ever be brought is settled too. Sent twice it still stands there once.
func (b *Bot) deliver(ctx context.Context, w ask.Waiting, out card) error {
	err := b.bring(ctx, w, out)
	if err != nil && !isFinal(err) {
		b.offered.forget(w.ID)
		return err
	}
	if out.waits && err == nil {
		return nil
	}
	return errors.Join(err, b.o.Inbox.Settle(context.WithoutCancel(ctx), w.ID))
}

// isFinal says whether trying again is of no use: the channel is gone, the bot
// may not write there, or a moderator has deleted what was to be answered.
func isFinal(err error) bool {
	switch discord.Code(err) {
	case discord.CodeUnknownChannel, discord.CodeUnknownGuild, discord.CodeUnknownMessage, discord.CodeMissingAccess,
		discord.CodeMissingPermissions, discord.CodeNoDirectMessages, discord.CodeInvalidForm:
		return true
	}
	return false
}
