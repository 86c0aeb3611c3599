package articles_test

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
)

// TestStatuses: what a site refuses is said in its own words, in each way of
// asking, and only what is gone for good is said to be.
func TestStatuses(t *testing.T) {
	for status, c := range map[int]struct{ code, says string }{
		400: {claims.EUnavailable, "did not give the page (400)"},
		401: {claims.EForbidden, "those who log in or pay (401); paste the text"},
		402: {claims.EForbidden, "those who log in or pay (402); paste the text"},
		403: {claims.EForbidden, "does not let programs read this page (403)"},
		404: {claims.ENotFound, "has no such page (404); check the address"},
		410: {claims.ENotFound, "has removed this page (410)"},
		429: {claims.EUnavailable, "too often (429); it asks to be left alone until"},
		451: {claims.EForbidden, "legal reasons (451)"},
		500: {claims.EUnavailable, "a fault of its own (500); try again later"},
		503: {claims.EUnavailable, "a fault of its own (503); it asks to be left alone until"},
		599: {claims.EUnavailable, "a fault of its own (599); try again later"},
		999: {claims.EUnavailable, "a fault of its own (999); try again later"},
	} {
		for way := range ways(t, articles.New(articles.Options{})) {
			t.Run(fmt.Sprint(status, " ", way), func(t *testing.T) {
				n := serve(t, func(w http.ResponseWriter, req *http.Request) {
					if req.URL.Path == "/robots.txt" {
						http.NotFound(w, req)
						return
					}
					if status == 429 || status == 503 {
						w.Header().Set("Retry-After", "300")
					}
					w.Header().Set("Content-Type", "text/html")
					w.WriteHeader(status)
					for range 5_000 {
						if _, err := io.WriteString(w, story); err != nil {
							return
						}
					}
				})
				bounded(t, 4<<20, func() {
					err := ways(t, articles.New(articles.Options{Network: n.network()}))[way]("http://a.example/")
					refusal, refused := errors.AsType[*feed.Refusal](err)
					if claims.ErrorCode(err) != c.code || !strings.Contains(claims.ErrorMessage(err), "a.example "+c.says) && !strings.Contains(claims.ErrorMessage(err), c.says) {
						t.Errorf("%v", err)
					}
					if refused != (status == 429 || status == 503 || status == 410) || refused && (refusal.Gone != (status == 410) || refusal.After.Seconds() != map[bool]float64{true: 0, false: 300}[status == 410]) {
						t.Errorf("refusal %+v", refusal)
					}
				})
			})
		}
	}
}

// TestWallsOfSites: a page that is given with 200 and shows no article says
// what it shows instead.
func TestWallsOfSites(t *testing.T) {
	for name, c := range map[string]struct{ page, says string }{
		"cookies":       {`<title>Harbour Post</title><h1>Please enable cookies</h1><p>Please enable cookies in your browser and reload this page to continue to Harbour Post.</p>`, "consent to cookies"},
		"cloudflare":    {`<title>Attention Required! | Cloudflare</title><h1>Sorry, you have been blocked</h1><p>Please enable cookies.</p><p>This website is using a security service to protect itself from online attacks.</p>`, "whether a person is reading"},
		"login":         {`<title>Sign in</title><form><p>Sign in to continue reading this article. New here? Create an account.</p><input type=password></form>`, "a login or a subscription"},
		"script":        {`<title>Harbour Post</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div>`, "JavaScript"},
		"missing":       {`<title>Page not found</title><h1>404</h1><p>The page you requested does not exist or has moved. Try a search, or go to the front page.</p>`, "does not exist"},
		"empty":         {`<title>Tram leaves the rails</title><body></body>`, "no article text"},
		"only a player": {`<title>Live</title><video src=x></video><p>Watch live</p>`, "no article text"},
	} {
		t.Run(name, func(t *testing.T) {
			n := serve(t, func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				io.WriteString(w, "<!doctype html><html><body>"+c.page)
			})
			err := ways(t, articles.New(articles.Options{Network: n.network()}))["fetch"]("http://a.example/")
			if claims.ErrorCode(err) != claims.EUnreadable || !strings.HasPrefix(claims.ErrorMessage(err), "This page shows no article text") || !strings.Contains(claims.ErrorMessage(err), c.says) {
				t.Errorf("%v, want …%s…", err, c.says)
			}
		})
	}
}

// TestPosing: a page that says that it is Reuters', on another domain, is of
// that domain in name and address.
func TestPosing(t *testing.T) {
	const page = `<!doctype html><html lang=en><head><title>Tram leaves the rails | Reuters</title><meta property="og:site_name" content="Reuters"><meta property="og:url" content="https://www.reuters.com/world/tram">
<link rel=canonical href="https://www.reuters.com/world/tram"><script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"Tram leaves the rails","url":"https://www.reuters.com/world/tram","mainEntityOfPage":"https://www.reuters.com/world/tram","publisher":{"@type":"Organization","name":"Reuters","url":"https://www.reuters.com"},"author":{"@type":"Organization","name":"Reuters"}}</script></head>
<body><article><h1>Tram leaves the rails</h1><p>A tram left the rails near the old harbour on Monday morning, and the line was closed until the evening.</p><p>Two passengers were hurt, the city said, and both were taken to the hospital by the lake for the night.</p></article></body></html>`
	n := serve(t, func(w http.ResponseWriter, req *http.Request) {
		if req.URL.Path == "/robots.txt" {
			http.NotFound(w, req)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, page)
	})
	r := articles.New(articles.Options{Network: n.network()})
	for _, host := range []string{"reuters.rumours.example", "reuters-news.example", "www.reuters.com.rumours.example", "rumours.example", "reuterz.com"} {
		for name, given := range map[string]claims.Given{"as it is": {}, "as given": {Outlet: "Reuters"}} {
			doc, err := r.Fetch(t.Context(), "http://"+host+"/tram", given)
			if err != nil {
				t.Fatal(err)
			}
			if a := doc.Article; a.Outlet == "Reuters" && host != "reuters-news.example" || a.URL != "http://"+host+"/tram" || strings.Contains(a.ID, "reuters.com/") {
				t.Errorf("%s %s: outlet %q at %q", host, name, a.Outlet, a.URL)
			}
		}
		doc, _, _, err := r.Refetch(t.Context(), "http://"+host+"/tram", feed.Validators{})
		if err != nil || strings.Contains(doc.Article.URL, "reuters.com/world") {
			t.Errorf("%s again: %q, %v", host, doc.Article.URL, err)
		}
	}
}

// TestMonstrousPages: pages that are built to be hard to read are refused, or
// read, at a bounded cost.
func TestMonstrousPages(t *testing.T) {
	words := "<p>A tram left the rails near the old harbour on Monday morning, and the line was closed until the evening.</p><p>Two passengers were hurt, the city said, and both were taken to the hospital by the lake for the night.</p>"
	for name, c := range map[string]struct{ page, says string }{
		"nested":         {strings.Repeat("<div>", 1_000_000) + words + strings.Repeat("</div>", 700_000), "too many elements"},
		"nested less":    {strings.Repeat("<div>", 70_000) + words, "nested too deeply"},
		"links":          {"<article>" + words + "</article>" + strings.Repeat(`<a href="/somewhere/else">Elsewhere</a> `, 100_000), "too many elements"},
		"some links":     {"<article>" + words + "</article><ul>" + strings.Repeat(`<li><a href="/somewhere">Elsewhere</a>`, 20_000) + "</ul>", ""},
		"open tags":      {words + strings.Repeat("<b><i><p>", 100_000), "too many elements"},
		"one long tag":   {words + "<div " + strings.Repeat(`a="b" `, 1_000_000) + ">x</div>", ""},
		"one long word":  {words + "<p>" + strings.Repeat("x", 8<<20) + "</p>", ""},
		"open comment":   {words + "<!--" + strings.Repeat("-!-<!--", 1_000_000), ""},
		"open attribute": {words + `<a href="` + strings.Repeat("<p>", 1_000_000), ""},
		"entities":       {"<p>" + strings.Repeat("&amp;#38;", 1_000_000) + "</p>" + words, ""},
		"tables":         {words + strings.Repeat("<table><td>", 30_000), "nested too deeply"},
	} {
		t.Run(name, func(t *testing.T) {
			page := "<!doctype html><html><title>Tram</title><body>" + c.page
			n := serve(t, func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				io.WriteString(w, page)
			})
			r := articles.New(articles.Options{Network: n.network(), MaxBytes: 12_000_000})
			bounded(t, 600<<20, func() {
				doc, err := r.Fetch(t.Context(), "http://a.example/", claims.Given{})
				switch {
				case c.says != "":
					if claims.ErrorCode(err) != claims.EUnreadable || !strings.Contains(claims.ErrorMessage(err), c.says) {
						t.Errorf("%v, want …%s…", err, c.says)
					}
				case err == nil && !strings.Contains(doc.Article.Text, "A tram left the rails"):
					t.Errorf("text %.200q", doc.Article.Text)
				case err != nil && claims.ErrorMessage(err) == "":
					t.Errorf("no sentence for a person: %v", err)
				}
			})
		})
	}
}

// TestTLS: who cannot prove who it is, or breaks off within TLS, is not read.
func TestTLS(t *testing.T) {
	quiet := log.New(io.Discard, "", 0)
	handler := http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		switch req.URL.Path {
		case "/reset":
			panic(http.ErrAbortHandler)
		case "/midway":
			plainPage(w, story)
			http.NewResponseController(w).Flush()
			panic(http.ErrAbortHandler)
		default:
			plainPage(w, story)
		}
	})
	start := func(old bool) (*recorder, *x509.CertPool) {
		server := httptest.NewUnstartedServer(handler)
		server.EnableHTTP2, server.Config.ErrorLog = !old, quiet
		if old {
			server.TLS = &tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}
		}
		server.StartTLS()
		t.Cleanup(server.Close)
		roots := x509.NewCertPool()
		roots.AddCert(server.Certificate())
		return &recorder{to: server.Listener.Addr().String()}, roots
	}
	modern, trusted := start(false)
	old, oldTrusted := start(true)
	for name, c := range map[string]struct {
		n       *recorder
		roots   *x509.CertPool
		address string
		says    string // "" is read
	}{
		"good":            {modern, trusted, "https://example.com/", ""},
		"of nobody known": {modern, x509.NewCertPool(), "https://example.com/", "cannot prove who it is"},
		"of another host": {modern, trusted, "https://a.example/", "cannot prove who it is"},
		"too old":         {old, oldTrusted, "https://example.com/", "does not speak TLS as it should"},
		"HTTP/2 reset":    {modern, trusted, "https://example.com/reset", "broke off"},
		"reset midway":    {modern, trusted, "https://example.com/midway", "broke the page off or sent it damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			network := c.n.network()
			network.Roots = c.roots
			doc, err := articles.New(articles.Options{Network: network}).Fetch(t.Context(), c.address, claims.Given{})
			if emptyIf(t, err, doc); c.says == "" && err != nil || !strings.Contains(claims.ErrorMessage(err), c.says) {
				t.Errorf("%v, want …%s…", err, c.says)
			}
		})
	}
}

// TestCharsets: the text is right, whatever the page and its server say that
// its encoding is.
func TestCharsets(t *testing.T) {
	const (
		russian = "Трамвай сошёл с рельсов у старой гавани в понедельник утром, и линия была закрыта до вечера. Двое пассажиров пострадали, сообщили в городе, и обоих отвезли в больницу на озере на одну ночь."
		french  = "Un tramway a déraillé près du vieux port lundi matin, et la ligne a été fermée jusqu’à la soirée. Deux voyageurs ont été blessés, a déclaré la ville, qui évoque « un élément usé »."
		english = "A tram left the rails near the caf\u00e9 on the harbour on Monday, and \u201cthe line was closed\u201d until the evening. Two passengers were hurt, the city said, and both were taken to the hospital."
	)
	encode := func(cm *charmap.Charmap, s string) string {
		out, err := cm.NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for name, c := range map[string]struct{ header, meta, body, want string }{
		"utf-8":                            {"text/html; charset=utf-8", "utf-8", russian, russian},
		"utf-8 of which nothing is said":   {"text/html", "", russian, russian},
		"utf-8 called latin-1":             {"text/html; charset=iso-8859-1", "", french, french},
		"utf-8 called windows-1251":        {"text/html", "windows-1251", russian, russian},
		"utf-8 called two ways":            {"text/html; charset=windows-1252", "windows-1251", russian, russian},
		"windows-1251":                     {"text/html; charset=windows-1251", "", encode(charmap.Windows1251, russian), russian},
		"windows-1251 in its meta":         {"text/html", "windows-1251", encode(charmap.Windows1251, russian), russian},
		"windows-1251, header utf-8":       {"text/html; charset=utf-8", "windows-1251", encode(charmap.Windows1251, russian), russian},
		"windows-1251 called utf-8":        {"text/html; charset=utf-8", "utf-8", encode(charmap.Windows1251, russian), russian},
		"windows-1251 of which nothing":    {"text/html", "", encode(charmap.Windows1251, russian), russian},
		"koi8-r":                           {"text/html; charset=koi8-r", "", encode(charmap.KOI8R, russian), russian},
		"koi8-r called utf-8":              {"text/html; charset=utf-8", "", encode(charmap.KOI8R, russian), russian},
		"windows-1252":                     {"text/html; charset=windows-1252", "", encode(charmap.Windows1252, french), french},
		"windows-1252 called utf-8":        {"text/html; charset=utf-8", "utf-8", encode(charmap.Windows1252, french), french},
		"windows-1252 of which nothing":    {"text/html", "", encode(charmap.Windows1252, english), english},
		"windows-1252 called latin-1":      {"text/html; charset=iso-8859-1", "", encode(charmap.Windows1252, english), english},
		"a charset that there is not":      {"text/html; charset=x-harbour", "", french, french},
		"one byte of utf-8 broken":         {"text/html; charset=utf-8", "utf-8", "\xff" + russian, russian},
		"utf-8 with a byte-order mark":     {"text/html; charset=windows-1251", "", "\ufeff" + russian, russian},
		"plain windows-1251 called utf-8":  {"text/plain; charset=utf-8", "", encode(charmap.Windows1251, russian), russian},
		"plain windows-1251":               {"text/plain; charset=windows-1251", "", encode(charmap.Windows1251, russian), russian},
		"plain windows-1252 called utf-8":  {"text/plain; charset=utf-8", "", encode(charmap.Windows1252, french), french},
		"plain utf-8 called windows-1252":  {"text/plain; charset=windows-1252", "", french, french},
		"plain utf-8 called nothing known": {"text/plain; charset=x-harbour", "", french, french},
	} {
		t.Run(name, func(t *testing.T) {
			page := c.body
			if strings.HasPrefix(c.header, "text/html") {
				bom, rest := "", c.body
				if strings.HasPrefix(c.body, "\ufeff") {
					bom, rest = "\ufeff", c.body[3:]
				}
				page = bom + "<!doctype html><html><head><meta charset='" + c.meta + "'><title>Tram</title></head><body><article><p>" + rest + "</p></article>"
			}
			n := serve(t, func(w http.ResponseWriter, req *http.Request) {
				w.Header().Set("Content-Type", c.header)
				io.WriteString(w, page)
			})
			doc, err := articles.New(articles.Options{Network: n.network()}).Fetch(t.Context(), "http://a.example/", claims.Given{})
			if err != nil || doc.Article.Text != c.want {
				t.Errorf("%v\n%q", err, doc.Article.Text)
			}
		})
	}
}
