package articles

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// singleBytes tells which letters the bytes of a simple font show. A font says
// so by an encoding, and by the names of letters where it differs from it;
// names that only count the letters say nothing, and show nothing.
func singleBytes(v pdf.Value) (letters [256]string) {
	encoding := v.Key("Encoding")
	base := firstOf(encoding.Name(), encoding.Key("BaseEncoding").Name())
	table := charmap.Windows1252
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	for b := ' '; b < 256; b++ {
		if r := table.DecodeByte(byte(b)); r != '\uFFFD' && (r < 0x7f || r > 0x9f) {
			letters[b] = string(r)
		}
	}
	if base == "" || base == "StandardEncoding" {
		letters['\''], letters['`'] = "’", "‘"
	}
	font := pdf.Font{V: v}
	code, differences := 0, encoding.Key("Differences")
	for i := range min(differences.Len(), 1024) {
		switch d := differences.Index(i); d.Kind() {
		case pdf.Integer:
			code = int(d.Int64())
		case pdf.Name:
			if code >= 0 && code < 256 {
				letters[code] = namedLetter(d.Name(), byte(code), font.Encoder())
			}
			code++
		}
	}
	return letters
}

var (
	unicodeName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:uni|u)([0-9A-F]{4,6})(?:\.\w+)?$`) })
	countedName = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(?:[A-Za-z]{1,2}|glyph|cid|index|char)[_.]?\d+$`) })
)

// namedLetter gives the letter of a name, "" if the name tells none.
func namedLetter(name string, code byte, known pdf.TextEncoding) string {
	if len(name) == 1 {
		return name
	}
	if m := unicodeName().FindStringSubmatch(name); m != nil {
		n, _ := strconv.ParseUint(m[1][:min(len(m[1]), 6)], 16, 32)
		return string(rune(n))
	}
	s := known.Decode(string([]byte{code}))
	if s == string(rune(code)) && (countedName().MatchString(name) || name == ".notdef" || code < ' ') {
		return ""
	}
	return strings.TrimRight(s, "\x00")
}

// standard takes the widths that every reader of PDF knows, of which a
// document need not say anything. Source: Adobe's Core 14 font metrics.
func (f *pdfFont) standard(name string) {
	widths := sansWidths()
	switch {
	case strings.Contains(name, "Courier"):
		f.usual = 0.6
		return
	case strings.Contains(name, "Times"):
		widths = serifWidths()
	}
	for i, w := range widths {
		f.widths[' '+i] = float64(w) / 1000
	}
}

// sansWidths are those of Helvetica, from the space to the tilde.
func sansWidths() [95]int {
	return [95]int{
		278, 278, 355, 556, 556, 889, 667, 222, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556,
		556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
		667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 222, 556, 556, 500, 556, 556, 278, 556,
		556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
	}
}

// serifWidths are those of Times Roman, from the space to the tilde.
func serifWidths() [95]int {
	return [95]int{
		250, 333, 408, 500, 500, 833, 778, 333, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
		500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
		556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500,
		500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
	}
}
