package discordtest

import "encoding/json"

// messageBody is what the bot sends to make or to edit a message.
type messageBody struct {
	Content         *string           `json:"content"`
	Embeds          []Embed           `json:"embeds"`
	Components      []Component       `json:"components"`
	Attachments     []attachmentRef   `json:"attachments"`
	Flags           *int              `json:"flags"`
	AllowedMentions *allowedMentions  `json:"allowed_mentions"`
	Reference       *messageReference `json:"message_reference"`
	Nonce           any               `json:"nonce"`
	EnforceNonce    bool              `json:"enforce_nonce"`
	TTS             bool              `json:"tts"`

	given map[string]json.RawMessage
}

// attachmentRef names a file of the same request, by its number, or one that
// the message has.
type attachmentRef struct {
	ID          json.RawMessage `json:"id"`
	Filename    string          `json:"filename"`
	Description string          `json:"description"`
}

func (a attachmentRef) id() string {
	var s string
	if json.Unmarshal(a.ID, &s) == nil {
		return s
	}
	return string(a.ID)
}

type messageReference struct {
	MessageID string `json:"message_id"`
	ChannelID string `json:"channel_id"`
	GuildID   string `json:"guild_id"`
	Fail      *bool  `json:"fail_if_not_exists"`
}

// UnmarshalJSON keeps which keys were given, since an edit leaves the others as
// they are.
func (b *messageBody) UnmarshalJSON(raw []byte) error {
	type plain messageBody
	if err := json.Unmarshal(raw, (*plain)(b)); err != nil {
		return err
	}
	return json.Unmarshal(raw, &b.given)
}

func (b *messageBody) has(key string) bool {
	_, ok := b.given[key]
	return ok
}

func (b *messageBody) flags() int {
	if b.Flags == nil {
		return 0
	}
	return *b.Flags
}

// onto gives what a message with this content has after the body: keys that are
// missing change nothing, null empties.
func (b *messageBody) onto(old content) content {
	if b.has("content") {
		old.text = ""
		if b.Content != nil {
			old.text = *b.Content
		}
	}
	if b.has("embeds") {
		old.embeds = b.Embeds
	}
	if b.has("components") {
		old.components = b.Components
	}
	return old
}
