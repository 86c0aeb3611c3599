package discordtest_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/bot/discordtest"
)

func many(n int, one string) string {
	return strings.TrimSuffix(strings.Repeat(one+",", n), ",")
}

func text(n int) string { return strings.Repeat("a", n) }

// numbered repeats a pattern with its number twice.
func numbered(n int, pattern string) string {
	var parts []string
	for i := range n {
		parts = append(parts, fmt.Sprintf(pattern, i))
	}
	return strings.Join(parts, ",")
}

const button = `{"type":2,"style":1,"label":"b","custom_id":"c%d"}`

func row(parts string) string { return `{"type":1,"components":[` + parts + `]}` }

// TestMessageLimits posts bodies at a limit and past it. Every fault names the
// place in the form.
func TestMessageLimits(t *testing.T) {
	d := discordtest.New(t)
	ch := d.Guild("North Desk").Channel("general")
	bot := newRaw(t, d)
	d.Allow(discordtest.InvalidForm, discordtest.EmptyMessage)

	embed := func(inner string) string { return `{"embeds":[{` + inner + `}]}` }
	components := func(list string) string { return `{"content":"x","components":[` + list + `]}` }
	layout := func(list string) string { return `{"flags":32768,"components":[` + list + `]}` }
	option := `{"label":"l%[1]d","value":"v%[1]d"}`
	tests := []struct {
		name, good, bad, fault string
	}{
		{"content", `{"content":"` + text(2000) + `"}`, `{"content":"` + text(2001) + `"}`, `"content"`},
		{"content in UTF-16", `{"content":"` + strings.Repeat("😀", 1000) + `"}`, `{"content":"` + strings.Repeat("😀", 1001) + `"}`, `"content"`},
		{"content's type", `{"content":"5"}`, `{"content":5}`, `"content"`},
		{"embeds", `{"embeds":[` + many(10, `{"title":"x"}`) + `]}`, `{"embeds":[` + many(11, `{"title":"x"}`) + `]}`, `"embeds"`},
		{"embed title", embed(`"title":"` + text(256) + `"`), embed(`"title":"` + text(257) + `"`), `"title"`},
		{"embed description", embed(`"description":"` + text(4096) + `"`), embed(`"description":"` + text(4097) + `"`), `"description"`},
		{"embed fields", embed(`"fields":[` + many(25, `{"name":"n","value":"v"}`) + `]`), embed(`"fields":[` + many(26, `{"name":"n","value":"v"}`) + `]`), `"fields"`},
		{"field name", embed(`"fields":[{"name":"` + text(256) + `","value":"v"}]`), embed(`"fields":[{"name":"` + text(257) + `","value":"v"}]`), `"name"`},
		{"field value", embed(`"fields":[{"name":"n","value":"` + text(1024) + `"}]`), embed(`"fields":[{"name":"n","value":"` + text(1025) + `"}]`), `"value"`},
		{"field value blank", embed(`"fields":[{"name":"n","value":"v"}]`), embed(`"fields":[{"name":"n","value":" "}]`), `"value"`},
		{"footer", embed(`"footer":{"text":"` + text(2048) + `"}`), embed(`"footer":{"text":"` + text(2049) + `"}`), `"text"`},
		{"author", embed(`"author":{"name":"` + text(256) + `"}`), embed(`"author":{"name":"` + text(257) + `"}`), `"author"`},
		{"embed in all", embed(`"description":"` + text(4000) + `","footer":{"text":"` + text(2000) + `"}`), embed(`"description":"` + text(4000) + `","footer":{"text":"` + text(2001) + `"}`), `MAX_EMBED_SIZE_EXCEEDED`},
		{"embed url", embed(`"title":"t","url":"https://example.org/x"`), embed(`"title":"t","url":"javascript:alert(1)"`), `"url"`},
		{"embed timestamp", embed(`"title":"t","timestamp":"2025-03-14T08:40:00Z"`), embed(`"title":"t","timestamp":"14 Mar"`), `"timestamp"`},
		{"embed color", embed(`"title":"t","color":16777215`), embed(`"title":"t","color":16777216`), `"color"`},
		{"rows", components(numbered(5, row(button))), components(numbered(6, row(button))), `"components"`},
		{"buttons in a row", components(row(numbered(5, button))), components(row(numbered(6, button))), `"components"`},
		{"custom id", components(row(`{"type":2,"style":1,"label":"b","custom_id":"` + text(100) + `"}`)), components(row(`{"type":2,"style":1,"label":"b","custom_id":"` + text(101) + `"}`)), `"custom_id"`},
		{"custom id twice", components(row(numbered(2, button))), components(row(many(2, `{"type":2,"style":1,"label":"b","custom_id":"c"}`))), `COMPONENT_CUSTOM_ID_DUPLICATED`},
		{"custom id missing", components(row(`{"type":2,"style":1,"label":"b","custom_id":"c"}`)), components(row(`{"type":2,"style":1,"label":"b"}`)), `"custom_id"`},
		{"button label", components(row(`{"type":2,"style":1,"label":"` + text(80) + `","custom_id":"c"}`)), components(row(`{"type":2,"style":1,"label":"` + text(81) + `","custom_id":"c"}`)), `"label"`},
		{"button label missing", components(row(`{"type":2,"style":1,"emoji":{"name":"👍"},"custom_id":"c"}`)), components(row(`{"type":2,"style":1,"custom_id":"c"}`)), `"label"`},
		{"button style", components(row(`{"type":2,"style":4,"label":"b","custom_id":"c"}`)), components(row(`{"type":2,"style":7,"label":"b","custom_id":"c"}`)), `"style"`},
		{"link button", components(row(`{"type":2,"style":5,"label":"b","url":"https://example.org"}`)), components(row(`{"type":2,"style":5,"label":"b","custom_id":"c"}`)), `"url"`},
		{"link's scheme", components(row(`{"type":2,"style":5,"label":"b","url":"https://example.org"}`)), components(row(`{"type":2,"style":5,"label":"b","url":"file:///etc/passwd"}`)), `"url"`},
		{"link's length", components(row(`{"type":2,"style":5,"label":"b","url":"https://example.org/` + text(492) + `"}`)), components(row(`{"type":2,"style":5,"label":"b","url":"https://example.org/` + text(493) + `"}`)), `"url"`},
		{"select options", components(row(`{"type":3,"custom_id":"c","options":[` + numbered(25, option) + `]}`)), components(row(`{"type":3,"custom_id":"c","options":[` + numbered(26, option) + `]}`)), `"options"`},
		{"select values twice", components(row(`{"type":3,"custom_id":"c","options":[` + numbered(2, option) + `]}`)), components(row(`{"type":3,"custom_id":"c","options":[` + many(2, `{"label":"l","value":"v"}`) + `]}`)), `DUPLICATED`},
		{"select bounds", components(row(`{"type":3,"custom_id":"c","max_values":2,"options":[` + numbered(2, option) + `]}`)), components(row(`{"type":3,"custom_id":"c","max_values":3,"options":[` + numbered(2, option) + `]}`)), `"max_values"`},
		{"select beside a button", components(row(`{"type":5,"custom_id":"c"}`)), components(row(`{"type":5,"custom_id":"c"},` + fmt.Sprintf(button, 1))), `COMPONENT_LAYOUT_WIDTH_EXCEEDED`},
		{"unknown component", components(row(numbered(1, button))), components(row(`{"type":99,"custom_id":"c"}`)), `"type"`},
		{"row without buttons", components(row(numbered(1, button))), components(row(``)), `"components"`},
		{"layout without its flag", layout(`{"type":10,"content":"t"}`), components(`{"type":10,"content":"t"}`), `IS_COMPONENTS_V2`},
		{"layout with content", layout(`{"type":10,"content":"t"}`), `{"flags":32768,"content":"x","components":[{"type":10,"content":"t"}]}`, `LEGACY_FIELDS`},
		{"layout components", layout(many(40, `{"type":10,"content":"t"}`)), layout(`{"type":17,"components":[` + many(40, `{"type":10,"content":"t"}`) + `]}`), `"components"`},
		{"layout text", layout(`{"type":10,"content":"` + text(4000) + `"}`), layout(`{"type":10,"content":"` + text(4000) + `"},{"type":10,"content":"t"}`), `TEXT_SIZE_EXCEEDED`},
		{"section texts", layout(`{"type":9,"components":[` + many(3, `{"type":10,"content":"t"}`) + `],"accessory":` + fmt.Sprintf(button, 1) + `}`), layout(`{"type":9,"components":[` + many(4, `{"type":10,"content":"t"}`) + `],"accessory":` + fmt.Sprintf(button, 1) + `}`), `"components"`},
		{"section accessory", layout(`{"type":9,"components":[{"type":10,"content":"t"}],"accessory":` + fmt.Sprintf(button, 1) + `}`), layout(`{"type":9,"components":[{"type":10,"content":"t"}]}`), `"accessory"`},
		{"container in container", layout(`{"type":17,"components":[{"type":14}]}`), layout(`{"type":17,"components":[{"type":17,"components":[{"type":14}]}]}`), `"type"`},
		{"button outside a row", layout(row(numbered(1, button))), layout(fmt.Sprintf(button, 1)), `"type"`},
		{"component ids", layout(`{"type":14,"id":1},{"type":14,"id":2}`), layout(`{"type":14,"id":1},{"type":14,"id":1}`), `COMPONENT_ID_DUPLICATED`},
		{"media that is not there", layout(`{"type":12,"items":[{"media":{"url":"https://example.org/x.png"}}]}`), layout(`{"type":12,"items":[{"media":{"url":"attachment://x.png"}}]}`), `ATTACHMENT_NOT_FOUND`},
		{"attachment that is not there", `{"content":"x"}`, `{"content":"x","attachments":[{"id":"0","filename":"x.png"}]}`, `ATTACHMENT_NOT_FOUND`},
		{"mentions both ways", `{"content":"x","allowed_mentions":{"parse":["users"]}}`, `{"content":"x","allowed_mentions":{"parse":["users"],"users":["1"]}}`, `EXCLUSIVE`},
		{"mentions unknown", `{"content":"x","allowed_mentions":{"parse":[]}}`, `{"content":"x","allowed_mentions":{"parse":["all"]}}`, `"parse"`},
		{"nonce", `{"content":"x","nonce":"` + text(25) + `"}`, `{"content":"x","nonce":"` + text(26) + `"}`, `"nonce"`},
		{"flags", `{"content":"x","flags":4}`, `{"content":"x","flags":64}`, `"flags"`},
		{"reference", `{"content":"x"}`, `{"content":"x","message_reference":{"message_id":"1"}}`, `MESSAGE_REFERENCE_UNKNOWN_MESSAGE`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			path := "/channels/" + ch.ID + "/messages"
			if a := bot.do("POST", path, tt.good); a.status != http.StatusOK {
				t.Errorf("good: %d %s", a.status, a.raw)
			}
			if tt.bad == "" {
				return
			}
			a := bot.do("POST", path, tt.bad)
			a.wants(t, http.StatusBadRequest, discordtest.InvalidForm)
			if !strings.Contains(string(a.Errors), tt.fault) {
				t.Errorf("errors are %s, want %s", a.Errors, tt.fault)
			}
		})
	}
	for _, empty := range []string{`{}`, `{"content":" "}`, `{"content":null,"embeds":[],"components":[]}`, `{"embeds":[{}]}`} {
		bot.do("POST", "/channels/"+ch.ID+"/messages", empty).wants(t, http.StatusBadRequest, discordtest.EmptyMessage)
	}
}
