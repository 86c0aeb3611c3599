package articles

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"github.com/claimbot/claimbot/claims"
)

// isAddress says whether an input is meant as a web address, well written or
// not.
func isAddress(input string) bool {
	lower := strings.ToLower(strings.TrimSpace(input))
	return strings.HasPrefix(lower, "http:") || strings.HasPrefix(lower, "https:") || schemed.MatchString(lower)
}

var schemed = regexp.MustCompile(`^[a-z][a-z0-9+.-]+:/?/`)

// looksLikeHost says whether the name of a file that is not there looks like
// an address without its scheme.
func looksLikeHost(name string) bool {
	host, rest, slash := strings.Cut(name, "/")
	if formOfName(name) != unknownForm && !slash {
		return false
	}
	suffix, known := publicsuffix.PublicSuffix(strings.ToLower(host))
	return known && suffix != host && !strings.HasPrefix(host, ".") && (slash && rest != "" || strings.HasPrefix(host, "www."))
}

// parseAddress reads a web address that a person or a page gave.
func parseAddress(s string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Hostname() == "" {
		return nil, notWhole(s) // err would put a password into the log
	}
	u.Scheme = strings.ToLower(u.Scheme)
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, claims.Errorf(claims.EInvalid, "%q is not a web address; it must begin with https:// or http://.", shown(s))
	case u.User != nil:
		return nil, claims.Errorf(claims.EInvalid, "The address of a page on %s holds a user name or a password; leave them out.", u.Hostname())
	case strings.ContainsAny(u.Hostname(), " \t\"<>\\^`{|}"):
		return nil, notWhole(s)
	}
	return u, nil
}

func notWhole(s string) error {
	return claims.Errorf(claims.EInvalid, "%q is not a whole web address; write it as https://example.org/page.", shown(s))
}

// shown is an address as a sentence shows it.
func shown(s string) string {
	const most = 200
	if s = withoutCredentials(s); len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

// withoutCredentials is an address that is safe to show, well written or not.
func withoutCredentials(s string) string {
	s = strings.TrimSpace(s)
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok {
		return s
	}
	slashes := rest[:len(rest)-len(strings.TrimLeft(rest, "/"))]
	authority, path := rest[len(slashes):], ""
	if i := strings.IndexAny(authority, "/?#"); i >= 0 {
		authority, path = authority[:i], authority[i:]
	}
	if at := strings.LastIndexByte(authority, '@'); at >= 0 {
		authority = authority[at+1:]
	}
	return scheme + ":" + slashes + authority + path
}

// canonicalURL writes an address so that it is the same one however a reader
// came to the page: host in small letters, no default port, no fragment, no
// campaign and click marks, no AMP suffix. The rest stays as it was written.
func canonicalURL(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment, c.User = "", "", nil
	c.Scheme = strings.ToLower(c.Scheme)
	c.Host = canonicalHost(&c)
	c.RawQuery = withoutMarks(c.RawQuery)
	c.ForceQuery = false
	if c.Path == "" {
		c.Path = "/"
	}
	if path, ok := withoutAMP(c.EscapedPath()); ok {
		if plain, err := url.PathUnescape(path); err == nil {
			c.Path, c.RawPath = plain, path
		}
	}
	return c.String()
}

func canonicalHost(u *url.URL) string {
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	port := u.Port()
	if port == "" || port == "80" && u.Scheme == "http" || port == "443" && u.Scheme == "https" {
		return host
	}
	return host + ":" + port
}

// marks are query parameters that tell how a reader came, not which page it
// is: of campaigns, social networks, mailings and some outlets.
var marks = regexp.MustCompile(`^(?:utm_.*|at_(?:medium|campaign|custom.*|link.*|ptr_name|bbc_team|format)|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|igshid|igsh|mc_[ce]id|mkt_tok|_ga|_gl|_hs(?:enc|mi)|ocid|cmpid|smid|smtyp|s_cid|sr_share|ns_(?:mchannel|source|campaign|linkname|fee)|ref_(?:src|url)|xtor|ito|icid|ftag|guccounter|guce_.*|__twitter_impression|__source|amp|outputtype)$`)

func withoutMarks(query string) string {
	var kept []string
	for pair := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if plain, err := url.QueryUnescape(key); err == nil {
			key = plain
		}
		key = strings.ToLower(key)
		if pair == "" || marks.MatchString(key) && (key != "outputtype" || strings.EqualFold(value, "amp")) {
			continue
		}
		kept = append(kept, pair)
	}
	return strings.Join(kept, "&")
}

func withoutAMP(path string) (string, bool) {
	for _, suffix := range []string{"/amp", "/amp/", ".amp"} {
		if rest, ok := strings.CutSuffix(path, suffix); ok && rest != "" {
			if suffix == "/amp/" {
				rest += "/"
			}
			return rest, true
		}
	}
	if rest, ok := strings.CutSuffix(path, ".amp.html"); ok {
		return rest + ".html", true
	}
	return path, false
}

// saidAddress is what a page says its address is, "" if that is none.
func saidAddress(s string) string {
	if s == "" {
		return ""
	}
	u, err := parseAddress(s)
	if err != nil {
		return ""
	}
	return canonicalURL(u)
}

// addressOf is the address of a page that came from u: what the page says, if
// that is of the same site and one page's own, else u.
func addressOf(canonical string, u *url.URL) string {
	said, err := parseAddress(canonical)
	if err != nil || site(said.Hostname()) != site(u.Hostname()) {
		return canonicalURL(u)
	}
	if strings.Trim(said.Path, "/") == "" && said.RawQuery == "" && strings.Trim(u.Path, "/") != "" {
		return canonicalURL(u) // the front page: some sites say that of every page
	}
	return canonicalURL(said)
}

// site is the registrable name of a host: "example.co.uk" of
// "news.example.co.uk"; the host itself if it has none.
func site(host string) string {
	host = strings.TrimSuffix(strings.ToLower(host), ".")
	if _, err := netip.ParseAddr(host); err == nil {
		return host
	}
	if name, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return name
	}
	return host
}
