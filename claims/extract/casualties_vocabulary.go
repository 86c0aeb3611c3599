package extract

import (
	"sync"
)

var nameParticles = map[string]bool{"de": true, "la": true, "del": true, "los": true, "las": true, "van": true, "von": true, "al": true, "bin": true, "y": true, "da": true, "dos": true, "el": true}

// collectives are nouns before "of" that are people themselves.
var collectives = map[string]bool{"members": true, "member": true, "leaders": true, "leader": true, "residents": true, "resident": true, "inhabitants": true, "victims": true, "employees": true, "supporters": true, "followers": true, "relatives": true, "dozens": true, "bodies": true, "body": true}

// outcomeAdjective are words that say what came over people and can stand for
// them: "three wounded".
var outcomeAdjective = map[string]bool{"wounded": true, "injured": true, "dead": true, "deaths": true, "casualties": true, "fatalities": true, "missing": true, "kidnapped": true, "murdered": true, "slain": true, "homeless": true, "displaced": true, "assassinated": true}

// outcomeNoun are those that are nouns of their own.
var outcomeNoun = map[string]bool{"deaths": true, "casualties": true, "fatalities": true}

// bareNever are plural nouns that without a number are seldom people who came
// to harm.
var bareNever = map[string]bool{"lives": true, "souls": true, "casualties": true, "deaths": true, "others": true}

var demonstratives = map[string]bool{"those": true, "these": true, "this": true, "that": true}

var determiners = sync.OnceValue(func() map[string]bool { return wordSet("the his her their its our my your") })

// phraseEnds says whether a word ends a noun phrase.
func phraseEnds(w string) bool { return phraseEnders()[w] }

var phraseEnders = sync.OnceValue(func() map[string]bool {
	return wordSet(`of in on at amid amidst by for from with to into onto upon near against among during after before since until between about through over under without within across around behind beyond toward towards via per
	and or but nor as than if when while where who whom whose which that because although though whether so then
	was were is are be been being am has have had having will would could should may might must can shall do does did not n't
	said says say reported reports told including include includes according today yesterday tomorrow tonight monday tuesday wednesday thursday friday saturday sunday
	he she they it we you i him them us me a an the this these those there here his her their its`)
})

// notPeopleAfter are nouns that make the person noun before them a mere
// modifier: "police station", "student union".
var notPeopleAfter = sync.OnceValue(func() map[string]bool {
	return wordSet(`station stations headquarters union unions party organization organisation federation movement front army post posts barracks house houses home homes office offices building buildings car cars vehicle vehicles truck bus patrols column columns
	forces force command sources source spokesman report reports communique statement news agency group groups front committee association council court ministry department university school church hospital district neighborhood camp camps base bases town village city area zone zones province
	attack attacks raid ambush offensive action actions activity activities violence war life lives position positions leadership rights affairs demonstrations demonstration strike strikes march rally
	deaths death killings killing murders murder injuries casualties`)
})

// things are plural nouns that are certainly no people.
var things = sync.OnceValue(func() map[string]bool {
	return wordSet(`bombs attacks explosions blasts shells rockets missiles drones mines grenades bullets shots rifles weapons guns vehicles cars trucks buses planes helicopters tanks ships boats houses homes buildings towns villages cities countries
	incidents operations clashes raids offensives companies banks offices stations schools churches hospitals bridges pylons towers charges sticks days weeks months years hours minutes times wounds gunshots injuries pounds dollars pesos percent points
	units cases ambushes assaults battles murders killings assassinations kidnappings massacres crimes bullet wound kilos kilograms kilometers others' states departments municipalities provinces regions lives-at-risk cattle animals dogs cows horses cocaine losses damage damages aid property assets goods euros rubles hryvnia euro dollar cash`)
})

var ordinaryWords = sync.OnceValue(func() map[string]bool {
	return wordSet(`today yesterday morning afternoon evening night week month year ago last next past first second third new old young former late alleged presumed suspected armed political national local military civil public private social foreign international american salvadoran colombian peruvian
	government ministry army police navy force forces command front party movement organization union guerrilla guerrillas war peace attack attacks bomb bombs explosion terrorist terrorists country city town village capital department province zone area street road highway house home office building car vehicle truck bus
	north south east west northern southern eastern western central right left wing high low big small great large main major several many few some all both each every no any other others another such same own one two three four five six seven eight nine ten
	people group groups members report reports news source sources radio television press text passage omitted begin end recording video communique statement announcement
	took take takes taken went go goes gone came come comes got get gets made make makes left leave leaves found find finds held hold fell fall fought fight began begin told tell gave give given saw see seen knew know known set put let cut hit shot shoot blew blown broke broken led left lost met ran sent stood struck threw thrown
	amid amidst scene because however therefore meanwhile moreover although though despite while during according including among along around near inside outside upon toward towards via per across through until without within
	death dead murder killing assassination massacre crime violence victims victim casualties wounded injured life lives body bodies blood fire shots bullet bullets gun guns weapon weapons rifle grenade grenades dynamite mine mines
	time day days hours hour minutes early later earlier immediately apparently allegedly reportedly brutally cruelly seriously slightly
	law justice court trial human rights church university school hospital embassy airport base barracks headquarters
	january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
	yet even also just only still already again once twice very much more most less least
	sandinist urban rural popular revolutionary democratic liberation farabundo marti christian conservative liberal communist socialist nationalist republican`)
})

var calendarWords = sync.OnceValue(func() map[string]bool {
	return wordSet(`january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday today yesterday jan feb mar apr jun jul aug sep oct nov dec`)
})
