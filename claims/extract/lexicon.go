package extract

import (
	"strings"
	"sync"
)

// tag is what a word does in a sentence, as far as closed lists and spelling
// tell it.
type tag uint8

const (
	tagNoun tag = iota // a noun, an adjective, or anything not known
	tagName            // a capital letter inside a sentence
	tagNum
	tagDet
	tagPron // he, they, who said it all the same
	tagWh   // who, which, that
	tagPrep
	tagAnd // and, or
	tagBut
	tagSub // if, when, because
	tagTo
	tagAux
	tagAdv
	tagVerb // a verb that is no cue
	tagPoss
	tagComma
	tagStop // full stop, question mark, semicolon, colon
	tagDash
	tagOpen
	tagClose
	tagQuote
	tagTime
)

// wordTags are the words whose tag does not depend on spelling.
var wordTags = sync.OnceValue(func() map[string]tag {
	lists := map[tag]string{
		tagDet: `the a an this these those his her its their our my your some many several all both no any each every another other few most more
			such two three four five six seven eight nine ten dozens hundreds thousands one`,
		tagPron: `he she they we i you it him them us me everyone nobody someone anyone everybody himself herself themselves itself
			i'm you're we're they're he's she's it's i've we've you've they've i'll we'll you'll they'll he'll she'll it'll i'd we'd you'd they'd he'd she'd that's there there's`,
		tagWh: `who which that whom`,
		tagPrep: `of in on at by for from with about against between during under over into through among after before since until toward towards upon
			near without within across behind beyond despite like amid around outside inside throughout along via as than per off`,
		tagAnd: `and or nor &`,
		tagBut: `but yet`,
		tagSub: `if when while because although though whether unless where how why what whenever whereas`,
		tagTo:  `to`,
		tagAux: `has have had having is are was were be been being am do does did will would could should can may might must shall cannot
			hasn't haven't hadn't isn't aren't wasn't weren't don't doesn't didn't won't wouldn't couldn't shouldn't can't not`,
		tagAdv: `also repeatedly often long never ever still just now once already then further largely recently previously later earlier again
			even actually publicly privately quickly only further explicitly too always soon meanwhile however instead moreover furthermore nevertheless
			perhaps therefore thus so subsequently reportedly promptly openly frankly all-out separately together`,
		tagTime: `monday tuesday wednesday thursday friday saturday sunday yesterday today tomorrow tonight
			january february march april june july august september october november december`,
		tagVerb: `made makes make making took takes take taking gave gives give giving went goes go going came comes come coming got gets get getting
			became become becomes began begins begin left leaves leave led lead leads ran runs run held holds hold kept keeps keep brought bring brings
			met meets meet won wins lost loses lose put puts paid pays pay sent sends set sets sold built spent spend stood stands hit hits grew rose fell
			tried tries try trying used uses use using seemed seem seems appeared appear appears continued continue continues started starts
			helped helps happened happens became remains remained includes included including killed wounded injured struck captured arrested
			works worked lives lived faces faced turned turns moved moves played plays followed follows caused causes allowed allows let lets
			failed fails cut cuts join joined joins ended served serves`,
	}
	m := map[string]tag{}
	for t, list := range lists {
		for _, w := range strings.Fields(list) {
			m[w] = t
		}
	}
	return m
})

// What may follow a cue verb as its content.
const (
	takesClause   = 1 << iota // that …, a bare clause, a quotation; it can also follow its content
	takesNoun                 // a noun phrase: "criticised the plan"
	takesInf                  // to …: "vowed to"
	takesListener             // a listener before the content: "told reporters that"
	asNoun                    // its -s form and stem are nouns as often: "claims", "plan"
	weak                      // a cue only with a clause or a quotation: "found that"
)

// cueVerb is one form of a verb that says, thinks or wants.
type cueVerb struct {
	lemma     string
	past      string
	form      verbForm
	takes     int
	particles []string // prepositions that belong to the cue: "called for"
}

type verbForm uint8

const (
	formBase verbForm = iota
	formS
	formPast
	formIng
	formPart // only a participle: "shown", "written"
)

// cueLines are the verbs by what they take: s clause, n noun phrase, i
// infinitive, l listener, o often a noun, w weak; then particles, then
// irregular past and participle after "=".
const cueLines = `
say si =said|tell sl =told|add s|note s|explain s:about|write s:about =wrote,written|argue sn:against,for|insist s:on|claim snio|state snw|
announce sn|report sno|warn sli:of,about,against,over|suggest sn|acknowledge sn|admit sn|concede sn|declare sn|assert sn|maintain sn|contend s|
allege sn|reply s:to|respond s:to|answer snow|ask sli:about,for|question no|wonder s:about|inquire s|believe si:in|think s:of,about =thought|
feel sw =felt|know sw =knew,known|understand snw =understood|see snw =saw,seen|consider n|hope sio:for|fear sno|worry s:about|doubt sno|
expect sni|predict sn|forecast sno =forecast|estimate sno|suspect snw|assume s|conclude s|find sw =found|show sn =showed,shown|indicate sn|
reveal sn|disclose sn|confirm sn|deny sn|reject n|refuse ni|decline ni|dismiss n|dispute no|oppose n|support no|back now|endorse n|favor no|favour no|
praise no|criticize n|criticise n|condemn n|denounce n|blast n|slam n|attack now|accuse n:of|blame no:for|mock n|ridicule n|decry n|lament sn|
applaud n|welcome n|hail nw|defend n|urge lino|call ino:for,on,upon|demand snio|propose sni|recommend sn|advise li|promise snilo|pledge sino|vow sio|
swear si =swore,sworn|threaten i|plan io:for|intend i|want ni|wish sio|seek niw =sought|aim io|agree si:on,to,with|disagree :with,on,about|accept nw|
approve n:of|vote io:for,against|decide si:on,against|determine sw|rule so|order iow|plead s:with,for,guilty|beg li:for|appeal iow:for,to|
complain s:about,of|joke s:about|quip s|tweet so|post ow|comment sow:on|remark so:on|observe sw|recall snw|remember snw =remembered|mention sn|
cite no|quote now|describe n|characterize n|characterise n|portray n|label now|dub nw|compare nw|liken n|emphasize sn|emphasise sn|stress sno|
underscore sn|highlight no|reiterate sn|repeat sow|echo no|tout no|boast so:about,of|brag s:about|discuss n|address now|point ow:to,out|
speak w:of,about,out =spoke,spoken|talk ow:about,of|testify s|learn sw:of|realize sn|realise sn|recognize sn|recognise sn|notice sw|imply sn|hint s:at|
signal sno|propose sn|caution slo:against|remind sl:of|assure sl|inform sl:of|notify sl|persuade li|convince sli|encourage lin|challenge now|
press owl:for|chant sow|shout s|cry sw|yell s|whisper s|exclaim s|retort s|counter so|interject s|continue sw|conclude s|begin w|
advocate no:for|champion now|promote nw|plead s:with,for|rail w:against|lash w:out|express n|voice no|issue now|offer nio|release w|publish w|
unveil n|detail now|outline no|present w|document snow|examine nw|prefer ni|love niow|like ino|hate nio|despise n|admire n|regret sno|resent n|
envision n|imagine s|guess so|reckon s|figure sow|argue s|deem n|view now|regard nw|perceive n|judge snow|rate now|blame n:for|credit now|
fault now|scold n|chide n|rebuke no|berate n|grill n|lambaste n|lambast n|assail n|deride n|disavow n|disown n|renounce n|retract n|apologize w:for|
apologise w:for|thank nw:for|congratulate nw|salute nw|honor nw|mourn n|contradict nw|refute n|rebut n|concur s|certify sn|verify sn|clarify sn|
specify sn|stipulate sn|mandate snow|require nw|forbid n =forbade,forbidden|ban now|prohibit nw|authorize ni|stand w:by =stood|lobby ow:for|push ow:for|
campaign ow:for,against|protest now|rally ow:against|petition ow|sue ow|contemplate n|weigh nw|ponder n|mull n|fret s:about|celebrate nw|
preach nw|teach sw|instruct li|command ow|compel lw|dare iw|opt iw|resolve iow|commit w:to|refer w:to|allude w:to|respond s:to|object sow:to|
react w:to|subscribe w:to|declare sn|pronounce nw|proclaim sn|profess sni|confess sn|divulge n|leak now|tease sw|elaborate sw:on|expand w:on|
summarize nw|summarise nw|paraphrase n|translate w|interpret nw|read w|sing w|exhort li|implore li|beseech li|goad lw|enjoin l|admonish ln|
insinuate sn|intimate s|posit sn|postulate s|theorize s|speculate s:about|surmise s|infer s|deduce s|extrapolate s|project sow|foresee sn =foresaw,foreseen|anticipate sn|
envisage n|await w|long w:for|yearn w:for|desire nio|need iow|crave nw|gloat s|sneer s|scoff s:at|snap sw|fume s|muse s|opine s|chime sw|
intone s|drawl s|sigh s|murmur s|mutter s|recount sn|relate snw|narrate nw|confide s|vent sw|bemoan n|deplore n|protest sno|grumble s|whine s|gripe s|
highlight n|hypothesize s|calculate snw|discover snw|establish snw|prove snw|demonstrate sn|illustrate nw|depict n|reflect now|mean sw =meant|suffer w`

// cueVerbs gives, for each form, the verb.
var cueVerbs = sync.OnceValue(func() map[string]cueVerb {
	m := map[string]cueVerb{}
	for _, entry := range strings.Split(cueLines, "|") {
		addCueVerb(m, strings.TrimSpace(entry))
	}
	return m
})

func addCueVerb(m map[string]cueVerb, entry string) {
	entry, irregular, _ := strings.Cut(entry, " =")
	if a, b, ok := strings.Cut(entry, "="); ok {
		entry, irregular = strings.TrimSpace(a), b
	}
	lemma, rest, _ := strings.Cut(entry, " ")
	flags, particles, _ := strings.Cut(rest, ":")
	v := cueVerb{lemma: lemma}
	for _, c := range strings.TrimSpace(flags) {
		v.takes |= map[rune]int{'s': takesClause, 'n': takesNoun, 'i': takesInf, 'l': takesListener, 'o': asNoun, 'w': weak}[c]
	}
	if particles != "" {
		v.particles = strings.Split(particles, ",")
	}
	v.past, _, _ = strings.Cut(irregular, ",")
	if v.past == "" {
		v.past = withEd(lemma)
	}
	put := func(w string, f verbForm) {
		if _, taken := m[w]; !taken {
			v.form = f
			m[w] = v
		}
	}
	put(lemma, formBase)
	put(withS(lemma), formS)
	put(withIng(lemma), formIng)
	if irregular == "" {
		put(withEd(lemma), formPast)
		if strings.HasSuffix(lemma, "al") || strings.HasSuffix(lemma, "el") { // British: "signalled"
			put(lemma+"led", formPast)
			put(lemma+"ling", formIng)
		}
		return
	}
	past, part, _ := strings.Cut(irregular, ",")
	put(past, formPast)
	if part != "" {
		put(part, formPart)
	}
}

func withS(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"):
		return w + "es"
	}
	return w + "s"
}

func withIng(w string) string {
	switch {
	case strings.HasSuffix(w, "ee"):
		return w + "ing"
	case strings.HasSuffix(w, "e"):
		return w[:len(w)-1] + "ing"
	}
	return doubled(w) + "ing"
}

func withEd(w string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case strings.HasSuffix(w, "y") && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ied"
	}
	return doubled(w) + "ed"
}

// doubled doubles the last letter of the verbs that do so: "admitted".
func doubled(w string) string {
	switch w {
	case "admit", "commit", "slam", "plan", "ban", "beg", "rebut", "concur", "infer", "regret", "permit", "snap", "refer", "quip", "brag", "chat", "dub", "opt", "deter", "fret":
		return w + w[len(w)-1:]
	}
	return w
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }
