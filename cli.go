package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"github.com/claimbot/claimbot/claims"
)

// Global are the flags that every command takes.
type Global struct {
	DB        string `name:"db" placeholder:"PATH" help:"Database: a file's path. Default: $$CLAIMBOT_DB, else claimbot.db."`
	Workspace string `short:"w" placeholder:"NAME" help:"Workspace: an id, a name, or the id of a bound server. Default: $$CLAIMBOT_WORKSPACE, else local."`
	JSON      bool   `name:"json" help:"Print JSON: one object, or lines for lists."`
}

// commands is the grammar of the command line.
type commands struct {
	Global

	Demo       demoCommand       `cmd:"" help:"Load the sample articles, ask six questions, and stay as a chat."`
	Load       loadCommand       `cmd:"" help:"Load articles and keep their claims."`
	Ask        askCommand        `cmd:"" help:"Ask a question; the answer cites the words it rests on."`
	Chat       chatCommand       `cmd:"" help:"Ask one question after another."`
	Search     searchCommand     `cmd:"" help:"Search claims."`
	Claim      claimCommand      `cmd:"" help:"Show a claim, hide a wrong one, or bring it back."`
	Article    articleCommand    `cmd:"" help:"Show an article and its claims, what changed in it; take it out, destroy or export it, correct its date, or undo what can be."`
	Articles   articlesCommand   `cmd:"" help:"List the articles."`
	Outlet     outletCommand     `cmd:"" help:"List outlets, label them, leave them out of answers."`
	Feed       feedCommand       `cmd:"" help:"Follow feeds: add, list, pause, resume, remove and check them."`
	Recheck    recheckCommand    `cmd:"" help:"Look at fetched pages again that are due, and load what changed."`
	Redo       redoCommand       `cmd:"" help:"Extract claims again and show what changed."`
	Workspaces workspacesCommand `cmd:"" help:"List, make and bind workspaces."`
	Read       readCommand       `cmd:"" help:"Read inputs and print their articles as JSON lines; stores nothing."`
	Extract    extractCommand    `cmd:"" help:"Print the claims of article lines; stores nothing."`
	Serve      serveCommand      `cmd:"" help:"Serve a Discord bot."`
	Doctor     doctorCommand     `cmd:"" help:"Check token, permissions, model and disk; print the invite link."`
	Version    versionCommand    `cmd:"" help:"Print the version."`
}

// given are the flags that say of an article what its input does not.
type given struct {
	ID        string `name:"id" help:"Id of the article."`
	URL       string `name:"url" help:"Address of the article."`
	Outlet    string `help:"Who published it."`
	Title     string `help:"Its headline."`
	Published string `help:"When it was published: 2025-03-14, or 2025-03-14T08:40:00Z."`
}

func (g given) parse() (claims.Given, error) {
	published, err := claims.ParseTime(g.Published)
	if err != nil {
		return claims.Given{}, &usageError{fmt.Sprintf("--published: %s.", claims.ErrorMessage(err))}
	}
	return claims.Given{ID: g.ID, URL: g.URL, Outlet: g.Outlet, Title: g.Title, PublishedAt: published}, nil
}

// runner is what every command is.
type runner interface {
	Run(ctx context.Context, a *app) error
}

// parse reads the command line. A nil command means that all is done: help was
// asked for and printed.
func parse(args []string, stdout, stderr io.Writer) (*commands, func(context.Context, *app) error, error) {
	call, stopped := &commands{}, false
	parser, err := kong.New(call,
		kong.Name("claimbot"),
		kong.Description("Keeps every claim that news articles make, with the exact words that prove it, and answers questions with those words."),
		kong.Writers(stdout, stderr),
		kong.Exit(func(int) { stopped = true; panic(helpPrinted{}) }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.UsageOnError(),
	)
	if err != nil {
		return nil, nil, fmt.Errorf("build the command line: %w", err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parseOrHelp(parser, args)
	switch {
	case stopped:
		return call, nil, nil
	case err != nil:
		return nil, nil, &usageError{usageMessage(err)}
	}
	command, ok := parsed.Selected().Target.Addr().Interface().(runner)
	if !ok {
		return nil, nil, fmt.Errorf("command %s cannot be run", parsed.Command())
	}
	return call, command.Run, nil
}

// helpPrinted unwinds the parser after it printed help.
type helpPrinted struct{}

func parseOrHelp(parser *kong.Kong, args []string) (parsed *kong.Context, err error) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(helpPrinted); !ok {
				panic(r)
			}
		}
	}()
	return parser.Parse(args)
}

func usageMessage(err error) string {
	message := strings.TrimSuffix(err.Error(), ".")
	return message + "; see: claimbot --help"
}
