package bot

import (
	"context"
	"slices"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
)

// remembers is how many questions back a thread is followed.
const remembers = 5

// followThread gives a question that replies to an answer of ours the questions
// before it; in direct messages also the server that they were asked within.
func (b *Bot) followThread(ctx context.Context, m *discordgo.Message, w *ask.Waiting) error {
	answered, err := b.referenced(ctx, m)
	if err != nil || answered == nil || answered.Author == nil || answered.Author.ID != b.me() {
		return err
	}
	id, server := answerOf(answered.Components)
	if id == "" {
		return nil
	}
	ws := w.Workspace
	if ws == "" {
		if ws, err = b.sharedWorkspace(ctx, server, m.Author.ID); ws == "" || err != nil {
			return err
		}
	}
	kept, err := b.o.Archive.Answer(ctx, ws, id)
	if claims.ErrorCode(err) == claims.ENotFound {
		return nil // of another workspace, or not kept any more: a question of its own
	}
	if err != nil {
		return err
	}
	if w.Workspace == "" {
		b.chosen.put(m.Author.ID, server)
	}
	w.Earlier = lately(append(slices.Clone(kept.Earlier), kept.Answer.Answer().Question))
	return nil
}

func lately(questions []string) []string {
	return questions[max(0, len(questions)-remembers):]
}

// referenced is the message that m replies to, nil when it is gone.
func (b *Bot) referenced(ctx context.Context, m *discordgo.Message) (*discordgo.Message, error) {
	if m.ReferencedMessage != nil {
		return m.ReferencedMessage, nil
	}
	r := m.MessageReference
	if r.MessageID == "" || r.ChannelID != m.ChannelID {
		return nil, nil
	}
	found, err := b.o.Discord.Message(ctx, r.ChannelID, r.MessageID)
	switch discord.Code(err) {
	case discord.CodeUnknownMessage, discord.CodeMissingAccess, discord.CodeMissingPermissions:
		return nil, nil
	}
	return found, err
}

// answerOf reads from a message's buttons which answer it shows, and in direct
// messages of which server.
func answerOf(components []discordgo.MessageComponent) (id, server string) {
	for _, component := range components {
		switch k := component.(type) {
		case *discordgo.ActionsRow:
			if id, server = answerOf(k.Components); id != "" {
				return id, server
			}
		case *discordgo.Button:
			switch verb, args := splitID(k.CustomID, 3); verb {
			case verbProof, verbSources:
				return args[0], args[2]
			case verbWrong:
				return args[0], args[1]
			}
		}
	}
	return "", ""
}
