package bot

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

// claimAt is the claim that quotes a part of text.
func claimAt(text, quote string) claims.Claim {
	at := strings.Index(text, quote)
	return claims.Claim{Quote: quote, Start: at, End: at + len(quote)}
}

func TestPassage(t *testing.T) {
	long := strings.Repeat("Many words stand before it. ", 30) + "Nine were *killed*. " + strings.Repeat("Many words follow it. ", 30)
	tests := []struct{ name, text, quote, want string }{
		{"InItsParagraph", "Other.\nThe mayor spoke. Nine were killed. He left.\nMore.", "Nine were killed.", "The mayor spoke. __**Nine were killed.**__ He left."},
		{"AloneInIt", "A.\nNine were killed.\nB.", "Nine were killed.", "__**Nine were killed.**__"},
		{"WithinAWord", "(Nine were killed.)", "Nine were killed.", "(__**Nine were killed.**__)"},
		{"ArticleGone", "", "Nine were killed.", "__**Nine were killed.**__"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := proven{evidence: claims.Evidence{Claim: claimAt(tt.text, tt.quote)}, text: tt.text}
			if tt.text == "" {
				p.evidence.Start, p.evidence.End = 0, len(tt.quote)
			}
			if p.passage() != tt.want {
				t.Errorf("%q, want %q", p.passage(), tt.want)
			}
		})
	}
	t.Run("Long", func(t *testing.T) {
		p := proven{evidence: claims.Evidence{Claim: claimAt(long, "Nine were *killed*.")}, text: long}
		got := p.passage()
		if !strings.HasPrefix(got, "…") || !strings.HasSuffix(got, "…") || !strings.Contains(got, ` __**Nine were \*killed\*.**__ Many`) {
			t.Error(got)
		}
	})
	t.Run("TextThatChanged", func(t *testing.T) { // offsets that do not fit show the quote alone
		for _, text := range []string{"Short.", strings.Repeat("Other words. ", 9)} {
			p := proven{evidence: claims.Evidence{Claim: claims.Claim{Quote: "Nine were killed.", Start: 20, End: 37}}, text: text}
			if got := p.passage(); got != "__**Nine were killed.**__" {
				t.Error(got)
			}
		}
	})
	t.Run("LongQuote", func(t *testing.T) {
		_, quote, _ := around(long, claimAt(long, long), maxProof)
		if units(quote) > maxProof || !strings.HasSuffix(quote, "…") {
			t.Errorf("%d units: %s", units(quote), quote)
		}
	})
}

func FuzzAround(f *testing.F) {
	f.Add("Before it. The quote. After it.", 11, 21, 400)
	f.Add(strings.Repeat("a b ", 300), 400, 420, 100)
	f.Add("👍👍 👍\n👍", 4, 8, 12)
	f.Fuzz(func(t *testing.T, text string, start, end, n int) {
		if start < 0 || end > len(text) || start >= end || n < 8 || n > 1000 {
			return
		}
		before, quote, after := around(text, claims.Claim{Quote: text[start:end], Start: start, End: end}, n)
		if all := before + quote + after; units(all) > n {
			t.Errorf("%d units of %d: %q", units(all), n, all)
		}
		if want := plain(text[start:end]); units(want) <= n && quote != want {
			t.Errorf("the quote is %q, want %q", quote, want)
		}
		if rest := strings.Trim(before, " …"); !strings.Contains(plain(text[:start]), rest) && plain(text[:start]) != "" {
			t.Errorf("%q does not stand before the quote in %q", rest, text[:start])
		}
	})
}
