package extract

import (
	"strings"
	"sync"

	"github.com/claimbot/claimbot/claims"
)

// form says how a harm word takes the people it happens to.
type form uint8

const (
	participle   form = iota // "killed": object on the right, or subject on the left of a passive
	gerund                   // "killing": object on the right
	present                  // "kills", "kill": object on the right
	intransitive             // "died", "went missing": subject on the left
	condition                // "dead", "missing": beside the people, or after "be"
	noun                     // "the murder of", "the deaths of"
	lives                    // "claimed the lives of", "cost 12 lives": object on the right
)

// harm is a word or phrase that says what came over people.
type harm struct {
	first, last int // tokens
	outcome     claims.Outcome
	form        form
}

// harmWords gives the phrases, each with its words, longest first for one
// first word.
var harmWords = sync.OnceValue(func() map[string][]harmPhrase {
	m := map[string][]harmPhrase{}
	for _, t := range harmTable {
		for phrase := range strings.SplitSeq(t.phrases, "|") {
			words := strings.Fields(phrase)
			at := m[words[0]]
			i := 0
			for i < len(at) && len(at[i].words) >= len(words) {
				i++
			}
			at = append(at, harmPhrase{})
			copy(at[i+1:], at[i:])
			at[i] = harmPhrase{words, t.outcome, t.form}
			m[words[0]] = at
		}
	}
	return m
})

type harmPhrase struct {
	words   []string
	outcome claims.Outcome
	form    form
}

// harmTable is the vocabulary of harm. Words that need not mean people
// ("hit", "destroyed", "lost") are left out.
var harmTable = []struct {
	outcome claims.Outcome
	form    form
	phrases string
}{
	{claims.Killed, participle, "killed|murdered|assassinated|slain|executed|massacred|slaughtered|beheaded|decapitated|lynched|electrocuted|shot dead|shot to death|stabbed to death|beaten to death|hacked to death|burned to death|burnt to death|crushed to death|trampled to death|tortured to death|strangled|gunned down|mowed down|mown down|put to death|machinegunned to death|shot and killed|annihilated|liquidated|eliminated|riddled with bullets|fatally shot|fatally wounded|mortally wounded|fatally injured|found dead|found murdered|found shot dead|cut down|lost in action"},
	{claims.Injured, participle, "injured|wounded|hurt|maimed|hospitalised|hospitalized|shot and wounded|shot and injured|concussed"},
	{claims.Abducted, participle, "kidnapped|abducted|taken hostage|held hostage|seized as hostages|kidnaped"},
	{claims.Captured, participle, "captured|taken prisoner|taken captive"},
	{claims.Arrested, participle, "arrested|detained|taken into custody|rounded up|imprisoned|jailed"},
	{claims.Displaced, participle, "displaced|evacuated|made homeless|left homeless|driven from their homes|forced from their homes"},
	{claims.Missing, participle, "reported missing|listed as missing|unaccounted for"},

	{claims.Killed, gerund, "killing|murdering|assassinating|slaying|executing|massacring|slaughtering|shooting dead|gunning down"},
	{claims.Injured, gerund, "injuring|wounding|maiming"},
	{claims.Abducted, gerund, "kidnapping|abducting|kidnaping"},
	{claims.Captured, gerund, "capturing|taking prisoner"},
	{claims.Arrested, gerund, "arresting|detaining"},
	{claims.Displaced, gerund, "displacing"},

	{claims.Killed, present, "kill|kills|murders|assassinate|assassinates|slay|slays|executes|massacres"},
	{claims.Injured, present, "injure|injures|wound|wounds"},
	{claims.Abducted, present, "kidnap|abduct|abducts|kidnaps"},
	{claims.Arrested, present, "arrests|detain|detains"},
	{claims.Displaced, present, "displaces"},

	{claims.Killed, intransitive, "died|dies|die|perished|passed away|lost his life|lost her life|lost their lives|lose their lives|losing their lives|bled to death|burned alive|succumbed|starved to death|froze to death|drowned|met their deaths|met his death|met their death"},
	{claims.Injured, intransitive, "suffered injuries|sustained injuries|suffered minor injuries|suffered serious injuries|suffered burns|suffered wounds|sustained minor injuries|sustained serious injuries|suffered slight injuries|received injuries|suffered severe injuries|sustained wounds|received minor injuries|suffered light injuries|suffered bullet wounds|received bullet wounds|received wounds|suffered from smoke inhalation|were taken to hospital|were hospitalised|were hospitalized|needed hospital treatment|required hospital treatment|were treated in hospital|were treated for injuries|were treated for wounds|were treated for burns|being treated in hospital|being treated in hospitals|being treated in two hospitals|being treated in three hospitals|being treated in several hospitals|being treated for injuries|being treated for wounds|being treated for burns|treated for burns|treated for injuries|treated for wounds|treated for shrapnel wounds|remain in hospital|remained in hospital|remains in hospital|were in hospital|are in hospital"},
	{claims.Killed, intransitive, "was among the dead|were among the dead|was among those killed|were among those killed|is among the dead|are among the dead|was among the victims|were among the victims"},
	{claims.Injured, intransitive, "was among the injured|were among the injured|was among the wounded|were among the wounded|were among those injured|was among those injured|are among the wounded|are among the injured|were among those hurt"},
	{claims.Missing, intransitive, "disappeared|vanished|went missing|are missing|were missing|remain missing|remained missing|is missing|was missing|still missing|gone missing|remains missing|remained unaccounted for|are unaccounted for|were unaccounted for|remain unaccounted for"},
	{claims.Displaced, intransitive, "fled their homes|have fled their homes|fled the fighting|were forced to flee|were forced to leave their homes|have been forced to flee|left their homes|lost their homes|had to leave their homes"},

	{claims.Killed, condition, "dead"},
	{claims.Missing, condition, "missing"},
	{claims.Displaced, condition, "homeless"},

	{claims.Killed, noun, "death|deaths|murder|murders|assassination|assassinations|killing|killings|execution|executions|massacre|slaying|slayings|slaughter"},
	{claims.Injured, noun, "injuring|wounding|injury|injuries"},
	{claims.Abducted, noun, "kidnapping|kidnappings|abduction|abductions|kidnaping"},
	{claims.Arrested, noun, "arrest|arrests|detention"},
	{claims.Captured, noun, "capture"},
	{claims.Displaced, noun, "displacement"},
	{claims.Missing, noun, "disappearance|disappearances"},

	{claims.Killed, lives, "claimed the lives of|claims the lives of|claiming the lives of|claimed the life of|claiming the life of|cost the lives of|cost the life of|costing the lives of|costing the life of|costs the lives of|took the lives of|taken the lives of|took the life of|taking the lives of|caused the death of|caused the deaths of|causing the death of|causing the deaths of|resulted in the death of|resulted in the deaths of|resulting in the death of|resulting in the deaths of|claimed|claiming|claims|cost|costing"},
}

// wordSet makes a set of the words of a list.
func wordSet(list string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(list) {
		m[w] = true
	}
	return m
}

// wordSetOnce makes a set of the words of a list when it is first asked for:
// the program must start fast.
func wordSetOnce(list string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return wordSet(list) })
}
