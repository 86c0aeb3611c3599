package articles

import (
	"net/url"
	"strings"
	"testing"
	"time"
)

func TestRobots(t *testing.T) {
	for name, c := range map[string]struct{ file, allowed, disallowed string }{
		"empty":                  {"", "/ /a", ""},
		"all":                    {"User-agent: *\nDisallow: /", "/robots.txt", "/ /a /a?b"},
		"nothing disallowed":     {"User-agent: *\nDisallow:", "/ /a", ""},
		"by name":                {"User-agent: ClaimBot\nDisallow: /a\n\nUser-agent: *\nDisallow: /", "/ /b", "/a /a/b /ab"},
		"by name and version":    {"User-agent: claimbot/1.0\nDisallow: /a", "/b", "/a"},
		"other names":            {"User-agent: claimbots\nUser-agent: claim\nDisallow: /", "/a", ""},
		"name in a list":         {"user-agent: other\nuser-agent: claimbot\nuser-agent: more\ndisallow: /a", "/b", "/a"},
		"list broken by a rule":  {"user-agent: claimbot\ndisallow: /a\nuser-agent: other\ndisallow: /b", "/b", "/a"},
		"unknown lines between":  {"user-agent: claimbot\nsitemap: /x\n\nuser-agent: other\ndisallow: /a", "/b", "/a"},
		"two groups are one":     {"user-agent: claimbot\ndisallow: /a\nuser-agent: *\ndisallow: /c\nuser-agent: claimbot\ndisallow: /b", "/c", "/a /b"},
		"empty group by name":    {"user-agent: *\ndisallow: /\nuser-agent: claimbot\ndisallow:", "/a", ""},
		"rules before any group": {"disallow: /\nuser-agent: *\ndisallow: /a", "/b", "/a"},
		"longest wins":           {"user-agent: *\nallow: /a/b\ndisallow: /a\ndisallow: /a/b/c", "/a/b /a/bc /x", "/a /a/c /a/b/c"},
		"allow wins ties":        {"user-agent: *\ndisallow: /a\nallow: /a", "/a", ""},
		"stars":                  {"user-agent: *\ndisallow: /*/print\ndisallow: /x*y*z", "/print /xyy", "/a/print /a/b/printed /xyz /x1y2z3"},
		"end":                    {"user-agent: *\ndisallow: /*.pdf$\ndisallow: /b$\ndisallow: /c*d*d$", "/a.pdf?x /a.pdfs /b/ /cd", "/a.pdf /a.pdf.pdf /b /cdd /cd/d"},
		"queries":                {"user-agent: *\ndisallow: /*?print=", "/a?x=1&print=1 /a", "/a?print=1"},
		"escapes":                {"user-agent: *\ndisallow: /caf%C3%A9\ndisallow: /\u00fc\ndisallow: /%7Ea\ndisallow: /b%2fc", "/cafe /b/c", "/caf\u00e9 /caf%c3%a9 /%C3%BC /~a /%7ea /b%2Fc"},
		"marks in paths":         {"user-agent: *\ndisallow: /a%2Ab\ndisallow: /c$d", "/aXb /cd", "/a*b /c$d"},
		"comments and endings":   {"\ufeffuser-agent: * # all\r\ndisallow: /a # here\rdisallow:/b\n", "/c", "/a /b"},
		"no colon":               {"user-agent *\ndisallow /\nuser-agent: *\nnonsense\ndisallow: /a", "/b", "/a"},
		"beyond the limit":       {"user-agent: *\ndisallow: /a\n" + strings.Repeat("#", maxRobots) + "\ndisallow: /b", "/b", "/a"},
	} {
		t.Run(name, func(t *testing.T) {
			rules := parseRobots([]byte(c.file))
			for want, paths := range map[bool]string{true: c.allowed, false: c.disallowed} {
				for path := range strings.FieldsSeq(paths) {
					u, err := url.Parse("https://news.example" + path)
					if err != nil {
						t.Fatal(err)
					}
					if rules.allows(u) != want {
						t.Errorf("%s: allowed is %v", path, !want)
					}
				}
			}
		})
	}
}

func TestCrawlDelay(t *testing.T) {
	for said, want := range map[string]time.Duration{"5": 5 * time.Second, "0.5": time.Second / 2, "-1": 0, "soon": 0, "NaN": 0, "1e300": maxCrawlDelay, "3600": maxCrawlDelay} {
		if got := parseRobots([]byte("user-agent: *\ncrawl-delay: " + said)).delay; got != want {
			t.Errorf("%s gives %s, want %s", said, got, want)
		}
	}
}

// FuzzRobots: whatever the file, its rules fit a path as their definition has
// it, and weigh no more than a few times the file.
func FuzzRobots(f *testing.F) {
	f.Add("user-agent: *\ndisallow: /*a*b$\nallow: /a%2", "/xaxb")
	f.Add("user-agent: claimbot\ncrawl-delay: 1e9\ndisallow: /a$b*", "/a%24b")
	f.Fuzz(func(t *testing.T, file, path string) {
		rules := parseRobots([]byte(file))
		if rules.delay < 0 || rules.delay > maxCrawlDelay {
			t.Fatalf("delay %s", rules.delay)
		}
		if rules.weight() > 25*len(file)+24 {
			t.Fatalf("%d bytes of %d", rules.weight(), len(file))
		}
		rules.allows(&url.URL{Scheme: "https", Host: "news.example", Path: "/" + path})
		for _, rule := range rules.rules[:min(len(rules.rules), 8)] {
			if p := path[:min(len(path), 64)]; len(rule.pattern) <= 64 && fitsPattern(rule.pattern, p) != fitsSlowly(rule.pattern, p) {
				t.Fatalf("%q and %q: %v", rule.pattern, p, fitsPattern(rule.pattern, p))
			}
		}
	})
}

// fitsSlowly is what fitsPattern does, byte by byte.
func fitsSlowly(pattern, path string) bool {
	reached := map[int]bool{0: true} // how much of the path is used up
	for i := range len(pattern) {
		if pattern[i] == '$' && i == len(pattern)-1 {
			return reached[len(path)]
		}
		next := map[int]bool{}
		for at := range reached {
			switch {
			case pattern[i] == '*':
				for ; at <= len(path); at++ {
					next[at] = true
				}
			case at < len(path) && path[at] == pattern[i]:
				next[at+1] = true
			}
		}
		reached = next
	}
	return len(reached) > 0
}
