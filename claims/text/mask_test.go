package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlainKey(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"Jane Roe", "JANE  ROE's"},
		{"Jane Roe", "jane-roe’s"},
		{"Jane Roe", "#JaneRoe"},
		{"Zoë Šimić", "zoe simic"},
		{"Zoë", "Zoe\u0308"},
		{"Halvorsen", "Hal\u00advorsen"},
		{"Ｊane", "jane"},
		{"O’Brien", "O'Brien"},
		{"Иванов Йосиф", "ИВАНОВ ЙОСИФ"},
		{"Σωκράτης", "ΣΩΚΡΆΤΗΣ"},
	} {
		if PlainKey(c.a) != PlainKey(c.b) || PlainKey(c.a) == "" {
			t.Errorf("%q is %q, %q is %q", c.a, PlainKey(c.a), c.b, PlainKey(c.b))
		}
	}
	for _, c := range []struct{ a, b string }{{"Roe", "Roes"}, {"Roe", "Row"}, {"Jane", "Jan"}} {
		if PlainKey(c.a) == PlainKey(c.b) {
			t.Errorf("%q and %q are one", c.a, c.b)
		}
	}
	if got := PlainKey("…  '’— "); got != "" {
		t.Errorf("of no word %q", got)
	}
}

func cover(s, words string) string {
	key := PlainKey(words)
	return Cover(s, FindPlain(s, len(key), func(k string) bool { return k == key }))
}

func TestCover(t *testing.T) {
	for _, c := range []struct{ text, words, want string }{
		{"Jane Roe said so.", "jane roe", "██· said so."},
		{"Mayor JANE ROE’s words; Roe, Jane.", "Jane Roe", "Mayor ██·’s words; Roe, Jane."},
		{"Jane-Roe, janeroe and Jane\n  Roe", "Jane Roe", "██·, ██- and ███-"},
		{"Monroe and Roe's and roes", "Roe", "Monroe and █'s and roes"},
		{"A Zoë and a ZOE.", "zoe", "A █- and a █."},
		{"Jane. A long way off Roe", "Jane Roe", "Jane. A long way off Roe"},
		{"Jane            Roe", "Jane Roe", "Jane            Roe"},
		{"田中太郎は言った", "田中太郎", "████は言った"},
		{"Roe Roe Roe", "Roe Roe", "██- Roe"},
		{"nothing", "Roe", "nothing"},
	} {
		if got := cover(c.text, c.words); got != c.want || len(got) != len(c.text) {
			t.Errorf("%q without %q is %q, want %q", c.text, c.words, got, c.want)
		}
	}
}

// FuzzCover: every byte that is not covered stays where it is, what is covered
// is found no more, and what was text still is.
func FuzzCover(f *testing.F) {
	f.Add("Mayor Jane Roe's “words”", "jane roe")
	f.Add("Zoe\u0308 \u00adx", "zoë")
	f.Add("\xff a's 's", "a")
	f.Add("田中太郎", "中")
	f.Fuzz(func(t *testing.T, s, words string) {
		key := PlainKey(words)
		if key == "" || len(s) > 1<<12 || len(key) > 64 {
			return
		}
		is := func(k string) bool { return k == key }
		parts := FindPlain(s, len(key), is)
		covered := Cover(s, parts)
		if len(covered) != len(s) || utf8.ValidString(s) && !utf8.ValidString(covered) {
			t.Fatalf("%q became %q", s, covered)
		}
		if left := FindPlain(covered, len(key), is); len(left) > 0 {
			t.Fatalf("%q still holds %q at %v", covered, words, left)
		}
		at := 0
		for _, p := range parts {
			if p.Start < at || p.End <= p.Start || s[at:p.Start] != covered[at:p.Start] {
				t.Fatalf("%q became %q by %v", s, covered, parts)
			}
			at = p.End
		}
		if s[at:] != covered[at:] || strings.Contains(key, "█") {
			t.Fatalf("%q became %q", s, covered)
		}
	})
}
