package articles

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// Limits where Options leaves them open.
const (
	DefaultTimeout  = 20 * time.Second
	DefaultMaxBytes = 10_000_000

	// documentBytes is what a PDF or a Word document may have more than a text:
	// most of it is pictures. Discord takes no larger attachments.
	documentBytes = 15_000_000
)

// Options of a Reader. The zero value reads files and the web as this machine
// sees them.
type Options struct {
	Stdin    io.Reader        // what "-" reads; nil is empty
	Now      func() time.Time // for captures; nil is time.Now
	Log      *slog.Logger     // nil is silent
	Timeout  time.Duration    // for a whole fetch; 0 is DefaultTimeout
	MaxBytes int64            // of one page, file or article line, unpacked; 0 is DefaultMaxBytes. PDF and Word documents may have 15 MB more
	Network  Network          // how hosts are reached; zero is the real network
}

// Reader reads inputs. It is safe for concurrent use. Standard input can be
// read once; whoever asks for it later finds it empty.
type Reader struct {
	piped    sync.Mutex
	stdin    io.Reader // what "-" reads, behind piped
	now      func() time.Time
	log      *slog.Logger
	timeout  time.Duration
	maxBytes int64
	client   *http.Client
	hosts    *hosts
}

var _ ingest.Reader = (*Reader)(nil)

// New makes a Reader.
func New(o Options) *Reader {
	r := &Reader{stdin: o.Stdin, now: o.Now, log: o.Log, timeout: o.Timeout, maxBytes: o.MaxBytes}
	if r.stdin == nil {
		r.stdin = strings.NewReader("")
	}
	if r.now == nil {
		r.now = time.Now
	}
	if r.log == nil {
		r.log = slog.New(slog.DiscardHandler)
	}
	if r.timeout <= 0 {
		r.timeout = DefaultTimeout
	}
	if r.maxBytes <= 0 {
		r.maxBytes = DefaultMaxBytes
	}
	r.client = newClient(o.Network, r.timeout)
	r.hosts = newHosts(r.now)
	return r
}

// Read gives the documents that input holds: a URL of a page or a feed, a file, a folder, or "-"
// for standard input. What given says wins over what the input says, but that a
// fetched page keeps the address it came from, for which a URL is refused, and
// takes no outlet that does not fit its domain; an ID or a URL is refused for
// an input of several articles. An error beside a name
// means that this one could not be read; the rest go on.
func (r *Reader) Read(ctx context.Context, input string, given claims.Given) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		name := displayName(input)
		given, err := checkGiven(given)
		switch {
		case err != nil:
			yield(ingest.Item{Name: name}, err)
		case ctx.Err() != nil:
			yield(ingest.Item{Name: name}, ctx.Err())
		case input == "-":
			r.readSource(ctx, source{name: name, what: "Standard input", origin: claims.OriginPasted, in: r.takeStdin()}, given, yield)
		case isAddress(input):
			r.readAddress(ctx, input, given, yield)
		default:
			r.readPath(ctx, input, given, yield)
		}
	}
}

// most is how many bytes a document of a form may have.
func (r *Reader) most(f form) int64 {
	if f.isText() {
		return r.maxBytes
	}
	return r.maxBytes + documentBytes
}

func (r *Reader) takeStdin() io.Reader {
	r.piped.Lock()
	defer r.piped.Unlock()
	in := r.stdin
	r.stdin = strings.NewReader("")
	return in
}

// displayName is what an input is reported by: never its credentials.
func displayName(input string) string {
	if input == "-" {
		return "standard input"
	}
	if isAddress(input) {
		return withoutCredentials(input)
	}
	return input
}

func checkGiven(g claims.Given) (claims.Given, error) {
	if g.URL == "" {
		return g, nil
	}
	u, err := parseAddress(g.URL)
	if err != nil {
		return g, err
	}
	g.URL = canonicalURL(u)
	return g, nil
}

// complete makes an article of what was read. What is given wins.
func complete(p page, a claims.Article, given claims.Given) claims.Article {
	a.Text, a.Title, a.Author = p.Text, p.Title, p.Author
	a.PublishedAt, a.ModifiedAt = p.Published, p.Modified
	a.Entries, a.FactChecks = p.Entries, p.FactChecks
	override(&a, given)
	if a.Via = p.Via; p.Channel == "" {
		a.Via = creditsOf(a.Author, a.Outlet, p.Credited, strings.Split(a.Text, "\n\n"))
	}
	if a.Language = language(a.Text); a.Language == "" {
		a.Language = p.Language // second: many pages say "en" whatever they are in
	}
	a.Identify()
	return a
}

func override(a *claims.Article, given claims.Given) {
	for _, field := range []struct {
		to   *string
		from string
	}{{&a.ID, given.ID}, {&a.URL, given.URL}, {&a.Outlet, given.Outlet}, {&a.Title, given.Title}} {
		if field.from != "" {
			*field.to = field.from
		}
	}
	if given.PublishedAt != "" {
		a.PublishedAt = given.PublishedAt
	}
}

func (r *Reader) capture(raw []byte, mediaType string) *claims.Capture {
	sum := sha256.Sum256(raw)
	return &claims.Capture{Raw: raw, SHA256: hex.EncodeToString(sum[:]), MediaType: mediaType, At: r.now()}
}
