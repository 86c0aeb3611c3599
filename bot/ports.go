package bot

import (
	"context"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/claims/workspace"
)

// Discord is what the bot needs of Discord. A *discord.Client is one.
type Discord interface {
	Run(ctx context.Context, intents discordgo.Intent, events discord.Events) error
	Application(ctx context.Context) (*discordgo.Application, error)
	OverwriteCommands(ctx context.Context, app string, commands any) error

	Respond(ctx context.Context, i *discordgo.Interaction, kind discordgo.InteractionResponseType, data any, files ...discord.File) error
	EditOriginal(ctx context.Context, app, token string, data any, files ...discord.File) error
	DeleteOriginal(ctx context.Context, app, token string) error
	FollowUp(ctx context.Context, app, token string, data any, files ...discord.File) (id string, err error)
	Send(ctx context.Context, channel string, data any, files ...discord.File) (id string, err error)
	Typing(ctx context.Context, channel string) error
	OpenDM(ctx context.Context, user string) (channel string, err error)

	Message(ctx context.Context, channel, id string) (*discordgo.Message, error)
	Download(ctx context.Context, address string, limit int64) ([]byte, error)
	Guilds() []discord.Guild
	Member(ctx context.Context, guild, user string) (*discordgo.Member, error)
	Channel(ctx context.Context, id string) (*discordgo.Channel, error)
	Commands(ctx context.Context, app string) ([]*discordgo.ApplicationCommand, error)
	CommandPermissions(ctx context.Context, app, guild string) ([]*discordgo.GuildApplicationCommandPermissions, error)
}

// Asker answers questions. Beside an error may stand an answer all the same:
// one that could not be kept.
type Asker interface {
	Ask(ctx context.Context, r ask.Request) (ask.Reply, error)
}

// Archive brings kept answers back by their id.
type Archive interface {
	Answer(ctx context.Context, workspace, id string) (ask.Kept, error)
}

// Inbox keeps questions until they are answered; see ask.Inbox.
type Inbox interface {
	Take(ctx context.Context, w ask.Waiting) (fresh bool, err error)
	Settle(ctx context.Context, id string) error
	Waiting(ctx context.Context) ([]ask.Waiting, error)
}

// Library shows what has been loaded; see ingest.Library.
type Library interface {
	Articles(ctx context.Context, workspace string, q ingest.ArticleQuery) ([]ingest.ArticleRow, error)
	Article(ctx context.Context, workspace, id string) (ingest.ArticleView, error)
}

// Articles loads articles and tends them. by signs the audit trail. What a
// person did wrong is a claims.Error; a Result's Err is that of its article.
type Articles interface {
	// Fetch loads the page at a web address.
	Fetch(ctx context.Context, workspace, address string, given claims.Given, by string) (ingest.Result, error)
	// Paste loads a text that somebody typed or pasted.
	Paste(ctx context.Context, workspace, text string, given claims.Given, by string) (ingest.Result, error)
	// Attach loads a file; one of article lines holds several articles.
	Attach(ctx context.Context, workspace, name, mediaType string, data []byte, given claims.Given, by string) ([]ingest.Result, error)
	// RedoOne extracts an article again, by the best engine at hand.
	RedoOne(ctx context.Context, workspace, article, by string) (ingest.Change, error)
	// SetPublished corrects when an article was published and extracts it
	// again, since its claims' dates hang on it.
	SetPublished(ctx context.Context, workspace, article string, published claims.Time, by string) (ingest.Change, error)
	// Remove and Undo are those of ingest.Shelf; Undo extracts again what must be.
	Remove(ctx context.Context, workspace, article, by string) (ingest.Removed, error)
	Undo(ctx context.Context, workspace, article, by string) (ingest.Undone, error)
	// Purge and Redact destroy, as ingest.Eraser has it; removed articles too.
	Purge(ctx context.Context, workspace, article, by string) (ingest.Purged, error)
	Redact(ctx context.Context, workspace, article, words, by string) (ingest.Redacted, error)
}

// Versions tells what changed between two versions of an article; a *diff.Desk
// does.
type Versions interface {
	Compare(ctx context.Context, workspace, article string, named ...string) (diff.Article, error)
}

// Feeds follows feeds for a workspace; a *feed.Keeper does. A feed is named by
// its id, its address, or a prefix that fits one id alone.
type Feeds interface {
	Add(ctx context.Context, workspace, url string, filter feed.Filter, by string) (f feed.Feed, there bool, err error)
	List(ctx context.Context, workspace string) ([]feed.Feed, error)
	Pause(ctx context.Context, workspace, id, by string) (feed.Feed, error)
	Resume(ctx context.Context, workspace, id, by string) (feed.Feed, error)
	Remove(ctx context.Context, workspace, id, by string) (feed.Feed, error)
}

// Outlets keeps what is said of outlets; a *review.Outlets does.
type Outlets interface {
	List(ctx context.Context, workspace string) ([]review.Outlet, error)
	Note(ctx context.Context, workspace, name string, change review.MarkChange, by string) (review.Outlet, error)
	Exclude(ctx context.Context, workspace, name, by string) (review.Outlet, error)
	Include(ctx context.Context, workspace, name, by string) (review.Outlet, error)
	Clear(ctx context.Context, workspace, name, by string) (review.Outlet, error)
}

// Claims finds single claims, hides wrong ones, and tells who did (see
// review.Trail). A claim is found by its id, or by a prefix that fits one
// alone.
type Claims interface {
	Claim(ctx context.Context, workspace, id string) (proof.Claim, claims.Article, error)
	Search(ctx context.Context, workspace string, q ask.SearchQuery) ([]ask.Found, error)
	Labels(ctx context.Context, workspace string, c claims.Claim, article claims.Article) ([]claims.Label, error)
	Hide(ctx context.Context, workspace, id, by string) (claims.Claim, error)
	Unhide(ctx context.Context, workspace, id, by string) (claims.Claim, error)
	Audit(ctx context.Context, workspace, of string, limit int) ([]review.Act, error)
}

// Servers gives each server of Discord its workspace.
type Servers interface {
	Ensure(ctx context.Context, server, name string) (workspace.Workspace, error)
}
