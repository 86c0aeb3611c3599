package discordtest

import "time"

// Option changes what New makes.
type Option func(*options)

type options struct {
	token     string
	patience  time.Duration
	now       func() time.Time
	heartbeat time.Duration
	intents   Intent // the privileged ones that the developer portal allows
	cdn       string
	starts    int // sessions left today
}

func defaults() options {
	start := time.Now().Truncate(time.Millisecond)
	return options{
		token:     "MTAwMDAwMDAwMDAwMDAwMDAw.fake.token-for-tests-only",
		patience:  20 * time.Second,
		now:       func() time.Time { return start },
		heartbeat: 41250 * time.Millisecond,
		starts:    1000,
	}
}

// Token sets the token that the fake takes, without "Bot ".
func Token(token string) Option { return func(o *options) { o.token = token } }

// RealTime lets the fake's clock run, so that three seconds are three seconds.
func RealTime() Option { return Clock(time.Now) }

// Clock sets the clock that Advance adds to.
func Clock(now func() time.Time) Option { return func(o *options) { o.now = now } }

// Patience is how long Ready, Until and Reply wait in real time before they
// fail the test: 20 s by default.
func Patience(d time.Duration) Option { return func(o *options) { o.patience = d } }

// Heartbeat is the interval that HELLO asks for: 41.25 s by default.
func Heartbeat(d time.Duration) Option { return func(o *options) { o.heartbeat = d } }

// Privileged allows privileged intents as in the developer portal: none by
// default.
func Privileged(intents ...Intent) Option {
	return func(o *options) {
		for _, i := range intents {
			o.intents |= i
		}
	}
}

// CDN sets where the URLs of attachments point: URL by default. The fake answers
// at /attachments/, whatever host it is called by.
func CDN(base string) Option { return func(o *options) { o.cdn = base } }

// SessionStarts sets how many sessions may still be begun today: 1,000 by
// default.
func SessionStarts(n int) Option { return func(o *options) { o.starts = n } }
