package articles

import (
	"strings"
	"unicode/utf16"

	"github.com/ledongthuc/pdf"
)

// pdfFont tells which letters codes show, and how wide they are.
type pdfFont struct {
	wide    bool              // two bytes a letter
	unicode map[string]string // by the bytes of a code; nil where the font has no such table
	plain   pdf.TextEncoding
	widths  map[int]float64 // by code, in parts of the size
	usual   float64         // of the others
}

// pdfFonts are the fonts that were met, by what they are.
type pdfFonts map[string]*pdfFont

// maxMapped bounds the letters of one font's table.
const maxMapped = 70_000

func (f pdfFonts) of(v pdf.Value) *pdfFont {
	if v.Kind() != pdf.Dict {
		return nil
	}
	key := v.String()
	if font, ok := f[key]; ok {
		return font
	}
	font := newPDFFont(v)
	f[key] = font
	return font
}

func newPDFFont(v pdf.Value) *pdfFont {
	f := &pdfFont{wide: v.Key("Subtype").Name() == "Type0", usual: 0.5, widths: map[int]float64{}}
	if table := v.Key("ToUnicode"); table.Kind() == pdf.Stream && measureContents(table) == nil {
		f.unicode = readUnicode(table, v)
	}
	if len(f.unicode) == 0 {
		font := pdf.Font{V: v}
		f.plain = font.Encoder()
	}
	if f.wide {
		f.readWide(v.Key("DescendantFonts").Index(0))
		return f
	}
	first, widths := int(v.Key("FirstChar").Int64()), v.Key("Widths")
	for i := range min(widths.Len(), 256) {
		f.widths[first+i] = widths.Index(i).Float64() / 1000
	}
	return f
}

// readWide reads widths as composite fonts list them: "c [w w …]" or "c d w".
func (f *pdfFont) readWide(v pdf.Value) {
	f.usual = 1
	if dw := v.Key("DW"); dw.Kind() == pdf.Integer || dw.Kind() == pdf.Real {
		f.usual = dw.Float64() / 1000
	}
	list := v.Key("W")
	for i := 0; i+1 < list.Len() && len(f.widths) < maxMapped; {
		first := int(list.Index(i).Int64())
		if each := list.Index(i + 1); each.Kind() == pdf.Array {
			for k := range min(each.Len(), maxMapped) {
				f.widths[first+k] = each.Index(k).Float64() / 1000
			}
			i += 2
			continue
		}
		last, width := int(list.Index(i+1).Int64()), list.Index(i+2).Float64()/1000
		for code := first; code <= last && code-first < maxMapped && len(f.widths) < maxMapped; code++ {
			f.widths[code] = width
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
	switch {
	case f == nil:
		return raw
	case f.unicode == nil || len(f.unicode) == 0:
		return f.plain.Decode(raw)
	}
	var b strings.Builder
	for i := 0; i < len(raw); {
		n := 1
		if f.wide {
			n = min(2, len(raw)-i)
		}
		s, ok := f.unicode[raw[i:i+n]]
		if !ok && n == 2 {
			if s, ok = f.unicode[raw[i:i+1]]; ok { // a table of single bytes all the same
				n = 1
			}
		}
		switch {
		case ok:
			b.WriteString(s)
		case !f.wide && raw[i] >= ' ' && raw[i] < 0x7f:
			b.WriteByte(raw[i])
		case !f.wide && raw[i] < ' ':
		default:
			b.WriteRune('\uFFFD')
		}
		i += n
	}
	return b.String()
}

// readUnicode reads a font's table of what its codes mean. It is a program that
// asks for a dictionary to begin with, for which any will do.
func readUnicode(table, dict pdf.Value) map[string]string {
	m := map[string]string{}
	pdf.Interpret(table, func(stack *pdf.Stack, op string) {
		args := make([]pdf.Value, stack.Len())
		for i := len(args) - 1; i >= 0; i-- {
			args[i] = stack.Pop()
		}
		switch op {
		case "findresource":
			stack.Push(dict)
		case "currentdict", "defineresource":
			stack.Push(dict)
		case "endbfchar":
			for i := 0; i+1 < len(args) && len(m) < maxMapped; i += 2 {
				m[args[i].RawString()] = fromUTF16(args[i+1].RawString())
			}
		case "endbfrange":
			for i := 0; i+2 < len(args); i += 3 {
				mapRange(m, args[i].RawString(), args[i+1].RawString(), args[i+2])
			}
		}
	})
	return m
}

// mapRange maps the codes from one to another: to letters that follow one
// another, or to those of a list.
func mapRange(m map[string]string, from, to string, target pdf.Value) {
	if len(from) == 0 || len(from) > 4 || len(from) != len(to) {
		return
	}
	first, last := number(from), number(to)
	for k := 0; first+k <= last && len(m) < maxMapped; k++ {
		code := []byte(from)
		for i, rest := len(code)-1, first+k; i >= 0; i-- {
			code[i] = byte(rest)
			rest >>= 8
		}
		switch target.Kind() {
		case pdf.Array:
			if k >= target.Len() {
				return
			}
			m[string(code)] = fromUTF16(target.Index(k).RawString())
		case pdf.String:
			letters := []rune(fromUTF16(target.RawString()))
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
	units := make([]uint16, 0, len(raw)/2)
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}
