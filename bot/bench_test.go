package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/diff"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/review"
	"github.com/claimbot/claimbot/samples"
	"github.com/claimbot/claimbot/storage"
)

// Ids of the tests' world.
const (
	appID    = "4000"
	botUser  = "4001"
	server   = "1000"
	other    = "2000"
	channel  = "1500"
	ann      = "5001"
	mod      = "5002"
	stranger = "5003"
)

// bench is a bot over a real store with the sample articles, and a Discord that
// takes down what it is told.
type bench struct {
	*Bot
	t       *testing.T
	discord *recorder
	store   storage.Store
	desk    *desk
	log     *strings.Builder

	mu    sync.Mutex
	clock time.Time
	next  int
	timed []func() // what would run later
}

// newBench makes a bench with nothing loaded; change may alter the options.
func newBench(t *testing.T, change ...func(*Options)) *bench {
	t.Helper()
	return newBenchOver(t, filepath.Join(t.TempDir(), "bot.db"), change...)
}

// newSampled makes a bench with the sample articles in the server. They are
// loaded once for all tests, which copy the database.
func newSampled(t *testing.T, change ...func(*Options)) *bench {
	t.Helper()
	database, err := sampledDatabase()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "bot.db")
	if err := os.WriteFile(file, database, 0o600); err != nil {
		t.Fatal(err)
	}
	return newBenchOver(t, file, change...)
}

var sampledDatabase = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "bot")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "bot.db")
	if err := loadInto(context.Background(), file, filepath.Join(dir, "articles")); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
})

func loadInto(ctx context.Context, file, dir string) error {
	store, err := storage.Open(ctx, file, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	if err := load(ctx, store, newDesk(store, time.Now), server, dir); err != nil {
		return errors.Join(err, store.Close())
	}
	return store.Close()
}

// load loads the sample articles, written to dir, into a server.
func load(ctx context.Context, store storage.Store, d *desk, server, dir string) error {
	if _, err := store.Ensure(ctx, server, "News desk"); err != nil {
		return err
	}
	if err := os.CopyFS(dir, samples.Files()); err != nil {
		return err
	}
	sum, err := d.Load(ctx, ingest.Order{Workspace: server, Inputs: []string{dir}, By: signature("mod", mod)}, func(ingest.Result) {})
	if err == nil && (sum.Failed > 0 || sum.New == 0) {
		err = fmt.Errorf("samples: %+v", sum)
	}
	return err
}

func newBenchOver(t *testing.T, file string, change ...func(*Options)) *bench {
	t.Helper()
	store, err := storage.Open(t.Context(), file, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	w := &bench{t: t, discord: newRecorder(t), store: store, log: &strings.Builder{}, clock: time.Date(2026, 3, 14, 9, 0, 0, 0, time.UTC)}
	w.discord.guilds = []discord.Guild{{ID: server, Name: "News desk"}, {ID: other, Name: "Other place"}}
	w.desk = newDesk(store, w.now)
	o := Options{
		Discord: w.discord, Asker: ask.New(ask.Options{Index: store, Outlets: store, Log: store, Now: w.now, Slog: slog.New(slog.DiscardHandler)}),
		Archive: store, Inbox: store, Library: store, Articles: w.desk, Versions: diff.New(store), Feeds: newFeeds(store, w), Outlets: review.NewOutlets(store), Claims: claimsDesk{store, review.New(store), ask.New(ask.Options{Index: store, Outlets: store, Now: w.now})},
		Servers: store, Log: slog.New(slog.NewTextHandler(&locked{w: w.log}, nil)), Now: w.now,
		ErrorID: func() string { return "e1234567" },
		After: func(_ time.Duration, f func()) func() {
			w.mu.Lock()
			defer w.mu.Unlock()
			i := len(w.timed)
			w.timed = append(w.timed, f)
			return func() { w.mu.Lock(); defer w.mu.Unlock(); w.timed[i] = nil }
		},
		Wait: func(ctx context.Context, _ time.Duration) error { return ctx.Err() },
	}
	for _, f := range change {
		f(&o)
	}
	w.Bot = New(o)
	if err := w.register(t.Context()); err != nil {
		t.Fatal(err)
	}
	w.self.User = &discordgo.User{ID: botUser}
	return w
}

// locked lets many goroutines log.
type locked struct {
	mu sync.Mutex
	w  *strings.Builder
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}

func (w *bench) now() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.clock
}

func (w *bench) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.clock = w.clock.Add(d)
}

// loadSamples loads the sample articles into a server.
func (w *bench) loadSamples(server string) {
	w.t.Helper()
	if err := load(w.t.Context(), w.store, w.desk, server, filepath.Join(w.t.TempDir(), "articles")); err != nil {
		w.t.Fatal(err)
	}
}

// id makes a snowflake of the present.
func (w *bench) id() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.next++
	return fmt.Sprint((w.clock.UnixMilli()-1420070400000)<<22 + int64(w.next))
}

// interaction reads a recorded interaction and fills in who, where and when.
func (w *bench) interaction(name string, fill ...string) *discordgo.Interaction {
	w.t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "interactions", name+".json"))
	if err != nil {
		w.t.Fatal(err)
	}
	id := w.id()
	pairs := append([]string{"$ID", id, "$TOKEN", "token-" + id, "$APP", appID}, quotedPairs(fill)...)
	pairs = append(pairs, "$SERVER", server, "$CHANNEL", channel, "$USER", ann, "$PERMISSIONS", "2048", "$FLAGS", "0", "$MESSAGE", w.id())
	i := &discordgo.Interaction{}
	if err := json.Unmarshal([]byte(strings.NewReplacer(pairs...).Replace(string(raw))), i); err != nil {
		w.t.Fatal(err)
	}
	return i
}

// quotedPairs escapes values as they stand within a JSON string.
func quotedPairs(fill []string) []string {
	out := append([]string{}, fill...)
	for i := 1; i < len(out); i += 2 {
		encoded, err := json.Marshal(out[i])
		if err != nil {
			panic(err)
		}
		out[i] = strings.Trim(string(encoded), `"`)
		if strings.HasPrefix(fill[i], "[") {
			out[i] = fill[i]
		}
	}
	return out
}

// asModerator fills in somebody who manages the server.
var asModerator = []string{"$USER", mod, "$PERMISSIONS", fmt.Sprint(discordgo.PermissionManageGuild)}

// play hands the bot a recorded interaction.
func (w *bench) play(name string, fill ...string) *discordgo.Interaction {
	w.t.Helper()
	i := w.interaction(name, fill...)
	w.Interaction(w.t.Context(), i)
	return i
}

// say hands the bot a message.
func (w *bench) say(m *discordgo.Message) {
	if m.ID == "" {
		m.ID = w.id()
	}
	if m.Author == nil {
		m.Author = &discordgo.User{ID: ann, Username: "ann"}
	}
	w.Message(w.t.Context(), m)
}

// mention is a message in the server's channel that mentions the bot.
func mention(words string) *discordgo.Message {
	return &discordgo.Message{
		GuildID: server, ChannelID: channel, Content: "<@" + botUser + "> " + words,
		Mentions: []*discordgo.User{{ID: botUser, Username: "claimbot", Bot: true}}, Member: &discordgo.Member{},
	}
}

func direct(words string) *discordgo.Message {
	return &discordgo.Message{ChannelID: "dm", Content: words}
}

// open lists what is in the inbox.
func (w *bench) open() []ask.Waiting {
	w.t.Helper()
	list, err := w.store.Waiting(w.t.Context())
	if err != nil {
		w.t.Fatal(err)
	}
	return list
}

// wantText says what the newest message must say.
func (w *bench) wantText(parts ...string) {
	w.t.Helper()
	for _, part := range parts {
		if !strings.Contains(w.discord.text(), part) {
			w.t.Errorf("want %q in:\n%s", part, w.discord.text())
		}
	}
}

func (w *bench) wantNothingOpen() {
	w.t.Helper()
	if open := w.open(); len(open) != 0 {
		w.t.Errorf("still open: %+v", open)
	}
}

func (w *bench) wantOps(want string) {
	w.t.Helper()
	if got := w.discord.ops(); got != want {
		w.t.Errorf("Discord was told %q, want %q", got, want)
	}
}

// claimsDesk is the Claims port over the store.
type claimsDesk struct {
	store storage.Store
	*review.Desk
	*ask.Asker
}

func (d claimsDesk) Audit(ctx context.Context, ws, of string, limit int) ([]review.Act, error) {
	return d.store.Audit(ctx, ws, of, limit)
}

func (d claimsDesk) Claim(ctx context.Context, ws, id string) (proof.Claim, claims.Article, error) {
	return d.store.Claim(ctx, ws, id)
}

// desk is the Articles port over the store, with pages of its own for the web.
type desk struct {
	*ingest.Loader
	reader *articles.Reader
	pages  map[string]string // text by address; others cannot be fetched
}

func newDesk(store storage.Store, now func() time.Time) *desk {
	reader := articles.New(articles.Options{Now: now})
	return &desk{
		Loader: ingest.NewLoader(ingest.Options{Reader: reader, Engine: extract.NewOffline(), Store: store, Workers: 1}),
		reader: reader, pages: map[string]string{},
	}
}

func (d *desk) Fetch(ctx context.Context, ws, address string, given claims.Given, by string) (ingest.Result, error) {
	text, ok := d.pages[address]
	if !ok {
		return ingest.Result{}, claims.Errorf(claims.EUnavailable, "The page %s cannot be fetched: the site answers 403; paste its text instead.", address)
	}
	a := claims.Article{URL: address, Outlet: given.Outlet, Title: given.Title, PublishedAt: given.PublishedAt, Text: text, Language: "en", Origin: claims.OriginFetched}
	a.Identify()
	return d.LoadDocument(ctx, ws, claims.Document{Article: a}, by), nil
}

func (d *desk) Paste(ctx context.Context, ws, text string, given claims.Given, by string) (ingest.Result, error) {
	doc, err := d.reader.Paste(text, given)
	if err != nil {
		return ingest.Result{}, err
	}
	return d.LoadDocument(ctx, ws, doc, by), nil
}

func (d *desk) Attach(ctx context.Context, ws, name, mediaType string, data []byte, given claims.Given, by string) ([]ingest.Result, error) {
	var out []ingest.Result
	for item, err := range d.reader.Attachment(ctx, name, mediaType, data, given) {
		r := ingest.Result{Name: item.Name, Err: err}
		if err == nil {
			r = d.LoadDocument(ctx, ws, item.Document, by)
		}
		out = append(out, r)
	}
	return out, nil
}
