package text

import (
	"strings"
	"sync"
	"time"
)

// The words that times are made of. All are made on first use.

var months = sync.OnceValue(func() map[string]time.Month {
	const names = "january february march april may june july august september october november december"
	const short = "jan feb mar apr may jun jul aug sep oct nov dec"
	m := map[string]time.Month{"sept": 9}
	for i, w := range strings.Fields(names) {
		m[w] = time.Month(i + 1)
	}
	for i, w := range strings.Fields(short) {
		m[w] = time.Month(i + 1)
	}
	return m
})

var weekdays = sync.OnceValue(func() map[string]time.Weekday {
	m := map[string]time.Weekday{}
	for i, w := range strings.Fields("sunday monday tuesday wednesday thursday friday saturday") {
		m[w] = time.Weekday(i)
		m[w[:3]] = time.Weekday(i)
	}
	m["tues"], m["thur"], m["thurs"] = time.Tuesday, time.Thursday, time.Thursday
	return m
})

var seasons = sync.OnceValue(func() map[string]time.Month {
	return map[string]time.Month{"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
})

var partWords = sync.OnceValue(func() map[string]string {
	return map[string]string{"early": "early", "beginning": "early", "start": "early", "mid": "mid", "middle": "mid", "late": "late", "end": "late"}
})

var smallNumbers = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for i, w := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
		m[w] = i + 1
	}
	for i, w := range strings.Fields("thirty forty fifty sixty seventy eighty ninety") {
		m[w] = 30 + 10*i
	}
	m["hundred"] = 100
	return m
})

// dateStarts are all words with which a time can begin.
var dateStarts = sync.OnceValue(func() map[string]struct{} {
	m := map[string]struct{}{}
	add := func(words string) {
		for w := range strings.FieldsSeq(words) {
			m[w] = struct{}{}
		}
	}
	for w := range months() {
		m[w] = struct{}{}
		m[w+"."] = struct{}{}
		m["mid-"+w] = struct{}{}
	}
	for w := range weekdays() {
		m[w] = struct{}{}
	}
	for w := range seasons() {
		m[w] = struct{}{}
	}
	for w := range partWords() {
		m[w] = struct{}{}
	}
	for w := range smallNumbers() {
		m[w] = struct{}{}
	}
	add("today tonight yesterday tomorrow overnight earlier later late last next this past previous coming the a an couple few several since from between christmas new noon midnight midday")
	for y := 1900; y < 2100; y++ {
		m["mid-"+itoa(y)] = struct{}{}
	}
	return m
})

func itoa(n int) string {
	return string([]byte{byte('0' + n/1000), byte('0' + n/100%10), byte('0' + n/10%10), byte('0' + n%10)})
}

var (
	dayParts          = lazySet("morning afternoon evening night lunchtime noon")
	dateUnits         = lazySet("second minute hour day week fortnight month year decade")
	monthPrepositions = lazySet("in since until till by during before after from of to between last next this early late mid throughout through for around and or until")
	yearPrepositions  = lazySet("in since by until till before after during of from to early late mid between around through throughout circa year for")
	clockWords        = lazySet("noon midnight midday")
	clockPrepositions = lazySet("at around about by from until till since before after between to and")
	measureWords      = lazySet("km kilometers kilometres kilometer kilometre miles mile meters metres feet kg tons tonnes percent per pct people persons civilians soldiers children women men dead killed wounded injured others million billion thousand hundred degrees dollars euros points seats votes years days hours minutes weeks months")
	futureVerbs       = lazySet("meet hold visit begin start resume take travel arrive fly discuss vote open launch sign return convene address attend host appear face make go come receive release announce decide deliver expire end continue speak leave join play run stand send release hand present")
	fruitlessWords    = lazySet("refused declined failed managed forced continued began appeared seemed used able tried had returned vowed unable reluctant flew went came traveled travelled moved rushed started forced due")
)

// tenseWords tell whether a time near them lies ahead (1) or behind (-1).
var tenseWords = sync.OnceValue(func() map[string]int {
	m := map[string]int{}
	for w := range strings.FieldsSeq("will shall would 'll due scheduled planned slated expected set until by upcoming deadline expires expire tomorrow next plans planning hopes wants intends ahead starting forthcoming") {
		m[w] = 1
	}
	for w := range strings.FieldsSeq("said told was were had has have met struck hit took came went made began fell rose shot fought fled held saw found left sent gave got spoke wrote did won lost ran flew drove burnt burned broke became thought knew put cut led brought bought caught taught built says tells reports claims last ago since spoke") {
		m[w] = -1
	}
	return m
})
