package articles

import (
	"bytes"
	"strconv"
)

// What instructions are given: numbers (float64), [pdfName], [pdfString] and
// lists of them ([]any). Anything else is nil.
type (
	pdfName   string
	pdfString string
)

// Bounds of one instruction.
const (
	maxOperands  = 100_000
	maxListDepth = 8
)

// pdfTokens reads the instructions of a page or of a font's table. What is
// damaged is passed over: nothing here fails, and each step goes forward.
type pdfTokens struct {
	data []byte
	at   int
}

// runPDF calls do for each instruction, until that says to stop.
func runPDF(data []byte, do func(op string, args []any) bool) {
	t := &pdfTokens{data: data}
	var args []any
	for {
		operand, op, ok := t.next(0)
		switch {
		case !ok:
			return
		case op == "":
			if len(args) < maxOperands {
				args = append(args, operand)
			}
			continue
		case op == "ID":
			t.passPicture()
		case op != "]" && op != ">>" && op != "}" && op != "{":
			if !do(op, args) {
				return
			}
		}
		args = args[:0]
	}
}

// next gives an operand, or the name of an instruction.
func (t *pdfTokens) next(depth int) (operand any, op string, ok bool) {
	t.passSpace()
	if t.at >= len(t.data) {
		return nil, "", false
	}
	switch c := t.data[t.at]; c {
	case '(':
		return t.literal(), "", true
	case '/':
		t.at++
		return pdfName(t.word()), "", true
	case '<':
		if bytes.HasPrefix(t.data[t.at:], []byte("<<")) {
			t.at += 2
			return t.list(">>", depth), "", true
		}
		return t.hex(), "", true
	case '[':
		t.at++
		return t.list("]", depth), "", true
	case '>':
		t.at++
		if t.at < len(t.data) && t.data[t.at] == '>' {
			t.at++
		}
		return nil, ">>", true
	case ']', '{', '}', ')':
		t.at++
		return nil, map[byte]string{']': "]", '{': "{", '}': "}", ')': "}"}[c], true
	}
	word := t.word()
	if word[0] == '+' || word[0] == '-' || word[0] == '.' || word[0] >= '0' && word[0] <= '9' {
		n, err := strconv.ParseFloat(word, 64)
		if err != nil || n != n || n > 1e9 || n < -1e9 {
			n = 0
		}
		return n, "", true
	}
	return nil, word, true
}

// list reads to the end of a list. One too deep in others is left open: what it
// holds is then held by the one around it.
func (t *pdfTokens) list(end string, depth int) any {
	var out []any
	for depth < maxListDepth && len(out) < maxOperands {
		operand, op, ok := t.next(depth + 1)
		switch {
		case !ok || op == end:
			return out
		case op == "":
			out = append(out, operand)
		}
	}
	return out
}

func (t *pdfTokens) passSpace() {
	for t.at < len(t.data) {
		switch c := t.data[t.at]; {
		case c == '%':
			for t.at < len(t.data) && t.data[t.at] != '\n' && t.data[t.at] != '\r' {
				t.at++
			}
		case isPDFSpace(c):
			t.at++
		default:
			return
		}
	}
}

func isPDFSpace(c byte) bool {
	return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' || c == 0
}

func (t *pdfTokens) word() string {
	begin := t.at
	for t.at < len(t.data) && !isPDFSpace(t.data[t.at]) && bytes.IndexByte([]byte("()<>[]{}/%"), t.data[t.at]) < 0 {
		t.at++
	}
	return string(t.data[begin:t.at])
}

// literal reads a string in brackets.
func (t *pdfTokens) literal() pdfString {
	var out []byte
	depth := 0
	for ; t.at < len(t.data); t.at++ {
		switch c := t.data[t.at]; c {
		case '(':
			if depth++; depth == 1 {
				continue
			}
		case ')':
			if depth--; depth == 0 {
				t.at++
				return pdfString(out)
			}
		case '\\':
			out = t.escaped(out)
			continue
		}
		out = append(out, t.data[t.at])
	}
	return pdfString(out)
}

func (t *pdfTokens) escaped(out []byte) []byte {
	if t.at++; t.at >= len(t.data) {
		return out
	}
	switch c := t.data[t.at]; {
	case c == '\r' && t.at+1 < len(t.data) && t.data[t.at+1] == '\n':
		t.at++
		return out
	case c == '\n' || c == '\r':
		return out
	case c >= '0' && c <= '7':
		n, last := 0, min(t.at+3, len(t.data))
		for ; t.at < last && t.data[t.at] >= '0' && t.data[t.at] <= '7'; t.at++ {
			n = n<<3 | int(t.data[t.at]-'0')
		}
		t.at--
		return append(out, byte(n))
	default:
		if i := bytes.IndexByte([]byte("nrtbf"), c); i >= 0 {
			c = "\n\r\t\b\f"[i]
		}
		return append(out, c)
	}
}

func (t *pdfTokens) hex() pdfString {
	var out []byte
	half, high := false, byte(0)
	for t.at++; t.at < len(t.data); t.at++ {
		c := t.data[t.at]
		if c == '>' {
			t.at++
			break
		}
		digit := bytes.IndexByte([]byte("0123456789abcdef"), c|0x20)
		if c < '0' || digit < 0 {
			continue
		}
		if half = !half; half {
			high = byte(digit) << 4
			continue
		}
		out = append(out, high|byte(digit))
	}
	if half {
		out = append(out, high)
	}
	return pdfString(out)
}

// passPicture passes over a picture within the instructions.
func (t *pdfTokens) passPicture() {
	for t.at < len(t.data) {
		i := bytes.Index(t.data[t.at:], []byte("EI"))
		if i < 0 {
			t.at = len(t.data)
			return
		}
		begin, end := t.at+i, t.at+i+2
		t.at = end
		if begin > 0 && isPDFSpace(t.data[begin-1]) && (end == len(t.data) || isPDFSpace(t.data[end])) {
			return
		}
	}
}
