package bot

import "github.com/bwmarrin/discordgo"

// The JSON of Discord's API, as far as the bot sends it. discordgo's own
// structs lack fields (nonce, flags of an edit) and send empty ones.
type (
	wireMessage struct {
		Content    string         `json:"content"`
		Embeds     []wireEmbed    `json:"embeds"`
		Components []wireRow      `json:"components"`
		Mentions   wireMentions   `json:"allowed_mentions"`
		Flags      int            `json:"flags,omitempty"`
		Reference  *wireReference `json:"message_reference,omitempty"`
		Nonce      string         `json:"nonce,omitempty"`
		Enforce    bool           `json:"enforce_nonce,omitempty"`
	}
	wireEmbed struct {
		Description string `json:"description"`
		URL         string `json:"url,omitempty"`
		Color       int    `json:"color"`
	}
	// wireMentions allows none, not even of who is replied to.
	wireMentions struct {
		Parse   []string `json:"parse"`
		Replied bool     `json:"replied_user"`
	}
	wireReference struct {
		Message string `json:"message_id"`
		Must    bool   `json:"fail_if_not_exists"`
	}
	wireRow struct {
		Type       int             `json:"type"`
		Components []wireComponent `json:"components"`
	}
	wireComponent struct {
		Type        int          `json:"type"`
		Style       int          `json:"style,omitempty"`
		Label       string       `json:"label,omitempty"`
		CustomID    string       `json:"custom_id,omitempty"`
		URL         string       `json:"url,omitempty"`
		Disabled    bool         `json:"disabled,omitempty"`
		Placeholder string       `json:"placeholder,omitempty"`
		Options     []wireOption `json:"options,omitempty"`
		Value       string       `json:"value,omitempty"`
		MinLength   int          `json:"min_length,omitempty"`
		MaxLength   int          `json:"max_length,omitempty"`
		Required    *bool        `json:"required,omitempty"`
	}
	wireOption struct {
		Label       string `json:"label"`
		Value       string `json:"value"`
		Description string `json:"description,omitempty"`
	}
	wireChoices struct {
		Choices []wireChoice `json:"choices"`
	}
	wireChoice struct {
		Name  string `json:"name"`
		Value string `json:"value"`
	}
	wireForm struct {
		CustomID   string    `json:"custom_id"`
		Title      string    `json:"title"`
		Components []wireRow `json:"components"`
	}
	wireDeferral struct {
		Flags int `json:"flags,omitempty"`
	}
)

const ephemeral = int(discordgo.MessageFlagsEphemeral)

// wire gives the card as Discord takes it, every limit kept. An edit that sets
// all fields leaves nothing of what was there before.
func (c card) wire() wireMessage {
	m := wireMessage{
		Embeds:     []wireEmbed{{Description: firstUnits(c.text, maxDescription), URL: linkable(c.link, maxEmbedURL), Color: int(c.tone)}},
		Components: []wireRow{},
		Mentions:   wireMentions{Parse: []string{}},
	}
	for _, row := range c.rows {
		if len(m.Components) < maxRows && len(row) > 0 {
			m.Components = append(m.Components, wireControls(row))
		}
	}
	if c.private {
		m.Flags = ephemeral
	}
	return m
}

// edit is the card as it replaces another message, whose flags are fixed.
func (c card) edit() wireMessage {
	m := c.wire()
	m.Flags = 0
	return m
}

const (
	maxRows     = 5
	maxInRow    = 5
	maxEmbedURL = 2048
)

func wireControls(row []control) wireRow {
	out := wireRow{Type: int(discordgo.ActionsRowComponent)}
	for _, k := range row[:min(len(row), maxInRow)] {
		out.Components = append(out.Components, k.wire())
	}
	return out
}

func (k control) wire() wireComponent {
	if len(k.options) > 0 {
		return wireComponent{
			Type: int(discordgo.SelectMenuComponent), CustomID: k.id, Disabled: k.disabled,
			Placeholder: cut(plain(k.label), maxPlaceholder), Options: wireOptions(k.options),
		}
	}
	out := wireComponent{
		Type: int(discordgo.ButtonComponent), Style: k.style.wire(), Label: cut(plain(k.label), maxLabel),
		CustomID: k.id, Disabled: k.disabled,
	}
	if k.link != "" {
		out.Style, out.CustomID, out.URL = int(discordgo.LinkButton), "", k.link
	}
	return out
}

const maxPlaceholder = 150

func (s style) wire() int {
	switch s {
	case styleMain:
		return int(discordgo.PrimaryButton)
	case styleDanger:
		return int(discordgo.DangerButton)
	}
	return int(discordgo.SecondaryButton)
}

func wireOptions(options []option) []wireOption {
	var out []wireOption
	for _, o := range options[:min(len(options), maxChoices)] {
		out = append(out, wireOption{Label: visibly(o.label), Value: firstUnits(o.value, maxOption), Description: cut(plain(o.about), maxOption)})
	}
	return out
}

// choicesOf gives what autocomplete offers. Discord takes no name twice: a
// second one carries its id.
func choicesOf(options []option) wireChoices {
	out := wireChoices{Choices: []wireChoice{}}
	seen := map[string]bool{}
	for _, o := range options[:min(len(options), maxChoices)] {
		name := visibly(o.label)
		if seen[name] {
			id := " · " + cut(plain(o.value), maxOption/2)
			name = cut(name, maxOption-units(id)) + id
		}
		if seen[name] {
			continue
		}
		seen[name] = true
		out.Choices = append(out.Choices, wireChoice{Name: name, Value: firstUnits(o.value, maxOption)})
	}
	return out
}

// visibly is a label that is never empty, which Discord refuses.
func visibly(s string) string {
	if s = cut(plain(s), maxOption); s == "" {
		return "(no name)"
	}
	return s
}
