package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

// resume greets, wants a resume of the session after event seq, and grants it.
func (p *peer) resume(seq int64) {
	got := p.hello(opResume)
	var d struct {
		Token string
		ID    string `json:"session_id"`
		Seq   int64
	}
	if err := json.Unmarshal(got.Data, &d); err != nil || d.ID != "s" || d.Seq != seq || d.Token != botToken {
		p.t.Errorf("resumes with %s (%v)", got.Data, err)
	}
	p.dispatch(seq+1, "INTERACTION_CREATE", commandEvent)
	p.dispatch(seq+2, "RESUMED", `{}`)
}

// unheeding reads and says nothing.
func unheeding(p *peer) {
	for {
		if _, _, err := p.ws.ReadMessage(); err != nil {
			return
		}
	}
}

// chatting sends events, and acknowledges no heartbeat.
func chatting(p *peer) {
	for {
		if _, _, err := p.ws.ReadMessage(); err != nil {
			return
		}
		p.dispatch(1, "TYPING_START", `{}`)
	}
}

func TestRunResumes(t *testing.T) {
	for name, end := range map[string]func(*peer){
		"a lost connection":            func(p *peer) { p.ws.UnderlyingConn().Close() },
		"a restart":                    func(p *peer) { p.close(1001) },
		"an unknown error":             func(p *peer) { p.close(4000) },
		"op 7":                         func(p *peer) { p.send(packet{Op: opReconnect}); p.untilClosed() },
		"op 9 that may resume":         func(p *peer) { p.send(packet{Op: opInvalid, Data: json.RawMessage("true")}); p.untilClosed() },
		"silence":                      unheeding,
		"rubbish":                      func(p *peer) { p.ws.WriteMessage(websocket.BinaryMessage, []byte("zip")); p.untilClosed() },
		"half a packet":                func(p *peer) { p.ws.WriteMessage(websocket.TextMessage, []byte(`{"op":`)); p.untilClosed() },
		"ops that nobody knows":        func(p *peer) { p.send(packet{Op: 99}); p.send(packet{Op: -1}); p.close(4000) },
		"an event with nothing in it":  func(p *peer) { p.dispatch(1, "GUILD_CREATE", "null"); p.close(4000) },
		"servers that are null":        func(p *peer) { p.dispatch(1, "GUILD_CREATE", `{"id":"5","channels":[null]}`); p.close(4000) },
		"heartbeats not acknowledged":  chatting,
		"op 7 again, after the resume": func(p *peer) { p.send(packet{Op: opReconnect}); p.untilClosed() },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			plays := []func(*peer){func(p *peer) { p.begin(); end(p) }}
			if strings.Contains(name, "again") {
				plays = append(plays, func(p *peer) { p.hello(opResume); end(p) })
			}
			g := &gate{plays: append(plays, func(p *peer) { p.resume(1); p.untilClosed() })}
			if name == "heartbeats not acknowledged" {
				g.beat = 200
			}
			r := run(t, g, func(o *Options) {
				if name == "silence" {
					o.Watchdog = 400 * time.Millisecond
				}
			})
			r.hears(t, "ready", "interaction 1")
			r.ends(t)
			if g.begun() != 1 {
				t.Errorf("asked for the gateway %d times", g.begun())
			}
			if name == "heartbeats not acknowledged" && !strings.Contains(r.log.String(), errUnheard.Error()) {
				t.Errorf("left for another reason: %s", r.log)
			}
			if len(plays) == 1 && len(r.times.waited) > 0 {
				t.Errorf("waited %v before the first attempt", r.times.waited)
			}
		})
	}
}

func TestRunResumesWhereDiscordSays(t *testing.T) {
	r := run(t, &gate{plays: []func(*peer){
		func(p *peer) {
			p.hello(opIdentify)
			p.dispatch(1, "READY", strings.Replace(readyEvent, `{`, `{"resume_gateway_url":"ws://`+p.ws.LocalAddr().String()+`/resume",`, 1))
			p.ws.UnderlyingConn().Close()
		},
		func(p *peer) {
			if p.path != "/resume?v=10&encoding=json" {
				p.t.Errorf("resumes at %s", p.path)
			}
			p.resume(1)
			p.untilClosed()
		},
	}}, nil)
	r.hears(t, "ready", "interaction 1")
	r.ends(t)
}

func TestRunBeats(t *testing.T) {
	beats := make(chan string, 9)
	beat := func(p *peer) { beats <- string(p.expect(opHeartbeat).Data) }
	r := run(t, &gate{beat: 60_000, plays: []func(*peer){func(p *peer) {
		p.hello(opIdentify)
		p.send(packet{Op: opHeartbeat})
		beat(p)
		p.dispatch(1, "READY", readyEvent)
		p.dispatch(7, "TYPING_START", `{}`)
		p.send(packet{Op: opHeartbeat})
		beat(p)
		p.untilClosed()
	}}}, nil)
	r.hears(t, "ready")
	if first, second := <-beats, <-beats; first != "null" || second != "7" {
		t.Errorf("beats with %s, then %s", first, second)
	}
	r.ends(t)
}

func TestRunBeginsAnew(t *testing.T) {
	lost := func(p *peer) { p.ws.UnderlyingConn().Close() }
	broken := func(p *peer) { p.begin(); lost(p) }
	for name, plays := range map[string][]func(*peer){
		"a session that was forgotten": {broken, func(p *peer) {
			p.hello(opResume)
			p.send(packet{Op: opInvalid, Data: json.RawMessage("false")})
			p.untilClosed()
		}},
		"a session that timed out":   {func(p *peer) { p.begin(); p.close(4009) }},
		"a wrong sequence":           {broken, func(p *peer) { p.hello(opResume); p.close(4007) }},
		"resumes that lead nowhere":  {broken, lost, lost, lost},
		"a READY that says nothing":  {func(p *peer) { p.hello(opIdentify); p.dispatch(1, "READY", `{"guilds":[null]}`); lost(p) }, broken, lost, lost, lost},
		"no greeting, and no answer": {broken, (*peer).untilClosed, (*peer).untilClosed, (*peer).untilClosed},
		"rubbish for greetings": {
			broken,
			func(p *peer) { p.ws.WriteMessage(websocket.TextMessage, []byte("null")); p.untilClosed() },
			func(p *peer) {
				p.send(packet{Op: opHello, Data: json.RawMessage(`{"heartbeat_interval":-1}`)})
				p.untilClosed()
			},
			func(p *peer) { p.dispatch(1, "READY", readyEvent); p.untilClosed() },
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, &gate{plays: append(plays, func(p *peer) { p.begin(); p.untilClosed() })},
				func(o *Options) { o.Patience = 500 * time.Millisecond })
			r.hears(t, "ready", "ready")
			r.ends(t)
			if r.gate.begun() < 2 {
				t.Errorf("asked for the gateway %d times; %s", r.gate.begun(), r.log)
			}
		})
	}
}

func TestRunEndsWhenGoingOnIsOfNoUse(t *testing.T) {
	for name, tt := range map[string]struct {
		plays []func(*peer)
		want  string
	}{
		"a bad token": {[]func(*peer){func(p *peer) { p.hello(opIdentify); p.close(4004) }}, "Reset Token"},
		"a token taken away while it runs": {[]func(*peer){
			func(p *peer) { p.begin(); p.close(4004) },
			func(p *peer) { p.hello(opIdentify, opResume); p.close(4004) },
		}, "Reset Token"},
		"an intent":            {[]func(*peer){func(p *peer) { p.hello(opIdentify); p.close(4014) }}, "Privileged Gateway Intents"},
		"a connection too few": {[]func(*peer){func(p *peer) { p.hello(opIdentify); p.close(4011) }}, "too many servers"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, &gate{plays: tt.plays}, nil)
			err := r.fails(t)
			if !strings.Contains(claims.ErrorMessage(err), tt.want) {
				t.Errorf("%v; %s", err, r.log)
			}
			if strings.Contains(r.log.String(), botToken) {
				t.Errorf("the log tells the token: %s", r.log)
			}
		})
	}
	s := &script{answers: []answer{{status: 401, body: `{"message":"401: Unauthorized","code":0}`}}}
	c, _, _ := serve(t, s)
	if err := c.Run(t.Context(), 0, Events{}); !strings.Contains(claims.ErrorMessage(err), "Reset Token") {
		t.Errorf("a token that REST refuses: %v", err)
	}
}

func TestRunWaitsForOutages(t *testing.T) {
	times := 0
	g := &gate{t: t, limit: `{"remaining":0,"reset_after":60000}`}
	r := run(t, g, func(o *Options) {
		o.HTTP = &http.Client{Transport: trips(func(req *http.Request) (*http.Response, error) {
			if times++; times <= 9 {
				return nil, http.ErrHandlerTimeout
			}
			return http.DefaultTransport.RoundTrip(req)
		})}
	})
	t.Cleanup(http.DefaultTransport.(*http.Transport).CloseIdleConnections)
	g.mu.Lock()
	g.plays = append(g.plays, func(p *peer) { p.begin(); p.untilClosed() })
	g.mu.Unlock()
	r.hears(t, "ready")
	r.ends(t)
	if !slices.Contains(r.times.waited, time.Minute) || g.begun() != 2 {
		t.Errorf("waited %v, asked %d times", r.times.waited, g.begun())
	}
}

type trips func(*http.Request) (*http.Response, error)

func (f trips) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// TestStopWaitsForHandlers ends the bot while three handlers run: one that ends
// in time, one that heeds its context, and one that does neither.
func TestStopWaitsForHandlers(t *testing.T) {
	left, entered, release := make(chan int, 1), make(chan struct{}, 3), make(chan struct{})
	ended := make(chan error, 3)
	r := run(t, &gate{plays: []func(*peer){func(p *peer) {
		p.begin()
		for range 2 {
			p.dispatch(2, "INTERACTION_CREATE", commandEvent)
		}
		p.dispatch(3, "MESSAGE_CREATE", messageEvent)
		left <- p.read()
	}}}, func(o *Options) { o.Grace = 300 * time.Millisecond }, func(e *Events) {
		e.Interaction = func(ctx context.Context, _ *discordgo.Interaction) {
			entered <- struct{}{}
			<-ctx.Done()
			ended <- context.Cause(ctx)
		}
		e.Message = func(ctx context.Context, _ *discordgo.Message) {
			entered <- struct{}{}
			<-release
			ended <- ctx.Err()
		}
	})
	r.hears(t, "ready")
	for range 3 {
		<-entered
	}
	r.stop()
	if code := <-left; code != websocket.CloseNormalClosure {
		t.Errorf("left with code %d, which does not show the bot as offline", code)
	}
	close(release)
	if err := r.fails(t); err != nil {
		t.Errorf("Run ended with %v", err)
	}
	if len(ended) != 3 {
		t.Errorf("%d of 3 handlers ended before Run did", len(ended))
	}
	for range len(ended) {
		if err := <-ended; err != nil && !errors.Is(err, errStopped) {
			t.Errorf("a handler was stopped by %v", err)
		}
	}
}
