package discord_test

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/bot/discordtest"
)

// desk is a bot of one command on a strict Discord.
type desk struct {
	*discord.Client
	discord *discordtest.Discord
	guild   *discordtest.Guild
	channel *discordtest.Channel
	ann     *discordtest.Member
	app     string

	mu  sync.Mutex
	log bytes.Buffer
	end func() error
}

func (d *desk) Write(p []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.Write(p)
}

func (d *desk) logged() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.log.String()
}

var oneCommand = []map[string]any{{
	"name": "ask", "description": "Ask what the loaded articles say", "name_localizations": map[string]string{"de": "fragen"},
	"options": []any{
		map[string]any{"type": 3, "name": "question", "description": "Your question", "required": true, "max_length": 300},
		map[string]any{"type": 11, "name": "file", "description": "A file"},
	},
}, {"name": "Load as article", "type": 3, "default_member_permissions": "32", "contexts": []int{0}}}

// open makes a desk whose bot does what handle says.
func open(t *testing.T, fake *discordtest.Discord, handle func(context.Context, *desk, *discordgo.Interaction)) *desk {
	t.Helper()
	d := &desk{discord: fake, guild: fake.Guild("North Desk")}
	d.channel, d.ann = d.guild.Channel("general"), d.guild.Member("ann")
	client, err := discord.New(discord.Options{
		Token: strings.TrimPrefix(fake.Token, "Bot "), URL: fake.URL, Backoff: time.Millisecond,
		Log: slog.New(slog.NewTextHandler(d, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Client = client
	ctx, cancel := context.WithCancel(t.Context())
	ready := func(ctx context.Context, self discord.Self) {
		d.app = self.Application
		must(t, client.OverwriteCommands(ctx, self.Application, oneCommand))
	}
	done := make(chan error, 1)
	go func() {
		done <- client.Run(ctx, discordgo.IntentGuilds|discordgo.IntentGuildMessages, discord.Events{
			Ready:       ready,
			Interaction: func(ctx context.Context, i *discordgo.Interaction) { handle(ctx, d, i) },
		})
	}()
	d.end = sync.OnceValue(func() error { cancel(); return <-done })
	t.Cleanup(func() {
		must(t, d.end())
		if t.Failed() {
			t.Log(d.logged())
		}
	})
	fake.Ready()
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func text(s string) map[string]any { return map[string]any{"content": s} }

// echo defers, and answers with the question.
func echo(t *testing.T) func(context.Context, *desk, *discordgo.Interaction) {
	return func(ctx context.Context, d *desk, i *discordgo.Interaction) {
		must(t, d.Respond(ctx, i, discordgo.InteractionResponseDeferredChannelMessageWithSource, nil))
		question := i.ApplicationCommandData().GetOption("question")
		must(t, d.EditOriginal(ctx, i.AppID, i.Token, text("You asked: "+question.StringValue())))
	}
}

func (d *desk) ask(question string) *discordtest.Interaction {
	return d.ann.Slash(d.channel, "ask", discordtest.Options{"question": question})
}

// TestAllThatIsAsked makes every request once; the fake holds each to Discord's
// own document.
func TestAllThatIsAsked(t *testing.T) {
	got := make(chan *discordgo.Interaction, 1)
	d := open(t, discordtest.New(t), func(ctx context.Context, d *desk, i *discordgo.Interaction) {
		must(t, d.Respond(ctx, i, discordgo.InteractionResponseChannelMessageWithSource, text("here @everyone"),
			discord.File{Name: "chart \"1\"\n.txt", Data: []byte("bars")}))
		got <- i
	})
	ctx := t.Context()
	x := d.ann.Slash(d.channel, "ask", discordtest.Options{"question": "How many?", "file": discordtest.File{Name: "a.txt", Data: []byte("an article")}})
	i := <-got

	reply := x.Reply()
	if len(reply.Attachments) != 1 {
		t.Errorf("reply %+v", reply)
	}
	original, err := d.Original(ctx, i.AppID, i.Token)
	if must(t, err); original.ID != reply.ID || len(original.Attachments) != 1 {
		t.Errorf("the original is %+v", original)
	}
	must(t, d.EditOriginal(ctx, i.AppID, i.Token, text("edited"), discord.File{Name: "b.png", ContentType: "image/png", Data: []byte("png")}))
	second, err := d.FollowUp(ctx, i.AppID, i.Token, text("more"), discord.File{Name: "c.txt", Data: []byte("c")})
	must(t, err)
	must(t, d.EditFollowUp(ctx, i.AppID, i.Token, second, text("more and more")))
	if list := x.FollowUps(); len(list) != 1 || list[0].ID != second || list[0].Content != "more and more" {
		t.Errorf("follow-ups %+v", list)
	}
	file, ok := i.ApplicationCommandData().Resolved.Attachments[i.ApplicationCommandData().GetOption("file").Value.(string)]
	if !ok {
		t.Fatal("no attachment")
	}
	data, err := d.Download(ctx, file.URL, 100)
	if must(t, err); string(data) != "an article" {
		t.Errorf("downloaded %q", data)
	}
	must(t, d.DeleteOriginal(ctx, i.AppID, i.Token))

	said := d.ann.Say(d.channel, "<@bot> hello")
	id, err := d.Send(ctx, said.ChannelID, map[string]any{
		"content": "hello @everyone", "message_reference": map[string]any{"message_id": said.ID, "fail_if_not_exists": false},
	}, discord.File{Name: "d.txt", Data: []byte("d")})
	must(t, err)
	must(t, d.EditMessage(ctx, said.ChannelID, id, text("hello all")))
	m, err := d.Message(ctx, said.ChannelID, id)
	if must(t, err); m.Content != "hello all" || m.MessageReference == nil {
		t.Errorf("message %+v", m)
	}
	must(t, d.Typing(ctx, said.ChannelID))
	dm, err := d.OpenDM(ctx, d.ann.ID)
	must(t, err)
	if _, err := d.Send(ctx, dm, text("in private")); err != nil {
		t.Error(err)
	}
	d.looksUp(t)
	if pings := d.discord.Pings(); len(pings) > 0 {
		t.Errorf("somebody was rung up: %+v", pings)
	}
}

// looksUp asks for all that can be looked up.
func (d *desk) looksUp(t *testing.T) {
	t.Helper()
	ctx := t.Context()
	app, err := d.Application(ctx)
	if must(t, err); app.ID != d.app {
		t.Errorf("application %+v", app)
	}
	me, err := d.Me(ctx)
	must(t, err)
	member, err := d.Member(ctx, d.guild.ID, d.ann.ID)
	must(t, err)
	guild, err := d.Guild(ctx, d.guild.ID)
	must(t, err)
	channel, err := d.Channel(ctx, d.channel.ID)
	must(t, err)
	guilds, err := d.ListGuilds(ctx)
	must(t, err)
	_, err = d.CommandPermissions(ctx, d.app, d.guild.ID)
	if discord.Code(err) != 10066 { // nobody has changed them
		must(t, err)
	}
	if me.ID == "" || member.User.ID != d.ann.ID || guild.Name != "North Desk" || channel.Name != "general" || len(guilds) != 1 {
		t.Errorf("looked up %v %v %v %v %v", me, member, guild, channel, guilds)
	}
	stranger := d.guild.Member("eve")
	stranger.Leave()
	if _, err := d.Member(ctx, d.guild.ID, stranger.ID); discord.Code(err) != discord.CodeUnknownMember {
		t.Errorf("a member who is none: %v", err)
	}
	if have := d.Guilds(); len(have) != 1 || have[0].Name != "North Desk" || have[0].Joined {
		t.Errorf("guilds %+v", have)
	}
	writes := d.discord.CommandWrites()
	must(t, d.OverwriteCommands(ctx, d.app, oneCommand))
	if d.discord.CommandWrites() != writes {
		t.Error("commands that are there were written again")
	}
	d.discord.Allow(discordtest.UnknownMember, discordtest.UnknownPermissions)
}

// TestFaultsBetween loses requests and replies of all kinds: people see each
// answer, and see it once.
func TestFaultsBetween(t *testing.T) {
	fake := discordtest.New(t)
	d := open(t, fake, func(ctx context.Context, d *desk, i *discordgo.Interaction) {
		echo(t)(ctx, d, i)
		_, err := d.Send(ctx, i.ChannelID, text("and this"))
		must(t, err)
	})
	for name, fault := range map[string]*discordtest.Fault{
		"cut": {Cut: true}, "the reply is lost": {LoseReply: true}, "503": discordtest.Broken(503), "500": discordtest.Broken(500),
		"limited": discordtest.TooMany(20 * time.Millisecond), "limited everywhere": discordtest.TooManyAnywhere(20 * time.Millisecond),
	} {
		t.Run(name, func(t *testing.T) {
			before := len(d.channel.Messages())
			var mu sync.Mutex
			failed := map[string]bool{}
			fake.Faults(func(r discordtest.Request) *discordtest.Fault {
				mu.Lock()
				defer mu.Unlock()
				if failed[r.Route] {
					return nil
				}
				failed[r.Route] = true
				return fault
			})
			reply := d.ask(name).Reply()
			fake.Until("the message is there", func() bool { return len(d.channel.Messages()) >= before+2 })
			if after := len(d.channel.Messages()); after != before+2 || reply.Content != "You asked: "+name {
				t.Errorf("%d messages more, reply %q", after-before, reply.Content)
			}
			if len(failed) < 3 {
				t.Errorf("only %v failed", failed)
			}
		})
	}
	fake.Faults(nil)
	fake.Allow(discordtest.AlreadyAcknowledged) // the second callback, where the first one's reply was lost
}

// TestAllAcknowledged asks 50 questions while Discord holds every request until
// all have come.
func TestAllAcknowledged(t *testing.T) {
	fake := discordtest.New(t)
	d := open(t, fake, echo(t))
	const n = 50
	for _, route := range []string{"callback", "@original"} {
		var all sync.WaitGroup
		all.Add(n)
		hold := make(chan struct{})
		go func() { all.Wait(); close(hold) }()
		fake.Faults(func(r discordtest.Request) *discordtest.Fault {
			if !strings.Contains(r.Path, route) {
				return nil
			}
			all.Done()
			return &discordtest.Fault{Hold: hold}
		})
		asked := make([]*discordtest.Interaction, n)
		for i := range asked {
			asked[i] = d.ask(fmt.Sprint(i))
		}
		for i, x := range asked {
			if got := x.Reply().Content; got != fmt.Sprint("You asked: ", i) {
				t.Errorf("question %d has %q", i, got)
			}
		}
	}
}

func TestDeadInteractions(t *testing.T) {
	fake := discordtest.New(t)
	got := make(chan *discordgo.Interaction)
	d := open(t, fake, func(ctx context.Context, d *desk, i *discordgo.Interaction) { got <- i })
	respond := func(i *discordgo.Interaction) error {
		return d.Respond(t.Context(), i, discordgo.InteractionResponseChannelMessageWithSource, text("late"))
	}
	edit := func(i *discordgo.Interaction) error {
		return d.EditOriginal(t.Context(), i.AppID, i.Token, text("late"))
	}
	fake.Allow(discordtest.UnknownInteraction, discordtest.InvalidToken, discordtest.UnknownWebhook, discordtest.AlreadyAcknowledged)

	x := d.ask("after 3 s")
	fake.Advance(4 * time.Second)
	if err := respond(<-got); !discord.IsGone(err) || !x.Failed() {
		t.Errorf("too late: %v", err)
	}
	d.ask("after 15 min")
	i := <-got
	must(t, respond(i))
	if err := respond(i); discord.Code(err) != discord.CodeAcknowledged || discord.IsGone(err) {
		t.Errorf("twice: %v", err)
	}
	fake.Advance(16 * time.Minute)
	if err := edit(i); !discord.IsGone(err) {
		t.Errorf("after its life: %v", err)
	}
	x = d.ask("that dies early")
	i = <-got
	must(t, respond(i))
	x.Kill()
	if err := edit(i); !discord.IsGone(err) {
		t.Errorf("killed: %v", err)
	}
	if strings.Contains(d.logged(), i.Token) {
		t.Error("the log tells an interaction's token")
	}
}

// TestQuestionsOutliveTheConnection asks while the connection fails in every
// way: what was asked meanwhile is answered.
func TestQuestionsOutliveTheConnection(t *testing.T) {
	for name, fail := range map[string]func(*discordtest.Discord){
		"a dropped socket":      (*discordtest.Discord).Drop,
		"op 7":                  (*discordtest.Discord).Reconnect,
		"closed with 4000":      func(d *discordtest.Discord) { d.Hangup(4000) },
		"rubbish":               (*discordtest.Discord).Garble,
		"an unknown event":      func(d *discordtest.Discord) { d.Dispatch("NO_SUCH_EVENT", `{"a":[1]}`) },
		"an event out of shape": func(d *discordtest.Discord) { d.Dispatch("MESSAGE_CREATE", `{"id":7,"author":[]}`) },
		"op 9, resumable":       func(d *discordtest.Discord) { d.Invalidate(true) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := discordtest.New(t)
			d := open(t, fake, echo(t))
			d.ask("before").Reply()
			fail(fake)
			d.ask("meanwhile").Reply()
		})
	}
	for name, fail := range map[string]func(*discordtest.Discord){
		"op 9":             func(d *discordtest.Discord) { d.Invalidate(false) },
		"closed with 4009": func(d *discordtest.Discord) { d.Hangup(4009) },
		"silence":          func(d *discordtest.Discord) { d.Silence() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fake := discordtest.New(t, discordtest.Heartbeat(300*time.Millisecond))
			d := open(t, fake, echo(t))
			fail(fake)
			if name == "silence" {
				fake.Until("the silent connection is left", func() bool { return len(fake.Sessions()) == 0 })
				fake.Speak()
				d.ask("afterwards").Reply()
				return
			}
			fake.Connected(2)
			d.ask("afterwards").Reply()
		})
	}
}

func TestRefusedConnections(t *testing.T) {
	for name, tt := range map[string]struct {
		token   string
		intents discordgo.Intent
		allow   int
		want    string
	}{
		"a wrong token":                 {"wrong", 0, 401, "Reset Token"},
		"an intent that is not allowed": {"", discordgo.IntentMessageContent, discordtest.CloseCode + 4014, "Message Content Intent"},
	} {
		t.Run(name, func(t *testing.T) {
			fake := discordtest.New(t)
			fake.Allow(tt.allow)
			token := tt.token
			if token == "" {
				token = fake.Token
			}
			client, err := discord.New(discord.Options{Token: token, URL: fake.URL})
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
			defer cancel()
			if err := client.Run(ctx, tt.intents, discord.Events{}); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Run ended with %v", err)
			}
		})
	}
}

func TestPermissionsAreNamed(t *testing.T) {
	fake := discordtest.New(t)
	d := open(t, fake, echo(t))
	d.guild.BotMay()
	d.channel.Deny(d.guild.Everyone(), discordtest.SendMessages)
	fake.Allow(discordtest.MissingPermissions)
	_, err := d.Send(t.Context(), d.channel.ID, text("hello"))
	if discord.Code(err) != discord.CodeMissingPermissions || !strings.Contains(err.Error(), "Edit Channel") {
		t.Errorf("%v", err)
	}
}
