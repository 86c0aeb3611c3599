package claims

import "strconv"

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
