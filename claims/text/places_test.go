package text_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims/text"
)

// A case is a text and, for each place that must be found, its words, name and
// country; "?" and the number of candidates where it stays open.
func TestFindPlaces(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"Towns", "Trams run again in Odesa and Dnipro.", "Odesa=Odesa/UA; Dnipro=Dnipro/UA"},
		{"OldSpelling", "From Kiev to Kharkov, then Odessa in Ukraine.", "Kiev=Kyiv/UA; Kharkov=Kharkiv/UA; Odessa=Odesa/UA; Ukraine=Ukraine/UA"},
		{"Qualified", "A fair opened in Odessa, Texas.", "Odessa=Odessa/US; Texas=Texas/US"},
		{"QualifiedTwice", "Birmingham, Alabama, and Birmingham, England", "Birmingham=Birmingham/US; Alabama=Alabama/US; Birmingham=Birmingham/GB; England=England/GB"},
		{"Adjective", "the Ukrainian city of Kryvyi Rih", "Kryvyi Rih=Kryvyi Rih/UA"},
		{"Regions", "The Kursk region, Kherson oblast and Kharkiv's parks.", "Kursk region=Kursk Oblast/RU; Kherson oblast=Kherson Oblast/UA; Kharkiv=Kharkiv/UA"},
		{"RegionFirst", "in the province of Idlib", "Idlib=Idlib Governorate/SY"},
		{"Strip", "the Gaza Strip and the West Bank", "Gaza Strip=Gaza Strip/PS; West Bank=West Bank/PS"},
		{"Abbreviations", "The U.S., the UK and the UAE told us.", "U.S.=United States/US; UK=United Kingdom/GB; UAE=United Arab Emirates/AE"},
		{"Hyphens", "US-Russia talks; a London-based firm in Port-au-Prince", "US=United States/US; Russia=Russia/RU; London=London/GB; Port-au-Prince=Port-au-Prince/HT"},
		{"Diacritics", "São Paulo, Sao Paulo", "São Paulo=São Paulo/BR; Sao Paulo=São Paulo/BR"},
		{"Abbreviated", "St. Petersburg's canals in Russia", "St. Petersburg=Saint Petersburg/RU; Russia=Russia/RU"},
		{"OpenName", "They met in Springfield.", "Springfield=?"},
		{"ByContext", "Lebanon's lake shore is fine. Boats left Tripoli.", "Lebanon=Lebanon/LB; Tripoli=Tripoli/LB"},
		{"ByRank", "Boats left Tripoli.", "Tripoli=Tripoli/LY"},
		{"StateOrCountry", "Georgia's parliament met in Tbilisi.", "Georgia=Georgia/GE; Tbilisi=Tbilisi/GE"},
		{"CountryOrState", "A farmer from Georgia drove to Atlanta, Georgia.", "Georgia=Georgia/US; Atlanta=Atlanta/US; Georgia=Georgia/US"},
		{"Seas", "a ship on the Black Sea", "Black Sea=Black Sea/"},
		{"Capitals", "SAN SALVADOR, 3 JAN 90 -- A FAIR OPENED IN USULUTAN DEPARTMENT, THE MAYOR SAID TODAY.", "SAN SALVADOR=San Salvador/SV; USULUTAN DEPARTMENT=Usulutan Department/SV"},
		{"Unlisted", "The Ukrainian mayor left the village of Robotyne.", "Robotyne=Robotyne/"},

		// What is no place.
		{"Words", "Nice weather. Reading the news, he took a Bath. Will of the people. Of course. Mobile phones. March on.", ""},
		{"Persons", "Marco Rubio met Paris Hilton and Jordan Peterson. Rubio spoke. Mr Washington left. Trump agreed.", ""},
		{"PersonThenPlace", "Florence Nightingale lived in Florence.", "Florence=Florence/IT"},
		{"Organizations", "The Bank of England, the University of Texas and the New York Times agreed.", ""},
		{"Adjectives", "Ukrainian and Israeli officials met Americans.", ""},
		{"Pronoun", "They told us, and US.", "US=United States/US"},
		{"Empty", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range text.FindPlaces(tt.in) {
				if tt.in[p.Start:p.End] != p.Text {
					t.Errorf("span %+v is not of the text", p.Span)
				}
				if len(p.Candidates) > 0 {
					got = append(got, p.Text+"=?")
					continue
				}
				got = append(got, fmt.Sprintf("%s=%s/%s", p.Text, p.Name, p.Country))
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("%s\n got %s\nwant %s", tt.in, s, tt.want)
			}
		})
	}
}

func TestFindPlacesKnownCountry(t *testing.T) {
	const in = "A fair opened in Valencia."
	found := text.FindPlaces(in, "VE")
	if len(found) != 1 || found[0].Country != "VE" {
		t.Errorf("got %+v", found)
	}
}

func TestLookupPlace(t *testing.T) {
	tests := []struct {
		name, want, country string
		lat, lon            float64
	}{
		{"Kiev", "Kyiv", "UA", 50.45, 30.52},
		{"Dnipropetrovsk", "Dnipro", "UA", 48.47, 35.04},
		{"Saigon", "Ho Chi Minh City", "VN", 10.82, 106.63},
		{"Bombay", "Mumbai", "IN", 19.07, 72.88},
		{"usulutan", "Usulután", "SV", 13.34, -88.44},
		{"Britain", "United Kingdom", "GB", 54, -2},
		{"the Gaza Strip", "Gaza Strip", "PS", 31.4, 34.35},
		{"Kursk region", "Kursk Oblast", "RU", 51.7, 36.1},
	}
	for _, tt := range tests {
		ok := false
		for _, e := range text.LookupPlace(tt.name) {
			ok = ok || e.Name == tt.want && e.Country == tt.country && e.Lat != nil && math.Abs(*e.Lat-tt.lat) < 0.2 && math.Abs(*e.Lon-tt.lon) < 0.2
		}
		if !ok {
			t.Errorf("LookupPlace(%q) = %+v, want %s", tt.name, text.LookupPlace(tt.name), tt.want)
		}
	}
	for _, name := range []string{"", "Atlantisville", "\x00", "=ua", "#"} {
		if found := text.LookupPlace(name); name != "=ua" && len(found) > 0 {
			t.Errorf("LookupPlace(%q) = %+v", name, found)
		}
	}
}

func TestCountryWords(t *testing.T) {
	tests := []struct {
		find       func(string) (string, string, bool)
		word, code string
	}{
		{text.Demonym, "Ukrainian", "UA"}, {text.Demonym, "Israelis", "IL"}, {text.Demonym, "British", "GB"}, {text.Demonym, "American", "US"},
		{text.Demonym, "North Korean", "KP"}, {text.Demonym, "Salvadoran", "SV"}, {text.Demonym, "Korean", ""}, {text.Demonym, "wooden", ""},
		{text.Metonym, "the Kremlin", "RU"}, {text.Metonym, "White House", "US"}, {text.Metonym, "Moscow", ""},
		{text.Government, "Moscow", "RU"}, {text.Government, "Kyiv", "UA"}, {text.Government, "Kremlin", "RU"}, {text.Government, "Odesa", ""},
		{text.CountryOf, "U.S.", "US"}, {text.CountryOf, "US", "US"}, {text.CountryOf, "us", ""}, {text.CountryOf, "Russians", "RU"}, {text.CountryOf, "Kremlin", "RU"}, {text.CountryOf, "Türkiye", "TR"},
	}
	for _, tt := range tests {
		if country, code, ok := tt.find(tt.word); code != tt.code || ok != (code != "") || ok && country == "" {
			t.Errorf("%q gives %q, %q, %v; want %q", tt.word, country, code, ok, tt.code)
		}
	}
	if name := text.CountryName("ua"); name != "Ukraine" {
		t.Errorf("CountryName gives %q", name)
	}
}
