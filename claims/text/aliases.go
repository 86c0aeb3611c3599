package text

import (
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Canonical gives the one spelling under which a lower-case word is indexed
// and compared: diacritics stripped, transliterations and British spellings
// folded ("kiev" is "kyiv", "zelenskyy" is "zelensky", "defence" is
// "defense"). A word without variants is given back as it is.
func Canonical(word string) string {
	if !isASCII(word) {
		word = stripMarks(word)
	}
	if len(word) < 4 {
		return word
	}
	if c, ok := spellings()[word]; ok {
		return c
	}
	return foldEnding(word)
}

// foldEnding folds endings that are spelled in several ways in any word: the
// Slavic -skyi, and the British -isation.
func foldEnding(w string) string {
	switch w[len(w)-1] {
	case 'y', 'i', 'j':
		for _, e := range [...]string{"skyy", "skiy", "skyi", "skij", "skii"} {
			if stem, ok := strings.CutSuffix(w, e); ok && len(stem) > 2 {
				return stem + "sky"
			}
		}
	case 'n', 's':
		bare := strings.TrimSuffix(w, "s")
		if stem, ok := strings.CutSuffix(bare, "isation"); ok && len(stem) > 2 {
			return stem + "ization" + w[len(bare):]
		}
	}
	return w
}

// Plain writes a text in plain letters where the Latin alphabet has them: "São
// Paulo" is "Sao Paulo". The case stays.
func Plain(s string) string {
	if isASCII(s) {
		return s
	}
	return stripMarks(s)
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// stripMarks writes a lower-case or mixed word in plain letters where the
// Latin alphabet has them; other scripts lose their combining marks only.
func stripMarks(s string) string {
	if !utf8.ValidString(s) {
		return s
	}
	s = norm.NFD.String(s)
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r < utf8.RuneSelf:
			b.WriteByte(byte(r))
		case r >= 0x300 && r < 0x370: // combining marks
		default:
			if plain := plainLetter(r); plain != "" {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// plainLetter spells the Latin letters that do not decompose.
func plainLetter(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'Ø':
		return "O"
	case 'ł':
		return "l"
	case 'Ł':
		return "L"
	case 'đ', 'ð':
		return "d"
	case 'Đ', 'Ð':
		return "D"
	case 'ı':
		return "i"
	case 'ħ':
		return "h"
	case 'Ħ':
		return "H"
	case 'ŧ':
		return "t"
	case 'Ŧ':
		return "T"
	case 'æ':
		return "ae"
	case 'Æ':
		return "Ae"
	case 'œ':
		return "oe"
	case 'Œ':
		return "Oe"
	case 'ß':
		return "ss"
	case 'þ':
		return "th"
	case 'Þ':
		return "Th"
	case 'ə':
		return "a"
	case 'Ə':
		return "A"
	case 'ʻ', 'ʼ', 'ʿ', 'ʾ', 'ʹ':
		return "'"
	}
	return ""
}

// spellings maps each variant to the first word of its row.
var spellings = sync.OnceValue(func() map[string]string {
	m := make(map[string]string, 512)
	for row := range strings.Lines(spellingRows) {
		words := strings.Fields(row)
		for i, w := range words {
			if i > 0 {
				m[w] = words[0]
			}
		}
	}
	return m
})

// spellingRows lists words that the news spells in several ways: places after
// their present name, people, groups, then British and American English.
const spellingRows = `
kyiv kiev kyyiv kijev
kharkiv kharkov charkiv
odesa odessa
lviv lvov lwow lemberg
dnipro dnepr dnepropetrovsk dnipropetrovsk
zaporizhzhia zaporizhia zaporizhzhya zaporozhye zaporozhe zaporizhya zaporozhzhia zaporizhzhe
mykolaiv nikolaev nikolayev mykolayiv mykolaiiv
chernihiv chernigov
chernobyl chornobyl
luhansk lugansk
vinnytsia vinnitsa vinnytsya
rivne rovno
ternopil ternopol
kherson cherson
kryvyi kryvyy krivoy krivoi kryvyj kryviy
sloviansk slavyansk slovyansk
bakhmut artemivsk artyomovsk artemovsk
pokrovsk krasnoarmiisk krasnoarmeysk
donbas donbass
belarus byelorussia belorussia
moldova moldavia
myanmar burma
mumbai bombay
kolkata calcutta
chennai madras
bengaluru bangalore
yangon rangoon
beijing peking
gdansk danzig
pyongyang pyeongyang
kabul kaboul
kandahar qandahar
kashmir cashmere
tehran teheran
baghdad bagdad
mosul mossul
fallujah falluja
raqqa rakka raqqah
sanaa sana'a
hodeidah hodeida hudaydah hudaida
misrata misurata
tobruk tobruq
khartoum khartum
ndjamena n'djamena
mogadishu muqdisho
riyadh riyad
mecca makkah
medina madinah
rafah rafa
nablus nablos
ramallah ramalah
qatar katar
kuwait koweit
quneitra kuneitra
kosovo kosova
pristina prishtina
istanbul constantinople
izmir smyrna
turkey turkiye
tbilisi tiflis
yerevan erevan
baku bakou
tskhinvali tskhinval
sukhumi sokhumi
kyrgyzstan kirghizstan kirgizstan kirghizia
bishkek frunze
almaty alma-ata
turkmenistan turkmenia
tajikistan tadzhikistan tadjikistan
nagorno nagorny
karabakh karabagh qarabag
zelensky zelenski zelensk'yy selenskyj
putin poutine
lavrov lawrow
medvedev medvedyev medwedew
yeltsin eltsin jelzin
gorbachev gorbachov gorbatchev
shoigu shoygu
lukashenko lukashenka
yanukovych yanukovich
poroshenko poroschenko
tymoshenko timoshenko
klitschko klichko
yermak ermak
netanyahu netanyahou netanyaho
gaddafi qaddafi gadhafi kadhafi gadafi kadafi qadhafi khadafy qadafi
muhammad mohammed mohammad mohamed muhammed mohamad mohamud mahomet
ahmed ahmad
hussein husein hussain husain hussayn
abdullah abdallah abdulla
yasser yasir
khamenei khamene'i khameneyi
khomeini khomeyni
raisi raeisi
assad asad
sinwar sinouar
haniyeh haniyah haniya haneyya
nasrallah nasralla
osama usama
hezbollah hizbollah hizbullah hezbullah hizballah hezballah
qaeda qaida qa'ida qa'eda
hamas hammas
houthi huthi huti houti
houthis huthis hutis houtis
taliban taleban
shia shi'a shi'ite shiite
shias shiites shi'ites
jihad djihad
islamist islamiste
isis daesh daish
mujahideen mujahedeen mujahedin mojahedin mujahidin moudjahidin
fatah fateh
shabaab shabab
quran koran qur'an
rouble ruble
roubles rubles
tsar czar
center centre
centers centres
defense defence
defenses defences
offense offence
offenses offences
theater theatre
meter metre
meters metres
kilometer kilometre
kilometers kilometres
liter litre
liters litres
labor labour
harbor harbour
harbors harbours
neighbor neighbour
neighbors neighbours
neighboring neighbouring
neighborhood neighbourhood
neighborhoods neighbourhoods
color colour
colors colours
honor honour
honors honours
honored honoured
favor favour
favors favours
armor armour
armored armoured
rumor rumour
rumors rumours
humor humour
behavior behaviour
program programme
programs programmes
gray grey
tire tyre
plow plough
license licence
licenses licences
practice practise
maneuver manoeuvre
maneuvers manoeuvres
airplane aeroplane
airplanes aeroplanes
aluminum aluminium
jail gaol
catalog catalogue
dialog dialogue
traveler traveller
travelers travellers
traveling travelling
traveled travelled
canceled cancelled
canceling cancelling
counselor counsellor
councilor councillor
councilors councillors
jewelry jewellery
judgment judgement
skeptical sceptical
organize organise
organized organised
organizes organises
organizing organising
recognize recognise
recognized recognised
recognizes recognises
recognizing recognising
authorize authorise
authorized authorised
authorizing authorising
criticize criticise
criticized criticised
criticizes criticises
criticizing criticising
apologize apologise
apologized apologised
hospitalized hospitalised
mobilize mobilise
mobilized mobilised
demilitarized demilitarised
militarized militarised
stabilize stabilise
stabilized stabilised
paralyzed paralysed
analyze analyse
analyzed analysed
normalize normalise
normalized normalised
finalize finalise
finalized finalised
realize realise
realized realised
emphasize emphasise
emphasized emphasised
neutralize neutralise
neutralized neutralised
destabilize destabilise
traumatized traumatised
civilized civilised
`
