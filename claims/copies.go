package claims

import (
	"cmp"
	"fmt"
	"strconv"
)

// Copy is another article that carries the text of one, or a part of it.
type Copy struct {
	Article Article `json:"article"` // its head
	Share   float64 `json:"share"`   // how much of the shorter of the two texts stands in the longer: 0 to 1
	Order   string  `json:"order,omitempty"`

	// Part says that the longer of the two is more than a carrier of the
	// shorter: a round-up, which is no copy of what else is in it.
	Part bool `json:"part,omitempty"`
}

// Orders of a copy: whether it was known before the article whose copy it is.
// "" means that this cannot be told: of two times known to the day, on one day.
const (
	CopyEarlier = "earlier"
	CopyLater   = "later"
)

// CopyOrder tells the order of a copy from when it and the article whose copy
// it is were known.
func CopyOrder(copied, of Time) string {
	switch {
	case copied.Before(of):
		return CopyEarlier
	case of.Before(copied):
		return CopyLater
	}
	return ""
}

// RepeatedPhrase is "; two outlets repeat it", to stand behind a report; "" for
// none.
func RepeatedPhrase(outlets int) string {
	words := []string{"no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	switch {
	case outlets <= 0:
		return ""
	case outlets == 1:
		return "; one outlet repeats it"
	case outlets < len(words):
		return "; " + words[outlets] + " outlets repeat it"
	}
	return "; " + strconv.Itoa(outlets) + " outlets repeat it"
}

// CopiesPhrase says of an article what it is a copy of, by the first of its
// copies: "repeats “Market hit” of Strait Wire and 2 more"; "" for none.
func CopiesPhrase(copies []Copy) string {
	if len(copies) == 0 {
		return ""
	}
	more := ""
	if n := len(copies) - 1; n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return copies[0].verb() + " " + copies[0].name() + more
}

// String is "The same text as “Market hit” of Strait Wire, known earlier".
func (c Copy) String() string {
	s := "The same text as " + c.name()
	if c.Part {
		s = "Shares a whole text with " + c.name()
	}
	if c.Order != "" {
		s += ", known " + c.Order
	}
	return s
}

func (c Copy) verb() string {
	switch {
	case c.Part:
		return "shares a whole text with"
	case c.Order == CopyEarlier:
		return "repeats"
	case c.Order == CopyLater:
		return "is repeated by"
	}
	return "has the same text as"
}

func (c Copy) name() string {
	name := cmp.Or(c.Article.Title, c.Article.URL, c.Article.ID)
	if c.Article.Outlet != "" {
		return "“" + name + "” of " + c.Article.Outlet
	}
	return "“" + name + "”"
}
