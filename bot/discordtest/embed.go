package discordtest

import "strings"

// Embed is an embed of a message.
type Embed struct {
	Type        string       `json:"type,omitempty"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	URL         string       `json:"url,omitempty"`
	Timestamp   string       `json:"timestamp,omitempty"`
	Color       int          `json:"color,omitempty"`
	Footer      *EmbedText   `json:"footer,omitempty"`
	Author      *EmbedText   `json:"author,omitempty"`
	Image       *EmbedMedia  `json:"image,omitempty"`
	Thumbnail   *EmbedMedia  `json:"thumbnail,omitempty"`
	Fields      []EmbedField `json:"fields,omitempty"`
}

// EmbedText is a footer, which has Text, or an author, who has a Name.
type EmbedText struct {
	Text    string `json:"text,omitempty"`
	Name    string `json:"name,omitempty"`
	URL     string `json:"url,omitempty"`
	IconURL string `json:"icon_url,omitempty"`
}

// EmbedMedia is an image.
type EmbedMedia struct {
	URL string `json:"url"`
}

// EmbedField is a field.
type EmbedField struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Inline bool   `json:"inline"`
}

// texts are what counts towards the 6,000 characters of all embeds.
func (e Embed) texts() []string {
	texts := []string{e.Title, e.Description}
	if e.Author != nil {
		texts = append(texts, e.Author.Name)
	}
	for _, f := range e.Fields {
		texts = append(texts, f.Name, f.Value)
	}
	if e.Footer != nil {
		texts = append(texts, e.Footer.Text)
	}
	return texts
}

func (e Embed) empty() bool {
	return strings.TrimSpace(strings.Join(e.texts(), "")) == "" && e.Image == nil && e.Thumbnail == nil
}
