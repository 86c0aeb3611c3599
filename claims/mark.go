package claims

import (
	"net/url"
	"strings"
)

// Labels of outlets that the program proposes; own words do as well.
const (
	LabelState   = "state media"
	LabelParty   = "party to the war"
	LabelUnknown = "unknown"
)

// Mark is what the people of a workspace say of an outlet, an agency or a
// speaker. It is theirs, not an article's: nothing that an article says rests
// on it, and it is shown as a label, never as words of a report.
type Mark struct {
	Name      string `json:"name"` // as articles write it, a domain, or as it was typed
	Label     string `json:"label,omitempty"`
	Note      string `json:"note,omitempty"`
	Excluded  bool   `json:"excluded,omitempty"`   // its articles are left out of answers
	NoRecheck bool   `json:"no_recheck,omitempty"` // its pages are not fetched again to see what changed
}

// IsEmpty says whether a mark says nothing.
func (m Mark) IsEmpty() bool { return m == Mark{Name: m.Name} }

// String is "Border Herald: state media, excluded".
func (m Mark) String() string {
	var said []string
	for _, s := range []string{m.Label, m.Note} {
		if s != "" {
			said = append(said, s)
		}
	}
	if m.Excluded {
		said = append(said, "excluded")
	}
	if m.NoRecheck {
		said = append(said, "not checked again")
	}
	if len(said) == 0 {
		return m.Name
	}
	return m.Name + ": " + strings.Join(said, ", ")
}

// Marks of a workspace, by the [MarkKey] of their names.
type Marks map[string]Mark

// Of gives what is said of the outlet of an article; see [Marks.OfOutlet].
func (m Marks) Of(a Article) Mark { return m.OfOutlet(a.Outlet, Domain(a.URL)) }

// OfOutlet gives what is said of an outlet by its name, by its domain, and by
// the domains above that. The name's label and note come first; an outlet is
// excluded, or not checked again, when any of them says so.
func (m Marks) OfOutlet(name, domain string) (of Mark) {
	for _, key := range MarkKeys(name, domain) {
		by, ok := m[key]
		if !ok {
			continue
		}
		if of.Name == "" {
			of.Name = by.Name
		}
		if of.Label == "" {
			of.Label = by.Label
		}
		if of.Note == "" {
			of.Note = by.Note
		}
		of.Excluded, of.NoRecheck = of.Excluded || by.Excluded, of.NoRecheck || by.NoRecheck
	}
	return of
}

// maxDomain is how long a host's name may be, in bytes (RFC 1035, 2.3.4).
const maxDomain = 255

// MarkKeys gives the keys of the marks that are about an outlet, its name's
// first. Either may be "".
func MarkKeys(name, domain string) []string {
	var keys []string
	if key := MarkKey(name); key != "" {
		keys = append(keys, key)
	}
	if len(domain) > maxDomain {
		domain = ""
	}
	for domain = strings.ToLower(domain); strings.Contains(domain, "."); _, domain, _ = strings.Cut(domain, ".") {
		if len(keys) == 0 || keys[0] != domain {
			keys = append(keys, domain)
		}
	}
	return keys
}

// MarkKey is what names that are written a little differently have in common:
// "The Border Herald" and "border  herald", "https://www.example.org/" and
// "example.org".
func MarkKey(name string) string {
	key := strings.ToLower(strings.Join(strings.Fields(strings.ReplaceAll(name, "’", "'")), " "))
	if strings.Contains(key, "://") {
		if domain := Domain(key); domain != "" {
			return domain
		}
	}
	if isDomain(key) {
		return strings.TrimPrefix(strings.TrimSuffix(key, "."), "www.")
	}
	if rest := strings.TrimPrefix(key, "the "); rest != "" {
		key = rest
	}
	return key
}

// Domain is the host of a web address, in lower case and without "www.".
func Domain(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.TrimSuffix(strings.ToLower(u.Hostname()), "."), "www.")
}

func isDomain(s string) bool {
	return strings.Contains(strings.Trim(s, "."), ".") && !strings.ContainsAny(s, " /:@")
}
