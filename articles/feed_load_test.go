package articles_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// TestFeedIsLoaded: the address of a feed stands for the pages that it lists,
// each reported by itself; one that is asked for as a page says what to do.
func TestFeedIsLoaded(t *testing.T) {
	const item = `<item><title>%</title><link>http://a.example/%</link><pubDate>Sat, 14 Mar 2026 0%:00:00 GMT</pubDate></item>`
	var items strings.Builder
	for _, n := range []string{"1", "2", "3"} {
		items.WriteString(strings.ReplaceAll(item, "%", n))
	}
	n := serve(t, func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/feed", "/wrong":
			w.Header().Set("Content-Type", map[string]string{"/feed": "application/rss+xml", "/wrong": "text/html"}[req.URL.Path])
			_, _ = w.Write([]byte(`<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>` + items.String() + `</channel></rss>`))
		case "/none":
			_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>Harbour</title></channel></rss>`))
		case "/2":
			w.WriteHeader(http.StatusNotFound)
		default:
			_, _ = w.Write([]byte("A tram left the rails near the old harbour on Monday morning. Two passengers were hurt, the city said, at stop " + req.URL.Path[1:] + "."))
		}
	})
	r := articles.New(articles.Options{Network: n.network()})
	for _, address := range []string{"http://a.example/feed", "http://a.example/wrong"} {
		var got []string
		for item, err := range r.Read(t.Context(), address, claims.Given{Outlet: "a.example"}) {
			got = append(got, item.Name+" "+item.Document.Article.URL+" "+claims.ErrorCode(err))
		}
		want := "http://a.example/1 http://a.example/1 |http://a.example/2  not_found|http://a.example/3 http://a.example/3 "
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", address, strings.Join(got, "|"), want)
		}
		if _, err := r.Fetch(t.Context(), address, claims.Given{}); !strings.Contains(claims.ErrorMessage(err), "/feed add") {
			t.Errorf("as a page: %v", err)
		}
	}
	for item, err := range r.Read(t.Context(), "http://a.example/none", claims.Given{}) {
		if claims.ErrorCode(err) != claims.EUnreadable {
			t.Errorf("an empty feed: %s, %v", item.Name, err)
		}
	}
	for item, err := range r.Read(t.Context(), "http://a.example/feed", claims.Given{ID: "x"}) {
		if claims.ErrorCode(err) != claims.EInvalid {
			t.Errorf("one id for several: %s, %v", item.Name, err)
		}
	}
}
