package claims

// Kind of a claim.
type Kind string

// The kinds of claims. An attributed casualty is one casualty claim; a
// statement is what no other kind fits.
const (
	KindCasualty  Kind = "casualty"
	KindCeasefire Kind = "ceasefire"
	KindStatement Kind = "statement"
	KindEvent     Kind = "event"
)

// Kinds lists every kind, in the order in which they are shown.
var Kinds = []Kind{KindCasualty, KindCeasefire, KindStatement, KindEvent}

// Modality says how a claim is put: "he denied that X" is a claim of X with
// modality denied.
type Modality string

// The modalities.
const (
	Asserted    Modality = "asserted"
	Denied      Modality = "denied"
	Proposed    Modality = "proposed"
	Demanded    Modality = "demanded"
	Promised    Modality = "promised"
	Threatened  Modality = "threatened"
	Predicted   Modality = "predicted"
	Questioned  Modality = "questioned"
	Conditional Modality = "conditional"
)

// Modalities lists every modality.
var Modalities = []Modality{Asserted, Denied, Proposed, Demanded, Promised, Threatened, Predicted, Questioned, Conditional}

// State of a claim: whether the current extraction of the current revision
// still makes it.
type State string

// The states of a claim. Only current claims are searched and counted.
const (
	Current  State = "current"
	Replaced State = "replaced" // a newer revision or extraction no longer makes it
	Removed  State = "removed"  // hidden by a person, who can bring it back
)

// Status is what a reviewer said of a claim.
type Status string

// The review statuses.
const (
	StatusNone      Status = "none"
	StatusVerified  Status = "verified"
	StatusRefuted   Status = "refuted"
	StatusRetracted Status = "retracted"
)

// Engines that extract and compose.
const (
	EngineOffline = "offline"
	EngineLLM     = "llm"
)

// Span is a piece of an article's text: Text == text[Start:End], in bytes.
type Span struct {
	Text  string `json:"text,omitempty"`
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Claim is one atomic, checkable assertion of an article: a verbatim quote and
// what it says. Text stands alone: it names who, what, where and when without
// "he" or "yesterday".
type Claim struct {
	ID        string `json:"id,omitempty"`
	ArticleID string `json:"article_id,omitempty"`
	Revision  string `json:"revision,omitempty"`
	Kind      Kind   `json:"kind"`
	Text      string `json:"text"`
	Quote     string `json:"quote"`
	Start     int    `json:"start"`
	End       int    `json:"end"`

	// Context lists further spans that Text or the details rest on: the
	// sentence that names "he", the paragraph that dates the strike.
	Context []Span `json:"context,omitempty"`

	Modality      Modality     `json:"modality"`
	Attribution   *Attribution `json:"attribution,omitempty"`
	Speaker       *Speaker     `json:"speaker,omitempty"`
	When          *When        `json:"when,omitempty"`
	ReportedAt    Time         `json:"reported_at,omitempty"` // the article's published time, or that of its entry
	KnownSince    Time         `json:"known_since,omitempty"`
	Where         []Place      `json:"where,omitempty"`
	People        []string     `json:"people,omitempty"`
	Organizations []string     `json:"organizations,omitempty"`

	Casualty  *Casualty  `json:"casualty,omitempty"`
	Ceasefire *Ceasefire `json:"ceasefire,omitempty"`
	Event     *Event     `json:"event,omitempty"`

	Confidence float64 `json:"confidence"` // 0 to 1
	Engine     string  `json:"engine,omitempty"`
	State      State   `json:"state,omitempty"`
	Status     Status  `json:"status,omitempty"`
}

// Attribution says, in the article's own words, who claims what.
type Attribution struct {
	Source  *Span    `json:"source,omitempty"`  // the speaker's words: "a senior official"
	Cue     *Span    `json:"cue,omitempty"`     // "said", "according to"
	Content *Content `json:"content,omitempty"` // what is claimed
	Via     []Via    `json:"via,omitempty"`     // the chain of carriers, nearest first
}

// Content is what is claimed. Interrupted content goes on in More.
type Content struct {
	Span
	More []Span `json:"more,omitempty"`
}

// Via is one carrier of a claim: "Reuters reports".
type Via struct {
	Name string `json:"name"`
	Span
}

// Types of a speaker.
const (
	SpeakerPerson       = "person"
	SpeakerOrganization = "organization"
	SpeakerGroup        = "group"
	SpeakerUnnamed      = "unnamed"
	SpeakerOutlet       = "outlet"
)

// Speaker is who makes the claim, by full name where the article gives it.
type Speaker struct {
	Name        string `json:"name,omitempty"`
	Role        string `json:"role,omitempty"`
	Affiliation string `json:"affiliation,omitempty"`
	Type        string `json:"type,omitempty"`
}

// Precisions of a When.
const (
	PrecisionMinute = "minute"
	PrecisionHour   = "hour"
	PrecisionDay    = "day"
	PrecisionWeek   = "week"
	PrecisionMonth  = "month"
	PrecisionYear   = "year"
	PrecisionRange  = "range"
)

// When is the time at which a thing happened, and the words that say so. Ends
// are inclusive; both are days, or instants where the precision is finer.
type When struct {
	From      Time   `json:"from"`
	To        Time   `json:"to"`
	Precision string `json:"precision"`
	Span
}

// Place is where a thing happened. Country is ISO 3166-1 alpha-2; coordinates
// are degrees, absent when the place is not in the gazetteer or is ambiguous.
type Place struct {
	Name    string   `json:"name"`
	Country string   `json:"country,omitempty"`
	Lat     *float64 `json:"lat,omitempty"`
	Lon     *float64 `json:"lon,omitempty"`
	Span
}

// Outcome of a casualty.
type Outcome string

// The outcomes.
const (
	Killed    Outcome = "killed"
	Injured   Outcome = "injured"
	Missing   Outcome = "missing"
	Captured  Outcome = "captured"
	Abducted  Outcome = "abducted"
	Displaced Outcome = "displaced"
	Arrested  Outcome = "arrested"
)

// Outcomes lists every outcome.
var Outcomes = []Outcome{Killed, Injured, Missing, Captured, Abducted, Displaced, Arrested}

// Qualifier says how a figure is bounded.
type Qualifier string

// The qualifiers. Vague numbers follow ACLED's published coding as lower
// bounds: tens 10, dozens 12, scores 20, hundreds 100, thousands 1,000; a bare
// plural is 2 and vague; "about n" is min = max = n; "no one" is 0.
const (
	Exact   Qualifier = "exact"
	AtLeast Qualifier = "at_least"
	AtMost  Qualifier = "at_most"
	About   Qualifier = "about"
	Vague   Qualifier = "vague"
)

// Qualifiers lists every qualifier.
var Qualifiers = []Qualifier{Exact, AtLeast, AtMost, About, Vague}

// Figure is a count of people. Max is nil where it has no upper bound.
type Figure struct {
	Min       int       `json:"min"`
	Max       *int      `json:"max,omitempty"`
	Qualifier Qualifier `json:"qualifier"`
}

// ExactFigure is n, no more and no less.
func ExactFigure(n int) Figure { return Figure{Min: n, Max: &n, Qualifier: Exact} }

// Casualty is a figure of people who came to harm.
type Casualty struct {
	Outcome Outcome `json:"outcome"`
	Figure
	Who        string `json:"who,omitempty"`        // "47-year-old woman", "civilians"
	Cause      string `json:"cause,omitempty"`      // "missile strike"
	Side       string `json:"side,omitempty"`       // whose people they are
	Cumulative bool   `json:"cumulative,omitempty"` // "since the war began"
	Joint      bool   `json:"joint,omitempty"`      // several places share the figure
	PartOf     string `json:"part_of,omitempty"`    // the words of the total that includes it
}

// Act is what a party does about a ceasefire.
type Act string

// The acts.
const (
	Proposes             Act = "proposes"
	Accepts              Act = "accepts"
	AcceptsConditionally Act = "accepts_conditionally"
	Rejects              Act = "rejects"
	Undecided            Act = "undecided"
	Announces            Act = "announces"
	Extends              Act = "extends"
	Violates             Act = "violates"
	Ends                 Act = "ends"
)

// Acts lists every act.
var Acts = []Act{Proposes, Accepts, AcceptsConditionally, Rejects, Undecided, Announces, Extends, Violates, Ends}

// Ceasefire is a position on a ceasefire, or a term of one.
type Ceasefire struct {
	Act          Act      `json:"act"`
	Party        string   `json:"party,omitempty"`
	Counterparty string   `json:"counterparty,omitempty"`
	Duration     string   `json:"duration,omitempty"` // ISO 8601, "P30D"
	Start        string   `json:"start,omitempty"`    // a day, or the words
	Terms        []string `json:"terms,omitempty"`
	Conditions   []string `json:"conditions,omitempty"`
}

// Event is a thing that happened: "strike", "advance", "capture", "meeting",
// "arrest", "visit", "talks", …
type Event struct {
	Nature string `json:"nature"`
	Actor  string `json:"actor,omitempty"`
	Target string `json:"target,omitempty"`
}

// Proposal is what an engine says an article claims. Nothing of it is proven.
type Proposal struct {
	Claims []Claim // in text order, without ids
	Note   string  // what a person should know: "The text is in German, which the offline engine does not know."
}
