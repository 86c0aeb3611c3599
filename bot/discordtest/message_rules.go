package discordtest

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"
)

// messageRules are those that the document does not hold. They are told on the
// message as it would be: next is what it would show, flags are its flags.
func (c *call) messageRules(at string, b *messageBody, next content, flags int) *apiError {
	c.form.longest(at+"content", next.text, 2000)
	c.embedRules(at, next.embeds)
	if flags&ComponentsV2 != 0 {
		c.layoutRules(at, next)
	} else {
		c.rowRules(at, next.components)
	}
	c.customIDs(at, next.components)
	c.mentionRules(at, b.AllowedMentions)
	c.uploadRules(at, b)
	c.mediaRules(at, next)
	if err := c.form.err(); err != nil {
		return err
	}
	if next.empty() && len(c.files) == 0 {
		return badRequest(EmptyMessage, "Cannot send an empty message")
	}
	return nil
}

// longest counts as JavaScript does, which is never less than Discord.
func (f *form) longest(path, text string, limit int) {
	if n := length(text); n > limit {
		f.add(path, "BASE_TYPE_MAX_LENGTH", "Must be %d or fewer in length; it is %d.", limit, n)
	}
}

func length(text string) int { return len(utf16.Encode([]rune(text))) }

func (c *call) embedRules(at string, embeds []Embed) {
	total := 0
	for i, e := range embeds {
		path := fmt.Sprintf("%sembeds.%d", at, i)
		for _, text := range e.texts() {
			total += length(text)
		}
		c.form.longest(path+".title", e.Title, 256)
		c.form.longest(path+".description", e.Description, 4096)
		for j, f := range e.Fields {
			field := fmt.Sprintf("%s.fields.%d", path, j)
			c.form.required(field+".name", f.Name)
			c.form.required(field+".value", f.Value)
			c.form.longest(field+".name", f.Name, 256)
			c.form.longest(field+".value", f.Value, 1024)
		}
		if e.Footer != nil {
			c.form.required(path+".footer.text", e.Footer.Text)
			c.form.longest(path+".footer.text", e.Footer.Text, 2048)
			c.form.url(path+".footer.icon_url", e.Footer.IconURL, "http", "https", "attachment")
		}
		if e.Author != nil {
			c.form.required(path+".author.name", e.Author.Name)
			c.form.longest(path+".author.name", e.Author.Name, 256)
			c.form.url(path+".author.url", e.Author.URL, "http", "https")
		}
		c.form.url(path+".url", e.URL, "http", "https")
		c.form.timestamp(path+".timestamp", e.Timestamp)
	}
	if total > 6000 {
		c.form.add(at+"embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000; it is %d.", total)
	}
}

func (c *call) mentionRules(at string, a *allowedMentions) {
	if a == nil {
		return
	}
	for name, ids := range map[string][]string{"users": a.Users, "roles": a.Roles} {
		if len(ids) > 0 && slices.Contains(a.Parse, name) {
			c.form.add(at+"allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", `parse:["%s"] and %s: [ids...] are mutually exclusive.`, name, name)
		}
		if len(slices.Compact(slices.Sorted(slices.Values(ids)))) < len(ids) {
			c.form.add(at+"allowed_mentions."+name, "SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value")
		}
	}
}

// uploadRules tie the attachments of the body to the files of the request.
func (c *call) uploadRules(at string, b *messageBody) {
	if len(c.files) > 10 {
		c.form.add(at+"attachments", "BASE_TYPE_BAD_LENGTH", "Must be 10 or fewer in length.")
	}
	for i, a := range b.Attachments {
		fresh := len(a.id()) < 3 // a number of this request, no snowflake
		if fresh && !slices.ContainsFunc(c.files, func(f upload) bool { return fmt.Sprint(f.index) == a.id() }) {
			c.form.add(fmt.Sprintf("%sattachments.%d", at, i), "ATTACHMENT_NOT_FOUND", "The request has no files[%s].", a.id())
		}
	}
}

// mediaRules let attachment:// name only what hangs on the message.
func (c *call) mediaRules(at string, next content) {
	names := map[string]bool{}
	for _, f := range next.attachments {
		names[f.Name] = true
	}
	for _, f := range c.files {
		names[fileName(f.Name)] = true
	}
	check := func(m *EmbedMedia) {
		if m == nil {
			return
		}
		if name, ok := strings.CutPrefix(m.URL, "attachment://"); ok && !names[name] {
			c.form.add(at+"attachments", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", "The referenced attachment %q was not found.", name)
		}
	}
	for _, e := range next.embeds {
		check(e.Image)
		check(e.Thumbnail)
	}
	for part := range walk(next.components) {
		check(part.Media)
		check(part.File)
		for _, item := range part.Items {
			check(&item.Media)
		}
	}
}
