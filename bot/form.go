package bot

import "github.com/bwmarrin/discordgo"

// form is a modal: a few lines to type into.
type form struct {
	id, title string
	inputs    []input
}

// input is one line of a form, or a paragraph.
type input struct {
	id, label, about, value string
	long, required          bool
	most                    int // units; 0 for as many as Discord takes
}

func (f form) wire() wireForm {
	out := wireForm{CustomID: f.id, Title: cut(plain(f.title), maxFormTitle)}
	for _, in := range f.inputs {
		out.Components = append(out.Components, wireRow{Type: int(discordgo.ActionsRowComponent), Components: []wireComponent{in.wire()}})
	}
	return out
}

func (in input) wire() wireComponent {
	most := in.most
	if most == 0 {
		most = maxInput
	}
	kind := discordgo.TextInputShort
	if in.long {
		kind = discordgo.TextInputParagraph
	}
	required := in.required
	return wireComponent{
		Type: int(discordgo.TextInputComponent), Style: int(kind), CustomID: in.id,
		Label: cut(plain(in.label), maxInputLabel), Placeholder: cut(plain(in.about), maxOption),
		Value: firstUnits(plain(in.value), most), MaxLength: most, Required: &required,
	}
}
