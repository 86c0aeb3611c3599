package articles

import (
	"net/url"
	"regexp"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/claimbot/claimbot/claims"
)

// telegramPost is the path of a public post, also as the channel's preview has it.
var telegramPost = regexp.MustCompile(`^/(?:s/)?([A-Za-z][A-Za-z0-9_]{3,31})/([0-9]{1,10})/?$`)

func isTelegram(host string) bool {
	switch strings.TrimPrefix(strings.ToLower(host), "www.") {
	case "t.me", "telegram.me", "telegram.dog":
		return true
	}
	return false
}

// readable gives the address under which the page of u can be read: a public
// Telegram post is read as other sites embed it. What is not public there, or
// no single post, is refused.
func readableAddress(u *url.URL) (*url.URL, error) {
	if !isTelegram(u.Hostname()) {
		return u, nil
	}
	m := telegramPost.FindStringSubmatch(u.Path)
	switch {
	case m != nil && m[1] != "joinchat":
		return &url.URL{Scheme: "https", Host: "t.me", Path: "/" + m[1] + "/" + m[2], RawQuery: "embed=1&mode=tme"}, nil
	case strings.HasPrefix(u.Path, "/c/") || strings.HasPrefix(u.Path, "/+") || strings.HasPrefix(u.Path, "/joinchat"):
		return nil, claims.Errorf(claims.EUnsupported, "This is in a private Telegram channel, which cannot be read; paste the text of the post instead.")
	}
	return nil, claims.Errorf(claims.EUnsupported, "This is not the address of a single Telegram post; write it as https://t.me/channel/123.")
}

// telegramAddress gives the channel and the number of the post that an
// embedded page was fetched as.
func telegramAddress(pageURL string) (channel, number string, ok bool) {
	u, err := url.Parse(pageURL)
	if err != nil || !isTelegram(u.Hostname()) {
		return "", "", false
	}
	m := telegramPost.FindStringSubmatch(u.Path)
	if m == nil {
		return "", "", false
	}
	return m[1], m[2], true
}

// readTelegram reads a post in the page that embeds it. Its outlet is the
// channel's title with its address, for anybody may call a channel anything.
func readTelegram(doc *html.Node, channel, number string, now time.Time) (page, error) {
	post := byClass(doc, "tgme_widget_message")
	if post == nil || byClass(doc, "tgme_widget_message_error") != nil {
		return page{}, claims.Errorf(claims.EUnreadable, "Telegram shows no post here: it may be deleted, or the channel may be private. Paste the text of the post instead.")
	}
	for _, class := range []string{"tgme_widget_message_reply", "tgme_widget_message_link_preview"} {
		if n := byClass(post, class); n != nil && n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	p := page{Canonical: "https://t.me/" + channel + "/" + number, Author: classText(post, "tgme_widget_message_from_author")}
	if n := byClass(post, "tgme_widget_message_text"); n != nil {
		p.Text = brokenText(n)
	}
	if p.Text == "" {
		return page{}, claims.Errorf(claims.EUnreadable, "This post shows no text: it may be only a picture or a video. Paste what it says instead.")
	}
	p.Channel = "t.me/" + channel
	if title := classText(post, "tgme_widget_message_owner_name"); title != "" {
		p.Channel = clip(title, maxReviewName) + " (t.me/" + channel + ")"
	}
	if from := classText(post, "tgme_widget_message_forwarded_from_name"); from != "" {
		p.Via = []string{clip(from, maxReviewName)}
	}
	if n := byClass(post, "tgme_widget_message_date"); n != nil {
		if at := find(n, atom.Time); at != nil {
			p.Published = calendar{now}.read(attr(at, "datetime"))
		}
	}
	p.Title, _, _ = strings.Cut(p.Text, "\n")
	p.Title = clip(p.Title, 140)
	return p, nil
}

func byClass(root *html.Node, class string) *html.Node {
	var found *html.Node
	walk(root, func(n *html.Node) bool {
		if found == nil && n.Type == html.ElementNode {
			for word := range strings.FieldsSeq(attr(n, "class")) {
				if word == class {
					found = n
				}
			}
		}
		return found == nil
	})
	return found
}

func classText(root *html.Node, class string) string {
	if n := byClass(root, class); n != nil {
		return textOf(n)
	}
	return ""
}

// brokenText gives the text at and below n with the line breaks that it shows.
func brokenText(n *html.Node) string {
	var b strings.Builder
	walk(n, func(n *html.Node) bool {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(strings.Join(strings.FieldsFunc(n.Data, func(r rune) bool { return r == '\n' || r == '\r' }), " "))
		case n.DataAtom == atom.Br || n.Type == html.ElementNode && isBlock(n):
			b.WriteByte('\n')
		}
		return !isUnseen(n)
	})
	var out []string
	for line := range strings.SplitSeq(b.String(), "\n") {
		if line = oneLine(line); line != "" || len(out) > 0 && out[len(out)-1] != "" {
			out = append(out, line)
		}
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}
