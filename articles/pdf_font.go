package articles

import (
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// pdfFont tells which letters codes show, and how wide they are.
type pdfFont struct {
	wide    bool              // two bytes a letter
	utf16   bool              // the codes are the letters
	unicode map[string]string // by the bytes of a code; nil where the font has no such table
	single  [256]string       // of the others, by their byte
	widths  map[int]float64   // by code, in parts of the size
	usual   float64           // of the others
}

// pdfFonts are the fonts that were met, by what they are.
type pdfFonts struct {
	met     map[string]*pdfFont
	streams *pdfStreams
	mapped  int // codes that were told of, by all fonts, each as often as it was
}

// Bounds of the letters of one font's table, of what all tables tell (some tell
// of the same codes again and again), and of fonts.
const (
	maxMapped    = 70_000
	maxAllMapped = 1_000_000
	maxFonts     = 2_000
)

// step counts a code that a table tells of.
func (f *pdfFonts) step() {
	if f.mapped++; f.mapped > maxAllMapped {
		panic(errBudget)
	}
}

func (f *pdfFonts) of(v pdf.Value) *pdfFont {
	if v.Kind() != pdf.Dict {
		return nil
	}
	key := v.String()
	if font, ok := f.met[key]; ok {
		return font
	}
	if len(f.met) >= maxFonts {
		panic(errBudget)
	}
	font := f.read(v)
	f.met[key] = font
	return font
}

func (f *pdfFonts) read(v pdf.Value) *pdfFont {
	font := &pdfFont{wide: v.Key("Subtype").Name() == "Type0", usual: 0.5, widths: map[int]float64{}}
	if table := v.Key("ToUnicode"); table.Kind() == pdf.Stream {
		if data, err := f.streams.read(table); err == nil {
			font.unicode = f.readUnicode(data)
		}
	}
	if font.wide {
		font.ucs2(v.Key("Encoding").Name())
		f.readWide(font, v.Key("DescendantFonts").Index(0))
		return font
	}
	font.single = singleBytes(v)
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		font.widths[first+i] = widths.Index(i).Float64() / 1000
	}
	if widths.Len() == 0 {
		font.standard(v.Key("BaseFont").Name())
	}
	return font
}

// ucs2 takes codes for the letters that they are, where the font says so.
func (f *pdfFont) ucs2(encoding string) {
	if len(f.unicode) > 0 || !strings.Contains(encoding, "UCS2") && !strings.Contains(encoding, "UTF16") {
		return
	}
	f.utf16 = true
}

// readWide reads widths as composite fonts list them: "c [w w …]" or "c d w".
func (f *pdfFonts) readWide(font *pdfFont, v pdf.Value) {
	font.usual = 1
	if dw := v.Key("DW"); dw.Kind() == pdf.Integer || dw.Kind() == pdf.Real {
		font.usual = dw.Float64() / 1000
	}
	list := v.Key("W")
	for i := 0; i+1 < list.Len() && len(font.widths) < maxMapped; {
		first := int(list.Index(i).Int64())
		if each := list.Index(i + 1); each.Kind() == pdf.Array {
			for k := range min(each.Len(), maxMapped) {
				f.step()
				font.widths[first+k] = each.Index(k).Float64() / 1000
			}
			i += 2
			continue
		}
		last, width := int(list.Index(i+1).Int64()), list.Index(i+2).Float64()/1000
		for code := max(first, 0); code <= min(last, 1<<16) && len(font.widths) < maxMapped; code++ {
			f.step()
			font.widths[code] = width
		}
		i += 3
	}
}

// codes gives the codes of a string.
func (f *pdfFont) codes(raw string) []int {
	if f == nil || !f.wide {
		out := make([]int, len(raw))
		for i := range out {
			out[i] = int(raw[i])
		}
		return out
	}
	out := make([]int, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		out = append(out, int(raw[i])<<8|int(raw[i+1]))
	}
	return out
}

func (f *pdfFont) letters(raw string) int { return len(f.codes(raw)) }

// width is how wide a string is, in parts of the size.
func (f *pdfFont) width(raw string) (sum float64) {
	if f == nil {
		return float64(len(raw)) / 2
	}
	for _, code := range f.codes(raw) {
		w, ok := f.widths[code]
		if !ok {
			w = f.usual
		}
		sum += w
	}
	return sum
}

func (f *pdfFont) decode(raw string) string {
	var b strings.Builder
	for i := 0; i < len(raw); {
		n := 1
		if f != nil && f.wide {
			n = min(2, len(raw)-i)
		}
		s, ok := f.letter(raw[i : i+n])
		if !ok && n == 2 {
			if s, ok = f.letter(raw[i : i+1]); ok { // a table of single bytes all the same
				n = 1
			}
		}
		if !ok && (n == 2 || raw[i] >= ' ') {
			s = "\uFFFD"
		}
		b.WriteString(s)
		i += n
	}
	return b.String()
}

// letter gives what a code shows.
func (f *pdfFont) letter(code string) (string, bool) {
	if f == nil {
		return string(rune(code[0])), code[0] >= ' ' && code[0] < 0x7f
	}
	if s, ok := f.unicode[code]; ok {
		return s, true
	}
	if f.utf16 && len(code) == 2 {
		return fromUTF16(code), true
	}
	if f.wide || len(code) != 1 {
		return "", false
	}
	return f.single[code[0]], f.single[code[0]] != ""
}

// readUnicode reads a font's table of what its codes mean.
func (f *pdfFonts) readUnicode(table []byte) map[string]string {
	m := map[string]string{}
	runPDF(table, func(op string, args []any) bool {
		code := func(i int) string { s, _ := args[i].(pdfString); return string(s) }
		switch op {
		case "endbfchar":
			for i := 0; i+1 < len(args) && len(m) < maxMapped; i += 2 {
				f.step()
				m[code(i)] = fromUTF16(code(i + 1))
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				f.mapRange(m, code(i), code(i+1), args[i+2])
			}
		}
		return len(m) < maxMapped
	})
	return m
}

// mapRange maps the codes from one to another: to letters that follow one
// another, or to those of a list.
func (f *pdfFonts) mapRange(m map[string]string, from, to string, target any) {
	if len(from) == 0 || len(from) > 4 || len(from) != len(to) {
		return
	}
	first, last := number(from), number(to)
	for k := 0; first+k <= last && len(m) < maxMapped; k++ {
		f.step()
		code := []byte(from)
		for i, rest := len(code)-1, first+k; i >= 0; i-- {
			code[i] = byte(rest)
			rest >>= 8
		}
		switch target := target.(type) {
		case []any:
			if k >= len(target) {
				return
			}
			s, _ := target[k].(pdfString)
			m[string(code)] = fromUTF16(string(s))
		case pdfString:
			letters := []rune(fromUTF16(string(target)))
			if len(letters) == 0 {
				return
			}
			letters[len(letters)-1] += rune(k)
			m[string(code)] = string(letters)
		default:
			return
		}
	}
}

func number(code string) (n int) {
	for i := range len(code) {
		n = n<<8 | int(code[i])
	}
	return n
}

// fromUTF16 decodes big-endian UTF-16; a single byte is itself.
func fromUTF16(raw string) string {
	if len(raw) == 1 {
		return string(rune(raw[0]))
	}
	const most = 32 // of a ligature
	raw = raw[:min(len(raw), most)]
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
