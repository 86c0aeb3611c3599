package feed

import "time"

// How often a feed is looked at. News feeds of busy outlets get an entry every
// few minutes, most others a few a day.
const (
	Soonest = 5 * time.Minute
	Latest  = 24 * time.Hour
	atFirst = 30 * time.Minute

	longestRest = 7 * 24 * time.Hour // that a server may ask for
)

// adapted is how long to wait, after a look that found something new or
// nothing, between looks: half as long, or half as long again.
func adapted(every time.Duration, fresh bool) time.Duration {
	switch {
	case every <= 0:
		every = atFirst
	case fresh:
		every /= 2
	default:
		every += every / 2
	}
	return min(max(every, Soonest), Latest)
}

// Farthest is how far ahead a feed's next look may lie: what lies farther was
// planned by a clock that ran ahead and has been set right since.
const Farthest = longestRest + longestRest/5

// IsDue says whether a feed is to be looked at.
func (f Feed) IsDue(now time.Time) bool {
	return !f.Next.After(now) || f.Next.After(now.Add(Farthest))
}

// pauseAfter is how long a feed rests that failed so often in a row.
func pauseAfter(failures int) time.Duration {
	pause := Soonest
	for range min(failures, 16) - 1 {
		pause *= 2
	}
	return min(pause, Latest)
}

// entryTries is how often an entry's page is asked for before it is given up:
// so that a site may be down for more than a day.
const entryTries = 6

// entryPause is how long an entry waits that failed so often.
func entryPause(tries int) time.Duration {
	switch tries {
	case 1:
		return 5 * time.Minute
	case 2:
		return 30 * time.Minute
	case 3:
		return 3 * time.Hour
	case 4:
		return 12 * time.Hour
	}
	return 24 * time.Hour
}

// later is a moment so long after now, or up to a fifth later: feeds that were
// looked at together part. random is from 0 to 1. What a server asks for is
// kept to, within reason.
func later(now time.Time, wait, asked time.Duration, random float64) time.Time {
	wait = max(wait, min(asked, longestRest))
	return now.Add(wait + time.Duration(random*float64(wait)/5))
}
