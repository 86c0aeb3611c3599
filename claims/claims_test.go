package claims_test

import (
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

func TestTimeBefore(t *testing.T) {
	tests := []struct {
		a, b claims.Time
		want bool
	}{
		{"2025-03-13", "2025-03-14", true},
		{"2025-03-14", "2025-03-14", false},
		{"2025-03-14", "2025-03-14T08:40:00Z", false}, // the day alone is not ordered within the day
		{"2025-03-14T08:40:00Z", "2025-03-14", false},
		{"2025-03-13T23:00:00Z", "2025-03-14", true},
		{"2025-03-14T08:40:00+02:00", "2025-03-14T08:00:00+01:00", true}, // 06:40 and 07:00 UTC
		{"", "2025-03-14", false},
		{"2025-03-14", "", false},
	}
	for _, tt := range tests {
		if got := tt.a.Before(tt.b); got != tt.want {
			t.Errorf("%q before %q = %v", tt.a, tt.b, got)
		}
	}
}

func TestParseTime(t *testing.T) {
	for _, good := range []string{"", "2025-03-14", "2025-03-14T08:40:00Z", "2025-03-14T08:40:00+02:00"} {
		if got, err := claims.ParseTime(good); err != nil || string(got) != good {
			t.Errorf("ParseTime(%q) = %q, %v", good, got, err)
		}
	}
	for _, bad := range []string{"yesterday", "14.03.2025", "2025-02-30", "2025-03-14 08:40"} {
		if _, err := claims.ParseTime(bad); claims.ErrorCode(err) != claims.EInvalid {
			t.Errorf("ParseTime(%q): %v", bad, err)
		}
	}
}

func TestKnownSince(t *testing.T) {
	tests := []struct {
		name                string
		published, modified claims.Time
		first               bool
		want                claims.Time
	}{
		{"NeverModified", "2025-03-14", "", true, "2025-03-14"},
		{"ModifiedAtOnce", "2025-03-14T08:00:00Z", "2025-03-14T08:00:00Z", true, "2025-03-14T08:00:00Z"},
		{"Modified", "2025-03-14T08:00:00Z", "2025-03-14T09:00:00Z", true, "2025-03-14T09:00:00Z"},
		{"LaterRevisionThatSaysNothing", "2025-03-14", "", false, "2025-03-20"},
		{"Undated", "", "", true, "2025-03-20"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := claims.Article{PublishedAt: tt.published, ModifiedAt: tt.modified}
			if got := a.KnownSince(tt.first, "2025-03-20"); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestIdentify(t *testing.T) {
	key := func(a claims.Article) string { a.Identify(); return a.ID }
	given := claims.Article{ID: "mine", URL: "https://a.example/x", Path: "/a", Text: "t"}
	if key(given) != "mine" {
		t.Error("a given id was not kept")
	}
	given.ID = ""
	other := given
	other.Text, other.Path = "another text", "/b"
	if key(given) != key(other) {
		t.Error("the canonical URL does not decide before path and text")
	}
	file := claims.Article{Path: "/a/../a/b.txt", Text: "t"}
	same := claims.Article{Path: "/a/b.txt", Text: "changed"}
	if key(file) != key(same) {
		t.Error("the absolute path does not decide before the text")
	}
	if key(claims.Article{Text: "t"}) == key(claims.Article{Text: "u"}) {
		t.Error("two pasted texts share a key")
	}
	file.Identify()
	same.Identify()
	if file.Revision == same.Revision {
		t.Error("two texts share a revision")
	}
}

func TestClaimID(t *testing.T) {
	c := claims.Claim{
		ArticleID: "a", Kind: claims.KindCasualty, Modality: claims.Asserted, Quote: "“Five”  were hurt – all", Text: "Five were hurt.",
		Casualty: &claims.Casualty{Outcome: claims.Injured, Figure: claims.ExactFigure(5)},
	}
	id := claims.ClaimID("w", c, 0)
	retypeset := c
	retypeset.Quote, retypeset.Start, retypeset.Text, retypeset.Confidence = "\"Five\" were hurt - all", 99, "otherwise", 0.3
	if claims.ClaimID("w", retypeset, 0) != id {
		t.Error("the same claim, typeset and placed otherwise, has another id")
	}
	changes := map[string]func(*claims.Claim){
		"figure": func(c *claims.Claim) {
			c.Casualty = &claims.Casualty{Outcome: claims.Injured, Figure: claims.ExactFigure(6)}
		},
		"modality": func(c *claims.Claim) { c.Modality = claims.Denied },
		"article":  func(c *claims.Claim) { c.ArticleID = "b" },
		"quote":    func(c *claims.Claim) { c.Quote = "Five were hurt" },
	}
	for name, change := range changes {
		other := c
		change(&other)
		if claims.ClaimID("w", other, 0) == id {
			t.Errorf("another %s has the same id", name)
		}
	}
	if claims.ClaimID("v", c, 0) == id || claims.ClaimID("w", c, 1) == id {
		t.Error("another workspace or occurrence has the same id")
	}
}

func TestValidateClaim(t *testing.T) {
	good := claims.Claim{
		Kind: claims.KindCasualty, Modality: claims.Asserted, Quote: "q", Text: "t",
		Casualty: &claims.Casualty{Outcome: claims.Killed, Figure: claims.ExactFigure(2)},
	}
	if err := good.Validate(); err != nil {
		t.Fatal(err)
	}
	one := 1
	bad := map[string]func(*claims.Claim){
		"ErrKind":         func(c *claims.Claim) { c.Kind = "rumour" },
		"ErrModality":     func(c *claims.Claim) { c.Modality = "" },
		"ErrNoQuote":      func(c *claims.Claim) { c.Quote = " " },
		"ErrNoText":       func(c *claims.Claim) { c.Text = "" },
		"ErrNoDetails":    func(c *claims.Claim) { c.Casualty = nil },
		"ErrOtherDetails": func(c *claims.Claim) { c.Event = &claims.Event{Nature: "strike"} },
		"ErrOutcome":      func(c *claims.Claim) { c.Casualty = &claims.Casualty{Outcome: "sad", Figure: claims.ExactFigure(2)} },
		"ErrBounds": func(c *claims.Claim) {
			c.Casualty = &claims.Casualty{Outcome: claims.Killed, Figure: claims.Figure{Min: 2, Max: &one, Qualifier: claims.Exact}}
		},
		"ErrConfidence": func(c *claims.Claim) { c.Confidence = 1.5 },
		"ErrWhen":       func(c *claims.Claim) { c.When = &claims.When{From: "2025-03-14", To: "2025-03-13"} },
	}
	for name, change := range bad {
		t.Run(name, func(t *testing.T) {
			c := good
			change(&c)
			if c.Validate() == nil {
				t.Error("the claim passed")
			}
		})
	}
}

func TestErrors(t *testing.T) {
	inner := fmt.Errorf("load x: %w", claims.WrapErrorf(claims.ENotFound, io.EOF, "There is no %s.", "x"))
	if claims.ErrorCode(inner) != claims.ENotFound || claims.ErrorMessage(inner) != "There is no x." || !errors.Is(inner, io.EOF) {
		t.Errorf("code %s, message %q", claims.ErrorCode(inner), claims.ErrorMessage(inner))
	}
	if claims.ErrorCode(nil) != "" || claims.ErrorCode(io.EOF) != claims.EInternal || claims.ErrorMessage(io.EOF) != "" {
		t.Error("a foreign error has a message that is safe to show")
	}
	if claims.ErrorMessage(claims.Errorf(claims.EInternal, "the key is hunter2")) != "" {
		t.Error("an internal error is shown")
	}
}
