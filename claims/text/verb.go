package text

import (
	"strings"
	"sync"
)

// VerbForm is a set of the forms of a verb that a word can be.
type VerbForm uint8

// The forms. "hit" is base, past and participle; "attacks" can be a noun too,
// which only its neighbours tell.
const (
	VerbBase VerbForm = 1 << iota // attack
	VerbS                         // attacks
	VerbPast                      // attacked, fell
	VerbPart                      // attacked, fallen
	VerbIng                       // attacking
)

// Verb gives the lemma of a lower-case word that can be a form of a common
// verb, and which forms it can be; "" and 0 for other words. Forms of "be",
// "have" and "do" and modal verbs are none.
func Verb(word string) (lemma string, forms VerbForm) {
	v := verbs()[word]
	return v.lemma, v.forms
}

type verbEntry struct {
	lemma string
	forms VerbForm
}

// verbs is made on first use: the program must start fast.
var verbs = sync.OnceValue(func() map[string]verbEntry {
	m := make(map[string]verbEntry, 6000)
	put := func(word, lemma string, f VerbForm) {
		if e, ok := m[word]; ok && e.lemma != lemma {
			return // the first of two verbs that share a form
		}
		m[word] = verbEntry{lemma, m[word].forms | f}
	}
	for line := range strings.SplitSeq(irregularVerbs, "|") {
		f := strings.Fields(line)
		part := f[len(f)-1]
		put(f[0], f[0], VerbBase)
		put(f[1], f[0], VerbPast)
		put(part, f[0], VerbPart)
		put(thirdPerson(f[0]), f[0], VerbS)
		put(ingOf(f[0]), f[0], VerbIng)
	}
	for w := range strings.FieldsSeq(regularVerbs) {
		past := edOf(w)
		put(w, w, VerbBase)
		put(thirdPerson(w), w, VerbS)
		put(past, w, VerbPast|VerbPart)
		put(ingOf(w), w, VerbIng)
		if strings.HasSuffix(past, "lled") && !strings.HasSuffix(w, "ll") { // American: "signaled"
			put(w+"ed", w, VerbPast|VerbPart)
			put(w+"ing", w, VerbIng)
		}
		if strings.HasSuffix(w, "ise") { // American: "criticize"
			put(w[:len(w)-2]+"ze", w, VerbBase)
			put(w[:len(w)-2]+"zes", w, VerbS)
			put(w[:len(w)-2]+"zed", w, VerbPast|VerbPart)
			put(w[:len(w)-2]+"zing", w, VerbIng)
		}
	}
	return m
})

func thirdPerson(w string) string {
	switch {
	case strings.HasSuffix(w, "y") && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ies"
	case strings.HasSuffix(w, "s"), strings.HasSuffix(w, "sh"), strings.HasSuffix(w, "ch"), strings.HasSuffix(w, "x"), strings.HasSuffix(w, "z"), strings.HasSuffix(w, "o"):
		return w + "es"
	}
	return w + "s"
}

func ingOf(w string) string {
	switch {
	case strings.HasSuffix(w, "ie"):
		return w[:len(w)-2] + "ying"
	case strings.HasSuffix(w, "ee"), strings.HasSuffix(w, "oe"), strings.HasSuffix(w, "ye"):
		return w + "ing"
	case strings.HasSuffix(w, "e") && len(w) > 2:
		return w[:len(w)-1] + "ing"
	}
	return doubled(w) + "ing"
}

func edOf(w string) string {
	switch {
	case strings.HasSuffix(w, "e"):
		return w + "d"
	case strings.HasSuffix(w, "y") && !isVowel(w[len(w)-2]):
		return w[:len(w)-1] + "ied"
	}
	return doubled(w) + "ed"
}

func isVowel(c byte) bool { return strings.IndexByte("aeiou", c) >= 0 }

// doubled doubles the last letter where the verb's forms do so.
func doubled(w string) string {
	if doubling()[w] {
		return w + w[len(w)-1:]
	}
	return w
}

var doubling = sync.OnceValue(func() map[string]bool {
	return wordSet(`abet abut acquit admit allot ban bar beg bet blur brag cancel chat clap commit compel concur confer control cut defer deter dig dip dispel distil drag drop dub emit enrol equip excel expel fit flag flee forget
		fret fuel fulfil get gun grab grin grip hit hug impel incur infer inflict jam jog kidnap knit label level let log map model mop net nod occur omit outfit pat patrol permit pin plan plot plug pop prefer program propel put quarrel
		quit rebel rebut recur refer regret rid rig rip rival rob rub run scan scrap set shed ship shop shut signal sip sit skip slam slap slip snap spin spot spur stab star stem step stir stop strap strip stun submit swap
		swim swell tag tap tip top transfer transmit trap travel trek trim tug tunnel upset wed whip win wrap`)
})

// irregularVerbs are base, past and participle, or base and one form for both.
const irregularVerbs = `say said|tell told|write wrote written|think thought|feel felt|know knew known|understand understood|see saw seen|find found|show showed shown|mean meant|speak spoke spoken|swear swore sworn|
	forbid forbade forbidden|foresee foresaw foreseen|overthrow overthrew overthrown|seek sought|teach taught|read read|sing sang sung|stand stood|withstand withstood|begin began begun|become became become|come came come|
	overcome overcame overcome|give gave given|forgive forgave forgiven|go went gone|undergo underwent undergone|undo undid undone|take took taken|overtake overtook overtaken|undertake undertook undertaken|mistake mistook mistaken|retake retook retaken|
	make made|get got gotten|keep kept|leave left|lead led|mislead misled|run ran run|hold held|withhold withheld|uphold upheld|bring brought|meet met|win won|lose lost|put put|pay paid|repay repaid|
	send sent|set set|sell sold|build built|rebuild rebuilt|spend spent|hit hit|grow grew grown|rise rose risen|arise arose arisen|fall fell fallen|fight fought|shoot shot|strike struck|break broke broken|cut cut|shut shut|
	drive drove driven|draw drew drawn|withdraw withdrew withdrawn|fly flew flown|throw threw thrown|blow blew blown|flee fled|hear heard|overhear overheard|hide hid hidden|hurt hurt|catch caught|buy bought|deal dealt|
	die died|lie lay lain|lay laid|let let|lend lent|bear bore borne|beat beat beaten|bend bent|bind bound|bite bit bitten|bleed bled|burn burned|burst burst|cast cast|broadcast broadcast|forecast forecast|choose chose chosen|cling clung|
	cost cost|dig dug|drink drank drunk|eat ate eaten|feed fed|forget forgot forgotten|freeze froze frozen|hang hung|kneel knelt|quit quit|ride rode ridden|ring rang rung|shake shook shaken|shed shed|shine shone|shrink shrank shrunk|
	sink sank sunk|sit sat|sleep slept|slide slid|spin spun|split split|spread spread|spring sprang sprung|steal stole stolen|stick stuck|sting stung|strive strove striven|sweep swept|swim swam swum|swing swung|tear tore torn|
	tread trod trodden|wake woke woken|wear wore worn|weave wove woven|win won|wind wound|wring wrung|awake awoke awoken|beset beset|breed bred|creep crept|slay slew slain|sow sowed sown|speed sped|spill spilled|
	thrust thrust|upset upset|rid rid|offset offset|outrun outran outrun|override overrode overridden|oversee oversaw overseen|overrun overran overrun|foretell foretold|befall befell befallen|bid bid|wet wet`

// regularVerbs are the verbs that news is told with, most of them.
const regularVerbs = `
	abandon abduct abolish absorb abstain abuse accelerate accept access accommodate accompany accomplish account accumulate accuse achieve acknowledge acquire acquit act activate adapt add address adjust administer admire admit adopt advance advertise advise
	advocate affect affirm agree aid aim air airlift alarm alert alienate align allege alleviate allocate allow allude alter ambush amend amount amputate analyse announce annex annihilate annoy answer anticipate apologise appeal appear appease applaud apply appoint appreciate
	approach approve argue arm arouse arrange arrest arrive ask assail assassinate assault assemble assert assess assign assist associate assume assure attach attack attain attempt attend attract attribute auction authorise avenge avert avoid await award
	back bail balance ban bar barricade barter base batter battle beg behave behead believe belong benefit bemoan berate besiege betray blacklist blame blast bless blind block blockade boast bolster bomb bombard boost border borrow bother bounce boycott brand breach breathe
	bribe brief broker brush bulldoze bully burden bury cable calculate call calm campaign cancel capsize capture care carry carve cash cause caution cease celebrate censor centre challenge champion change chant charge charter chase chat cheat check cheer cherish circle circulate cite claim clarify clash classify clean
	clear climb close coach coincide collaborate collapse collect collide combat combine comfort command commence comment commit communicate compare compel compensate compete compile complain complete complicate comply compose compound comprise compromise conceal concede concentrate concern conclude condemn conduct confer confess
	confide confine confirm confiscate conflict confront confuse congratulate connect conquer consent consider consist consolidate conspire constitute construct consult consume contact contain contaminate contemplate contend contest continue contract contradict contrast contribute control convene convert convey convict convince cook cooperate coordinate cope
	correct corroborate cough counsel count counterattack cover crack crash create credit criticise cross crouch crowd crown crush cry culminate cultivate curb cure curtail damage dare dash date deadlock debate decapitate deceive decide declare decline decorate decrease decry dedicate deem deepen default defeat defect defend defer define defraud
	defuse defy degrade delay delegate delete deliberate deliver demand demilitarise demobilise demolish demonstrate denounce deny depart depend depict deplore deploy deport depose deprive derail deride descend describe desert deserve design designate desire despise destroy destabilise detail detain detect deter deteriorate determine detonate devalue devastate develop deviate
	devise devote diagnose dictate differ diminish direct disable disagree disappear disappoint disapprove disarm disavow discard discharge disclose discontinue discourage discover discredit discriminate discuss dislodge dismantle dismiss disobey disown dispatch disperse displace display dispose dispute disqualify disregard disrupt dissolve dissuade distance distinguish distribute disturb
	dive diversify divert divide divorce document dodge dominate donate double doubt downgrade downplay drag dredge dress drift drill drop drown dub dump dwarf dwindle earn ease echo edge edit educate elaborate elect electrocute elevate eliminate elude emanate embark embarrass embrace emerge emigrate emphasise employ empower enable enact encircle enclose encounter encourage end endanger endorse endure enforce
	engage engulf enhance enjoy enlist ensure entail enter entertain entitle entrust envisage equal equip eradicate erase erect erode erupt escalate escape escort establish estimate evacuate evade evaluate evaporate evict evolve exacerbate exaggerate examine exceed exchange exclude excuse execute exempt exercise exert exhaust exhibit exhume exile exist exit exonerate expand expect expel experience expire explain explode
	exploit explore export expose express extend extinguish extort extract extradite face facilitate fade fail falsify falter fast favour fear feature field file fill film finalise finance fine finish fire fix flag flank flash flatten flood flourish flout flow focus follow force foresee forge form formulate foster found frame free frighten frustrate fuel fulfil function fund fuse gain gamble garner gather gauge
	generate glorify govern grab grant grapple greet grieve ground guarantee guard guess guide gun hail halt hamper hand handle happen harass harbour harden harm harvest hasten hate haul head heal heighten help herald hesitate highlight hijack hike hinder hinge hint hire hoist honour hope host hover humiliate hunt identify ignite ignore illustrate imagine impact impair impeach impede implement implicate imply import
	impose impress imprison improve improvise incite include increase incur indicate indict induce infect infer infiltrate inflict influence inform infringe inhale inherit inhibit initiate inject injure innovate inquire insert insist inspect inspire install instigate institute instruct insulate insult insure integrate intend intensify intercept interfere interpret interrogate interrupt intervene interview intimidate introduce invade invent invest investigate invite
	involve isolate issue jail jeopardise join joke judge jump justify kick kidnap kill kiss knock label labour lack lambast lament land languish last laugh launch leak lean leap learn legalise legislate legitimise lessen level levy liberate license lift light liken limit line linger link liquidate list listen live load loan lobby locate lock lodge log look loom loosen loot love lower lunge lynch
	machine-gun maim maintain manage mandate manipulate manufacture march mark marry massacre match mediate mention merge migrate militarise mine minimise miscalculate miss moan mobilise mock moderate modernise modify monitor motivate mount mourn move mow multiply murder name narrow nationalise near necessitate need negotiate neutralise nominate normalise note notice notify nurture obey object oblige obscure observe obstruct obtain occupy occur
	offend offer omit open operate oppose oppress opt order organise orchestrate originate oust outlaw outline outnumber outrage overlook overshadow overturn overwhelm owe own pack panic parade paralyse pardon park part participate pass patrol pause penalise penetrate perceive perform perish permit perpetrate persecute persist persuade petition phone photograph pick picket pinpoint place plague plan plant play plead please pledge plot plunder plunge
	point poison poll pollute ponder portray pose position possess post postpone pounce pound pour practise praise pray preach precede preclude predict prefer preoccupy prepare present preserve preside press pressure presume pretend prevail prevent probe proceed process proclaim procure produce profess profit programme progress prohibit project prolong promise promote prompt pronounce propel propose prosecute prosper protect protest prove provide provoke
	publicise publish pull pump punish purchase purge pursue push qualify quell question quote race raid raise rally ram rape rate ratify ration reach react realise reaffirm reap reappear rearm reason reassure rebel rebuff rebuke rebut recall recapture recede receive reckon reclaim recognise recommend reconcile reconsider reconstruct record recount recoup recover recruit recur redefine redeploy reduce re-elect refer reflect reform refrain refuel refuse refute regain regard
	register regret regulate reign reinforce reinstate reiterate reject rejoin relate relax relay release relieve relinquish relocate rely remain remark remember remind remove rename render renew renounce reopen reorganise repair repatriate repeal repeat repel replace reply report represent repress reproduce request require rescind rescue research resemble resent reserve reshape reshuffle reside resign resist resolve resort respect respond rest restart restore restrain restrict
	restructure result resume retain retaliate retire retract retreat retrieve return reunite reveal reverse review revise revive revoke revolt reward ridicule rig riot rip risk rival roam rob rock roll root rouse rout rub ruin rule rumble rush sabotage sack sacrifice sadden safeguard sail salute salvage sanction satisfy save scale scan scare scatter schedule scold scrap scrutinise seal search secure seem seize select sentence separate serve
	service settle shatter shell shelter shelve shield shift ship shock shore shorten shout shower side sign signal silence slacken slam slap slash slaughter slip slow smash smoke smuggle snap sneak snub soar soften solicit solidify solve sort sound span spare spark specify speculate spoil sponsor spot spray spur spurn squander squeeze stab stabilise stage stagger stall stamp starve star stare start startle starve state stay steer stem step stifle stimulate stipulate stir stockpile
	stop storm strain strand strangle stream strengthen stress stretch strip struggle study stumble stun subdue subject submit subscribe subsidise substitute succeed succumb sue suffer suffocate suggest suit summon supervise supplement supply support suppose suppress surface surge surpass surprise surrender surround survey survive suspect suspend sustain swallow swap switch symbolise sympathise tackle talk tamper tap target tarnish tax tease telephone
	televise tempt tend term terminate terrify terrorise test testify thank thaw threaten thrive thwart tie tighten tip tolerate top topple torch torment torpedo torture total touch tour tow trace track trade trail trample transfer transform translate transmit transport trap travel treat tremble trespass trick trigger triple triumph trouble trust try turn tweet uncover undermine underline underscore unify unite unleash unload unveil update upgrade urge use usher utter
	vacate vaccinate value vanish vary vent venture veto view vilify vindicate violate visit voice volunteer vote vow wage wait waive walk wander want warn warrant wash waste watch weaken weigh welcome whisper widen wipe wish withstand witness wonder work worry worsen worship wound wreck yell yield zone`
