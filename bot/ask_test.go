package bot

import (
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	t.Run("Answered", func(t *testing.T) {
		w := newBench(t)
		w.loadSamples(server)
		w.play("ask", "$QUESTION", "How many people were killed in Varnholm?")
		w.wantOps("respond 5, edit")
		w.wantText("**7 or 9 killed in Varnholm: sources disagree**", "meridian-news.example", `[\[1\]](https://`, "articles searched")
		if open := w.open(); len(open) != 0 {
			t.Errorf("still open: %+v", open)
		}
		t.Log(w.discord.text())
	})
}

func TestSamples(t *testing.T) {
	w := newBench(t)
	w.loadSamples(server)
	for _, q := range []string{"How many people were injured in Port Ersel?", "What did Edda Lindqvarn say?", "Has Tarvonia accepted the ceasefire?", "How many people were killed in Halvick?", "What did Sefa Ardun say?"} {
		w.play("ask", "$QUESTION", q)
		t.Log(strings.ReplaceAll("\n"+w.discord.text(), "\n", "\n> "))
		w.pass(1e10)
	}
	w.play("control", "$CONTROL", w.discord.button("Sources"))
	t.Log("\n" + w.discord.text())
	w.play("ask", "$QUESTION", "What did Edda Lindqvarn say?")
	w.play("control", "$CONTROL", w.discord.button("Show proof"))
	t.Log("\n" + w.discord.text())
}
