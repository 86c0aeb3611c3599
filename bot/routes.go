package bot

import (
	"strings"

	"github.com/bwmarrin/discordgo"
)

// table says which handler deals with which command, control and form.
// Commands are named by all their words, controls and forms by their verb.
func (b *Bot) table() map[string]handler {
	return map[string]handler{
		"ask":            b.ask,
		"help":           b.help,
		"article add":    b.addArticle,
		"article list":   b.listArticles,
		"article remove": completed(b.offerArticles, b.tended(pickedArticle, b.removeArticle)),
		"article undo":   completed(b.offerArticles, b.undo(pickedArticle)),
		"article redo":   completed(b.offerArticles, b.tended(pickedArticle, b.redoArticle)),
		"article diff":   completed(b.offerArticles, b.tended(pickedArticle, b.showChanges)),
		"article purge":  completed(b.offerArticles, b.privately(b.askPurge)),
		"article redact": completed(b.offerArticles, b.privately(b.askRedact)),
		"claim show":     completed(b.offerClaims, b.showClaim),
		"claim hide":     completed(b.offerClaims, b.hideClaim(pickedClaim)),
		"claim unhide":   completed(b.offerHidden, b.unhideClaim(pickedClaim)),

		"feed add":    completed(b.offerFeeds, b.privately(b.addFeed)),
		"feed list":   b.listFeeds,
		"feed pause":  completed(b.offerFeeds, b.privately(b.pauseFeed)),
		"feed resume": completed(b.offerFeeds, b.privately(b.resumeFeed)),
		"feed remove": completed(b.offerFeeds, b.privately(b.removeFeed)),

		"outlet list":    b.listOutlets,
		"outlet note":    completed(b.offerOutlets, b.privately(b.noteOutlet)),
		"outlet exclude": completed(b.offerOutlets, b.privately(b.excludeOutlet)),
		"outlet include": completed(b.offerOutlets, b.privately(b.includeOutlet)),
		"outlet clear":   completed(b.offerOutlets, b.privately(b.clearOutlet)),

		strings.ToLower(loadAsArticle): b.loadMessage,

		verbProof:     b.showProof,
		verbSources:   b.showSources,
		verbWrong:     b.wrong,
		verbComplain:  b.complain,
		verbHide:      b.hideClaim(controlledClaim),
		verbHideOne:   b.hideClaim(chosenClaim),
		verbUnhide:    b.unhideClaim(controlledClaim),
		verbChoose:    b.chooseServer,
		verbElsewhere: b.elsewhere,
		verbList:      b.turnList,
		verbClaims:    b.listClaims,
		verbUndo:      b.undo(controlledArticle),
		verbDate:      b.date,
		verbDiff:      b.tended(controlledArticle, b.showChanges),
		verbDiffOne:   b.tended(chosenClaim, b.showChanges),
		verbFeeds:     b.turnFeeds,
		verbOutlets:   b.turnOutlets,
		verbPurge:     b.confirmed(b.purge),
		verbRedact:    b.confirmed(b.redact),
		verbKeep:      b.keepArticle,
		verbPaste:     b.pasteInstead,
		verbAdd:       b.paste,
	}
}

// isCompleting says whether the call asks what an option may hold.
func (c *call) isCompleting() bool {
	return c.interaction.Type == discordgo.InteractionApplicationCommandAutocomplete
}

// isForm says whether the call is a form that was filled in.
func (c *call) isForm() bool { return c.interaction.Type == discordgo.InteractionModalSubmit }
