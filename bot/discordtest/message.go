package discordtest

import (
	"slices"
	"strings"
	"time"
)

// Flags of messages.
const (
	SuppressEmbeds        = 1 << 2
	Ephemeral             = 1 << 6
	Loading               = 1 << 7 // "thinking…"
	SuppressNotifications = 1 << 12
	ComponentsV2          = 1 << 15
)

// Message is how a message looks at one moment.
type Message struct {
	ID, ChannelID string
	Author        string
	ByBot         bool
	Content       string
	Embeds        []Embed
	Components    []Component
	Attachments   []Attachment
	Flags         int
	ReplyTo       string // the id of the message that it answers
	Edits         int
	At            time.Time

	of *message
}

// message is what Discord keeps.
type message struct {
	d       *Discord
	id      string
	channel *Channel
	author  *User
	kind    int // as Discord's type
	content
	flags    int
	at       time.Time
	edited   time.Time
	edits    int
	deleted  bool
	replyTo  *message
	mentions mentions
	nonce    any
	tts      bool

	interaction *Interaction // that it answers
	visibleTo   *User        // of an ephemeral one
}

// content is what can be edited.
type content struct {
	text        string
	embeds      []Embed
	components  []Component
	attachments []*storedFile
}

const (
	plainMessage = 0
	replyMessage = 19
	slashMessage = 20
	menuMessage  = 23
)

func (m *message) public() bool { return !m.deleted && m.visibleTo == nil }

func (m *message) seenBy(u *User) bool {
	if m.visibleTo != nil {
		return m.visibleTo == u
	}
	return m.channel.sees(u)
}

func (m *message) snapshot() Message {
	s := Message{
		ID: m.id, ChannelID: m.channel.ID, Author: m.author.Name, ByBot: m.author.Bot,
		Content: m.text, Embeds: slices.Clone(m.embeds), Components: slices.Clone(m.components),
		Flags: m.flags, Edits: m.edits, At: m.at, of: m,
	}
	if m.replyTo != nil {
		s.ReplyTo = m.replyTo.id
	}
	for _, f := range m.attachments {
		s.Attachments = append(s.Attachments, f.attachment())
	}
	return s
}

// Now is how the message looks by now.
func (m Message) Now() Message {
	m.of.d.mu.Lock()
	defer m.of.d.mu.Unlock()
	return m.of.snapshot()
}

// Deleted says whether the message is gone by now.
func (m Message) Deleted() bool {
	m.of.d.mu.Lock()
	defer m.of.d.mu.Unlock()
	return m.of.deleted
}

// Ephemeral says whether one person alone sees the message.
func (m Message) Ephemeral() bool { return m.Flags&Ephemeral != 0 }

// Loading says whether the message is a "thinking…".
func (m Message) Loading() bool { return m.Flags&Loading != 0 }

// Text is all that can be read on the message: content, embeds, and the texts
// of components, but not the labels of buttons.
func (m Message) Text() string {
	var parts []string
	add := func(text string) {
		if text != "" {
			parts = append(parts, text)
		}
	}
	add(m.Content)
	for _, e := range m.Embeds {
		for _, text := range e.texts() {
			add(text)
		}
	}
	for c := range walk(m.Components) {
		if c.Type == TextDisplay {
			add(c.Content)
		}
	}
	return strings.Join(parts, "\n")
}

// Buttons are the labels of the buttons that can be pressed, links included.
func (m Message) Buttons() []string {
	var labels []string
	for c := range walk(m.Components) {
		if c.Type == Button && !c.Disabled {
			labels = append(labels, c.Label)
		}
	}
	return labels
}

// Find gives the button or select with this label, placeholder or custom id; nil
// when there is none.
func (m Message) Find(name string) *Component {
	for c := range walk(m.Components) {
		if c.interactive() && (c.Label == name || c.CustomID == name || c.Placeholder == name) {
			return c
		}
	}
	return nil
}

// complete adds what Discord adds.
func (c *content) complete() {
	complete(c.components)
	for i := range c.embeds {
		c.embeds[i].Type = "rich"
	}
}

// empty says whether Discord would show nothing.
func (c *content) empty() bool {
	return strings.TrimSpace(c.text) == "" && !slices.ContainsFunc(c.embeds, func(e Embed) bool { return !e.empty() }) &&
		len(c.components) == 0 && len(c.attachments) == 0
}
