package bot

import (
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func TestEscaped(t *testing.T) {
	for in, want := range map[string]string{
		"It's 3–4 killed (Kyiv)":       "It's 3–4 killed (Kyiv)",
		"**bold** _x_ ~~y~~":           `\*\*bold\*\* \_x\_ \~\~y\~\~`,
		"```go\ncode```":               "\\`\\`\\`go code\\`\\`\\`",
		"<@123> <@&4> <#5> <:e:6>":     `\<@123\> \<@&4\> \<\#5\> \<:e:6\>`,
		"<t:1700000000:R>":             `\<t:1700000000:R\>`,
		"@everyone, @Here":             "@\u2060everyone, @\u2060Here",
		"[x](https://evil.example)":    `\[x\](https\://evil.example)`,
		"# head":                       `\# head`,
		"-# small":                     `\-\# small`,
		"- item":                       `\- item`,
		"12. item":                     `12\. item`,
		"> quote":                      `\> quote`,
		"||spoiler||":                  `\|\|spoiler\|\|`,
		`back\slash`:                   `back\\slash`,
		"a\u202eb\u200bc\u2066d":       "abcd",
		"tag\U000e0041ged\u00ad":       "tagged",
		"line\u2028two\r\nthree\tfour": "line two three four",
		"bad\xffbyte":                  "bad\ufffdbyte",
		"blank\u3164\u2800s":           "blank s",
		"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301": "e\u0301\u0301\u0301\u0301",
	} {
		if got := escaped(in); got != want {
			t.Errorf("%q gives %q, want %q", in, got, want)
		}
	}
}

// obeyed finds what Discord's markdown would act on in words of others: a mark
// that no backslash stands before.
var obeyed = regexp.MustCompile("(?:^|[^\\\\])(?:\\\\\\\\)*[*_~`|<>\\[\\]#]")

func FuzzEscaped(f *testing.F) {
	for _, seed := range []string{"", "a", "**", `\`, `\\*`, "@everyone", "<@1>", "-# x", "1. x", "https://x.y", "\xff\u202e", "👩‍👩‍👧", "e\u0301"} {
		f.Add(seed, 20)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		e := escaped(s)
		if loc := obeyed.FindString(e); loc != "" {
			t.Errorf("%q gives %q, in which %q is obeyed", s, e, loc)
		}
		for _, start := range []string{"-", "+"} {
			if strings.HasPrefix(e, start) {
				t.Errorf("%q begins a list: %q", s, e)
			}
		}
		if regexp.MustCompile(`(?i)@(everyone|here)`).MatchString(e) || regexp.MustCompile(`[^\\]://`).MatchString(e) || regexp.MustCompile(`^\d+\. `).MatchString(e) {
			t.Errorf("%q gives %q", s, e)
		}
		for _, r := range strings.ReplaceAll(e, wordJoiner, "") {
			if unicode.In(r, unicode.Cc, unicode.Cf) {
				t.Errorf("%q keeps %U", s, r)
			}
		}
		if n = n % 500; n > 0 {
			fit := escapedFit(s, n)
			if got := len(utf16.Encode([]rune(fit))); got > n {
				t.Errorf("%d units, want at most %d: %q", got, n, fit)
			}
			if strings.HasSuffix(fit, `\`) && !strings.HasSuffix(fit, `\\`) {
				t.Errorf("an escape is halved: %q", fit)
			}
		}
	})
}

func FuzzCut(f *testing.F) {
	f.Add("one two three", 7)
	f.Add("👍👍👍", 3)
	f.Fuzz(func(t *testing.T, s string, n int) {
		n %= 300
		if n < 1 || !utf8.ValidString(s) {
			return
		}
		for name, got := range map[string]string{"cut": cut(s, n), "first": firstUnits(s, n), "last": lastUnits(s, n), "tail": tail(s, n)} {
			if m := len(utf16.Encode([]rune(got))); m > n || !utf8.ValidString(got) {
				t.Errorf("%s of %q is %q: %d units, want %d", name, s, got, m, n)
			}
		}
		if units(s) != len(utf16.Encode([]rune(s))) {
			t.Errorf("%q has %d units", s, units(s))
		}
		if units(s) <= n && cut(s, n) != s {
			t.Errorf("%q is cut without need", s)
		}
	})
}
