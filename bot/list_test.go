package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// loadMany loads n short articles.
func (w *bench) loadMany(n int) {
	w.t.Helper()
	if _, err := w.store.Ensure(w.t.Context(), server, "News desk"); err != nil {
		w.t.Fatal(err)
	}
	for i := range n {
		given := claims.Given{Title: fmt.Sprintf("Report %02d", i), Outlet: "Gazette", PublishedAt: claims.Time(fmt.Sprintf("2026-02-%02d", i%28+1))}
		if _, err := w.desk.Paste(context.Background(), server, fmt.Sprintf("%d people were killed in Halvick, police said.", i+2), given, signature("mod", mod)); err != nil {
			w.t.Fatal(err)
		}
	}
}

func TestList(t *testing.T) {
	w := newBench(t)
	w.command("article", "list")
	w.wantText("No articles are loaded here yet")
	w.loadMany(20)
	w.command("article", "list")
	w.wantPrivate()
	w.wantText("page 1", "Report 19", "Gazette (pasted by @mod) · 20 Feb 2026 · 1 claim · loaded ")
	if n := strings.Count(w.discord.text(), "Report"); n != perPage {
		t.Errorf("%d articles on a page", n)
	}
	next := w.discord.button("Next ▶")
	w.press("Next ▶")
	w.wantText("page 2", "Report 10")
	w.press("Next ▶")
	w.wantText("page 3", "Report 00")
	w.press("◀ Back")
	w.wantText("page 2")

	t.Run("OthersCannotTurn", func(t *testing.T) {
		w.t = t
		w.play("control", "$CONTROL", next, "$USER", stranger)
		w.wantText("for the one who asked for the list")
	})
	t.Run("OutOfDate", func(t *testing.T) {
		w.t = t
		old := w.id()
		w.pass(20 * time.Minute)
		w.play("control", append([]string{"$CONTROL", next, "$MESSAGE", old, "$FLAGS", "64"}, asModerator...)...)
		w.wantText("out of date")
	})
	t.Run("Searched", func(t *testing.T) {
		w.t = t
		w.command("article", "list", "search", "report 1")
		w.wantText("Report 19")
		w.press("Next ▶")
		w.wantText("Report 10")
		w.command("article", "list", "search", "*nothing*")
		w.wantText(`No article here has “\*nothing\*”`)
	})
}

func TestListExpires(t *testing.T) {
	w := newBench(t)
	w.loadMany(20)
	w.command("article", "list")
	w.press("Next ▶")
	pending := 0
	for _, f := range w.timed {
		if f != nil {
			pending++
			f()
		}
	}
	if pending == 0 {
		t.Fatal("nothing disables the buttons")
	}
	for _, row := range w.discord.last().Components {
		for _, k := range row.Components {
			if !k.Disabled {
				t.Errorf("%s still works", k.Label)
			}
		}
	}
	w.wantText("page 2")
}

// offered are the choices that autocomplete gave last.
func (w *bench) offered() []wireChoice {
	w.t.Helper()
	all := w.discord.shown()
	if all[len(all)-1].op != "respond 8" {
		w.t.Fatal(w.discord.ops())
	}
	list := decoded[wireChoices](w.t, all[len(all)-1].payload).Choices
	names := map[string]bool{}
	for _, c := range list {
		if names[c.Name] {
			w.t.Errorf("%q is offered twice", c.Name)
		}
		names[c.Name] = true
		if c.Name == "" || c.Value == "" || units(c.Name) > 100 || units(c.Value) > 100 {
			w.t.Errorf("a choice that Discord refuses: %+v", c)
		}
	}
	return list
}

func decoded[V any](t *testing.T, raw json.RawMessage) (v V) {
	t.Helper()
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// TestAutocompleteOfTwins offers articles that look alike apart.
func TestAutocompleteOfTwins(t *testing.T) {
	w := newBench(t)
	w.loadMany(1)
	twin := claims.Given{Title: "Report 00", Outlet: "Gazette", PublishedAt: "2026-02-01"}
	if _, err := w.desk.Paste(t.Context(), server, "Nine people were killed in Halvick, police said.", twin, signature("mod", mod)); err != nil {
		t.Fatal(err)
	}
	w.play("autocomplete", "$COMMAND", "article", "$SUB", "redo", "$OPTION", "article", "$TYPED", "")
	if got := w.offered(); len(got) != 2 {
		t.Errorf("offered %+v", got)
	}
}

func TestAutocomplete(t *testing.T) {
	w := newBench(t)
	typed := func(command, sub, option, typed string, more ...string) []wireChoice {
		w.play("autocomplete", append([]string{"$COMMAND", command, "$SUB", sub, "$OPTION", option, "$TYPED", typed}, more...)...)
		return w.offered()
	}
	if got := typed("article", "remove", "article", ""); len(got) != 0 {
		t.Errorf("an empty server offers %v", got)
	}
	w.loadMany(30)
	if got := typed("article", "redo", "article", ""); len(got) != 25 || got[0].Name != "Report 27 · Gazette · 28 Feb 2026" {
		t.Errorf("%d offered, %+v", len(got), got)
	}
	if got := typed("article", "undo", "article", "report 07"); len(got) != 1 {
		t.Errorf("words offer %+v", got)
	}
	if got := typed("claim", "show", "claim", ""); len(got) != 25 {
		t.Errorf("%d claims offered", len(got))
	}
	got := typed("claim", "show", "claim", "17 killed")
	if len(got) == 0 || !strings.Contains(got[0].Name, "17 people were killed") {
		t.Errorf("words offer %+v", got)
	}
	if got := typed("claim", "show", "claim", "17 killed", "$SERVER", other); len(got) != 0 {
		t.Errorf("another server is offered %+v", got)
	}
	w.command("claim", "hide", "claim", got[0].Value)
	if got := typed("claim", "unhide", "claim", "", asModerator...); len(got) != 1 {
		t.Errorf("hidden claims offer %+v", got)
	}
	if got := typed("claim", "unhide", "claim", ""); len(got) != 0 {
		t.Errorf("a member is offered %+v", got)
	}
}
