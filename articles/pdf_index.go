package articles

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"sync"
)

// Bounds of what a PDF consists of. Books have some 100,000 objects, each of a
// few kB.
const (
	maxPDFObjects = 300_000
	maxPDFObject  = 2 << 20
	maxPDFPacked  = 32 << 20 // of objects that are packed together
)

// rebuiltPDF writes a document anew with a table of where its objects stand,
// made by looking for them. The tables of a document are not believed: damaged
// ones are wrong, and hostile ones lead the library, which makes room for what
// they announce and follows them in circles, out of memory. Packed objects are
// unpacked within bounds and stand at the end.
func rebuiltPDF(ctx context.Context, raw []byte) ([]byte, error) {
	root := lastMatch(pdfMarks().root, raw)
	if root == nil {
		return nil, errPDF
	}
	if pdfMarks().encrypt.Match(raw) {
		return nil, errEncrypted
	}
	x := pdfIndex{raw: raw, at: map[int]int{}}
	if err := x.find(ctx); err != nil {
		return nil, err
	}
	return x.write(root[1], lastMatch(pdfMarks().info, raw)), nil
}

type pdfPatterns struct{ root, info, encrypt, count, first, length *regexp.Regexp }

var pdfMarks = sync.OnceValue(func() pdfPatterns {
	return pdfPatterns{
		root:    regexp.MustCompile(`/Root\s+(\d{1,7}\s+\d{1,5}\s+R)`),
		info:    regexp.MustCompile(`/Info\s+(\d{1,7}\s+\d{1,5}\s+R)`),
		encrypt: regexp.MustCompile(`/Encrypt\s*(?:\d{1,7}\s+\d{1,5}\s+R|<<)`),
		count:   regexp.MustCompile(`/N\s+(\d{1,6})\b`),
		first:   regexp.MustCompile(`/First\s+(\d{1,8})\b`),
		length:  regexp.MustCompile(`/Length\s+(\d{1,8})\b`),
	}
})

// lastMatch is the newest: changes to a document are appended to it.
func lastMatch(pattern *regexp.Regexp, raw []byte) (last [][]byte) {
	prefix, _ := pattern.LiteralPrefix()
	for end := len(raw); end > 0; {
		i := bytes.LastIndex(raw[:end], []byte(prefix))
		if i < 0 {
			return nil
		}
		if m := pattern.FindSubmatch(raw[i:min(len(raw), i+64)]); m != nil && bytes.HasPrefix(raw[i:], m[0]) {
			return m
		}
		end = i
	}
	return nil
}

// pdfIndex says where objects stand: the last of a number counts.
type pdfIndex struct {
	raw      []byte
	unpacked bytes.Buffer // what was packed, to stand behind raw and a line end
	at       map[int]int
}

func (x *pdfIndex) find(ctx context.Context) error {
	stream := 0 // the next place of the word
	for at := 0; ; {
		i := bytes.Index(x.raw[at:], []byte("obj"))
		if i < 0 {
			return nil
		}
		begin := at + i + len("obj")
		at = begin
		num, from := objectNumber(x.raw[:begin-len("obj")])
		if from < 0 || num >= maxPDFObjects {
			continue
		}
		if ctx.Err() != nil {
			return errBudget
		}
		end := len(x.raw)
		if i := bytes.Index(x.raw[begin:min(end, begin+maxPDFObject+16)], []byte("obj")); i >= 0 {
			end = begin + i
		}
		if stream < begin {
			if i := bytes.Index(x.raw[begin:], []byte("stream")); i >= 0 {
				stream = begin + i
			} else {
				stream = len(x.raw)
			}
		}
		dict := x.raw[begin:min(end, stream)]
		if len(dict) > maxPDFObject {
			return errBomb
		}
		x.at[num] = from
		if stream < end && bytes.Contains(dict, []byte("/ObjStm")) {
			if err := x.unpack(dict, x.raw[stream+len("stream"):]); err != nil {
				return err
			}
		}
	}
}

// objectNumber reads "12 0 " backwards: the number of the object that begins
// there, and where that stands, -1 if none does.
func objectNumber(before []byte) (num, from int) {
	at := len(before)
	digits := func(most int) (string, bool) {
		end := at
		for at > 0 && end-at < most && before[at-1] >= '0' && before[at-1] <= '9' {
			at--
		}
		return string(before[at:end]), at < end
	}
	blanks := func() bool {
		end := at
		for at > 0 && end-at < 8 && isPDFSpace(before[at-1]) {
			at--
		}
		return at < end
	}
	blanks()
	if _, ok := digits(5); !ok || !blanks() {
		return 0, -1
	}
	s, ok := digits(7)
	num, err := strconv.Atoi(s)
	if !ok || err != nil {
		return 0, -1
	}
	return num, at
}

// unpack takes the objects out of a stream of them. One that cannot be read
// has none, which its document then shows.
func (x *pdfIndex) unpack(dict, data []byte) error {
	data = bytes.TrimPrefix(bytes.TrimPrefix(data, []byte("\r")), []byte("\n"))
	if bytes.Contains(dict, []byte("/FlateDecode")) || bytes.Contains(dict, []byte("/Fl")) {
		var out bytes.Buffer
		most := int64(maxPDFPacked - x.unpacked.Len())
		z, err := zlib.NewReader(bytes.NewReader(data))
		if err != nil {
			z = io.NopCloser(&out) // which holds nothing
		}
		if n, _ := io.Copy(&out, io.LimitReader(z, most)); n >= most { // what is damaged later is read till then
			return errBomb
		}
		data = out.Bytes()
	} else {
		m := pdfMarks().length.FindSubmatch(dict)
		if m == nil {
			return nil
		}
		n, _ := strconv.Atoi(string(m[1]))
		data = data[:min(n, len(data))]
	}
	return x.take(dict, data)
}

func (x *pdfIndex) take(dict, data []byte) error {
	count, first := pdfMarks().count.FindSubmatch(dict), pdfMarks().first.FindSubmatch(dict)
	if count == nil || first == nil {
		return nil
	}
	n, _ := strconv.Atoi(string(count[1]))
	from, _ := strconv.Atoi(string(first[1]))
	if from > len(data) {
		return nil
	}
	head, body := bytes.Fields(data[:from]), data[from:]
	for i := 0; i < n && 2*i+1 < len(head); i++ {
		num, err := strconv.Atoi(string(head[2*i]))
		begin, err2 := strconv.Atoi(string(head[2*i+1]))
		end := len(body)
		if 2*i+3 < len(head) {
			end, _ = strconv.Atoi(string(head[2*i+3]))
		}
		if err != nil || err2 != nil || num < 0 || num >= maxPDFObjects || begin < 0 || begin > end || end > len(body) {
			continue
		}
		if x.unpacked.Len()+end-begin > maxPDFPacked || end-begin > maxPDFObject {
			return errBomb
		}
		x.at[num] = len(x.raw) + 1 + x.unpacked.Len()
		fmt.Fprintf(&x.unpacked, "%d 0 obj\n%s\nendobj\n", num, body[begin:end])
	}
	return nil
}

// write gives the document with a plain table at its end.
func (x *pdfIndex) write(root []byte, info [][]byte) []byte {
	const line = 40
	out := make([]byte, 0, len(x.raw)+x.unpacked.Len()+line*len(x.at)+512)
	out = append(append(out, x.raw...), '\n')
	out = append(out, x.unpacked.Bytes()...)
	table := len(out)
	out = append(out, "xref\n"...)
	size := 0
	for _, num := range slices.Sorted(maps.Keys(x.at)) {
		size = num + 1
		out = fmt.Appendf(out, "%d 1\n%010d %05d n \n", num, x.at[num], x.generation(num))
	}
	out = fmt.Appendf(out, "trailer\n<< /Size %d /Root %s", size, root)
	if info != nil {
		out = fmt.Appendf(out, " /Info %s", info[1])
	}
	return fmt.Appendf(out, " >>\nstartxref\n%d\n%%%%EOF\n", table)
}

// generation is that of the object at its place: the library wants it right.
func (x *pdfIndex) generation(num int) int {
	at := x.at[num]
	if at > len(x.raw) {
		return 0
	}
	fields := bytes.Fields(x.raw[at:min(len(x.raw), at+24)])
	if len(fields) < 2 {
		return 0
	}
	g, _ := strconv.Atoi(string(bytes.TrimSuffix(fields[1], []byte("obj"))))
	return g
}
