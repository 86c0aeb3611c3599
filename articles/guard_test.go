package articles_test

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// refused are addresses that nothing is ever fetched from.
var refused = []string{
	"0.0.0.0", "10.1.2.3", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.8.8.8", "169.254.169.254", "168.63.129.16",
	"172.16.0.1", "192.0.0.192", "192.0.2.1", "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "255.255.255.255",
	"::", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1", "2002:7f00:1::",
}

// TestGuardRefuses proves that no connection is made to an address that is not
// public, whether a host resolves to it, a page sends on to it, or it stands in
// the address itself.
func TestGuardRefuses(t *testing.T) {
	for _, address := range refused {
		ip := netip.MustParseAddr(address)
		literal := address
		if ip.Is6() {
			literal = "[" + address + "]"
		}
		n := serve(t, func(w http.ResponseWriter, req *http.Request) {
			http.Redirect(w, req, strings.TrimPrefix(req.URL.Path, "/to/"), http.StatusFound)
		})
		n.hosts = map[string][]netip.Addr{"inside.example": {ip}, "both.example": {public, ip}}
		r := articles.New(articles.Options{Network: n.network()})
		for _, input := range []string{
			"http://inside.example/", "https://inside.example/", "http://both.example/", "http://" + literal + "/",
			"http://outside.example/to/http://inside.example/", "http://outside.example/to/http://" + literal + "/latest/meta-data",
		} {
			got := readAll(t, r, input, claims.Given{})
			if len(got) != 1 || claims.ErrorCode(got[0].err) != claims.EForbidden || !strings.Contains(claims.ErrorMessage(got[0].err), "private or internal network") {
				t.Errorf("%s at %s: %v", input, address, got)
			}
		}
		for _, to := range n.connections() {
			if to.Addr() != public {
				t.Errorf("connected to %s", to)
			}
		}
		if len(n.connections()) == 0 {
			t.Error("the redirecting host was never connected to: the test proves nothing")
		}
	}
}

// TestGuardWithoutHooks refuses loopback with the real resolver, and with the
// real dialer too. What stands for the dialer first would reach a server.
func TestGuardWithoutHooks(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, _ *http.Request) { plainPage(w, story) })
	recorded := articles.New(articles.Options{Network: articles.Network{Connect: n.connect}})
	for _, r := range []*articles.Reader{recorded, articles.New(articles.Options{})} {
		for _, input := range []string{"http://127.0.0.1/", "http://[::1]/", "http://localhost/", "http://" + n.to + "/"} {
			got := readAll(t, r, input, claims.Given{})
			if claims.ErrorCode(got[0].err) != claims.EForbidden {
				t.Errorf("%s: %v", input, got[0].err)
			}
		}
	}
	if got := n.connections(); len(got) > 0 {
		t.Errorf("connected to %v", got)
	}
	readOne(t, recorded, "http://"+public.String()+"/", claims.Given{})
	if got := n.connections(); len(got) != 1 {
		t.Errorf("connected to %v: the test proves nothing", got)
	}
}

// TestGuardIgnoresProxies connects to the site, whatever the environment says.
func TestGuardIgnoresProxies(t *testing.T) {
	t.Setenv("HTTP_PROXY", "http://proxy.example:3128")
	n := serve(t, func(w http.ResponseWriter, _ *http.Request) { plainPage(w, story) })
	readOne(t, articles.New(articles.Options{Network: n.network()}), "http://a.example/", claims.Given{})
	if got := n.connections(); len(got) != 1 || got[0] != netip.AddrPortFrom(public, 80) {
		t.Errorf("connected to %v", got)
	}
}
