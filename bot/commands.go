package bot

import (
	"strconv"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims/ask"
)

// Command is one of the application's commands, an option of one, or a
// subcommand, as Discord's API takes it. What is empty is left away.
type Command struct {
	Type             int               `json:"type"`
	Name             string            `json:"name"`
	Names            map[string]string `json:"name_localizations,omitempty"`
	Description      string            `json:"description,omitempty"`
	Descriptions     map[string]string `json:"description_localizations,omitempty"`
	Permissions      string            `json:"default_member_permissions,omitempty"`
	Contexts         []int             `json:"contexts,omitempty"`
	IntegrationTypes []int             `json:"integration_types,omitempty"`
	Options          []Command         `json:"options,omitempty"`
	Required         bool              `json:"required,omitempty"`
	Autocomplete     bool              `json:"autocomplete,omitempty"`
	MinLength        int               `json:"min_length,omitempty"`
	MaxLength        int               `json:"max_length,omitempty"`
}

// loadAsArticle is the command in the menu of a message.
const loadAsArticle = "Load as article"

// maxAddresses bounds what is typed as addresses: as long as Discord lets an
// option be.
const maxAddresses = 6000

// maxSearch bounds the words of a listing: they stand in its buttons.
const maxSearch = 40

// Commands are the bot's commands. Loading needs Manage Server unless the
// server's own command permissions say otherwise; /claim hide looks itself at
// who may, because Discord has no permissions for subcommands.
func Commands() []Command {
	list := []Command{
		everywhere(slash("ask", "Ask about the articles loaded here", text("question", "What do you want to know?", ask.MaxQuestion).needed())),
		everywhere(slash("help", "How to ask, and what the answers mean")),
		managers(slash("article", "Load articles and tend them", articleCommands()...)),
		managers(slash("feed", "Follow feeds: what is new in them is loaded", feedCommands()...)),
		managers(slash("outlet", "Label outlets, or leave them out of answers", outletCommands()...)),
		slash("claim", "Look at a single claim, or hide a wrong one",
			sub("show", "Show a claim with the words that prove it", picked("claim", "Words of the claim, or its id")),
			sub("hide", "Moderators: take a wrong claim out of all answers", picked("claim", "Words of the claim, or its id")),
			sub("unhide", "Moderators: bring a hidden claim back", picked("claim", "Words of the claim, or its id"))),
		managers(Command{Type: int(discordgo.MessageApplicationCommand), Name: loadAsArticle, Names: namesOf(loadAsArticle)}),
	}
	for i := range list {
		list[i].IntegrationTypes = []int{int(discordgo.ApplicationIntegrationGuildInstall)}
		if list[i].Contexts == nil {
			list[i].Contexts = []int{int(discordgo.InteractionContextGuild)}
		}
	}
	return list
}

func articleCommands() []Command {
	return []Command{
		sub("add", "Load an article: a link, a file, or a form to paste into",
			text("url", "Address of the page, or several", maxAddresses),
			Command{Type: int(discordgo.ApplicationCommandOptionAttachment), Name: "file", Description: "A text, PDF, page or lines of JSON"}.localized(),
			text("outlet", "Who published it, if the page does not say", 100),
			text("published", "When: 2026-03-14, or 2026-03-14 08:40 +02:00", 40),
			text("title", "Its title, if the page does not say", 300)),
		sub("list", "List the articles loaded here", text("search", "Words of the title, outlet or link", maxSearch)),
		sub("diff", "Show what changed in an article since it was loaded", picked("article", "Words of its title or outlet, or its id")),
		sub("remove", "Take an article and its claims out", picked("article", "Words of its title or outlet, or its id")),
		sub("undo", "Take back what was last done to an article", picked("article", "Words of its title or outlet, or its id")),
		sub("purge", "Delete an article for good: nothing brings it back", picked("article", "Words of its title or outlet, or its id")),
		sub("redact", "Take a name or words out of an article for good", picked("article", "Words of its title or outlet, or its id"), text("words", "The very words to take out", 200).needed()),
		sub("redo", "Read an article's claims again", picked("article", "Words of its title or outlet, or its id")),
	}
}

func feedCommands() []Command {
	feed := picked("feed", "Words of its title or address, or its id")
	kinds := text("kinds", "Only articles with claims of these kinds: casualty, ceasefire, statement, event", maxOption)
	kinds.Autocomplete = true
	return []Command{
		sub("add", "Follow an RSS, Atom or JSON feed", text("url", "Address of the feed", 2000).needed(),
			text("words", "Only articles with one of these words; phrases in quotation marks", 1000), kinds),
		sub("list", "List the feeds, and how it stands with each"),
		sub("pause", "Do not look at a feed until it is resumed", feed),
		sub("resume", "Go on with a paused feed", feed),
		sub("remove", "Follow a feed no more; its articles stay", feed),
	}
}

func outletCommands() []Command {
	outlet := picked("outlet", "Its name or domain, or an agency's or speaker's name")
	label := text("label", "A few words behind its name in answers; none clears them", maxOption)
	label.Autocomplete = true
	return []Command{
		sub("list", "List the outlets, and what is said of them", text("search", "Words of the name, domain or label", maxSearch)),
		sub("note", "Label an outlet, or note something about it", outlet, label, text("note", "More about it, shown with its sources; none clears it", 500)),
		sub("exclude", "Leave an outlet's claims out of answers", outlet),
		sub("include", "Use an outlet's claims in answers again", outlet),
		sub("clear", "Forget all that is said of an outlet", outlet),
	}
}

func slash(name, description string, options ...Command) Command {
	return Command{Type: int(discordgo.ChatApplicationCommand), Name: name, Description: description, Options: options}.localized()
}

func sub(name, description string, options ...Command) Command {
	return Command{Type: int(discordgo.ApplicationCommandOptionSubCommand), Name: name, Description: description, Options: options}.localized()
}

// text is an option to type into, of at most n characters.
func text(name, description string, n int) Command {
	return Command{Type: int(discordgo.ApplicationCommandOptionString), Name: name, Description: description, MaxLength: n}.localized()
}

// picked is an option that autocomplete fills with an id.
func picked(name, description string) Command {
	c := text(name, description, maxOption).needed()
	c.Autocomplete = true
	return c
}

func (c Command) needed() Command {
	c.Required, c.MinLength = true, 1
	return c
}

func (c Command) localized() Command {
	c.Names, c.Descriptions = namesOf(c.Name), descriptionsOf(c.Description)
	return c
}

// everywhere lets a command be used in direct messages too.
func everywhere(c Command) Command {
	c.Contexts = []int{int(discordgo.InteractionContextGuild), int(discordgo.InteractionContextBotDM)}
	return c
}

func managers(c Command) Command {
	c.Permissions = strconv.FormatInt(discordgo.PermissionManageGuild, 10)
	return c
}
