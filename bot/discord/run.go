package discord

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"

	"github.com/claimbot/claimbot/claims"
)

const (
	// settled is how long a connection must hold for its faults to be
	// forgotten.
	settled = 30 * time.Second

	// resumes is how often in a row a session is tried to be resumed before a
	// new one takes its place.
	resumes = 3

	longestBackoff = 2 * time.Minute
)

// Run connects to the gateway and hands events on until ctx ends; then it takes
// no more, waits for the handlers, and gives nil. It comes through lost
// connections, sessions that Discord ends, outages, and a gateway that falls
// silent. An error says that going on is of no use: Discord accepts the token,
// or the intents, no more.
func (c *Client) Run(ctx context.Context, intents discordgo.Intent, events Events) error {
	handlers, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(errStopped)
	k := &keeper{Client: c, intents: intents, dispatcher: newDispatcher(handlers, c, events)}
	err := k.keep(ctx)
	k.stop(cancel)
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// keeper keeps the gateway connected.
type keeper struct {
	*Client
	intents    discordgo.Intent
	dispatcher *dispatcher

	session  *session // nil before the first, and after one that is lost
	failures int      // connections in a row that did not settle
	vain     int      // connections in a row that came to no session
}

// keep connects, listens, and connects again. It ends with ctx or with an error
// that connecting again does not mend.
func (k *keeper) keep(ctx context.Context) error {
	for {
		err := k.hold(ctx)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if fatal := k.assess(err); fatal != nil {
			return fatal
		}
		if rest := k.rest(err); rest > 0 {
			if err := k.opts.Wait(ctx, rest); err != nil {
				return err
			}
		}
	}
}

// rest is how long to wait before connecting again. The first time that is not
// at all, since Discord asks bots to connect anew every few hours; but a new
// session in place of one that it forgot it wants 1 to 5 seconds later.
func (k *keeper) rest(err error) time.Duration {
	switch {
	case errors.Is(err, errInvalid):
		return 2*k.opts.Backoff + rand.N(8*k.opts.Backoff)
	case k.failures == 1:
		return 0
	}
	return min(k.backoff(k.failures-1), longestBackoff)
}

// hold connects, and listens until the connection ends. The error says why.
func (k *keeper) hold(ctx context.Context) error {
	s := k.session
	if s == nil {
		address, err := k.gateway(ctx)
		if err != nil {
			return err
		}
		s = &session{address: address}
	}
	w, err := dial(ctx, s.address, k.opts.Patience)
	if err != nil {
		return err
	}
	var beats sync.WaitGroup
	defer beats.Wait()
	parted := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(parted)
		w.leave(websocket.CloseNormalClosure)
	})
	defer func() {
		if !stop() {
			<-parted
			return
		}
		w.leave(closeToResume)
	}()
	interval, err := w.greet(k.opts.Token, k.intents, s)
	if err != nil {
		return err
	}
	beating, cancel := context.WithCancel(ctx)
	defer cancel()
	beats.Go(func() { w.heartbeats(beating, s, interval) })
	return k.listen(w, s, cmp.Or(k.opts.Watchdog, interval*5/2))
}

// listen hands events on until the connection ends or is silent for too long.
func (k *keeper) listen(w *wire, s *session, silence time.Duration) error {
	opened := time.Now()
	for {
		p, err := w.read(silence)
		if err == nil {
			err = k.take(w, s, p)
		}
		if err == nil {
			continue
		}
		if time.Since(opened) >= settled {
			k.failures = 0
		}
		if w.unheard.Load() {
			return errUnheard
		}
		return err
	}
}

// take deals with one packet. An error ends the connection.
func (k *keeper) take(w *wire, s *session, p packet) error {
	switch p.Op {
	case opDispatch:
		switch p.Type {
		case "READY":
			k.begun(s, p.Data)
		case "RESUMED":
			k.vain = 0
			k.log.Info("connected to Discord again, and told what was missed")
		}
		k.dispatcher.event(p.Type, p.Data)
		if p.Seq != nil {
			s.seq.Store(*p.Seq)
		}
	case opHeartbeat:
		return w.beat(s)
	case opHeartbeatAck:
		w.acked.Store(true)
	case opReconnect:
		return errReconnect
	case opInvalid:
		if string(p.Data) != "true" {
			return errInvalid
		}
		return errReconnect
	}
	return nil
}

// begun keeps what is needed to resume the session.
func (k *keeper) begun(s *session, data []byte) {
	var ready struct {
		ID      string `json:"session_id"`
		Address string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(data, &ready); err != nil || ready.ID == "" {
		return // the next connection begins anew
	}
	s.id, s.address = ready.ID, cmp.Or(ready.Address, s.address)
	k.session, k.vain = s, 0
	k.log.Info("connected to Discord", "intents", int(k.intents))
}

// gateway asks where the gateway is and whether a session may be begun. A bot
// that begins more than Discord allows in a day has its token taken away.
func (k *keeper) gateway(ctx context.Context) (string, error) {
	for {
		var told struct {
			URL   string `json:"url"`
			Limit struct {
				Remaining  *int  `json:"remaining"`
				ResetAfter int64 `json:"reset_after"` // milliseconds
			} `json:"session_start_limit"`
		}
		if err := k.get(ctx, "/gateway/bot", "/gateway/bot", &told); err != nil {
			return "", err
		}
		if told.URL == "" {
			return "", unreadable("GET /gateway/bot", errors.New("no url"))
		}
		if told.Limit.Remaining == nil || *told.Limit.Remaining > 0 {
			return told.URL, nil
		}
		pause := max(time.Duration(told.Limit.ResetAfter)*time.Millisecond, time.Second)
		k.log.Warn("Discord allows no new session today", "pause", pause)
		if err := k.opts.Wait(ctx, pause); err != nil {
			return "", err
		}
	}
}

// assess decides what a connection's end means: an error that ends Run, a new
// session, or a resume.
func (k *keeper) assess(err error) error {
	k.failures++
	k.vain++
	if refusal := closed(err); refusal != nil {
		err = refusal.explain()
	}
	if endsRun(err) {
		return err
	}
	if k.failures > 1 {
		k.log.Warn("the connection to Discord fails", "failures", k.failures, "err", err)
	} else {
		k.log.Info("the connection to Discord ended; connecting anew", "err", err)
	}
	if errors.Is(err, errInvalid) || endsSession(Code(err)) || k.vain > resumes {
		k.session = nil
	}
	return nil
}

// endsRun says whether connecting anew would end in the same way.
func endsRun(err error) bool {
	switch Code(err) {
	case CodeBadToken, CodeBadShard, CodeShardsNeeded, CodeBadVersion, CodeBadIntents, CodeIntentsNotAllowed:
		return true
	}
	return claims.ErrorCode(err) == claims.EForbidden
}

// endsSession says whether Discord gives a session up when it closes a
// connection with this code.
func endsSession(code int) bool {
	switch code {
	case 4003, 4005, 4007, 4009:
		return true
	}
	return false
}

// stop gives the handlers their grace, then ends their context, and at last
// leaves those behind that do not heed it.
func (k *keeper) stop(cancel context.CancelCauseFunc) {
	defer k.Close()
	done := k.dispatcher.stop()
	last := time.AfterFunc(k.opts.Grace, func() { cancel(errStopped) })
	defer last.Stop()
	limit := time.NewTimer(k.opts.Grace + 5*time.Second)
	defer limit.Stop()
	select {
	case <-done:
	case <-limit.C:
		k.log.Error("handlers do not end; they are left behind")
	}
}
