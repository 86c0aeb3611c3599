package articles

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/claims"
)

const telegramPage = "https://t.me/harbour_news/123?embed=1&mode=tme"

// telegramPosting is the page that embeds a post with inner in its bubble.
func telegramPosting(inner string) string {
	return `<html><body><div class="tgme_widget_message js-widget_message" data-post="harbour_news/123"><div class="tgme_widget_message_bubble">
<a class="tgme_widget_message_owner_name" href="https://t.me/harbour_news"><span dir="auto">Reuters</span></a>` + inner + `
<div class="tgme_widget_message_footer"><span class="tgme_widget_message_views">1.2K</span><span class="tgme_widget_message_meta">edited <a class="tgme_widget_message_date" href="https://t.me/harbour_news/123"><time datetime="2025-03-14T08:40:00+00:00">Mar 14 at 08:40</time></a></span></div></div></div></body></html>`
}

func TestTelegramPost(t *testing.T) {
	p, err := parsePage([]byte(telegramPosting(`<div class="tgme_widget_message_forwarded_from">Forwarded from <a class="tgme_widget_message_forwarded_from_name"><span>Ostby Council</span></a></div>
<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">An older post</div></a>
<div class="tgme_widget_message_text js-message_text" dir="auto"><b>The mill stays open</b><br/><br/>Two were hurt.<br>Their names are not known.</div>`)), "text/html", telegramPage, today)
	if err != nil {
		t.Fatal(err)
	}
	want := page{
		Text: "The mill stays open\n\nTwo were hurt.\nTheir names are not known.", Title: "The mill stays open", Canonical: "https://t.me/harbour_news/123",
		Published: "2025-03-14T08:40:00Z", Channel: "Reuters (t.me/harbour_news)", Via: []string{"Ostby Council"},
	}
	if diff := cmp.Diff(want, p); diff != "" {
		t.Error(diff)
	}
}

func TestTelegramRefusals(t *testing.T) {
	for inner, says := range map[string]string{
		`<a class="tgme_widget_message_photo_wrap"></a>`:                     "shows no text",
		`<div class="tgme_widget_message_error">Post not found</div>`:        "no post here",
		`<div class="tgme_widget_message_text js-message_text"> <br> </div>`: "shows no text",
	} {
		if p, err := parsePage([]byte(telegramPosting(inner)), "text/html", telegramPage, today); !strings.Contains(claims.ErrorMessage(err), says) {
			t.Errorf("%+v, %v, want %q", p, err, says)
		}
	}
	for address, want := range map[string]string{
		"https://t.me/harbour_news/123":             telegramPage,
		"http://www.t.me/s/harbour_news/123?single": telegramPage,
		"https://telegram.me/harbour_news/123":      telegramPage,
		"https://example.org/harbour_news/123":      "https://example.org/harbour_news/123",
		"https://t.me/c/123456/7":                   "",
		"https://t.me/+AbCdEf":                      "",
		"https://t.me/joinchat/AbC":                 "",
		"https://t.me/harbour_news":                 "",
		"https://t.me/s/harbour_news":               "",
	} {
		u, _ := url.Parse(address)
		got, err := readableAddress(u)
		if want == "" && claims.ErrorCode(err) != claims.EUnsupported || want != "" && (err != nil || got.String() != want) {
			t.Errorf("%s is read at %v, %v, want %q", address, got, err, want)
		}
	}
}

func FuzzTelegram(f *testing.F) {
	f.Add(telegramPosting(`<div class="tgme_widget_message_text">A<br>b</div>`))
	f.Fuzz(func(t *testing.T, raw string) {
		p, err := parsePage([]byte(raw), "text/html", telegramPage, today)
		if err == nil && (strings.TrimSpace(p.Text) == "" || !strings.HasSuffix(p.Channel, "t.me/harbour_news") && !strings.HasSuffix(p.Channel, "(t.me/harbour_news)")) {
			t.Fatalf("%+v", p)
		}
		if err != nil && claims.ErrorMessage(err) == "" {
			t.Fatal(err)
		}
	})
}
