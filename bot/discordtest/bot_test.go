package discordtest_test

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discordtest"
)

// redirect sends what discordgo asks of discord.com to the fake.
type redirect struct {
	to   *url.URL
	next http.RoundTripper
}

func (r redirect) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme, req.URL.Host = r.to.Scheme, r.to.Host
	return r.next.RoundTrip(req)
}

// newSession is a discordgo session that speaks to the fake, not yet open.
func newSession(t *testing.T, d *discordtest.Discord, token string) *discordgo.Session {
	t.Helper()
	s, err := discordgo.New("Bot " + token)
	if err != nil {
		t.Fatal(err)
	}
	to, err := url.Parse(d.URL)
	if err != nil {
		t.Fatal(err)
	}
	transport := &http.Transport{}
	t.Cleanup(transport.CloseIdleConnections)
	s.Client = &http.Client{Transport: redirect{to, transport}}
	s.LogLevel = -1
	s.SyncEvents = true // events in their order
	s.Identify.Intents = discordgo.IntentsGuilds | discordgo.IntentsGuildMessages | discordgo.IntentsDirectMessages
	return s
}

// open connects and closes with the test.
func open(t *testing.T, s *discordgo.Session) {
	t.Helper()
	if err := s.Open(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
}

// commands are those that the tests' bot has.
func commands() []*discordgo.ApplicationCommand {
	manage := int64(discordgo.PermissionManageGuild)
	guilds := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	least, most := 2.0, 9.0
	return []*discordgo.ApplicationCommand{
		{Name: "ask", Description: "Ask what the articles say", Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionString, Name: "question", Description: "What you want to know", Required: true, MaxLength: 100},
			{Type: discordgo.ApplicationCommandOptionInteger, Name: "most", Description: "How many", MinValue: &least, MaxValue: most},
			{Type: discordgo.ApplicationCommandOptionString, Name: "kind", Description: "Which kind", Choices: []*discordgo.ApplicationCommandOptionChoice{
				{Name: "Casualties", Value: "casualty"}, {Name: "Statements", Value: "statement"},
			}},
		}},
		{Name: "article", Description: "Articles", DefaultMemberPermissions: &manage, Contexts: &guilds, Options: []*discordgo.ApplicationCommandOption{
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "add", Description: "Add one", Options: []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: "link", Description: "Its link"},
				{Type: discordgo.ApplicationCommandOptionAttachment, Name: "file", Description: "Its text"},
			}},
			{Type: discordgo.ApplicationCommandOptionSubCommand, Name: "remove", Description: "Remove one", Options: []*discordgo.ApplicationCommandOption{
				{Type: discordgo.ApplicationCommandOptionString, Name: "article", Description: "Which", Required: true, Autocomplete: true},
			}},
		}},
		{Name: "Load as article", Type: discordgo.MessageApplicationCommand, DefaultMemberPermissions: &manage},
	}
}

// start opens a bot that has commands and the given handlers.
func start(t *testing.T, d *discordtest.Discord, handlers ...any) *discordgo.Session {
	t.Helper()
	s := newSession(t, d, d.Token)
	for _, h := range handlers {
		s.AddHandler(h)
	}
	open(t, s)
	if _, err := s.ApplicationCommandBulkOverwrite(d.AppID, "", commands()); err != nil {
		t.Fatal(err)
	}
	d.Ready()
	return s
}

// must fails the test from a handler's goroutine.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func ptr[T any](v T) *T { return &v }
