package articles_test

import (
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// posing is a page that says it is another outlet's.
const posing = `<!DOCTYPE html><html lang="en"><head><title>Tram leaves the rails</title>
<meta property="og:site_name" content="Harbour Post"><link rel="canonical" href="https://harbour-post.example/tram"></head>
<body><article><h1>Tram leaves the rails</h1>
<p>A tram left the rails near the old harbour on Monday morning, and the line was closed until the evening.</p>
<p>Two passengers were hurt, the city said, and both were taken to the hospital by the lake for the night.</p>
<p>The driver was heard by the police, who said that the inquiry would take three days, perhaps four.</p>
</article></body></html>`

// TestPageNeverPoses: a page has the outlet and the address of the site that it
// was fetched from; a file has those that it says.
func TestPageNeverPoses(t *testing.T) {
	n := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, posing)
	})
	r := articles.New(articles.Options{Network: n.network()})
	file := filepath.Join(lay(t, map[string]string{"saved.txt": posing}), "saved.txt")
	for _, c := range []struct{ input, outlet, url string }{
		{"http://www.harbour-post.example/tram?utm_source=x", "Harbour Post", "https://harbour-post.example/tram"},
		{"http://harbour-post.other.example/tram", "other.example", "http://harbour-post.other.example/tram"},
		{file, "Harbour Post", "https://harbour-post.example/tram"},
	} {
		a := readOne(t, r, c.input, claims.Given{}).Article
		if a.Outlet != c.outlet || a.URL != c.url {
			t.Errorf("%s: outlet %q, url %q", c.input, a.Outlet, a.URL)
		}
		if !strings.HasPrefix(a.Text, "A tram left") || a.Title != "Tram leaves the rails" || a.Language != "en" {
			t.Errorf("%s: %+v", c.input, a)
		}
	}
}
