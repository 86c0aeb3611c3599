package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot/discord"
	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/llm/llmtest"
)

// told are the direct messages that the operator has.
func (n *newsroom) told() (all []string) {
	for _, m := range n.discord.Operator().DMs().Messages() {
		all = append(all, strings.ReplaceAll(shown(m), `\_`, "_"))
	}
	return all
}

// wantTold waits for the operator's messages to be so many, and wants the last
// to say all of these words.
func (n *newsroom) wantTold(count int, words ...string) {
	n.t.Helper()
	n.discord.Until(fmt.Sprintf("the operator has %d messages", count), func() bool { return len(n.told()) >= count })
	all := n.told()
	if len(all) != count {
		n.t.Fatalf("the operator has %d messages, want %d: %q", len(all), count, all)
	}
	for _, w := range words {
		if !strings.Contains(all[count-1], w) {
			n.t.Errorf("the operator is not told %q: %s", w, all[count-1])
		}
	}
}

// wantPlain wants an answer in the article's own words, and below it, for
// members, why no model composed it.
func (n *newsroom) wantPlain(m discordtest.Message, why string) {
	n.t.Helper()
	wantShown(n.t, m, "the brakes had been reported twice in February", "The Harbour Post", `\[1\]`, why)
	if engine := n.kept(m).Answer.Answer().Engine; engine != claims.EngineOffline {
		n.t.Errorf("the engine is %s", engine)
	}
	// Keys, addresses and what only an operator can mend are not for members.
	hides(n.t, m, "OPENAI", "127.0.0.1", "sk-", "quota", "429")
	if pings := n.discord.Pings(); len(pings) > 0 {
		n.t.Errorf("pinged %v", pings)
	}
}

// truthful composes the true answer about the brakes.
func truthful(c llmtest.Call) llmtest.Reply { return writes(c, said{vance, []string{"brakes"}}) }

const soon = "1s" // for the model to answer within: nobody waits longer in a test

// TestServeModelDown tells of a model that is not there, or fails at each call.
func TestServeModelDown(t *testing.T) {
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	for name, fault := range map[string]llmtest.Reply{"Refused": {}, "Fault500": llmtest.Fault(500), "Drops": llmtest.Drop()} {
		t.Run(name, func(t *testing.T) {
			m := newScripted(t)
			settings := m.settings("CLAIMBOT_ANSWER_WITHIN", soon)
			if name == "Refused" {
				settings["OPENAI_BASE_URL"] = closed.URL + "/v1"
			}
			m.fails(fault)
			n := openNewsroom(t, settings)
			wantShown(t, n.load(tram), "2 killed", "5 injured")
			n.wantPlain(n.ask(whatVance), "did not answer in time")
			n.log.until(t, "the model read articles", 1)
			if _, there := n.claim("wreck"); there {
				t.Error("a claim is stored that no model can have read")
			}
		})
	}
}

// TestServeModelSlow tells of a model that holds its reply until nobody waits
// for it any more. It costs a second and no more; what comes late is lost.
func TestServeModelSlow(t *testing.T) {
	m := newScripted(t)
	n := openNewsroom(t, m.settings("CLAIMBOT_ANSWER_WITHIN", soon))
	n.load(tram)
	n.log.until(t, "the model read articles", 1)
	hold := make(chan struct{})
	m.compose(func(c llmtest.Call) llmtest.Reply { return truthful(c).After(hold) })
	asked := n.guild.Member("bob").Slash(n.channel, "ask", discordtest.Options{"question": whatVance})
	asked.Acknowledged()
	answer := asked.Reply()
	n.wantPlain(answer, "did not answer in time")
	close(hold)
	if now := answer.Now(); shown(now) != shown(answer) || len(asked.FollowUps()) > 0 {
		t.Errorf("what came late is shown:\n%s", shown(now))
	}
	m.compose(truthful)
	wantShown(t, n.ask(whatVance), "**"+vance+"**")
}

// TestServeNoCredit tells of an account that runs out of credit. The operator
// hears of it once, members find a line below their answers, nobody asks the
// model but the probe, and the probe brings it back.
func TestServeNoCredit(t *testing.T) {
	m := newScripted(t)
	m.read(honest)
	m.compose(truthful)
	m.fails(llmtest.NoCredit())
	n := openNewsroom(t, m.settings("CLAIMBOT_PROBE_EVERY", "1s"))
	n.load(tram)
	n.wantTold(1, "rests", "no credit left", "OPENAI_API_KEY")
	for range 3 {
		n.wantPlain(n.ask(whatVance), "The language model is resting")
	}
	n.log.until(t, "the model still rests", 2)
	for i, c := range m.Calls() {
		if purpose := schemaOf(c); i > 0 && purpose != "" {
			t.Errorf("call %d asks for %q: only a probe may be made", i+1, purpose)
		}
	}
	n.wantTold(1)

	m.works()
	n.wantTold(2, "is back")
	n.log.until(t, "the model read articles", 2) // what it left when it stopped
	if c, there := n.claim("wreck"); !there || c.Engine != claims.EngineLLM {
		t.Errorf("once the model is back: %+v", c)
	}
	wantShown(t, n.ask(whatVance), "**"+vance+"**")
	n.wantTold(2)
}

// TestServeNoCreditAtStart tells of a model that stops before Discord has said
// who the operator is, and of one who takes no direct messages: the log has it.
func TestServeNoCreditAtStart(t *testing.T) {
	m := newScripted(t)
	m.fails(llmtest.NoCredit())
	n := openNewsroom(t, m.settings())
	n.load(tram) // and it waits for the model ever after
	n.wantTold(1, "no credit left")
	if err := n.stop(); err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	n.discord.Faults(func(r discordtest.Request) *discordtest.Fault {
		if r.Route == "GET /applications/@me" {
			return &discordtest.Fault{Hold: stopped}
		}
		return nil
	})
	calls := len(m.Calls())
	go func() {
		m.WaitFor(calls + 1)
		close(stopped)
	}()
	n.start(m.settings())
	n.wantTold(2, "no credit left")
	n.discord.Faults(nil)
	if err := n.stop(); err != nil {
		t.Fatal(err)
	}

	n.discord.Operator().CloseDMs()
	n.discord.Allow(discord.CodeNoDirectMessages)
	n.start(m.settings())
	n.log.until(t, "the notice to the operator did not reach Discord", 1)
	n.log.until(t, "has no credit left", 3)
	n.wantPlain(n.ask(whatVance), "The language model is resting")
	n.wantTold(2)
}

// TestServeNotLetIn tells of settings that a server does not accept: the
// operator is told which one to change, and to what.
func TestServeNotLetIn(t *testing.T) {
	tests := []struct {
		name, setting, value string
		told                 []string
	}{
		{"WrongKey", "OPENAI_API_KEY", "sk-wrong-0123456789", []string{"does not accept the key", "OPENAI_API_KEY"}},
		{"UnknownModel", "OPENAI_MODEL", "other-model", []string{"no model", "other-model", "OPENAI_MODEL", "It has: test-embedding, test-model"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := newScripted(t)
			m.compose(truthful)
			n := openNewsroom(t, m.settings(tt.setting, tt.value))
			n.load(tram)
			n.wantTold(1, tt.told...)
			calls := len(m.Calls())
			n.wantPlain(n.ask(whatVance), "The language model is resting")
			n.wantPlain(n.ask(whatVance), "The language model is resting")
			n.wantTold(1)
			if got := len(m.Calls()); got != calls || calls > 1 {
				t.Errorf("%d calls, %d before anybody asked", got, calls)
			}
			if strings.Contains(n.log.String()+strings.Join(n.told(), ""), "sk-wrong") {
				t.Error("the key is told")
			}
		})
	}
}

// TestServeRubbish tells of replies that are none. A question gets the
// article's own words all the same, and nothing is stored.
func TestServeRubbish(t *testing.T) {
	for name, rubbish := range map[string]llmtest.Reply{
		"Prose":      llmtest.Text("As a language model I think that the mayor resigned."),
		"OtherJSON":  llmtest.Text(`{"error":"the mayor resigned"}`),
		"OtherKinds": llmtest.Text(`{"answerable":"maybe","sentences":"The mayor resigned.","claims":"The mayor resigned."}`),
		"Page":       llmtest.HTML(200),
		"Nothing":    llmtest.NoChoices(),
		"Empty":      llmtest.Raw(200, "application/json", ""),
		"Refusal":    llmtest.Refusal("The mayor resigned, and I will not speak of it."),
		"Filtered":   llmtest.Filtered(),
		"Cut":        llmtest.Cut(`{"answerable":true,"sentences":[{"text":"The mayor resigned.","claims":["c1"`),
		"Midway":     llmtest.CloseMidway(),
		"Huge":       llmtest.Huge(5 << 20),
		"Deep":       llmtest.Text(strings.Repeat(`{"sentences":[`, 20000)),
	} {
		t.Run(name, func(t *testing.T) {
			m := newScripted(t)
			m.fails(rubbish)
			n := openNewsroom(t, m.settings("CLAIMBOT_ANSWER_WITHIN", soon))
			n.load(tram)
			n.log.until(t, "the model read articles", 1)
			answer := n.ask(whatVance)
			n.wantPlain(answer, "language model")
			hides(t, answer, "resigned")
			for _, said := range n.said() {
				if strings.Contains(said, "resigned") {
					t.Errorf("stored: %s", said)
				}
			}
		})
	}
}

// TestServeBudget tells of a day's budget that the first call uses up. It stays
// used up when the process starts again.
func TestServeBudget(t *testing.T) {
	m := newScripted(t)
	m.read(func(c llmtest.Call) llmtest.Reply { return honest(c).Using(9000, 900) }) // 0.99 dollars
	m.compose(truthful)
	settings := m.settings("CLAIMBOT_PRICES", m.Model+"=100/100", "CLAIMBOT_BUDGET", "1")
	n := openNewsroom(t, settings)
	n.load(tram)
	n.log.until(t, "the model read articles", 1)
	if _, there := n.claim("wreck"); !there {
		t.Error("what the budget sufficed for is not stored")
	}
	n.wantPlain(n.ask(whatVance), "The language model is resting")
	n.wantTold(1, "today's budget of 1.00 US dollars 0.99 are spent", "CLAIMBOT_BUDGET")

	if err := n.stop(); err != nil {
		t.Fatal(err)
	}
	n.start(settings)
	n.wantPlain(n.ask(whatVance), "The language model is resting")
	if calls := len(m.Calls()); calls != 1 {
		t.Errorf("%d calls were made", calls)
	}
}
