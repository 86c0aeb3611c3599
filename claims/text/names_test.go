package text_test

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/text"
)

// A case is a text and the names that must be found: words, type, then role
// and affiliation where the text gives them.
func TestFindNames(t *testing.T) {
	tests := []struct{ in, want string }{
		{"US President Donald Trump spoke.", "Donald Trump/person/President/US"},
		{"He met Marco Rubio, the US secretary of state, today.", "Marco Rubio/person/secretary of state/US; US/place"},
		{"Dmitry Peskov, the Kremlin spokesperson, said so.", "Dmitry Peskov/person/spokesperson/Kremlin; Kremlin/organization"},
		{"The Kremlin spokesperson, Dmitry Peskov, said so.", "Kremlin/organization; Dmitry Peskov/person/spokesperson/Kremlin"},
		{"Ukraine's leader Volodymyr Zelensky agreed. Zelensky left.", "Ukraine/place; Volodymyr Zelensky/person/leader/Ukraine; Zelensky/person"},
		{"Ukraine’s leader Volodymyr Zelensky agreed.", "Ukraine/place; Volodymyr Zelensky/person/leader/Ukraine"},
		{"Health Minister Jane Doe resigned.", "Jane Doe/person/Health Minister"},
		{"Former president Bill Clinton came.", "Bill Clinton/person/president"},
		{"John Smith, spokesman for the Ministry of Health, spoke.", "John Smith/person/spokesman/Ministry of Health; Ministry of Health/organization"},
		{"Hamas spokesman Abu Obeida warned Israel.", "Hamas/organization; Abu Obeida/person/spokesman/Hamas; Israel/place"},
		{"Foreign Ministry spokeswoman Maria Zakharova said.", "Foreign Ministry/organization; Maria Zakharova/person/spokeswoman/Foreign Ministry"},
		{"Sergei Lavrov, Russia's foreign minister, said.", "Sergei Lavrov/person/foreign minister/Russia; Russia/place"},
		{"Ursula von der Leyen and Bashar al-Assad met.", "Ursula von der Leyen/person; Bashar al-Assad/person"},
		{"Olena Koval, 43, a teacher, said.", "Olena Koval/person/teacher"},
		{"Kyiv Mayor Vitali Klitschko said.", "Vitali Klitschko/person/Mayor/Kyiv"},
		{"Secretary of State Marco Rubio landed.", "Marco Rubio/person/Secretary of State"},
		{"Mr Washington met Paris Hilton in Paris.", "Washington/person; Paris Hilton/person; Paris/place"},
		{"Theresa May left in May. On Monday Putin said no.", "Theresa May/person; Putin/person"},
		{"Reuters, the BBC, NATO and the United Nations agreed.", "Reuters/organization; BBC/organization; NATO/organization; United Nations/organization"},
		{"The Labour Party and the University of Texas at Austin met.", "Labour Party/organization; University of Texas at Austin/organization"},
		{"Israelis and Palestinians met the Houthis.", "Israelis/group; Palestinians/group; Houthis/group"},
		{"Ukrainian officials met.", ""},
		{"Police said it. Yesterday was fine. Nice weather. The President left.", ""},
		{"PRESIDENT ALFREDO CRISTIANI SAID TODAY THAT COLONEL RENE PONCE AND THE FMLN AGREED.", "ALFREDO CRISTIANI/person/PRESIDENT; RENE PONCE/person/COLONEL; FMLN/organization"},
		{"THE GENERAL STRIKE WILL BEGIN TODAY IN THE WHOLE COUNTRY.", ""},
		{"‘THOUSANDS OF TROOPS ARE COMPLETELY SURROUNDED’, he wrote.", ""},
		{"", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, n := range text.FindNames(tt.in) {
			if tt.in[n.Start:n.End] != n.Text {
				t.Errorf("%q: span of %q is wrong", tt.in, n.Text)
			}
			got = append(got, strings.TrimRight(strings.Join([]string{n.Text, string(n.Type), n.Role, n.Affiliation}, "/"), "/"))
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.in, s, tt.want)
		}
	}
}

func TestRoster(t *testing.T) {
	const in = `US President Donald Trump met Volodymyr Zelensky. Melania Trump stayed. Mr Zelensky left.
Dmitry Peskov, the Kremlin spokesperson, spoke. Olena Koval came with Bashar al-Assad.`
	r := text.NewRoster(text.FindNames(in))
	tests := []struct{ name, full, role, gender string }{
		{"Zelensky", "Volodymyr Zelensky", "", "m"},
		{"Zelenskyy", "Volodymyr Zelensky", "", "m"},
		{"President Zelensky", "Volodymyr Zelensky", "", "m"},
		{"Trump", "", "", ""},
		{"Mrs Trump", "Melania Trump", "", "f"},
		{"Donald Trump", "Donald Trump", "President", "m"},
		{"Peskov", "Dmitry Peskov", "spokesperson", "m"},
		{"Assad", "Bashar al-Assad", "", "m"},
		{"Koval", "Olena Koval", "", "f"},
		{"Macron", "", "", ""},
		{"", "", "", ""},
	}
	for _, tt := range tests {
		got, ok := r.Resolve(tt.name)
		if ok != (tt.full != "") || got.Text != tt.full || got.Role != tt.role || got.Gender != tt.gender {
			t.Errorf("Resolve(%q) = %+v, %v; want %q, %q, %q", tt.name, got, ok, tt.full, tt.role, tt.gender)
		}
	}
}

func TestSameName(t *testing.T) {
	tests := []struct {
		a, b string
		want bool
	}{
		{"Zelensky", "Volodymyr Zelenskyy", true},
		{"Volodymyr Zelenskyy", "President Zelensky", true},
		{"Mr Putin", "Vladimir Putin", true},
		{"Donald Trump", "Donald J. Trump", true},
		{"D. Trump", "Donald Trump", true},
		{"Donald Trump", "Eric Trump", false},
		{"Putin", "Trump", false},
		{"UN", "United Nations", true},
		{"U.N.", "the United Nations", true},
		{"Hizbullah", "Hezbollah", true},
		{"Muammar Gadhafi", "Gaddafi", true},
		{"US Secretary of State Marco Rubio", "Rubio", true},
		{"Donald", "Donald Trump", false},
		{"", "Trump", false},
		{"President", "President", true},
	}
	for _, tt := range tests {
		for _, pair := range [][2]string{{tt.a, tt.b}, {tt.b, tt.a}} {
			if got := text.SameName(pair[0], pair[1]); got != tt.want {
				t.Errorf("SameName(%q, %q) = %v", pair[0], pair[1], got)
			}
		}
	}
}
