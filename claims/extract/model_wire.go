package extract

import (
	"encoding/json"
	"strconv"
	"strings"
)

// proposedClaim is a claim as the model writes it. Its fields take what models
// make of them where no schema holds them: a bare string for a list or an
// object, a number in quotation marks, null for anything.
type proposedClaim struct {
	Kind          copied           `json:"kind"`
	Quote         copied           `json:"quote"`
	Context       copies           `json:"context"`
	Source        copied           `json:"source"`
	Cue           copied           `json:"cue"`
	Content       copies           `json:"content"`
	Via           copies           `json:"via"`
	Speaker       proposedSpeaker  `json:"speaker"`
	Modality      copied           `json:"modality"`
	When          copied           `json:"when"`
	Where         copies           `json:"where"`
	People        copies           `json:"people"`
	Organizations copies           `json:"organizations"`
	Casualty      proposedCasualty `json:"casualty"`
	Ceasefire     proposedTruce    `json:"ceasefire"`
	Event         proposedEvent    `json:"event"`
	Text          copied           `json:"text"`
}

// whole says whether there is something to check.
func (p proposedClaim) whole() bool {
	return p.Kind != "" && p.Quote != "" && p.Text != "" && len(p.Quote) <= maxQuote && len(p.Text) <= longText
}

type proposedSpeaker struct {
	Name        copied `json:"name"`
	Role        copied `json:"role"`
	Affiliation copied `json:"affiliation"`
	Type        copied `json:"type"`
}

type proposedCasualty struct {
	Outcome    copied `json:"outcome"`
	Min        count  `json:"min"`
	Max        count  `json:"max"`
	Qualifier  copied `json:"qualifier"`
	Who        copied `json:"who"`
	Cause      copied `json:"cause"`
	Side       copied `json:"side"`
	Cumulative yes    `json:"cumulative"`
	Joint      yes    `json:"joint"`
	PartOf     copied `json:"part_of"`
}

type proposedTruce struct {
	Act          copied `json:"act"`
	Party        copied `json:"party"`
	Counterparty copied `json:"counterparty"`
	Duration     copied `json:"duration"`
	Start        copied `json:"start"`
	Terms        copies `json:"terms"`
	Conditions   copies `json:"conditions"`
}

type proposedEvent struct {
	Nature copied `json:"nature"`
	Actor  copied `json:"actor"`
	Target copied `json:"target"`
}

// UnmarshalJSON takes a bare name for a speaker.
func (s *proposedSpeaker) UnmarshalJSON(b []byte) error {
	type plain proposedSpeaker
	if json.Unmarshal(b, (*plain)(s)) != nil {
		*s = proposedSpeaker{}
		return json.Unmarshal(b, &s.Name)
	}
	return nil
}

// UnmarshalJSON takes what is no object for none.
func (c *proposedCasualty) UnmarshalJSON(b []byte) error {
	type plain proposedCasualty
	return orNone(json.Unmarshal(b, (*plain)(c)))
}

// UnmarshalJSON takes what is no object for none.
func (c *proposedTruce) UnmarshalJSON(b []byte) error {
	type plain proposedTruce
	return orNone(json.Unmarshal(b, (*plain)(c)))
}

// UnmarshalJSON takes a bare word for the nature.
func (e *proposedEvent) UnmarshalJSON(b []byte) error {
	type plain proposedEvent
	if json.Unmarshal(b, (*plain)(e)) != nil {
		*e = proposedEvent{}
		return json.Unmarshal(b, &e.Nature)
	}
	return nil
}

// orNone drops an error: what is missing then is for the gate to say.
func orNone(error) error { return nil }

// copied is words of the article; "" for null and whatever is no words.
type copied string

// UnmarshalJSON takes strings, numbers, and objects that hold a text or name.
func (c *copied) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*c = copied(wordsOf(v))
	return nil
}

func wordsOf(v any) string {
	switch v := v.(type) {
	case string:
		if s := strings.TrimSpace(v); s != "null" && s != "None" {
			return s
		}
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case map[string]any:
		for _, key := range []string{"text", "name", "quote"} {
			if s := wordsOf(v[key]); s != "" {
				return s
			}
		}
	case []any:
		if len(v) == 1 {
			return wordsOf(v[0])
		}
	}
	return ""
}

// copies is a list of words.
type copies []string

// UnmarshalJSON takes a list, or its only item bare.
func (c *copies) UnmarshalJSON(b []byte) error {
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	items, isList := v.([]any)
	if !isList {
		items = []any{v}
	}
	*c = nil
	for _, item := range items {
		if s := wordsOf(item); s != "" && len(*c) < maxList {
			*c = append(*c, s)
		}
	}
	return nil
}

// count is a whole number; Known is false for null and what is none.
type count struct {
	N     int
	Known bool
}

// UnmarshalJSON takes numbers, also in quotation marks.
func (c *count) UnmarshalJSON(b []byte) error {
	s := strings.ReplaceAll(strings.Trim(string(b), `"`), ",", "")
	n, err := strconv.ParseFloat(s, 64)
	*c = count{int(n), err == nil && n == float64(int(n))}
	return nil
}

// yes is a yes or no; what is neither is no.
type yes bool

// UnmarshalJSON takes true, also in quotation marks.
func (y *yes) UnmarshalJSON(b []byte) error {
	*y = yes(strings.EqualFold(strings.Trim(string(b), `"`), "true"))
	return nil
}
