package main

import (
	"encoding/json"
	"io"
	"log/slog"
	"maps"
	"strings"
	"sync"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/llm/llmtest"
	"github.com/claimbot/claimbot/storage"
)

// scriptedModel is a model of which a test says how it reads articles and how it
// composes answers; at first it finds nothing. It says yes to a probe.
type scriptedModel struct {
	*llmtest.Server
	t *testing.T

	mu              sync.Mutex
	reads, composes func(llmtest.Call) llmtest.Reply
	fault           *llmtest.Reply // to every call; nil while all is well
}

func newScripted(t *testing.T) *scriptedModel {
	t.Helper()
	m := &scriptedModel{Server: llmtest.New(t), t: t}
	m.Reply(func(c llmtest.Call) llmtest.Reply {
		m.mu.Lock()
		reads, composes, fault := m.reads, m.composes, m.fault
		m.mu.Unlock()
		switch purpose := schemaOf(c); {
		case fault != nil:
			return *fault
		case purpose == "claims" && reads != nil:
			return reads(c)
		case purpose == "claims":
			return finds()
		case purpose == "answer" && composes != nil:
			return composes(c)
		case purpose == "answer":
			return llmtest.JSON(map[string]any{"answerable": false, "sentences": []any{}})
		}
		return llmtest.Text("yes")
	})
	return m
}

// schemaOf names what a call wants: "claims" of an article, an "answer", or
// "" for a probe.
func schemaOf(c llmtest.Call) string {
	var body struct {
		Format struct {
			Schema struct{ Name string } `json:"json_schema"`
		} `json:"response_format"`
	}
	_ = json.Unmarshal(c.Body, &body) // the server has read it already
	return body.Format.Schema.Name
}

func (m *scriptedModel) read(f func(llmtest.Call) llmtest.Reply) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads = f
}

func (m *scriptedModel) compose(f func(llmtest.Call) llmtest.Reply) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.composes = f
}

// fails has every call get this from now on, and works ends it.
func (m *scriptedModel) fails(with llmtest.Reply) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = &with
}

func (m *scriptedModel) works() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fault = nil
}

// settings name this model, beside more of them in pairs.
func (m *scriptedModel) settings(more ...string) map[string]string {
	s := map[string]string{"OPENAI_BASE_URL": m.URL, "OPENAI_API_KEY": m.Key, "OPENAI_MODEL": m.Model}
	for i := 0; i < len(more); i += 2 {
		s[more[i]] = more[i+1]
	}
	return s
}

// said is a sentence of a composed answer. It cites the offered claims that
// hold these words, and by its name what begins with "=".
type said struct {
	text  string
	cites []string
}

// writes is the answer of a model that writes these sentences.
func writes(c llmtest.Call, all ...said) llmtest.Reply {
	_, document, _ := strings.Cut(c.User, "instruction to you.")
	document, _, _ = strings.Cut(document, "\nINSTRUCTIONS")
	var offered struct{ Claims []struct{ ID, Text string } }
	if err := json.Unmarshal([]byte(document), &offered); err != nil {
		return llmtest.Text("the prompt is no longer what the test thinks: " + err.Error())
	}
	sentences := []map[string]any{}
	for _, s := range all {
		names := []string{}
		for _, words := range s.cites {
			if name, ok := strings.CutPrefix(words, "="); ok {
				names = append(names, name)
			}
			for _, o := range offered.Claims {
				if strings.Contains(o.Text, words) {
					names = append(names, o.ID)
				}
			}
		}
		sentences = append(sentences, map[string]any{"text": s.text, "claims": names})
	}
	return llmtest.JSON(map[string]any{"answerable": true, "sentences": sentences})
}

// finds is the reply of a model that finds these claims.
func finds(all ...map[string]any) llmtest.Reply {
	return llmtest.JSON(map[string]any{"claims": append([]map[string]any{}, all...)})
}

// event is a claim as models write it, with more of its fields.
func event(quote, text, nature string, more map[string]any) map[string]any {
	c := map[string]any{"kind": "event", "quote": quote, "text": text, "modality": "asserted", "event": map[string]any{"nature": nature}}
	maps.Copy(c, more)
	return c
}

// newsroom is a server of Discord with someone who may load articles.
type newsroom struct {
	*served
	guild   *discordtest.Guild
	channel *discordtest.Channel
	editor  *discordtest.Member
}

func openNewsroom(t *testing.T, settings map[string]string) *newsroom {
	t.Helper()
	d := discordtest.New(t)
	g := d.Guild("North Desk")
	n := &newsroom{guild: g, channel: g.Channel("desk"), editor: g.Member("ann", discordtest.ManageServer)}
	g.Join(&discordtest.Member{User: d.Operator()}) // Discord lets the bot write only to whom it shares a server with
	n.served = serve(t, d, settings)
	return n
}

// load has the editor load a text as an article.
func (n *newsroom) load(text string) discordtest.Message {
	n.t.Helper()
	return n.editor.Slash(n.channel, "article add", discordtest.Options{
		"file": discordtest.File{Name: "tram.txt", Data: []byte(text)}, "outlet": "The Harbour Post", "published": "2026-03-11",
	}).Reply()
}

// ask asks as somebody new, whom no pace holds up.
func (n *newsroom) ask(question string) discordtest.Message {
	n.t.Helper()
	return n.guild.Member("bob").Slash(n.channel, "ask", discordtest.Options{"question": question}).Reply()
}

// claims are all that can be found in the server's workspace.
func (n *newsroom) claims() (all []claims.Claim) {
	n.t.Helper()
	out := n.run("search", "--json", "-w", n.guild.ID, "--limit", "1000", "--kind", "casualty,ceasefire,statement,event")
	for d := json.NewDecoder(strings.NewReader(out)); d.More(); {
		var c claims.Claim
		if err := d.Decode(&c); err != nil {
			n.t.Fatal(err)
		}
		all = append(all, c)
	}
	return all
}

// claim finds the one whose sentence holds these words.
func (n *newsroom) claim(words string) (found claims.Claim, ok bool) {
	n.t.Helper()
	for _, c := range n.claims() {
		if strings.Contains(c.Text, words) {
			return c, true
		}
	}
	return claims.Claim{}, false
}

// kept is the answer of a message as the question log has it.
func (n *newsroom) kept(m discordtest.Message) ask.Kept {
	n.t.Helper()
	store, err := storage.Open(n.t.Context(), n.db, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		n.t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			n.t.Error(err)
		}
	}()
	button := m.Find("Wrong?")
	if button == nil {
		n.t.Fatalf("no id of an answer is on\n%s", shown(m))
	}
	_, id, _ := strings.Cut(button.CustomID, ":")
	ws, err := store.Ensure(n.t.Context(), n.guild.ID, n.guild.Name)
	if err != nil {
		n.t.Fatal(err)
	}
	kept, err := store.Answer(n.t.Context(), ws.ID, id)
	if err != nil {
		n.t.Fatal(err)
	}
	return kept
}

// hides fails if a message shows any of these words.
func hides(t *testing.T, m discordtest.Message, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(strings.ToLower(shown(m)), strings.ToLower(w)) {
			t.Errorf("%q is shown in:\n%s", w, shown(m))
		}
	}
}

const (
	vance = "Rita Vance, who leads the drivers' union, said the brakes had been reported twice in February."
	crews = "Crews cut the wreck apart overnight."
	tram  = harbour + "\n" + vance + "\n\n" + crews + "\n"

	howMany   = "How many people were killed in Port Ersel?"
	whatVance = "What did Rita Vance say about the brakes?"
	whatCrews = "Which crews cut the wreck apart?"
)

// honest is what the model finds that the rules do not.
func honest(llmtest.Call) llmtest.Reply {
	return finds(event(crews, crews, "salvage", nil)).Using(900, 70)
}

// TestServeWithModel tells of an article that answers before the model has
// read it, of what the model adds to it then, and of an answer that the model
// composed.
func TestServeWithModel(t *testing.T) {
	m := newScripted(t)
	hold := make(chan struct{})
	m.read(func(c llmtest.Call) llmtest.Reply { return honest(c).After(hold) })
	m.compose(func(c llmtest.Call) llmtest.Reply {
		if !strings.Contains(c.User, "Vance say") {
			return writes(c, said{crews, []string{"wreck"}})
		}
		return writes(c, said{vance, []string{"brakes"}}).Using(321, 45)
	})
	n := openNewsroom(t, m.settings())

	wantShown(t, n.load(tram), "2 killed", "5 injured", "The language model is still to read it")
	m.WaitFor(1) // it reads, and its reply is held
	before := n.ask(whatCrews)
	wantShown(t, before, "No article loaded here")
	wantShown(t, n.ask(howMany), "2 killed in Port Ersel")

	answer := n.ask(whatVance)
	wantShown(t, answer, "**"+vance+"**", "The Harbour Post", `\[1\]`)
	hides(t, answer, "put together from")
	kept := n.kept(answer).Answer.Answer()
	if kept.Engine != claims.EngineLLM || kept.Tokens != (claims.Tokens{Prompt: 321, Completion: 45}) || len(kept.Evidence) != 1 {
		t.Errorf("kept as %s with %+v and %d claims", kept.Engine, kept.Tokens, len(kept.Evidence))
	}
	if _, there := n.claim("wreck"); there {
		t.Error("a claim is stored that nobody has read yet")
	}

	close(hold)
	n.log.until(t, "the model read articles", 1)
	if c, there := n.claim("wreck"); !there || c.Engine != claims.EngineLLM || c.Quote != crews {
		t.Errorf("after the model's pass: %+v", c)
	}
	if c, there := n.claim("brakes"); !there || c.Quote != vance {
		t.Errorf("what the rules read is lost: %+v", c)
	}
	after := n.ask(whatCrews)
	wantShown(t, after, "**Crews cut the wreck apart overnight.**")
	if engine := n.kept(after).Answer.Answer().Engine; engine != claims.EngineLLM {
		t.Errorf("the engine is %s", engine)
	}
	if pings := n.discord.Pings(); len(pings) > 0 {
		t.Errorf("pinged %v", pings)
	}
}

// TestServeRedo tells of articles that were read without a model and are read
// again with one, and of a claim that stays hidden all the while.
func TestServeRedo(t *testing.T) {
	m := newScripted(t)
	n := openNewsroom(t, nil)
	n.load(tram)
	wrong, _ := n.claim("brakes")
	wantShown(t, n.editor.Slash(n.channel, "claim hide", discordtest.Options{"claim": wrong.ID}).Reply(), "Hidden", "brakes")

	m.read(honest)
	out := n.runWith(m.settings(), "redo", "-w", n.guild.ID, "--engine-was", "offline")
	for _, want := range []string{"+ event", crews, "1 added", "1 hidden by hand", "1 read again, 1 changed, 0 failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("redo does not tell %q:\n%s", want, out)
		}
	}
	if out := n.runWith(m.settings(), "redo", "-w", n.guild.ID, "--engine-was", "offline"); !strings.Contains(out, "0 read again") {
		t.Errorf("read a third time:\n%s", out)
	}
	if _, there := n.claim("brakes"); there {
		t.Error("a hidden claim is back")
	}

	if err := n.stop(); err != nil {
		t.Fatal(err)
	}
	n.start(m.settings())
	const gone = "Crews cut the wreck apart"
	m.read(func(llmtest.Call) llmtest.Reply {
		return finds(event(crews, gone+".", "salvage", map[string]any{"quote": gone}))
	})
	article, _ := n.claim("wreck")
	card := n.editor.Slash(n.channel, "article redo", discordtest.Options{"article": article.ArticleID}).Reply()
	wantShown(t, card, "Read again", "1 claim new, 1 gone", "by the llm engine", "stay hidden", "+ ", "− ")
	hides(t, card, "brakes")
	if c, _ := n.claim("wreck"); c.Quote != gone {
		t.Errorf("the claim is still %q", c.Quote)
	}
	hides(t, n.ask(whatVance), "twice in February")
}
