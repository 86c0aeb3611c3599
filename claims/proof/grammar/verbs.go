package grammar

import (
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims/text"
)

// tagVerbAt marks a word as a verb where its form and neighbours say so.
func tagVerbAt(words []word, i int) {
	w := &words[i]
	if w.low == "that" && w.tag == tagWh && i+1 < len(words) && words[i+1].tag == tagNoun && before(words, i).tag != tagVerb && before(words, i).tag != tagNoun && before(words, i).tag != tagName {
		w.tag = tagDet
		return
	}
	if w.tag != tagNoun && (w.tag != tagName || w.forms == 0 || !atStart(words, i)) || w.tag == tagName {
		return
	}
	forms := w.forms
	if forms == 0 {
		forms = guessed(w.low)
	}
	if forms == 0 && before(words, i).tag == tagTo {
		forms = text.VerbBase
	}
	if forms != 0 && readsAsVerb(words, i, forms) {
		w.tag, w.forms = tagVerb, forms
	}
}

// guessed gives the forms that an ending lets a word have that no list knows.
func guessed(w string) text.VerbForm {
	switch {
	case strings.HasSuffix(w, "ed") && len(w) > 5 && !strings.HasSuffix(w, "hundred"):
		return text.VerbPast | text.VerbPart
	case strings.HasSuffix(w, "ing") && len(w) > 6:
		return text.VerbIng
	}
	return 0
}

func atStart(words []word, i int) bool {
	return i == 0 || words[i-1].tag == tagQuote || words[i-1].tag == tagStop
}

// before gives the word before i, or a full stop.
func before(words []word, i int) word {
	if i <= 0 {
		return word{tag: tagStop}
	}
	return words[i-1]
}

func after(words []word, i int) word {
	if i+1 >= len(words) {
		return word{tag: tagStop}
	}
	return words[i+1]
}

// isInfinitive says whether the word at i, behind "to", is a verb: "to not
// attack", "to be", but "to attacks".
func isInfinitive(words []word, i int) bool {
	for i < len(words) && (words[i].tag == tagNot || words[i].tag == tagAdv) {
		i++
	}
	if i >= len(words) {
		return false
	}
	switch w := words[i]; {
	case w.low == "be" || w.low == "have" || w.low == "do":
		return true
	case w.tag == tagNoun && w.forms&text.VerbBase != 0:
		return i+1 >= len(words) || words[i+1].tag != tagBe && words[i+1].tag != tagModal
	case w.tag == tagNoun && !w.capital && text.PersonNoun(w.low) == text.NotPeople: // "to rethink his goals"
		next := after(words, i)
		return next.tag == tagDet || next.tag == tagPron || next.tag == tagName
	}
	return false
}

// readsAsVerb decides between a verb and the noun or adjective that is spelled
// alike, by what stands beside it.
func readsAsVerb(words []word, i int, forms text.VerbForm) bool {
	j := i
	for j > 0 && (words[j-1].tag == tagAdv || words[j-1].tag == tagNot) {
		j--
	}
	prev, next := before(words, j), after(words, i)
	switch prev.tag {
	case tagTo, tagModal:
		return forms&text.VerbBase != 0
	case tagDo:
		return forms&text.VerbBase != 0
	case tagBe:
		return forms&(text.VerbIng|text.VerbPart) != 0
	case tagHave:
		return forms&(text.VerbPart|text.VerbPast) != 0
	case tagPoss:
		return false
	case tagDet:
		return (prev.low == "some" || prev.low == "several" || prev.low == "many" || prev.low == "all" || prev.low == "both" || prev.low == "few") && forms&(text.VerbPast) != 0 && !nounLike(next)
	}
	switch {
	case forms&(text.VerbPast|text.VerbPart) != 0:
		return pastReadsAsVerb(words, i, prev, next)
	case forms&text.VerbIng != 0:
		return ingReadsAsVerb(prev, next)
	case forms&text.VerbS != 0:
		return presentReadsAsVerb(words, j, prev, next, false)
	}
	return presentReadsAsVerb(words, j, prev, next, true)
}

func pastReadsAsVerb(words []word, i int, prev, next word) bool {
	switch prev.tag {
	case tagPrep:
		return false
	case tagNum: // "five injured", "five wounded soldiers"
		return !nounLike(next)
	case tagNoun, tagName, tagPron, tagWh, tagDate:
		return true
	case tagVerb:
		return !nounLike(next)
	case tagStop, tagSub, tagAnd, tagBut, tagComma, tagDash, tagQuote:
		return !nounLike(next) || next.tag == tagName || words[i].forms&text.VerbPart == 0 || !adjectival(words, i)
	}
	return true
}

// adjectival says whether a participle at i stands before its noun: "wounded
// soldiers were", unlike "injured 11 others".
func adjectival(words []word, i int) bool {
	for k := i + 1; k < len(words) && k < i+5; k++ {
		switch words[k].tag {
		case tagNoun, tagName:
			continue
		case tagBe, tagModal, tagHave, tagVerb:
			return true
		}
		if words[k].tag == tagNoun && words[k].forms&text.VerbPast != 0 {
			return true
		}
		return false
	}
	return false
}

func ingReadsAsVerb(prev, next word) bool {
	switch prev.tag {
	case tagNum:
		return false
	case tagPrep: // "by shelling the port", but "of shelling"
		return next.tag != tagPrep && next.tag != tagStop && next.tag != tagComma && next.tag != tagBe && next.tag != tagModal || next.low == "in" || next.low == "at"
	case tagNoun, tagName:
		return nounLike(next) || next.tag == tagDet || next.tag == tagNum || next.tag == tagPrep || next.tag == tagStop || next.tag == tagComma || next.tag == tagTo || next.tag == tagPron || next.tag == tagWh || next.tag == tagAdv
	}
	return next.tag != tagBe && next.tag != tagModal && next.tag != tagHave && next.low != "of"
}

// presentReadsAsVerb decides on "attacks" and, as base, on "attack".
func presentReadsAsVerb(words []word, j int, prev, next word, base bool) bool {
	w := words[j]
	for k := j; k < len(words) && w.lemma == ""; k++ {
		w = words[k]
	}
	noun := alsoNouns()[w.lemma]
	opens := next.tag == tagDet || next.tag == tagName || next.tag == tagNum || next.tag == tagPron || next.tag == tagTo || next.tag == tagWh || next.tag == tagSub || next.tag == tagQuote
	along := opens || next.tag == tagPrep && next.low != "of" || next.tag == tagAdv || next.tag == tagDate || next.tag == tagStop
	switch prev.tag {
	case tagPron:
		return base == plural(prev.low) || prev.low == "you" || prev.low == "who"
	case tagWh:
		return prev.low != "that" || opens || next.tag == tagNoun || !noun
	case tagName:
		return !base && (along || next.tag == tagNoun || !noun) || base && !noun && opens
	case tagNoun, tagDate:
		if base == plural(prev.low) && !(base && prev.tag == tagDate) {
			return opens || !noun && (along || !base)
		}
	case tagNum: // "Three die in bank"
		return base && !noun && along
	case tagAnd, tagComma, tagBut, tagQuote, tagDash:
		return opens && next.tag != tagSub && (!base || prev.tag == tagAnd && j > 1)
	}
	return false
}

// alsoNouns are verbs that are spelled like a noun.
var alsoNouns = sync.OnceValue(func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`abuse access account address advance aid aim air airlift alarm alert ambush amount answer appeal approach arm arrest assault attack attempt auction award back balance ban bar barricade base batter battle benefit blame blast block blockade
		bomb boost border boycott brand breach breathe bribe brief broker brush burn burst cable call campaign care cash cast cause cease centre challenge champion change charge charter chase chat check cheer circle claim clash climb coach collapse combat comfort command comment compound conduct conflict consent contact contest contract
		contrast control cook cost cough counsel count counterattack cover crack crash credit cross crowd crown crush cry cure cut damage dance dash date deadlock deal debate decline decrease default defeat delay delegate demand deposit desert design desire detail dispatch display dispute distance divide document dodge double doubt downgrade draft draw dream
		dress drift drill drink drive drop dump echo edge effect embrace end escape escort estimate exchange excuse exercise exhibit exile exit experience exploit export express extract face fall fashion favour fear feature field fight figure file fill film finance find fine finish fire fit fix flag flank flash flight flood flow fly focus force forecast form found frame fuel function fund
		gain gamble gather gauge grab grant grip ground guarantee guard guess guide gun hail halt hand handle harbour harm harvest haul head help highlight hike hint hire hit hold honour hope host house hunt impact import increase influence initiate insert insult interest interview invite issue jail joke judge jump kick kill kiss knock label labour lack lament land lash laugh launch lead leak lease leave level
		license lift light limit line link list load loan lobby lock log look loot love lower mandate march mark market massacre match matter mean measure meet mention merge mind mine minute miss mistake moan model monitor mount mourn move murder name need note notice object offer offset open order oust outlaw outline outrage own pack pain panic parade pardon park part pass patrol pause pay permit petition phone photograph pick picket
		place plague plan plant play plead pledge plot plunge point poison poll pose position post pound pour practise praise present press pressure prize probe process produce profit programme progress project promise prompt protest pull pump purchase purge push put quarrel question quote race raid rain raise rally range rank rape rate ration reach read reason rebel rebound rebuke recall record recount recruit reform refuse regard
		register regret reign relay release remark rent repair repeat reply report request rescue research reserve resort respect rest result retreat return reverse review revolt reward ride riot rise risk rival rob rock role roll rout rule run rush sabotage sack sacrifice sail salute sanction scale scan scare schedule score scream search seat secret sense sentence set shake shape share shelter shift ship shock shoot shop shout show shower side sign signal silence slap slaughter
		slide slip smoke snap solution sort sound span spark speed spell spend spill spin split sponsor spot spray spread spring spur stab stage stake stall stamp stand star stare start state stay steer stem step stick stir stop storm strain stream stress stretch strike strip structure struggle study subject supply support surge surprise surrender survey suspect swap sway sweep swim swing switch talk tank tap target task tax tear tease term test thank think threat throw thrust
		tie time tip toast toll top torture total touch tour tow trace track trade trail transfer transport trap travel treat trial trick trigger trip triumph trouble trust try turn tweet update upgrade urge use value venture veto view visit voice volunteer vote vow wage wait wake walk want warrant wash waste watch wave weather weigh welcome whisper win wind wing wipe wish witness wonder word work worry wound wreck yield`) {
		m[w] = true
	}
	return m
})

func plural(w string) bool {
	switch w {
	case "they", "we", "i", "you", "people", "police", "men", "women", "children", "troops", "forces", "both", "others", "some", "many":
		return true
	case "he", "she", "it":
		return false
	}
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") && !strings.HasSuffix(w, "us") && !strings.HasSuffix(w, "is")
}

func nounLike(w word) bool { return w.tag == tagNoun || w.tag == tagName }
