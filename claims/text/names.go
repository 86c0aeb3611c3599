package text

// NameType says what a name names.
type NameType string

// The types of names.
const (
	NamePerson       NameType = "person"
	NameOrganization NameType = "organization"
	NameGroup        NameType = "group" // a people or a movement's members: "Israelis", "Houthis"
	NamePlace        NameType = "place"
	NameUnknown      NameType = "unknown"
)

// Name is a proper name in a text: text[Start:End] == Text.
type Name struct {
	Start, End  int
	Text        string
	Type        NameType
	Role        string // "president", as the text has it
	Affiliation string // "US", "Hamas": whose president or spokesman
	Gender      string // "m", "f" or ""
}

// LastName gives the surname of a person's name: the last word and the
// particles before it.
func LastName(name string) string { return name }

// NamesIn is [FindNames] for a text whose tokens are at hand.
func NamesIn(s string, tokens []Token) []Name { return nil }

// FindNames finds the proper names of persons, organizations, groups and
// places in a text.
func FindNames(s string) []Name { return NamesIn(s, Tokens(s)) }
