package articles_test

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/claimbot/claimbot/articles"
)

// inBubble runs a test on a network of pipes, with a clock of its own that goes
// on at once whenever all wait: what takes hours takes no time here.
func inBubble(t *testing.T, handler http.HandlerFunc, test func(t *testing.T, n articles.Network)) {
	synctest.Test(t, func(t *testing.T) {
		l := &pipeListener{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := &http.Server{Handler: handler}
		var serving sync.WaitGroup
		serving.Go(func() { server.Serve(l) })
		defer serving.Wait()
		defer server.Close()
		test(t, articles.Network{
			Lookup: func(context.Context, string) ([]netip.Addr, error) { return []netip.Addr{public}, nil },
			Connect: func(ctx context.Context, _ netip.AddrPort) (net.Conn, error) {
				ours, theirs := net.Pipe()
				select {
				case l.conns <- theirs:
					return ours, nil
				case <-ctx.Done():
					return nil, ctx.Err()
				}
			},
		})
	})
}

type pipeListener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *pipeListener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *pipeListener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *pipeListener) Addr() net.Addr { return &net.TCPAddr{} }
