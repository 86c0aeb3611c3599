package bot

// A card is one message as the bot shows it: markdown in an embed, whose words
// ping nobody, and controls beneath it.
type card struct {
	text    string // every word of others in it is escaped
	link    string // the address that the message is about, for what its controls do
	tone    tone
	rows    [][]control
	private bool // for the one who asked alone
	expires bool // its controls work for a while only
	waits   bool // it answers no question yet, but asks one back
}

// tone is the colour of a card's edge.
type tone int

const (
	toneAnswer   tone = 0x2e8b57
	toneDisputed tone = 0xd9822b
	toneRefusal  tone = 0x8a8f98
	toneNote     tone = 0x5865f2
	toneError    tone = 0xc0392b
)

// control is a button, a link or a select menu; a menu has a row of its own.
type control struct {
	label    string // of a menu: what it says before something is chosen
	id       string // what Discord sends back; "" for a link
	link     string
	style    style
	disabled bool
	options  []option // of a menu
}

type style int

const (
	stylePlain style = iota
	styleMain
	styleDanger
)

// option is a line of a select menu or of autocomplete.
type option struct{ label, value, about string }

// button is a control that does something.
func button(label, id string) control { return control{label: label, id: id} }

// withoutControls is the card after its time, its controls still to be seen.
func (c card) withoutControls() card {
	rows := make([][]control, len(c.rows))
	for i, row := range c.rows {
		for _, k := range row {
			k.disabled = k.link == ""
			rows[i] = append(rows[i], k)
		}
	}
	c.rows, c.expires = rows, false
	return c
}

// note is a card of one text of the program's own.
func note(text string) card { return card{text: text, tone: toneNote, private: true} }
