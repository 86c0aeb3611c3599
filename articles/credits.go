package articles

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// anyAgency is what a byline of "staff and agencies" credits.
const anyAgency = "news agencies"

// agencyNames are the news agencies of the world by the names that credits
// give them: the first is the one that is kept. Short ones in capitals are
// agencies in capitals only.
var agencyNames = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, line := range strings.Split(`Reuters|Thomson Reuters|Reuters News Agency
AP|The Associated Press|Associated Press|AP News
AFP|Agence France-Presse|Agence France Presse|France-Presse
dpa|DPA|dpa-international|Deutsche Presse-Agentur|German Press Agency
ANSA|Ansa
EFE|Agencia EFE|EFE News
PA Media|PA|Press Association|The Press Association|PA news agency|PA News Agency
UPI|United Press International
Xinhua|Xinhua News Agency
TASS|Tass|ITAR-TASS|TASS news agency
RIA Novosti|RIA|RIA news agency
Interfax|Interfax news agency
Interfax-Ukraine
Ukrinform|UNIAN|RBC-Ukraine
Anadolu|Anadolu Agency|Anadolu Ajansı
Kyodo|Kyodo News
Jiji|Jiji Press
Yonhap|Yonhap News Agency|Yonhap News
PTI|Press Trust of India
ANI|Asian News International
IANS|Indo-Asian News Service
IRNA|Islamic Republic News Agency
Fars|Fars News Agency
Tasnim|Tasnim News Agency
WAFA|Wafa
SANA|Syrian Arab News Agency
SPA|Saudi Press Agency
WAM|Emirates News Agency
MENA|Middle East News Agency
NNA|National News Agency
KUNA|Kuwait News Agency
AAP|Australian Associated Press
CP|The Canadian Press|Canadian Press
Belga|Belga News Agency
APA|Austria Presse Agentur|Austria Press Agency
Keystone-SDA|Keystone-ATS
Lusa|Lusa News Agency
PAP|Polish Press Agency
CTK|ČTK|Czech News Agency
MTI|Agerpres|BTA
Tanjug|HINA|Hina
ANP|NTB|TT|STT|Ritzau
BNS|BelTA|KCNA|CNA|Bernama|Antara|NAN
Bloomberg|Bloomberg News
RFE/RL|Radio Free Europe/Radio Liberty`, "\n") {
		names := strings.Split(line, "|")
		kept := names[0]
		for _, n := range names {
			if len(names) > 1 && isSeveral(line) {
				kept = n
			}
			out[agencyKey(n)] = kept
		}
	}
	out["ČTK"], out["Hina"] = "CTK", "HINA"
	return out
})

// isSeveral says whether the names on a line are those of agencies, not of one.
func isSeveral(line string) bool {
	switch line {
	case "Ukrinform|UNIAN|RBC-Ukraine", "MTI|Agerpres|BTA", "Tanjug|HINA|Hina", "ANP|NTB|TT|STT|Ritzau", "BNS|BelTA|KCNA|CNA|Bernama|Antara|NAN":
		return true
	}
	return false
}

// agencyKey writes a name in small letters, unless it is an abbreviation.
func agencyKey(name string) string {
	if len(name) <= 4 {
		return name
	}
	return strings.ToLower(name)
}

// agency gives the name under which an agency is kept, "" if name is none.
func agency(name string) string {
	name = strings.TrimPrefix(strings.Trim(oneLine(name), " .,;:()[]©"), "the ")
	return agencyNames()[agencyKey(name)]
}

// agenciesIn reads a list of names. whole says that all of them are agencies,
// or nobody in particular.
func agenciesIn(list string) (names []string, whole bool) {
	whole = true
	for _, part := range creditWords().between.Split(list, 12) {
		part = strings.TrimSpace(part)
		switch name := agency(part); {
		case name != "":
			names = append(names, name)
		case part == "":
		case creditWords().agencies.MatchString(part):
			names = append(names, anyAgency)
		case !creditWords().staff.MatchString(part):
			whole = false
		}
	}
	return names, whole
}

type creditForms struct {
	between, staff, agencies, dateline, ending, signed *regexp.Regexp
	contributed, source                                []*regexp.Regexp
}

var creditWords = sync.OnceValue(func() creditForms {
	const name = `([^.()\n]{2,120}?)`
	return creditForms{
		between:  regexp.MustCompile(`\s*(?:,|;|/|&|\+|\band\b|\bwith\b|\|)\s*`),
		staff:    regexp.MustCompile(`(?i)^(?:(?:\S+ ){0,3}(?:staff|correspondents?|reporters?|writers?|newsroom|desk|web desk|online)|staff (?:writers?|reporters?)|our own correspondent)$`),
		agencies: regexp.MustCompile(`(?i)^(?:news |wire |other |the )*(?:agenc(?:y|ies)|wires?|wire services?)$`),
		dateline: regexp.MustCompile(`^(?:(?:UPDATE \d+[-:] ?|BREAKING: ?)?\p{Lu}[\pL’'.\- /,]{1,60}?(?:,? ?(?:\p{Lu}[a-z]{2,8}\.? \d{1,2}|\d{1,2} \p{Lu}[a-z]{2,8}\.?)(?:,? \d{4})?)? ?)?[(\[]([^()\[\]\n]{2,40})[)\]] ?(?:-|–|—|--|:) ?\S`),
		ending:   regexp.MustCompile(`(?:^|[.!?”"’] ?)(?:[(\[]([^()\[\]\n]{2,60})[)\]]|[-–—] ?([\pL /&,]{2,40}))\.?$`),
		signed:   regexp.MustCompile(`^(?:©|\(c\)|by )? ?([\pL /&,\-]{2,60})\.?$`),
		contributed: []*regexp.Regexp{
			regexp.MustCompile(`(?i)^\W*` + name + ` (?:also )?contributed (?:to this|to the|reporting|material)\b.{0,80}$`),
			regexp.MustCompile(`(?i)^\W*(?:with |additional |further |some )*(?:reporting|material|information|input|inputs|files|reports?|writing) (?:by|from) ` + name + `\W*$`),
			regexp.MustCompile(`(?i)^\W*(?:this|the) (?:story|article|report) (?:was|is|has been) (?:(?:first|originally) )?(?:published|produced|written|provided|supplied|reported) by ` + name + `\W*$`),
			regexp.MustCompile(`(?i)^\W*(?:this|the) (?:story|article|report) (?:includes|contains|uses) (?:reporting|material|information) (?:by|from) ` + name + `\W*$`),
		},
		source: []*regexp.Regexp{regexp.MustCompile(`(?i)^\W*(?:sources?|via|agency|agencies|quelle|credit): ?` + name + `\W*$`)},
	}
})

// creditsOf gives the news agencies that an article credits for its text, each
// once, in their order: by byline, dateline, and the lines that end it. What an
// agency is only the topic of, or is told something, credits nobody.
func creditsOf(author, outlet string, said, paragraphs []string) []string {
	var out []string
	label, _, _ := strings.Cut(outlet, ".") // of a domain, where no name fits it
	add := func(names []string) {
		for _, n := range names {
			if n != agency(outlet) && n != agency(label) && !slices.Contains(out, n) {
				out = append(out, n)
			}
		}
	}
	for _, list := range append([]string{strings.TrimSuffix(author, " Staff")}, said...) {
		if names, whole := agenciesIn(list); whole || len(names) > 0 && list != author {
			add(names)
		} else if name, _, ok := strings.Cut(list, " in "); ok {
			names, _ = agenciesIn(name)
			add(names)
		} else {
			add(names)
		}
	}
	const headed, footed = 3, 6
	for i, p := range paragraphs {
		if i < headed {
			add(inForm(creditWords().dateline, p[:min(len(p), 160)]))
		}
		if i >= len(paragraphs)-footed {
			add(creditLine(p, i >= len(paragraphs)-2))
		}
	}
	return out
}

// creditLine reads a line that ends an article.
func creditLine(p string, last bool) (names []string) {
	r := creditWords()
	if last {
		names = append(inForm(r.ending, p[runeFloor(p, len(p)-80):]), inForm(r.signed, p)...)
	}
	if len(p) > 300 {
		return names
	}
	for _, f := range r.source {
		names = append(names, inForm(f, p)...)
	}
	for _, f := range r.contributed {
		if m := f.FindStringSubmatch(p); m != nil {
			found, _ := agenciesIn(m[1])
			names = append(names, found...)
		}
	}
	return names
}

func inForm(f *regexp.Regexp, p string) []string {
	m := f.FindStringSubmatch(p)
	if m == nil {
		return nil
	}
	if names, whole := agenciesIn(strings.Join(m[1:], "")); whole {
		return names
	}
	return nil
}

func runeFloor(s string, at int) int {
	for at = max(at, 0); at > 0 && s[at]&0xC0 == 0x80; at-- {
	}
	return at
}

// creditLines gives the lines of a page that credit agencies, where they stand
// too far down to be text: "Reuters contributed to this report".
func creditLines(doc *html.Node) []string {
	const most = 5
	body := find(doc, atom.Body)
	if body == nil {
		return nil
	}
	var out []string
	for _, b := range blocksOf(body) {
		if len(b.text) <= 200 && len(out) < most {
			out = append(out, creditLine(b.text, false)...)
		}
	}
	return out
}
