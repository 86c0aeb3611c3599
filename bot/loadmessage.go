package bot

import (
	"context"
	"net/url"
	"strings"

	"github.com/bwmarrin/discordgo"

	"github.com/claimbot/claimbot/claims"
)

// loadMessage answers "Load as article" on a message: its files are read; if it
// is little more than a link, the page is fetched; else its text is the article.
func (b *Bot) loadMessage(_ context.Context, c *call) (reply, error) {
	m := original(c.target)
	if m == nil {
		return nil, claims.Errorf(claims.ENotFound, "Discord did not send that message along; try again.")
	}
	files, text := attached(m), strings.TrimSpace(m.Content)
	link, beside := linkOf(text)
	links := linksIn(text)
	switch {
	case len(files) > 0:
		return later{private: true, work: func(ctx context.Context) (card, error) { return b.attach(ctx, c, files, claims.Given{URL: link}) }}, nil
	case len(links) > 1 && isListOfLinks(text):
		return b.loadLinks(c, links, claims.Given{}), nil
	case link != "" && units(beside) < maxBeside:
		return later{private: true, work: func(ctx context.Context) (card, error) { return b.fetch(ctx, c, claims.Given{URL: link}) }}, nil
	case text == "":
		return nil, claims.Errorf(claims.EUnreadable, "That message has no text, no link and no file; use /article add instead.")
	case link != "":
		text = beside
	}
	return later{private: true, work: func(ctx context.Context) (card, error) {
		return b.pasteText(ctx, c, text, claims.Given{URL: link})
	}}, nil
}

// maxBeside is how much may stand beside a link for the message to be about the
// page: a headline, "look at this". An article's text is longer.
const maxBeside = 300

// original is the message itself, or the one that it forwards.
func original(m *discordgo.Message) *discordgo.Message {
	if m != nil && m.Content == "" && len(m.Attachments) == 0 {
		for _, s := range m.MessageSnapshots {
			if s.Message != nil {
				return s.Message
			}
		}
	}
	return m
}

// attached are the message's files, without pictures and recordings.
func attached(m *discordgo.Message) []*discordgo.MessageAttachment {
	var out []*discordgo.MessageAttachment
	for _, f := range m.Attachments {
		if f == nil {
			continue
		}
		kind, _, _ := strings.Cut(f.ContentType, "/")
		if kind != "image" && kind != "video" && kind != "audio" {
			out = append(out, f)
		}
	}
	return out
}

// linkOf gives the link of a text that has a single one standing by itself, and
// the text without it. A link within a sentence may lead anywhere: it does not
// say where the text is from.
func linkOf(text string) (link, beside string) {
	words := strings.Fields(text)
	found := 0
	for _, w := range words {
		if isLink(strings.Trim(w, "<>")) {
			found++
			link = w
		}
	}
	if found != 1 || !standsAlone(text, link) && len(words) > 1 && units(text)-units(link) >= maxBeside {
		return "", text
	}
	return strings.Trim(link, "<>"), strings.TrimSpace(strings.Replace(text, link, "", 1))
}

func standsAlone(text, link string) bool {
	for line := range strings.Lines(text) {
		if strings.TrimSpace(line) == link {
			return true
		}
	}
	return false
}

func isLink(w string) bool {
	u, err := url.Parse(w)
	return err == nil && u.Host != "" && (u.Scheme == "https" || u.Scheme == "http")
}
