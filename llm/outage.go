package llm

import "time"

// outage is whether calls rest, and why. The zero value lets calls through.
type outage struct {
	failures int       // in a row
	err      *Error    // why calls rest; nil when they do not
	since    time.Time // when they began to
	until    time.Time // when one may try again; zero leaves it to Probe
	trial    bool      // one is trying
}

func (o *outage) stopped() bool { return o.err != nil }

// closed says why no call may be made now. A probe need not wait for until,
// but nothing hurries a new day.
func (o *outage) closed(now time.Time, probe bool) error {
	switch {
	case !o.stopped():
		return nil
	case o.trial, o.err.Kind == Budget:
		return o.err
	case probe, !o.until.IsZero() && !now.Before(o.until):
		return nil
	}
	return o.err
}

// begin notes that a call is made, and says whether it is a trial.
func (o *outage) begin() bool {
	o.trial = o.stopped()
	return o.trial
}

// postpone leaves things as they are, but for another trial's time.
func (o *outage) postpone(now time.Time, rest time.Duration) {
	if o.stopped() && !o.until.IsZero() {
		o.until = now.Add(rest)
	}
}

// stop lets calls rest until a time. An outage that changes its reason is
// still the same outage.
func (g *Guard) stop(err *Error, now, until time.Time) {
	if !g.outage.stopped() {
		g.outage.since = now
		g.untold = append(g.untold, Notice{Kind: err.Kind, Since: now, cause: err,
			Text: "The language model " + g.Model() + " rests, and answers are put together by rules. " + err.Message})
	}
	g.outage.err, g.outage.until = err, until
}

// resume lets calls through again.
func (g *Guard) resume() {
	was := g.outage
	g.outage = outage{}
	if was.stopped() {
		g.untold = append(g.untold, Notice{Back: true, Kind: was.err.Kind, Since: was.since,
			Text: "The language model " + g.Model() + " is back."})
	}
}

// Notice tells an operator that the model has stopped, or that it is back.
type Notice struct {
	Back  bool
	Kind  Kind      // why it stopped
	Text  string    // one or two sentences, safe to show
	Since time.Time // when it stopped

	cause error
}

// tell passes notices on, once each and in their order. While one is passed
// on, others that come are left to whoever does it, so that Notify may ask the
// guard how things stand.
func (g *Guard) tell() {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.telling {
		return
	}
	g.telling = true
	for len(g.untold) > 0 {
		n := g.untold[0]
		g.untold = g.untold[1:]
		g.mu.Unlock()
		g.announce(n)
		g.mu.Lock()
	}
	g.telling = false
}

func (g *Guard) announce(n Notice) {
	if n.Back {
		g.o.Log.Info("model is back", "model", g.Model(), "since", n.Since)
	} else {
		g.o.Log.Warn("model rests", "model", g.Model(), "kind", n.Kind, "err", n.cause)
	}
	if g.o.Notify != nil {
		g.o.Notify(n)
	}
}
