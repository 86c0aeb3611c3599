package text

import "strings"

// Meaning gives one stem for all stems that state the same outcome or act, so
// that a question about the "hurt" finds the "injured", and "died" supports
// "killed". Other stems mean themselves.
func Meaning(stem string) string {
	if m, ok := meanings[stem]; ok {
		return m
	}
	return stem
}

// meanings maps each stem of a group to the stem of the group's first word.
// Words stand together only where one may take the other's place in a report
// without changing what is said.
var meanings = func() map[string]string {
	groups := []string{
		"killed kill kills killing dead die died dies death deaths dying fatal fatality fatalities slain murdered assassinated executed perished",
		"injured injure injures injuring injuries injury wounded wound wounding wounds hurt hospitalised hospitalized",
		"missing unaccounted disappeared",
		"abducted abduct kidnapped kidnap kidnapping abduction",
		"displaced displace displacing homeless",
		"arrested arrest arrests detained detain detention",
		"ceasefire ceasefires truce truces armistice",
		"accept accepted accepts accepting acceptance agree agreed agrees agreeing",
		"reject rejected rejects rejecting rejection refuse refused refuses refusing",
		"propose proposed proposes proposing proposal proposals",
		"strike strikes struck striking hit hits hitting attack attacks attacked attacking",
		"take takes took taken taking",
		"children child kid kids",
		"visit visits visited visiting",
		"casualty casualties victim victims",
	}
	m := map[string]string{}
	for _, group := range groups {
		words := strings.Fields(group)
		first := Stem(words[0])
		for _, w := range words {
			m[Stem(w)] = first
		}
	}
	return m
}()
