package text

import (
	"strings"
	"sync"
)

// People is how many people a word can name.
type People uint8

// What PersonNoun tells of a word.
const (
	NotPeople  People = iota
	OnePerson         // "woman", "soldier"
	ManyPeople        // "women", "soldiers", "people"
	AGroup            // "family", "crew": one word, people of unknown number
)

// PersonNoun says whether a lower-case word is a common noun for people, and
// for how many. Compounds count by their last part ("firefighter",
// "schoolchildren", "ex-soldier").
func PersonNoun(word string) People {
	nouns := personNouns()
	if p, ok := nouns[word]; ok {
		return p
	}
	if i := strings.LastIndexByte(word, '-'); i >= 0 {
		if p, ok := nouns[word[i+1:]]; ok {
			return p
		}
		if strings.HasSuffix(word, "-year-old") {
			return OnePerson
		}
		if strings.HasSuffix(word, "-year-olds") {
			return ManyPeople
		}
	}
	if len(word) < 7 {
		return NotPeople
	}
	for _, s := range personEndings {
		if strings.HasSuffix(word, s.ending) {
			return s.people
		}
	}
	return NotPeople
}

// personEndings are endings that, in longer words, nearly always name people.
var personEndings = []struct {
	ending string
	people People
}{
	{"women", ManyPeople}, {"woman", OnePerson}, {"men", ManyPeople}, {"children", ManyPeople}, {"people", ManyPeople},
	{"fighters", ManyPeople}, {"fighter", OnePerson}, {"workers", ManyPeople}, {"worker", OnePerson},
	{"ologists", ManyPeople}, {"ologist", OnePerson}, {"keepers", ManyPeople}, {"keeper", OnePerson},
	{"goers", ManyPeople}, {"goer", OnePerson}, {"dwellers", ManyPeople}, {"owners", ManyPeople}, {"owner", OnePerson},
	{"policeman", OnePerson}, {"soldiers", ManyPeople}, {"alists", ManyPeople}, {"alist", OnePerson},
}

// personNouns is made on first use: the program must start fast.
var personNouns = sync.OnceValue(func() map[string]People {
	m := map[string]People{}
	for w := range strings.FieldsSeq(regularPersons) {
		m[w] = OnePerson
		m[pluralOf(w)] = ManyPeople
	}
	for w := range strings.FieldsSeq(singularPersons) {
		m[w] = OnePerson
	}
	for w := range strings.FieldsSeq(pluralPersons) {
		m[w] = ManyPeople
	}
	for w := range strings.FieldsSeq(groupNouns) {
		m[w] = AGroup
	}
	return m
})

func pluralOf(w string) string {
	switch {
	case strings.HasSuffix(w, "s") || strings.HasSuffix(w, "ch") || strings.HasSuffix(w, "sh") || strings.HasSuffix(w, "x"):
		return w + "es"
	case strings.HasSuffix(w, "y") && !strings.ContainsRune("aeiou", rune(w[len(w)-2])):
		return w[:len(w)-1] + "ies"
	}
	return w + "s"
}

// regularPersons form their plural by rule.
const regularPersons = `
	person individual human civilian resident citizen inhabitant villager local national foreigner native settler migrant refugee evacuee survivor casualty victim fatality bystander pedestrian
	passer-by passenger traveler traveller tourist visitor commuter motorist cyclist motorcyclist rider driver pilot sailor mariner crewmember crew-member stewardess conductor hiker climber skier swimmer pilgrim worshipper worshiper
	boy girl baby infant toddler youth youngster teenager teen adult pensioner elder minor orphan kid student pupil schoolboy schoolgirl schoolchild teacher lecturer professor academic scholar scientist researcher rector dean principal
	mother father parent grandmother grandfather grandparent grandson granddaughter son daughter brother sister sibling twin husband widow widower fiance fiancee uncle aunt nephew niece cousin relative spouse friend neighbor neighbour colleague companion partner
	soldier trooper conscript recruit reservist paratrooper marine ranger guard bodyguard escort sentry watchguard veteran combatant fighter gunner sniper commando militant rebel guerrilla guerilla insurgent terrorist extremist separatist jihadist mercenary contra partisan subversive 	officer cop detective agent inspector sergeant corporal lieutenant captain major colonel general brigadier admiral commander commandant deputy warden jailer jailor sheriff constable investigator bailiff cadet
	doctor physician surgeon nurse medic paramedic patient dentist pharmacist psychologist veterinarian rescuer responder volunteer helper caregiver
	worker laborer labourer employee staffer clerk secretary manager director executive owner boss miner farmer peasant farmhand rancher landowner fisher shepherd herder vendor trader merchant shopkeeper shopper customer cook chef waiter baker butcher barber tailor mechanic technician engineer electrician plumber carpenter builder janitor porter gardener maid servant housekeeper cleaner caretaker doorkeeper operator consultant contractor industrialist financier banker entrepreneur dealer broker
	journalist reporter correspondent photographer photojournalist editor columnist broadcaster announcer blogger writer author poet publisher interpreter translator
	politician president minister premier chancellor senator legislator lawmaker deputy parliamentarian councilor councillor mayor governor official bureaucrat administrator diplomat ambassador consul envoy attache candidate leader activist militant campaigner supporter follower sympathizer sympathiser dissident delegate representative spokesperson member unionist demonstrator protester protestor marcher striker rioter voter observer monitor
	judge magistrate justice lawyer attorney prosecutor jurist solicitor barrister witness suspect defendant convict prisoner inmate detainee captive hostage hijacker kidnapper gangster criminal robber thief smuggler trafficker
	priest jesuit bishop archbishop cardinal monsignor nun friar monk missionary pastor preacher imam cleric rabbi deacon seminarian catechist reverend vicar 	athlete footballer player coach referee fan spectator singer musician artist actor dancer actress performer reveler reveller partygoer concertgoer
	peacekeeper inspector expert adviser advisor counselor aide assistant chief head founder coordinator organizer organiser instructor trainer
	attacker assailant bomber shooter murderer killer assassin
	princess prince king queen heir tenant guest homeowner householder occupant squatter beggar vagrant indigent
	american european african asian latin russian ukrainian belarusian georgian armenian syrian iraqi iranian israeli palestinian egyptian libyan tunisian algerian moroccan ethiopian somali kenyan nigerian pakistani indian afghan bangladeshi
	salvadoran colombian peruvian guatemalan honduran nicaraguan panamanian mexican cuban chilean bolivian ecuadoran ecuadorian venezuelan argentine brazilian spaniard german italian canadian australian korean cambodian turk greek pole serb croat bosnian albanian kurd arab jew muslim christian catholic protestant hindu sikh
	deportee returnee stranger outsider newcomer commoner compatriot comrade martyr deserter defector operative spy informer informant collaborator
	lifeguard firefighter trucker dockworker steelworker oilworker autoworker railwayworker sandinist sandinista technocrat ringleader trainee apprentice intern gravedigger watchkeeper lookout paramilitary `

// singularPersons and pluralPersons are those that do not.
const (
	singularPersons = `man woman child gentleman lady policeman policewoman fireman serviceman servicewoman gunman businessman businesswoman businessperson fisherman clergyman seaman crewman airman guardsman militiaman
		cameraman newsman newspaperman watchman nightwatchman statesman congressman councilman assemblyman spokesman spokeswoman chairman chairwoman salesman workman countryman tribesman passerby wife sportsman 		someone somebody grandchild stepson stepdaughter stepfather stepmother lawman noblewoman nobleman craftsman foreman milkman mailman postman doorman infantryman rifleman frenchman frenchwoman englishman irishman dutchman briton swede dane finn
		godfather godmother`
	pluralPersons = `people persons men women children gentlemen ladies policemen policewomen firemen servicemen servicewomen gunmen businessmen businesswomen fishermen clergymen seamen crewmen airmen guardsmen militiamen
		cameramen newsmen newspapermen watchmen nightwatchmen statesmen congressmen councilmen assemblymen spokesmen chairmen salesmen workmen countrymen tribesmen passersby passers-by wives grandchildren schoolchildren youths
		others troops personnel folk folks elderly wounded injured dead deceased casualties fatalities victims deaths bodies corpses cadavers remains lives souls poor unemployed homeless disabled faithful clergy infantry cavalry police cattlemen
		british french spanish chinese japanese vietnamese portuguese dutch irish english swiss lebanese sudanese congolese burmese taiwanese nepalese britons swedes danes finns ukrainians
		noncombatants non-combatants civilians toddlers newlyweds midwives housewives grandparents infantrymen riflemen townspeople tribespeople laypeople salespeople spokespeople businesspeople sportspeople highlanders`
	groupNouns = `family couple crew group team population patrol unit squad platoon battalion brigade delegation staff gang convoy community crowd band garrison contingent detachment household `
)
