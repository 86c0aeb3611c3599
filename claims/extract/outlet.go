package extract

import "strings"

// outletName gives the outlet that a source names, without an article and
// "news agency", or "" if it is none that is known.
func outletName(s string) string {
	name := strings.TrimSpace(s)
	for _, lead := range []string{"the ", "The ", "news agency "} {
		name = strings.TrimPrefix(name, lead)
	}
	for _, tail := range []string{" news agency", " agency", " newspaper"} {
		name = strings.TrimSuffix(name, tail)
	}
	if outlets[strings.ToLower(name)] {
		return name
	}
	words := strings.Fields(name)
	if len(words) < 2 || len(words) > 4 {
		return ""
	}
	switch words[len(words)-1] {
	case "News", "Times", "Post", "TV", "Journal", "Herald", "Tribune", "Gazette", "Telegraph", "Guardian", "Chronicle", "Observer", "Radio", "Daily", "Mirror", "Independent":
		return name
	}
	return ""
}

// outlets are news agencies and outlets whose names show no sign of it.
var outlets = map[string]bool{
	"reuters": true, "afp": true, "agence france-presse": true, "ap": true, "associated press": true, "bbc": true, "cnn": true, "bloomberg": true, "tass": true, "interfax": true,
	"ria": true, "ria novosti": true, "xinhua": true, "dpa": true, "efe": true, "ansa": true, "guardian": true, "metro": true, "politico": true, "axios": true, "al jazeera": true,
	"le monde": true, "der spiegel": true, "bild": true, "kyiv independent": true, "ukrinform": true, "suspilne": true, "nbc": true, "cbs": true, "abc": true, "fox": true, "npr": true,
	"upi": true, "pa": true, "kyodo": true, "yonhap": true, "anadolu": true, "itv": true, "msnbc": true, "cnbc": true, "usa today": true, "telegraph": true, "economist": true,
}
