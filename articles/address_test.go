package articles

import (
	"net/url"
	"strings"
	"testing"
)

func TestCanonicalURL(t *testing.T) {
	for in, want := range map[string]string{
		"HTTPS://WWW.A.example:443/News/Tram?utm_source=x&id=7&fbclid=q#top": "https://www.a.example/News/Tram?id=7",
		"http://a.example":                              "http://a.example/",
		"http://a.example:8080/x?b=2&a=1&gclid=3":       "http://a.example:8080/x?b=2&a=1",
		"https://a.example/tram/amp/":                   "https://a.example/tram/",
		"https://a.example/tram/amp":                    "https://a.example/tram",
		"https://a.example/tram.amp.html":               "https://a.example/tram.html",
		"https://a.example/amp":                         "https://a.example/amp",
		"https://a.example/camp":                        "https://a.example/camp",
		"https://a.example/x?amp=1":                     "https://a.example/x",
		"https://a.example/x?outputType=amp":            "https://a.example/x",
		"https://a.example/x?outputType=print":          "https://a.example/x?outputType=print",
		"https://a.example/a%2Fb/caf%C3%A9?q=%20":       "https://a.example/a%2Fb/caf%C3%A9?q=%20",
		"https://bücher.example./x":                     "https://xn--bcher-kva.example/x",
		"https://[2001:DB8::1]:443/":                    "https://[2001:db8::1]/",
		"https://a.example/?UTM_medium=a&at_medium=RSS": "https://a.example/",
	} {
		u, err := parseAddress(in)
		if err != nil {
			t.Errorf("%s: %v", in, err)
			continue
		}
		got := canonicalURL(u)
		if got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
		if again, err := url.Parse(got); err != nil || canonicalURL(again) != got {
			t.Errorf("%s is not canonical itself", got)
		}
	}
}

func TestAddressOf(t *testing.T) {
	for _, c := range []struct{ said, from, want string }{
		{"https://a.co.uk/story", "http://www.a.co.uk/story?x=1", "https://a.co.uk/story"},
		{"https://other.co.uk/story", "http://a.co.uk/mine", "http://a.co.uk/mine"},
		{"https://a.co.uk/", "https://a.co.uk/story", "https://a.co.uk/story"},
		{"", "https://a.co.uk/story#x", "https://a.co.uk/story"},
		{"/story", "https://a.co.uk/x", "https://a.co.uk/x"},
	} {
		u, err := url.Parse(c.from)
		if err != nil {
			t.Fatal(err)
		}
		if got := addressOf(c.said, u); got != c.want {
			t.Errorf("%q from %s: got %s, want %s", c.said, c.from, got, c.want)
		}
	}
}

func TestOutletOf(t *testing.T) {
	for _, c := range []struct{ said, host, want string }{
		{"Metro", "metro.co.uk", "Metro"},
		{"BBC News", "www.bbc.co.uk", "BBC News"},
		{"The New York Times", "www.nytimes.com", "The New York Times"},
		{"The Sydney Morning Herald", "www.smh.com.au", "The Sydney Morning Herald"},
		{"Mail Online", "www.dailymail.co.uk", "Mail Online"},
		{"Al Jazeera", "aljazeera.com", "Al Jazeera"},
		{"El País", "elpais.com", "El País"},
		{"AP News", "apnews.com", "AP News"},
		{"The Times", "thetimes.com", "The Times"},
		{"BBC News", "bbc.evil.example", "evil.example"},
		{"Reuters", "reutersfake.com", "reutersfake.com"},
		{"Reuters", "reuters.blogspot.com", "reuters.blogspot.com"},
		{"The Times", "post.at", "post.at"},
		{"BBC News", "news.com", "news.com"},
		{"", "news.a.co.uk", "a.co.uk"},
		{"Anything", "93.184.215.14", "93.184.215.14"},
	} {
		if got := outletOf(c.said, c.host); got != c.want {
			t.Errorf("%q on %s: got %q, want %q", c.said, c.host, got, c.want)
		}
	}
}

// longGerman has so many different words that a detector shown all of it at
// once is at a loss.
var longGerman = func() string {
	var b strings.Builder
	for _, noun := range strings.Fields("Schiff Ufer Segel Anker Kapitän Fahrgast Sturm Welle Brücke Steg Bahnhof Zug Werkstatt Stadtrat Lehrerin Zeitung Markt Brunnen Garten Fischer Netz Hecht Forelle Turm Glocke") {
		for _, what := range strings.Fields("gehört kostet verschwindet leuchtet quietscht wartet beginnt überrascht") {
			b.WriteString("Das alte " + noun + " " + what + " heute wieder. ")
		}
	}
	return b.String()
}()

func TestLanguage(t *testing.T) {
	const english = "Two people were hurt when a tram left the rails near the harbour on Monday, the city said. The line was closed."
	for _, c := range []struct{ text, want string }{
		{english, "en"},
		{strings.ToUpper(english), "en"},
		{"Die Stadt hat am Mittwoch einen neuen Steg am See eröffnet, der in sieben Monaten gebaut wurde und nun allen offen steht.", "de"},
		{"La ville a ouvert mercredi un nouveau ponton au bord du lac, construit en sept mois, et il est ouvert à tous les habitants.", "fr"},
		{"В понедельник в городе открыли новый причал, который строили семь месяцев, и теперь он открыт для всех жителей.", "ru"},
		{"У понеділок у місті відкрили новий причал, який будували сім місяців, і тепер він відкритий для всіх жителів.", "uk"},
		{"El ayuntamiento abrió el lunes un nuevo muelle que se construyó en siete meses y que está abierto a todos los vecinos.", "es"},
		{longGerman, "de"},
		{"Marost Jonsk Kovrin Halvick Osterny Varnholm Lindau Ludmere Drenz Oszlak Calder", ""},
		{"ok", ""},
		{"", ""},
		{"12345 67890 12345 67890 12345 67890 12345 67890", ""},
	} {
		if got := language(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}
