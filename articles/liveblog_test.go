package articles

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// entriesIn reads a page of a live blog, and gives its entries: the time, the
// title and the words of each.
func entriesIn(t *testing.T, address, page string) (text string, entries []string) {
	t.Helper()
	p, err := parsePage([]byte(page), "text/html", address, time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	end := 0
	for _, e := range p.Entries {
		if e.Start < end || e.End > len(p.Text) || e.Start >= e.End {
			t.Fatalf("the entry %+v lies outside of the text, or in the one before", e)
		}
		end = e.End
		entries = append(entries, fmt.Sprintf("%s|%s|%s", e.At, e.Title, p.Text[e.Start:e.End]))
	}
	return p.Text, entries
}

const (
	morning = "Rescuers have reached the ferry off Halvick, the coast guard says, and are taking passengers ashore."
	noon    = "Four people were killed in the fire on the ferry, the regional governor has told reporters in the harbour."
	evening = "The ferry has been towed into the harbour of Stenn, where investigators have gone on board this evening."
	summary = "A fire broke out on a ferry off Halvick at dawn. Here is what is known, with the newest reports first."
)

func livePage(head, body string) string {
	return `<html><head><title>Ferry fire live: four killed off Halvick</title><meta property="article:published_time" content="2026-03-14T07:00:00+01:00">` + head +
		`</head><body><main><article><h1>Ferry fire live: four killed off Halvick</h1><p>` + summary + `</p>` + body + `</article></main><footer><p>Contact the newsroom at the address below.</p></footer></body></html>`
}

func want(t *testing.T, got []string, want ...string) {
	t.Helper()
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("entries\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestLiveBlogs(t *testing.T) {
	whole := []string{
		"2026-03-14T18:05:00+01:00|Ferry towed in|Ferry towed in\n\n" + evening,
		"2026-03-14T12:30:00+01:00||" + noon,
		"2026-03-14T08:10:00+01:00||" + morning,
	}
	t.Run("Microdata", func(t *testing.T) {
		update := `<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><meta itemprop="datePublished" content="%s"><span class="stamp">%s</span>%s<p>%s</p></div>`
		text, got := entriesIn(t, "", livePage("", `<div itemscope itemtype="https://schema.org/LiveBlogPosting">`+
			fmt.Sprintf(update, "2026-03-14T18:05:00+01:00", "18.05", "<h2>Ferry towed in</h2>", evening)+
			fmt.Sprintf(update, "2026-03-14T12:30:00+01:00", "12.30", "", noon)+
			fmt.Sprintf(update, "2026-03-14T08:10:00+01:00", "8.10", "", morning)+`</div>`))
		want(t, got, whole...)
		if !strings.HasPrefix(text, summary+"\n\n") || strings.Contains(text, "18.05") || strings.Contains(text, "newsroom") {
			t.Errorf("the text is\n%s", text)
		}
	})
	t.Run("JSONLDThatNamesElements", func(t *testing.T) {
		ld := `<script type="application/ld+json">{"@type":"LiveBlogPosting","headline":"x","liveBlogUpdate":[
			{"@type":"BlogPosting","datePublished":"2026-03-14T18:05:00+01:00","url":"https://a.example/live#u3"},
			{"@type":"BlogPosting","datePublished":"2026-03-14T12:30:00+01:00","@id":"#u2"},
			{"@type":"BlogPosting","datePublished":"2026-03-14T08:10:00+01:00","url":"https://a.example/live#u1"}]}</script>`
		_, got := entriesIn(t, "", livePage(ld, `<section id="u3"><h3>Ferry towed in</h3><p>`+evening+`</p></section><section id="u2"><p>`+noon+`</p></section><section id="u1"><p>`+morning+`</p></section>`))
		want(t, got, whole...)
	})
	t.Run("ATimeInEach", func(t *testing.T) {
		entry := `<li class="post"><div><time datetime="%s">%s</time></div>%s<p>%s</p></li>`
		_, got := entriesIn(t, "", livePage("", `<ul>`+fmt.Sprintf(entry, "2026-03-14T18:05:00+01:00", "an hour ago", "<h2>Ferry towed in</h2>", evening)+
			fmt.Sprintf(entry, "2026-03-14T12:30:00+01:00", "12:30", "", noon)+fmt.Sprintf(entry, "2026-03-14T08:10:00+01:00", "8:10", "", morning)+`</ul>`))
		for i := range got {
			got[i] = strings.ReplaceAll(got[i], "an hour ago\n\n", "")
		}
		want(t, got, whole...)
	})
	t.Run("ClocksOverAMidnight", func(t *testing.T) {
		_, got := entriesIn(t, "", livePage(`<meta property="article:modified_time" content="2026-03-15T01:20:00+01:00">`,
			`<p>00.40 CET</p><p>`+evening+`</p><p>12.30 GMT</p><p>`+noon+`</p><p>8:10 am</p><p>`+morning+`</p>`))
		want(t, got, "2026-03-15T00:40:00+01:00||"+evening, "2026-03-14T12:30:00Z||"+noon, "2026-03-14T08:10:00+01:00||"+morning)
	})
	t.Run("ClocksWithoutAZone", func(t *testing.T) {
		page := strings.Replace(livePage("", `<p>8:10</p><p>`+morning+`</p><p>12.30</p><p>`+noon+`</p><p>18.05</p><p>`+evening+`</p>`), "07:00:00+01:00", "07:00:00Z", 1)
		_, got := entriesIn(t, "", page)
		want(t, got, "2026-03-14||"+morning, "2026-03-14||"+noon, "2026-03-14||"+evening)
	})
}

// TestNoLiveBlogs: times beside comments and in lists of stories make none, nor
// do those of a page that does not say that it is live.
func TestNoLiveBlogs(t *testing.T) {
	story := `<p>` + noon + `</p><p>` + morning + `</p><p>` + evening + `</p>`
	times := ""
	for i := range 5 {
		times += fmt.Sprintf(`<div><time datetime="2026-03-14T1%d:00:00Z">1%d:00</time><p>I was on that ferry %d times and never felt safe there, to be honest.</p></div>`, i, i, i+2)
	}
	for name, page := range map[string]string{
		"comments":    livePage("", story+`<div class="comments">`+times+`</div>`),
		"not live":    strings.ReplaceAll(livePage("", story+`<div>`+times+`</div>`), " live:", ":"),
		"two entries": livePage("", `<div><time datetime="2026-03-14T11:00:00Z"></time><p>`+noon+`</p></div><div><time datetime="2026-03-14T12:00:00Z"></time><p>`+morning+`</p></div>`+story),
	} {
		if _, got := entriesIn(t, "", page); len(got) > 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func FuzzLiveBlog(f *testing.F) {
	f.Add(livePage("", `<p>8:10</p><p>`+morning+`</p><p>12.30</p><p>`+noon+`</p><p>18.05</p><p>`+evening+`</p>`))
	f.Add(`<title>live</title><div itemprop=liveBlogUpdate><meta itemprop=datePublished content=2026-03-14T18:05:00Z>` + noon + `</div>`)
	f.Fuzz(func(t *testing.T, s string) {
		p, err := parsePage([]byte(s), "text/html", "https://a.example/live", time.Date(2026, 3, 15, 12, 0, 0, 0, time.UTC))
		if err != nil {
			return
		}
		end := 0
		for _, e := range p.Entries {
			if e.Start < end || e.End <= e.Start || e.End > len(p.Text) || e.At == "" {
				t.Fatalf("%+v in %d bytes, behind %d", e, len(p.Text), end)
			}
			end = e.End
		}
	})
}
