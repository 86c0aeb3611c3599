package discord

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

// resume greets, wants a resume of the session after event seq, and grants it.
func (p *peer) resume(seq int) {
	got := p.hello(6)
	var d struct {
		Token, SessionID string
		ID               string `json:"session_id"`
		Seq              int
	}
	if err := json.Unmarshal(got.Data, &d); err != nil || d.ID != "s" || d.Seq != seq || d.Token != "Bot "+botToken {
		p.t.Errorf("resumes with %s (%v)", got.Data, err)
	}
	p.dispatch(seq+1, "INTERACTION_CREATE", commandEvent)
	p.dispatch(seq+2, "RESUMED", `{}`)
}

func TestRunResumes(t *testing.T) {
	for name, end := range map[string]func(*peer){
		"after a lost connection": func(p *peer) { p.ws.UnderlyingConn().Close() },
		"after a restart":         func(p *peer) { p.close(1001) },
		"after op 7":              func(p *peer) { p.send(packet{Op: 7}); p.untilClosed() },
		"after silence": func(p *peer) {
			for {
				if _, _, err := p.ws.ReadMessage(); err != nil {
					return
				}
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, &gate{plays: []func(*peer){
				func(p *peer) { p.begin(); end(p) },
				func(p *peer) { p.resume(1); p.untilClosed() },
			}}, func(o *Options) {
				if strings.Contains(name, "silence") {
					o.Watchdog = 400 * time.Millisecond
				}
			})
			r.hears(t, "ready", "interaction 1")
			r.ends(t)
			if r.gate.asked != 1 {
				t.Errorf("asked for the gateway %d times", r.gate.asked)
			}
			if len(r.times.waited) > 0 {
				t.Errorf("waited %v before the first attempt", r.times.waited)
			}
		})
	}
}

func TestRunBeginsAnew(t *testing.T) {
	t.Run("a session that has ended, on the same connection", func(t *testing.T) {
		t.Parallel()
		r := run(t, &gate{plays: []func(*peer){
			func(p *peer) { p.begin(); p.ws.UnderlyingConn().Close() },
			func(p *peer) {
				p.hello(6)
				p.send(packet{Op: 9, Data: json.RawMessage("false")})
				p.expect(2)
				p.dispatch(1, "READY", readyEvent)
				p.untilClosed()
			},
		}}, nil)
		r.hears(t, "ready", "ready")
		r.ends(t)
	})
	for name, play := range map[string]func(*peer){
		"a session that timed out": func(p *peer) { p.hello(6); p.close(4009) },
		"a wrong sequence":         func(p *peer) { p.hello(6); p.close(4007) },
		"op 7 straight after a resume, which hangs discordgo": func(p *peer) {
			p.hello(6)
			p.send(packet{Op: 7})
			p.untilClosed()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, &gate{plays: []func(*peer){
				func(p *peer) { p.begin(); p.ws.UnderlyingConn().Close() },
				play,
				func(p *peer) { p.begin(); p.untilClosed() },
			}}, func(o *Options) { o.Patience = time.Second })
			r.hears(t, "ready", "ready")
			r.ends(t)
			if r.gate.asked != 2 {
				t.Errorf("asked for the gateway %d times", r.gate.asked)
			}
		})
	}
	t.Run("a gateway that never greets", func(t *testing.T) {
		t.Parallel()
		r := run(t, &gate{plays: []func(*peer){
			(*peer).untilClosed,
			(*peer).untilClosed,
			func(p *peer) { p.begin(); p.untilClosed() },
		}}, func(o *Options) { o.Patience = 500 * time.Millisecond })
		r.hears(t, "ready")
		r.ends(t)
	})
	t.Run("rubbish for greetings", func(t *testing.T) {
		t.Parallel()
		r := run(t, &gate{plays: []func(*peer){
			func(p *peer) {
				p.send(packet{Op: 0, Type: "READY", Data: json.RawMessage(`{"guilds":[null]}`)})
				p.untilClosed()
			},
			func(p *peer) { p.ws.WriteMessage(websocket.TextMessage, []byte("null")); p.untilClosed() },
			func(p *peer) { p.ws.WriteMessage(websocket.BinaryMessage, []byte("zip")); p.untilClosed() },
			func(p *peer) { p.begin(); p.untilClosed() },
		}}, nil)
		r.hears(t, "ready")
		r.ends(t)
	})
}

func TestRunEndsWhenGoingOnIsOfNoUse(t *testing.T) {
	for name, tt := range map[string]struct {
		plays []func(*peer)
		want  string
	}{
		"a bad token": {[]func(*peer){func(p *peer) { p.hello(2); p.close(4004) }}, "Reset Token"},
		"a token taken away while it runs": {[]func(*peer){
			func(p *peer) { p.begin(); p.close(4004) },
			func(p *peer) { p.hello(2, 6); p.close(4004) },
		}, "Reset Token"},
		"an intent":            {[]func(*peer){func(p *peer) { p.hello(2); p.close(4014) }}, "Privileged Gateway Intents"},
		"a connection too few": {[]func(*peer){func(p *peer) { p.hello(2); p.close(4011) }}, "too many servers"},
		"a session that hangs and hangs": {
			[]func(*peer){hang, hang, hang, hang}, "start claimbot again"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := run(t, &gate{plays: tt.plays}, func(o *Options) { o.Patience = 500 * time.Millisecond })
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

// hang sends what discordgo answers by waiting for itself.
func hang(p *peer) {
	p.hello(2)
	p.send(packet{Op: 7})
	p.untilClosed()
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
	if last := r.times.waited[len(r.times.waited)-1]; last != time.Minute || g.asked != 2 {
		t.Errorf("waited %v, asked %d times", r.times.waited, g.asked)
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
