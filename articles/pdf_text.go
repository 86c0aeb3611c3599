package articles

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// pdfPiece is what one instruction shows: where it begins, how wide it is, and
// how tall its letters are, in points; y grows upwards.
type pdfPiece struct {
	x, y, width, size float64
	text              string
	aside             bool // marked as no part of the text: a running head, a number of a page
	askew             bool // neither upright nor to be read from left to right
}

// matrix maps a place: x' = a·x + c·y + e, y' = b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var unchanged = matrix{a: 1, d: 1}

// then gives the mapping of m followed by that of n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m.a*n.a + m.b*n.c, m.a*n.b + m.b*n.d, m.c*n.a + m.d*n.c, m.c*n.b + m.d*n.d,
		m.e*n.a + m.f*n.c + n.e, m.e*n.b + m.f*n.d + n.f,
	}
}

// Bounds of a page.
const (
	maxPieces     = 200_000
	maxPDFChars   = 2_000_000
	maxOperations = 4_000_000
	maxNesting    = 64
	maxMarks      = 1000
	maxForms      = 8 // within one another
	maxDrawn      = 3000
)

// pdfWriter follows the instructions of a page.
type pdfWriter struct {
	stop       func() error // why, when it is to
	resources  pdf.Value
	fonts      *pdfFonts
	streams    *pdfStreams
	pieces     []pdfPiece
	chars      int
	operations int
	forms      int // that the instructions are within
	drawn      int // forms in all
	failed     error

	state  pdfState
	kept   []pdfState
	marks  []bool // of what is marked, whether it is no part of the text
	matrix matrix // of the text
	line   matrix
}

// pdfState is what q keeps and Q brings back.
type pdfState struct {
	page                                   matrix
	font                                   *pdfFont
	size, spacing, wordSpacing, lead, wide float64
}

func readPDFPage(ctx context.Context, p pdfPage, fonts *pdfFonts, streams *pdfStreams) ([]pdfPiece, error) {
	data, err := streams.read(p.contents)
	if err != nil {
		return nil, err
	}
	w := &pdfWriter{stop: ctx.Err, resources: p.resources, fonts: fonts, streams: streams, state: pdfState{page: turned(p.turn), wide: 1}}
	runPDF(data, w.operate)
	return w.shown(), w.failed
}

// turned is how a page lies that is shown turned to the right.
func turned(degrees int64) matrix {
	switch (degrees%360 + 360) % 360 {
	case 90:
		return matrix{b: -1, c: 1}
	case 180:
		return matrix{a: -1, d: -1}
	case 270:
		return matrix{b: 1, c: -1}
	}
	return unchanged
}

// shown leaves out what is marked as furniture of the page, and what stands
// askew, unless nothing else is there.
func (w *pdfWriter) shown() []pdfPiece {
	for _, beside := range []func(pdfPiece) bool{
		func(p pdfPiece) bool { return p.aside },
		func(p pdfPiece) bool { return p.askew },
	} {
		kept := slices.DeleteFunc(slices.Clone(w.pieces), beside)
		if len(kept) > 0 {
			w.pieces = kept
		}
	}
	return w.pieces
}

func (w *pdfWriter) operate(op string, args []any) bool {
	if w.operations++; w.operations > maxOperations || len(w.pieces) > maxPieces || w.chars > maxPDFChars || w.operations%1024 == 0 && w.stop() != nil {
		w.failed = errBudget
	}
	if w.failed != nil {
		return false
	}
	number := func(i int) float64 {
		if i < len(args) {
			n, _ := args[i].(float64)
			return n
		}
		return 0
	}
	given := func() matrix { return matrix{number(0), number(1), number(2), number(3), number(4), number(5)} }
	switch op {
	case "q":
		if len(w.kept) < maxNesting {
			w.kept = append(w.kept, w.state)
		}
	case "Q":
		if n := len(w.kept); n > 0 {
			w.state, w.kept = w.kept[n-1], w.kept[:n-1]
		}
	case "cm":
		w.state.page = given().then(w.state.page)
	case "BMC", "BDC":
		if len(w.marks) < maxMarks {
			w.marks = append(w.marks, len(args) > 0 && args[0] == pdfName("Artifact"))
		}
	case "EMC":
		w.marks = w.marks[:max(0, len(w.marks)-1)]
	case "Do":
		if len(args) == 1 {
			name, _ := args[0].(pdfName)
			w.form(w.resources.Key("XObject").Key(string(name)))
		}
	case "BT":
		w.matrix, w.line = unchanged, unchanged
	case "Tm":
		w.matrix = given()
		w.line = w.matrix
	case "Td":
		w.move(number(0), number(1))
	case "TD":
		w.state.lead = -number(1)
		w.move(number(0), number(1))
	case "T*":
		w.move(0, -w.state.lead)
	case "TL":
		w.state.lead = number(0)
	case "Tc":
		w.state.spacing = number(0)
	case "Tw":
		w.state.wordSpacing = number(0)
	case "Tz":
		w.state.wide = number(0) / 100
	case "Tf":
		if len(args) == 2 {
			name, _ := args[0].(pdfName)
			w.state.font, w.state.size = w.fonts.of(w.resources.Key("Font").Key(string(name))), number(1)
		}
	case "Tj":
		w.show(args)
	case "'":
		w.move(0, -w.state.lead)
		w.show(args)
	case "\"":
		w.state.wordSpacing, w.state.spacing = number(0), number(1)
		w.move(0, -w.state.lead)
		if len(args) == 3 {
			w.show(args[2:])
		}
	case "TJ":
		if len(args) == 1 {
			items, _ := args[0].([]any)
			w.show(items)
		}
	}
	return w.failed == nil
}

// form follows the instructions of a drawing that the page makes use of, which
// may be all of its text.
func (w *pdfWriter) form(v pdf.Value) {
	if v.Kind() != pdf.Stream || v.Key("Subtype").Name() != "Form" || w.forms >= maxForms || w.drawn >= maxDrawn {
		return
	}
	w.drawn++
	data, err := w.streams.read(v)
	if err != nil {
		w.failed = err
		return
	}
	resources, state, kept, marks := w.resources, w.state, w.kept, w.marks
	w.kept, w.marks = nil, slices.Clone(marks)
	if own := v.Key("Resources"); own.Kind() == pdf.Dict {
		w.resources = own
	}
	if m := v.Key("Matrix"); m.Len() == 6 {
		at := func(i int) float64 { return m.Index(i).Float64() }
		w.state.page = matrix{at(0), at(1), at(2), at(3), at(4), at(5)}.then(w.state.page)
	}
	w.forms++
	runPDF(data, w.operate)
	w.forms--
	w.resources, w.state, w.kept, w.marks = resources, state, kept, marks
}

func (w *pdfWriter) move(x, y float64) {
	w.line = matrix{1, 0, 0, 1, x, y}.then(w.line)
	w.matrix = w.line
}

// wordGap is how far apart letters stand, in parts of their size, where no
// space parts two words.
const wordGap = 0.18

// show shows strings, between which numbers move the place to the left, in
// thousandths of the size: a wide gap is a space.
func (w *pdfWriter) show(items []any) {
	at := w.matrix.then(w.state.page)
	piece := pdfPiece{x: at.e, y: at.f, size: abs(w.state.size * at.d), askew: at.a <= 0 || abs(at.b) > 0.2*at.a}
	piece.aside = slices.Contains(w.marks, true)
	if piece.size == 0 { // turned by a quarter
		piece.size = abs(w.state.size * at.b)
	}
	var text strings.Builder
	for _, item := range items {
		switch item := item.(type) {
		case float64:
			shift := item / 1000
			if shift < -wordGap && text.Len() > 0 && !strings.HasSuffix(text.String(), " ") {
				text.WriteByte(' ')
			}
			w.advance(-shift * w.state.size * w.state.wide)
		case pdfString:
			raw := string(item)
			text.WriteString(w.spaced(w.state.font.decode(raw)))
			w.advance((w.state.font.width(raw)*w.state.size + w.state.spacing*float64(w.state.font.letters(raw)) + w.state.wordSpacing*float64(strings.Count(raw, " "))) * w.state.wide)
		}
		if w.chars+text.Len() > maxPDFChars {
			break
		}
	}
	piece.text = text.String()
	w.chars += len(piece.text)
	end := w.matrix.then(w.state.page)
	piece.width = end.e - at.e
	if strings.TrimSpace(piece.text) != "" || piece.text != "" && len(w.pieces) > 0 {
		w.pieces = append(w.pieces, piece)
	}
}

// spaced parts letters that are set so far apart that they are of two words;
// where more of them are, a headline is only set wide.
func (w *pdfWriter) spaced(s string) string {
	if w.state.spacing < wordGap*w.state.size || utf8.RuneCountInString(s) > 3 {
		return s
	}
	return strings.Join(strings.Split(s, ""), " ")
}

func (w *pdfWriter) advance(by float64) {
	w.matrix = matrix{1, 0, 0, 1, by, 0}.then(w.matrix)
}

func abs(x float64) float64 { return max(x, -x) }
