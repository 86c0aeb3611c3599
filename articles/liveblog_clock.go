package articles

import (
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/html"

	"github.com/claimbot/claimbot/claims"
)

// clockLine is a paragraph that only shows a time of day: "10.32 GMT", "2:05 pm".
var clockLine = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:updated |posted )?(?:at )?([01]?\d|2[0-3])[:.]([0-5]\d)(?::\d\d)? ?([ap]\.?m\.?)?,? ?\(?(utc|gmt|bst|cet|cest|eet|eest|msk|est|edt|et|cst|cdt|pst|pdt|ist|jst)?\)?$`)
})

// clockZones are the names of zones that say one thing, in minutes east.
var clockZones = map[string]int{
	"utc": 0, "gmt": 0, "bst": 60, "cet": 60, "cest": 120, "eet": 120, "eest": 180, "msk": 180, "est": -300, "edt": -240, "cdt": -300, "pst": -480, "pdt": -420, "jst": 540,
}

// clockedEntries are what stands under paragraphs that only show a time of day.
// The day is that of the page; where the clock jumps, another day begins.
func clockedEntries(body *html.Node, p page) (entries []liveEntry) {
	blocks := blocksOf(body)
	var clocks []int
	for i, b := range blocks {
		if clockLine().MatchString(b.text) {
			clocks = append(clocks, i)
		}
	}
	if len(clocks) < leastEntries {
		return nil
	}
	times := clockTimes(blocks, clocks, p)
	if times == nil {
		return nil
	}
	for k, from := range clocks {
		to := len(blocks)
		if k+1 < len(clocks) {
			to = clocks[k+1]
		}
		e := liveEntry{at: times[k]}
		length := 0
		for _, b := range blocks[from+1 : to] {
			if isNoise(b) {
				continue
			}
			if e.title == "" && isHeading(b) {
				e.title = b.text
			}
			e.blocks = append(e.blocks, b)
			length += len(b.text)
		}
		if k+1 == len(clocks) {
			e.blocks, length = e.lastOnly()
		}
		if length >= leastEntry {
			entries = append(entries, e)
		}
	}
	return entries
}

// lastOnly keeps of the last entry, behind which the rest of the page stands,
// what is in the same element as its first sentence.
func (e liveEntry) lastOnly() (kept []block, length int) {
	for i, b := range e.blocks {
		if !endsSentence(b.text) {
			continue
		}
		kept = e.blocks[:i]
		for _, next := range e.blocks[i:] {
			if next.within.Parent != b.within.Parent {
				break
			}
			kept = append(kept, next)
			length += len(next.text)
		}
		return kept, length
	}
	return nil, 0
}

// clockTimes gives the time of each clock; nil where the page tells no day.
func clockTimes(blocks []block, clocks []int, p page) []claims.Time {
	minutes, zones := make([]int, len(clocks)), make([]*time.Location, len(clocks))
	for k, i := range clocks {
		minutes[k], zones[k] = readClock(blocks[i].text)
	}
	const jump = 6 * 60 // minutes, within which no day ends
	falling := 0
	for k := 1; k < len(minutes); k++ {
		switch step := minutes[k] - minutes[k-1]; {
		case step < 0 && step >= -jump:
			falling++
		case step > 0 && step <= jump:
			falling--
		}
	}
	newestFirst := falling > 0
	day, offset, ok := pageDay(p, newestFirst)
	if !ok {
		return nil
	}
	times := make([]claims.Time, len(clocks))
	for k := range clocks {
		if k > 0 {
			switch step := minutes[k] - minutes[k-1]; {
			case newestFirst && step > jump:
				day = day.AddDate(0, 0, -1)
			case !newestFirst && step < -jump:
				day = day.AddDate(0, 0, 1)
			}
		}
		zone := zones[k]
		if zone == nil {
			zone = offset
		}
		if times[k] = claims.DayOf(day); zone != nil {
			times[k] = claims.Instant(time.Date(day.Year(), day.Month(), day.Day(), minutes[k]/60, minutes[k]%60, 0, 0, zone))
		}
	}
	return times
}

// pageDay is the day on which the first entry stands: the newest where the page
// begins with the newest. Its zone serves clocks that name none, unless it is
// UTC, which is what programs write for any.
func pageDay(p page, newestFirst bool) (day time.Time, zone *time.Location, ok bool) {
	t := p.Published
	if newestFirst && p.Modified != "" {
		t = p.Modified
	}
	at, ok := t.Std()
	if !ok {
		return at, nil, false
	}
	if written, err := time.Parse(time.RFC3339, string(t)); err == nil {
		if _, offset := written.Zone(); offset != 0 {
			return written, written.Location(), true
		}
	}
	return at, nil, true
}

func readClock(s string) (minutes int, zone *time.Location) {
	m := clockLine().FindStringSubmatch(s)
	hour, _ := strconv.Atoi(m[1]) // digits alone, two at most
	minute, _ := strconv.Atoi(m[2])
	switch half := strings.ToLower(m[3]); {
	case strings.HasPrefix(half, "p") && hour < 12:
		hour += 12
	case strings.HasPrefix(half, "a") && hour == 12:
		hour = 0
	}
	name := strings.ToLower(m[4])
	if east, ok := clockZones[name]; ok {
		zone = time.FixedZone("", east*60)
	}
	return hour*60 + minute, zone
}
