package bot

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/claims"
)

// sent is one thing that Discord was told.
type sent struct {
	op      string // "respond 4", "edit", "delete", "followup", "send", "typing"
	at      string // the interaction, token or channel
	payload json.RawMessage
}

// recorder is a Discord that takes down what it is told and holds every payload
// to Discord's limits. What it answers is set by the test.
type recorder struct {
	t *testing.T

	mu      sync.Mutex
	sent    []sent
	nonces  map[string]bool
	acked   map[string]bool
	dead    map[string]bool  // tokens that are over
	refuse  map[string]error // by op: what Discord answers instead
	guilds  []discord.Guild
	members map[string]*discordgo.Member // by "guild/user"
	laid    map[string][]*discordgo.GuildApplicationCommandPermissions
	files   map[string][]byte
	stored  map[string]*discordgo.Message
	events  chan discord.Events

	onRecord func(sent)
}

func newRecorder(t *testing.T) *recorder {
	return &recorder{
		t: t, nonces: map[string]bool{}, acked: map[string]bool{}, dead: map[string]bool{}, refuse: map[string]error{},
		members: map[string]*discordgo.Member{}, laid: map[string][]*discordgo.GuildApplicationCommandPermissions{},
		files: map[string][]byte{}, stored: map[string]*discordgo.Message{}, events: make(chan discord.Events, 1),
	}
}

func discordError(status, code int) error {
	return &discord.Error{Route: "test", Status: status, Code: code}
}

// record takes a payload down, unless the test has Discord refuse.
func (r *recorder) record(op, at string, payload any) error {
	var raw bytes.Buffer
	encoder := json.NewEncoder(&raw)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(payload); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err := r.refuse[op]; err != nil {
		return err
	}
	r.sent = append(r.sent, sent{op, at, raw.Bytes()})
	if r.onRecord != nil {
		r.onRecord(sent{op, at, raw.Bytes()})
	}
	return nil
}

func (r *recorder) Run(ctx context.Context, _ discordgo.Intent, events discord.Events) error {
	r.events <- events
	<-ctx.Done()
	return nil
}

func (r *recorder) Application(context.Context) (*discordgo.Application, error) {
	return &discordgo.Application{ID: appID, Owner: &discordgo.User{ID: "9000"}}, r.record("application", "", nil)
}

func (r *recorder) OverwriteCommands(_ context.Context, app string, commands any) error {
	return r.record("commands", app, commands)
}

func (r *recorder) Commands(context.Context, string) ([]*discordgo.ApplicationCommand, error) {
	return []*discordgo.ApplicationCommand{{ID: "71", Name: "ask"}, {ID: "72", Name: "article"}}, nil
}

func (r *recorder) Respond(_ context.Context, i *discordgo.Interaction, kind discordgo.InteractionResponseType, data any, _ ...discord.File) error {
	r.mu.Lock()
	again := r.acked[i.ID]
	r.acked[i.ID] = true
	r.mu.Unlock()
	if again {
		r.t.Errorf("interaction %s is answered twice", i.ID)
		return discordError(400, discord.CodeAcknowledged)
	}
	if kind == 4 || kind == 7 {
		checkMessage(r.t, data)
	}
	return r.record(fmt.Sprintf("respond %d", kind), i.ID, data)
}

func (r *recorder) webhook(op, token string, data any) error {
	r.mu.Lock()
	dead := r.dead[token]
	r.mu.Unlock()
	if dead {
		return discordError(401, discord.CodeInvalidWebhookToken)
	}
	if data != nil {
		if m := checkMessage(r.t, data); op == "edit" && m.Flags != 0 {
			r.t.Errorf("an edit sets flags %d", m.Flags)
		}
	}
	return r.record(op, token, data)
}

func (r *recorder) EditOriginal(_ context.Context, _, token string, data any, _ ...discord.File) error {
	return r.webhook("edit", token, data)
}

func (r *recorder) DeleteOriginal(_ context.Context, _, token string) error {
	return r.webhook("delete", token, nil)
}

func (r *recorder) FollowUp(_ context.Context, _, token string, data any, _ ...discord.File) (string, error) {
	return "1", r.webhook("followup", token, data)
}

func (r *recorder) Send(_ context.Context, channel string, data any, _ ...discord.File) (string, error) {
	m := checkMessage(r.t, data)
	r.mu.Lock()
	if m.Nonce != "" && m.Enforce && r.nonces[m.Nonce] {
		r.mu.Unlock()
		return "2", nil // Discord gives the message that is there
	}
	framed := len(m.Embeds) > 0
	r.mu.Unlock()
	op := "send"
	if !framed {
		op = "send plain"
	}
	err := r.record(op, channel, data)
	if err == nil {
		r.mu.Lock()
		r.nonces[m.Nonce] = true
		r.mu.Unlock()
	}
	return "2", err
}

func (r *recorder) Typing(_ context.Context, channel string) error {
	return r.record("typing", channel, nil)
}

func (r *recorder) OpenDM(_ context.Context, user string) (string, error) {
	return "dm" + user, r.record("open", user, nil)
}

func (r *recorder) Message(_ context.Context, _, id string) (*discordgo.Message, error) {
	if m := r.stored[id]; m != nil {
		return m, nil
	}
	return nil, discordError(404, discord.CodeUnknownMessage)
}

func (r *recorder) Download(_ context.Context, address string, limit int64) ([]byte, error) {
	data, ok := r.files[address]
	if !ok || int64(len(data)) > limit {
		return nil, claims.Errorf(claims.EUnavailable, "Discord did not give the attachment (HTTP 404); attach it again.")
	}
	return data, nil
}

func (r *recorder) Guilds() []discord.Guild { return r.guilds }

func (r *recorder) Member(_ context.Context, guild, user string) (*discordgo.Member, error) {
	if err := r.record("member", guild+"/"+user, nil); err != nil {
		return nil, err
	}
	if m := r.members[guild+"/"+user]; m != nil {
		return m, nil
	}
	return nil, discordError(404, discord.CodeUnknownMember)
}

func (r *recorder) Channel(_ context.Context, id string) (*discordgo.Channel, error) {
	if parent, ok := strings.CutPrefix(id, "thread-of-"); ok {
		return &discordgo.Channel{ID: id, ParentID: parent, Type: discordgo.ChannelTypeGuildPublicThread}, nil
	}
	return &discordgo.Channel{ID: id}, nil
}

func (r *recorder) CommandPermissions(_ context.Context, _, guild string) ([]*discordgo.GuildApplicationCommandPermissions, error) {
	return r.laid[guild], r.record("permissions", guild, nil)
}

// shown gives what was sent to where people can see it, in order.
func (r *recorder) shown() []sent {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(r.sent), func(s sent) bool {
		return slices.Contains([]string{"typing", "member", "permissions", "application", "commands", "open"}, s.op)
	})
}

// ops names what was shown: "respond 5", "edit".
func (r *recorder) ops() string {
	var out []string
	for _, s := range r.shown() {
		out = append(out, s.op)
	}
	return strings.Join(out, ", ")
}

// last is the newest message that was shown.
func (r *recorder) last() wireMessage {
	r.t.Helper()
	all := r.shown()
	if len(all) == 0 {
		r.t.Fatal("nothing was shown")
	}
	var m wireMessage
	if err := json.Unmarshal(all[len(all)-1].payload, &m); err != nil {
		r.t.Fatal(err)
	}
	return m
}

// text is what the newest message says.
func (r *recorder) text() string {
	r.t.Helper()
	m := r.last()
	if len(m.Embeds) == 0 {
		return m.Content
	}
	return m.Embeds[0].Description
}

// button finds a control of the newest message by its label.
func (r *recorder) button(label string) string {
	r.t.Helper()
	for _, row := range r.last().Components {
		for _, k := range row.Components {
			if k.Label == label || k.Placeholder == label {
				return k.CustomID
			}
		}
	}
	r.t.Fatalf("no control %q under %s", label, r.text())
	return ""
}

// checkMessage holds a message to Discord's limits, and to pinging nobody.
func checkMessage(t testing.TB, data any) wireMessage {
	t.Helper()
	raw, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	var m wireMessage
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), `"allowed_mentions":{"parse":[],"replied_user":false}`) {
		t.Errorf("a message may ping: %s", raw)
	}
	if units(m.Content) > 2000 || len(m.Embeds) > 10 || len(m.Components) > 5 {
		t.Errorf("a message is too big: %s", raw)
	}
	if m.Content == "" && len(m.Embeds) == 0 {
		t.Errorf("a message is empty: %s", raw)
	}
	for _, e := range m.Embeds {
		if n := units(e.Description); n == 0 || n > 4096 {
			t.Errorf("an embed has %d units: %s", n, raw)
		}
	}
	checkControls(t, m.Components)
	return m
}

func checkControls(t testing.TB, rows []wireRow) {
	t.Helper()
	ids := map[string]bool{}
	for _, row := range rows {
		if n := len(row.Components); n == 0 || n > 5 {
			t.Errorf("a row of %d controls", n)
		}
		for _, k := range row.Components {
			switch {
			case k.Type == 2 && (k.Label == "" || units(k.Label) > 80),
				k.Type == 2 && (k.CustomID == "") == (k.URL == ""),
				units(k.CustomID) > 100, units(k.URL) > 512, units(k.Placeholder) > 150,
				k.Type == 3 && (len(k.Options) == 0 || len(k.Options) > 25),
				k.CustomID != "" && ids[k.CustomID]:
				t.Errorf("a control that Discord refuses: %+v", k)
			}
			ids[k.CustomID] = true
			values := map[string]bool{}
			for _, o := range k.Options {
				if o.Label == "" || o.Value == "" || units(o.Label) > 100 || units(o.Value) > 100 || units(o.Description) > 100 || values[o.Value] {
					t.Errorf("an option that Discord refuses: %+v", o)
				}
				values[o.Value] = true
			}
		}
	}
}
