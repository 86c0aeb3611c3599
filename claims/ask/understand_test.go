package ask

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

func TestUnderstand(t *testing.T) {
	tests := []struct {
		question string
		earlier  []string
		want     string // want speaker=… named=… topic=… outcomes act from–to
	}{
		{"How many people were hurt in Kryvyi Rih?", nil, "count named=kryvyi,rih injured"},
		{"how many were killed in kryvyi rih", nil, "count named=kryvyi,rih killed"},
		{"What is the death toll in Halvick?", nil, "count named=halvick killed"},
		{"How many children were killed in Halvick?", nil, "count named=halvick who=children killed"},
		{"How many casualties were there in Odesa?", nil, "count named=odesa killed,injured"},
		{"How many homes were damaged?", nil, "look-up topic=home,damag"},
		{"What did Rubio say?", nil, "said speaker=rubio"},
		{"what did rubio say about the proposal", nil, "said speaker=rubio topic=propos"},
		{"What has Putin said about the ceasefire plan?", nil, "said speaker=putin topic=ceasefir,plan"},
		{"What is Zelensky's position on the ceasefire?", nil, "said speaker=zelenski topic=ceasefir"},
		{"Has Russia accepted the ceasefire?", nil, "happened named=russia topic=ceasefir accepts"},
		{"Has Tarvonia accepted the ceasefire?", nil, "happened named=tarvonia topic=ceasefir accepts"},
		{"has tarvonia agreed to the truce yet", nil, "happened named=tarvonia topic=ceasefir accepts"},
		{"Did Ukraine reject the truce?", nil, "happened named=ukrain topic=ceasefir rejects"},
		{"Who said the ball is in Russia’s court?", nil, "who said named=russia topic=ball,court"},
		{"When was Kursk taken?", nil, "when named=kursk"},
		{"What happened in Halvick on 12 March 2026?", nil, "look-up named=halvick 2026-03-12–2026-03-12"},
		{"And in Odesa?", []string{"How many people were hurt in Kryvyi Rih?"}, "count named=odesa injured"},
		{"And killed?", []string{"How many people were hurt in Kryvyi Rih?"}, "count named=kryvyi,rih killed"},
		{"And Peskov?", []string{"What did Rubio say?"}, "said speaker=peskov"},
		{"What did he say about Kursk?", []string{"What did Putin say?"}, "said speaker=putin named=kursk"},
		{"???", nil, "look-up"},
	}
	for _, tt := range tests {
		t.Run(tt.question, func(t *testing.T) {
			if got := outline(Understand(tt.question, tt.earlier, "2026-03-20")); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func outline(q Question) string {
	parts := []string{string(q.Want)}
	for _, list := range []struct {
		name  string
		terms []string
	}{{"speaker", q.Speaker}, {"named", q.Named}, {"topic", q.Topic}, {"who", q.Who}} {
		if len(list.terms) > 0 {
			parts = append(parts, list.name+"="+strings.Join(list.terms, ","))
		}
	}
	if len(q.Outcomes) > 0 {
		var words []string
		for _, o := range q.Outcomes {
			words = append(words, string(o))
		}
		parts = append(parts, strings.Join(words, ","))
	}
	if q.Act != "" {
		parts = append(parts, string(q.Act))
	}
	if q.From != "" {
		parts = append(parts, q.From+"–"+q.To)
	}
	return strings.Join(parts, " ")
}

func TestEvidenceURL(t *testing.T) {
	page := claims.Article{URL: "https://news.example/a?x=1#top"}
	tests := []struct{ quote, want string }{
		{"Five were hurt", "https://news.example/a?x=1#:~:text=Five%20were%20hurt"},
		{"a 47-year-old, & more", "https://news.example/a?x=1#:~:text=a%2047%2Dyear%2Dold%2C%20%26%20more"},
		{"one two three four five six seven eight nine ten", "https://news.example/a?x=1#:~:text=one%20two%20three%20four,seven%20eight%20nine%20ten"},
		{"first part\n\nlast words of it", "https://news.example/a?x=1#:~:text=first%20part,last%20words%20of%20it"},
	}
	for _, tt := range tests {
		if got := EvidenceURL(page, tt.quote); got != tt.want {
			t.Errorf("EvidenceURL(%q) =\n%s, want\n%s", tt.quote, got, tt.want)
		}
	}
	if got := EvidenceURL(claims.Article{}, "words"); got != "" {
		t.Errorf("an article without an address got the link %s", got)
	}
}

// FuzzUnderstand: any question is read without a panic, and what it names
// comes from the question.
func FuzzUnderstand(f *testing.F) {
	f.Add("How many people were hurt in Kryvyi Rih?", "What did Rubio say?")
	f.Add("Has \xff accepted ‘it’ on 3 March?", "")
	f.Fuzz(func(t *testing.T, question, before string) {
		q := Understand(question, []string{before}, "2026-03-20")
		if q.Want == "" {
			t.Error("the question wants nothing")
		}
		refusal(q, Stats{Articles: 1, Claims: 1})
	})
}
