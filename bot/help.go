package bot

import "context"

// help answers /help.
func (b *Bot) help(ctx context.Context, c *call) (reply, error) {
	text := "**I answer from the news articles that were loaded here, and from nothing else.**\n" +
		"• Ask: `/ask question`, or mention me, or send me a direct message. Reply to an answer to ask on: “And in Odesa?”\n" +
		"• Each \\[1\\] is a citation. **Show proof** shows the words in their paragraph, **Sources** lists everything behind an answer.\n" +
		"• What no loaded article says, I do not say: I tell you so, and what comes nearest.\n" +
		"• Something is off? Press **Wrong?**\n" +
		"• `/claim show` finds a single claim by its words."
	if c.server != "" && b.mayModerate(ctx, c) {
		text += "\n\n**For moderators**\n" +
			"• `/article add` loads links (up to 20 at once) or a file; without either, a form opens to paste into. On a message: right-click → Apps → **" + loadAsArticle + "**.\n" +
			"• `/article list`, `diff`, `remove`, `undo`, `redo` tend what is loaded; `purge` and `redact` delete for good. `/claim hide` takes a wrong claim out of all answers.\n" +
			"• `/feed add` follows a feed and loads what is new in it. `/outlet note` labels an outlet, `exclude` leaves it out of answers.\n" +
			"• Who may do what: Server Settings → Integrations → this bot. Whoever may use `/article` may hide claims."
	}
	return now{card: note(text)}, nil
}
