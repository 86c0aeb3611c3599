package articles

import (
	"context"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
)

// pdfPiece is what one instruction shows: where it begins, how wide it is, and
// how tall its letters are, in points; y grows upwards.
type pdfPiece struct {
	x, y, width, size float64
	text              string
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
)

// pdfWriter follows the instructions of a page.
type pdfWriter struct {
	ctx        context.Context
	resources  pdf.Value
	fonts      pdfFonts
	pieces     []pdfPiece
	chars      int
	operations int

	state  pdfState
	kept   []pdfState
	matrix matrix // of the text
	line   matrix
}

// pdfState is what q keeps and Q brings back.
type pdfState struct {
	page                                   matrix
	font                                   *pdfFont
	size, spacing, wordSpacing, lead, wide float64
}

func readPDFPage(ctx context.Context, p pdf.Page, fonts pdfFonts) ([]pdfPiece, error) {
	if p.V.Kind() != pdf.Dict {
		return nil, nil
	}
	contents := p.V.Key("Contents")
	if contents.Kind() == pdf.Null {
		return nil, nil
	}
	if err := measureContents(contents); err != nil {
		return nil, err
	}
	w := &pdfWriter{ctx: ctx, resources: p.Resources(), fonts: fonts, state: pdfState{page: unchanged, wide: 1}}
	pdf.Interpret(contents, w.operate)
	return w.pieces, nil
}

// measureContents wants the instructions of a page to be no more than a page
// could need.
func measureContents(contents pdf.Value) error {
	streams := []pdf.Value{contents}
	if contents.Kind() == pdf.Array {
		streams = nil
		for i := range contents.Len() {
			streams = append(streams, contents.Index(i))
		}
	}
	left := int64(maxPDFStream)
	for _, s := range streams {
		if s.Kind() != pdf.Stream {
			continue
		}
		n, _ := io.Copy(io.Discard, io.LimitReader(s.Reader(), left))
		if left -= n; left <= 0 {
			return errBomb
		}
	}
	return nil
}

func (w *pdfWriter) operate(stack *pdf.Stack, op string) {
	if w.operations++; w.operations > maxOperations || len(w.pieces) > maxPieces || w.chars > maxPDFChars || w.operations%1024 == 0 && w.ctx.Err() != nil {
		panic(errBudget)
	}
	args := make([]pdf.Value, stack.Len())
	for i := len(args) - 1; i >= 0; i-- {
		args[i] = stack.Pop()
	}
	number := func(i int) float64 {
		if i < len(args) {
			return args[i].Float64()
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
			w.state.font, w.state.size = w.fonts.of(w.resources.Key("Font").Key(args[0].Name())), number(1)
		}
	case "Tj":
		w.show(args...)
	case "'":
		w.move(0, -w.state.lead)
		w.show(args...)
	case "\"":
		w.state.wordSpacing, w.state.spacing = number(0), number(1)
		w.move(0, -w.state.lead)
		if len(args) == 3 {
			w.show(args[2])
		}
	case "TJ":
		if len(args) == 1 {
			items := make([]pdf.Value, args[0].Len())
			for i := range items {
				items[i] = args[0].Index(i)
			}
			w.show(items...)
		}
	}
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
func (w *pdfWriter) show(items ...pdf.Value) {
	at := w.matrix.then(w.state.page)
	piece := pdfPiece{x: at.e, y: at.f, size: w.state.size * abs(at.d)}
	if piece.size == 0 { // turned by a quarter
		piece.size = w.state.size * abs(at.b)
	}
	var text strings.Builder
	for _, item := range items {
		if item.Kind() != pdf.String {
			shift := item.Float64() / 1000
			if shift < -wordGap && text.Len() > 0 && !strings.HasSuffix(text.String(), " ") {
				text.WriteByte(' ')
			}
			w.advance(-shift * w.state.size * w.state.wide)
			continue
		}
		raw := item.RawString()
		text.WriteString(w.spaced(w.state.font.decode(raw)))
		w.advance((w.state.font.width(raw)*w.state.size + w.state.spacing*float64(w.state.font.letters(raw)) + w.state.wordSpacing*float64(strings.Count(raw, " "))) * w.state.wide)
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
