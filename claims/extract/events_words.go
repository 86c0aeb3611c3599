package extract

import (
	"strings"
	"sync"
)

// needs says what actor and target a verb must have to tell of an event.
type needs uint8

const (
	needsNothing needs = iota
	needsPlaceTarget
	needsBlow
	needsNamedActor
	needsNamedTarget
	needsBoth
	needsActor
	needsForce
	needsTraveller
)

// takes says whether a verb has a target at all.
type takes uint8

const (
	both takes = iota
	subjectOnly
)

// eventVerb is a verb form, or a phrase, and the event that it tells of.
type eventVerb struct {
	words  []string
	nature string
	needs  needs
	takes  takes
}

// eventTable is the vocabulary of events, in forms that can be finite.
var eventTable = []struct {
	nature string
	needs  needs
	takes  takes
	forms  string
}{
	{"strike", needsBlow, both, "struck|hit|pounded|bombarded|bombed|targeted|strikes|hits"},
	{"shelling", needsNamedTarget, both, "shelled"},
	{"attack", needsForce, both, "attacked|raided|stormed|ambushed|launched an attack on|launched attacks on|launched strikes on|carried out an attack on|fired missiles at|fired rockets at|opened fire on"},
	{"explosion", needsActor, subjectOnly, "exploded|detonated|went off|blew up"},
	{"advance", needsPlaceTarget, both, "advanced into|advanced towards|advanced toward|advanced on|pushed into|crossed into|invaded|marched into|broke through"},
	{"capture", needsPlaceTarget, both, "captured|seized|recaptured|retook|took control of|taken control of|overran|liberated|occupied|took|taken|conquered|regained control of|seized control of"},
	{"withdrawal", needsPlaceTarget, both, "withdrew from|retreated from|pulled out of|pulled back from"},
	{"meeting", needsBoth, both, "met with|met|meets|held a meeting with|held talks with|hosted|received"},
	{"talks", needsNamedActor, both, "spoke by phone|spoke on the phone|held a phone call|held talks|held negotiations|opened talks|resumed talks|began talks"},
	{"visit", needsTraveller, both, "visited|made a visit to|paid a visit to|travelled to|traveled to|arrived in|flew to|visits|made a trip to"},
	{"arrest", needsNamedActor, both, "arrested|detained"},
	{"election", needsNamedActor, both, "was elected|were elected|won the election|won the presidential election|won the vote|elected"},
	{"resignation", needsNamedActor, subjectOnly, "resigned|stepped down|quit"},
	{"protest", needsActor, subjectOnly, "protested|rallied|demonstrated|took to the streets|marched"},
	{"exchange", needsNamedActor, both, "exchanged prisoners|swapped prisoners|exchanged|swapped"},
	{"agreement", needsNamedActor, both, "signed an agreement|signed a deal|signed a treaty|signed an accord|reached an agreement|reached a deal|struck a deal"},
	{"sanctions", needsNamedActor, both, "imposed sanctions on|imposed new sanctions on|sanctioned|lifted sanctions on|imposes sanctions on"},
	{"aid", needsNamedActor, both, "delivered aid to|sent aid to|pledged aid to|sent weapons to|suspended aid to|paused aid to|resumed aid to"},
	{"accident", needsActor, subjectOnly, "crashed|derailed|collided|capsized|sank|ran aground|overturned"},
}

// eventVerbs gives the verbs by their first word, the longest first.
var eventVerbs = sync.OnceValue(func() map[string][]eventVerb {
	m := map[string][]eventVerb{}
	for _, row := range eventTable {
		for f := range strings.SplitSeq(row.forms, "|") {
			words := strings.Fields(f)
			at := m[words[0]]
			i := 0
			for i < len(at) && len(at[i].words) >= len(words) {
				i++
			}
			at = append(at, eventVerb{})
			copy(at[i+1:], at[i:])
			at[i] = eventVerb{words, row.nature, row.needs, row.takes}
			m[words[0]] = at
		}
	}
	return m
})

var weapons = wordSetOnce(`missile missiles rocket rockets drone drones shell shells shelling bomb bombs airstrike airstrikes strike strikes warplane warplanes jets artillery mortar mortars explosion blast earthquake quake tsunami hurricane typhoon cyclone tornado flood floods storm fire wildfire landslide avalanche`)

var forces = wordSetOnce(`army navy force forces military militia troops air-force jets warplanes gunboats fleet battalion brigade`)

var auxiliaries = wordSetOnce(`was were been being is are has have had be`)
