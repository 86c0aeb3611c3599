package claims_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

func TestMarkKey(t *testing.T) {
	for name, want := range map[string]string{
		"The  Border Herald":           "border herald",
		"BORDER\tHERALD ":              "border herald",
		"The":                          "the",
		"the ":                         "the",
		"https://www.Example.org/a?b":  "example.org",
		"www.example.org":              "example.org",
		"Example.org.":                 "example.org",
		"St. Petersburg Times":         "st. petersburg times",
		"Russia’s defence ministry":    "russia's defence ministry",
		"not://a host at all, is this": "not://a host at all, is this",
		" ":                            "",
	} {
		if got := claims.MarkKey(name); got != want {
			t.Errorf("MarkKey(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestMarksOf(t *testing.T) {
	marks := claims.Marks{}
	for _, m := range []claims.Mark{
		{Name: "Border Herald", Label: "unknown"}, {Name: "herald.example", Label: "state media", Note: "since 2019", Excluded: true}, {Name: "live.herald.example", NoRecheck: true},
	} {
		marks[claims.MarkKey(m.Name)] = m
	}
	for _, tt := range []struct{ outlet, url, want string }{
		{"the border herald", "", "Border Herald: unknown"},
		{"Border Herald", "https://www.herald.example/1", "Border Herald: unknown, since 2019, excluded"},
		{"", "https://LIVE.herald.example:8080/1", "live.herald.example: state media, since 2019, excluded, not checked again"},
		{"Other", "https://notherald.example/1", ""},
		{"Herald", "", ""},
		{"", "", ""},
		{"", "https://" + strings.Repeat("a.", 200) + "herald.example/1", ""},
		{"", "https://example/1", ""},
	} {
		if got := marks.Of(claims.Article{Outlet: tt.outlet, URL: tt.url}).String(); got != tt.want {
			t.Errorf("%q at %q: %q, want %q", tt.outlet, tt.url, got, tt.want)
		}
	}
}
