package discordtest

import "iter"

// Types of components.
const (
	ActionRow         = 1
	Button            = 2
	StringSelect      = 3
	TextInput         = 4
	UserSelect        = 5
	RoleSelect        = 6
	MentionableSelect = 7
	ChannelSelect     = 8
	Section           = 9
	TextDisplay       = 10
	Thumbnail         = 11
	MediaGallery      = 12
	FileDisplay       = 13
	Separator         = 14
	Container         = 17
	Label             = 18
	FileUpload        = 19
)

// LinkButton and PremiumButton are the styles of buttons that have no custom id.
const (
	LinkButton    = 5
	PremiumButton = 6
)

// Component is a component of a message or a modal; which fields count depends
// on its type.
type Component struct {
	Type        int            `json:"type"`
	ID          int            `json:"id,omitempty"`
	CustomID    string         `json:"custom_id,omitempty"`
	Label       string         `json:"label,omitempty"`
	Style       int            `json:"style,omitempty"`
	URL         string         `json:"url,omitempty"`
	SKU         string         `json:"sku_id,omitempty"`
	Emoji       *Emoji         `json:"emoji,omitempty"`
	Disabled    bool           `json:"disabled,omitempty"`
	Placeholder string         `json:"placeholder,omitempty"`
	MinValues   *int           `json:"min_values,omitempty"`
	MaxValues   *int           `json:"max_values,omitempty"`
	Options     []SelectOption `json:"options,omitempty"`
	Description string         `json:"description,omitempty"`
	Content     string         `json:"content,omitempty"`
	Value       string         `json:"value,omitempty"`
	Required    *bool          `json:"required,omitempty"`
	MinLength   *int           `json:"min_length,omitempty"`
	MaxLength   *int           `json:"max_length,omitempty"`
	AccentColor *int           `json:"accent_color,omitempty"`
	Spoiler     bool           `json:"spoiler,omitempty"`
	Divider     *bool          `json:"divider,omitempty"`
	Spacing     int            `json:"spacing,omitempty"`
	Media       *EmbedMedia    `json:"media,omitempty"`
	File        *EmbedMedia    `json:"file,omitempty"`
	Items       []GalleryItem  `json:"items,omitempty"`
	Components  []Component    `json:"components,omitempty"`
	Component   *Component     `json:"component,omitempty"` // of a label
	Accessory   *Component     `json:"accessory,omitempty"` // of a section
}

// SelectOption is a choice of a select.
type SelectOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Emoji       *Emoji `json:"emoji,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// Emoji stands on buttons and options.
type Emoji struct {
	ID       string `json:"id,omitempty"`
	Name     string `json:"name,omitempty"`
	Animated bool   `json:"animated,omitempty"`
}

// GalleryItem is one picture of a gallery.
type GalleryItem struct {
	Media       EmbedMedia `json:"media"`
	Description string     `json:"description,omitempty"`
	Spoiler     bool       `json:"spoiler,omitempty"`
}

// interactive says whether using the component makes an interaction or fills in
// a modal.
func (c *Component) interactive() bool {
	return c.Type >= Button && c.Type <= ChannelSelect || c.Type == FileUpload
}

func (c *Component) isSelect() bool {
	return c.Type == StringSelect || c.Type >= UserSelect && c.Type <= ChannelSelect
}

// walk goes through the components and all beneath them, in their order.
func walk(components []Component) iter.Seq[*Component] {
	return func(yield func(*Component) bool) { walkAll(components, yield) }
}

func walkAll(components []Component, yield func(*Component) bool) bool {
	for i := range components {
		if !components[i].walk(yield) {
			return false
		}
	}
	return true
}

func (c *Component) walk(yield func(*Component) bool) bool {
	if !yield(c) || !walkAll(c.Components, yield) {
		return false
	}
	for _, below := range []*Component{c.Accessory, c.Component} {
		if below != nil && !below.walk(yield) {
			return false
		}
	}
	return true
}

// complete adds what Discord adds: ids, and what a component is by default.
func complete(components []Component) {
	taken := map[int]bool{}
	for c := range walk(components) {
		taken[c.ID] = true
		c.complete()
	}
	next := 1
	for c := range walk(components) {
		for c.ID == 0 {
			if !taken[next] {
				c.ID = next
			}
			next++
		}
	}
}

func (c *Component) complete() {
	one, yes := 1, true
	if c.isSelect() && c.MinValues == nil {
		c.MinValues = &one
	}
	if c.isSelect() && c.MaxValues == nil {
		c.MaxValues = &one
	}
	if c.Type == Separator && c.Spacing == 0 {
		c.Spacing = 1
	}
	if c.Type == Separator && c.Divider == nil {
		c.Divider = &yes
	}
}
