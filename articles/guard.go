package articles

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"time"

	"code.dny.dev/ssrf"
)

// Network is how hosts are reached. The zero value is the real network; a test
// puts its own in place and keeps the guard that stands before it.
type Network struct {
	// Lookup resolves a host. Nil asks the system's resolver.
	Lookup func(ctx context.Context, host string) ([]netip.Addr, error)
	// Connect opens a connection to an address that the guard let through. Nil
	// dials it.
	Connect func(ctx context.Context, to netip.AddrPort) (net.Conn, error)
	// Roots are the certificates that sites are checked against. Nil takes the
	// system's.
	Roots *x509.CertPool
}

// maxRedirects is how often a page may send on to another.
const maxRedirects = 5

var (
	errRefused   = errors.New("no address of the host is on the public internet")
	errPort      = errors.New("only the ports 80 and 443 are fetched from")
	errRedirects = errors.New("too many redirects")
	errRedirect  = errors.New("redirect to something else than a web page")
)

// newClient makes the guarded client: it connects to public addresses on the
// ports 80 and 443 only, looked at after resolution and for each redirect,
// takes no proxy from the environment, and keeps no cookies.
func newClient(n Network, timeout time.Duration) *http.Client {
	guard := &guardian{
		network: n,
		// Azure's host service has a public address that only machines there reach.
		rules: ssrf.New(ssrf.WithDeniedV4Prefixes(netip.MustParsePrefix("168.63.129.16/32"))),
	}
	return &http.Client{
		Timeout: timeout,
		// Redirects are followed where each host is asked in its turn (visit.go).
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            guard.dial,
			TLSClientConfig:        &tls.Config{RootCAs: n.Roots, MinVersion: tls.VersionTLS12},
			TLSHandshakeTimeout:    timeout,
			ResponseHeaderTimeout:  timeout,
			MaxResponseHeaderBytes: 256 << 10,
			ForceAttemptHTTP2:      true,
			MaxIdleConnsPerHost:    1,
			IdleConnTimeout:        5 * time.Second,
		},
	}
}

// guardian looks at addresses before they are connected to.
type guardian struct {
	network Network
	rules   *ssrf.Guardian
}

func (g *guardian) dial(ctx context.Context, _, hostPort string) (net.Conn, error) {
	host, portText, err := net.SplitHostPort(hostPort)
	if err != nil {
		return nil, fmt.Errorf("split %q: %w", hostPort, err)
	}
	port, err := strconv.ParseUint(portText, 10, 16)
	if err != nil || port != 80 && port != 443 {
		return nil, errPort
	}
	addresses, err := g.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	return g.connectFirst(ctx, addresses, uint16(port))
}

// connectFirst connects to the first address that answers. One that is not
// public makes the host a refused one, whatever its others are.
func (g *guardian) connectFirst(ctx context.Context, addresses []netip.Addr, port uint16) (net.Conn, error) {
	for _, a := range addresses {
		if err := g.rules.SafeAddrPort(netip.AddrPortFrom(a, port)); err != nil {
			return nil, fmt.Errorf("%w: %w", errRefused, err)
		}
	}
	var faults []error
	for _, a := range addresses {
		conn, err := g.connect(ctx, netip.AddrPortFrom(a, port))
		if err == nil {
			return conn, nil
		}
		faults = append(faults, err)
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(faults...)
}

func (g *guardian) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal}, nil
	}
	if g.network.Lookup != nil {
		return g.network.Lookup(ctx, host)
	}
	found, err := net.DefaultResolver.LookupNetIP(ctx, "ip", host)
	for i := range found {
		found[i] = found[i].Unmap() // the resolver writes IPv4 addresses as mapped ones
	}
	return found, err
}

// attempt bounds one of several addresses, so that a dead one leaves time for
// the next.
const attempt = 7 * time.Second

func (g *guardian) connect(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
	if g.network.Connect != nil {
		return g.network.Connect(ctx, to)
	}
	dialer := net.Dialer{Timeout: attempt, Control: g.rules.Safe}
	return dialer.DialContext(ctx, "tcp", to.String())
}
