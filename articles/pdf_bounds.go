package articles

import (
	"bytes"
	"compress/zlib"
	"context"
	"encoding/ascii85"
	"io"
)

// Bounds of what streams of a PDF may unpack to. A page of print has some 100
// kB of mark-up, one with maps a few MB; a photograph over a page 30 MB.
const (
	maxPDFStream  = 24 << 20
	maxPDFPicture = 128 << 20
	maxPDFAll     = 512 << 20
)

// metered lets a document be read until its time or its bytes are used up. All
// that the library does, it does to bytes that it asks for here.
type metered struct {
	ctx  context.Context
	from io.ReaderAt
	left int64
}

// ReadAt reads, or says that enough was read.
func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if m.left -= int64(len(p)); m.left < 0 || m.ctx.Err() != nil {
		panic(errBudget) // the library goes on after most errors
	}
	return m.from.ReadAt(p, off)
}

// measureStreams unpacks what is packed in a document, to nowhere, and gives
// errBomb for more than an article could need.
func measureStreams(ctx context.Context, raw []byte) error {
	left := int64(maxPDFAll)
	for at := 0; ; {
		i := bytes.Index(raw[at:], []byte("stream"))
		if i < 0 {
			return nil
		}
		begin := at + i + len("stream")
		at = begin
		if i > 2 && bytes.HasSuffix(raw[:begin], []byte("endstream")) {
			continue
		}
		if ctx.Err() != nil {
			return errBudget
		}
		most := min(left, maxPDFStream)
		if dict := dictBefore(raw, begin); bytes.Contains(dict, []byte("/Image")) && !bytes.Contains(dict, []byte("ObjStm")) && !bytes.Contains(dict, []byte("XRef")) {
			most = min(left, maxPDFPicture)
		}
		n := unpacked(bytes.TrimLeft(raw[begin:], "\r\n"), dictBefore(raw, begin), most)
		if left -= n; n >= most {
			return errBomb
		}
	}
}

// dictBefore gives what may be the dictionary of the stream that begins there.
func dictBefore(raw []byte, begin int) []byte {
	const reach = 2048
	dict := raw[max(0, begin-reach):begin]
	if i := bytes.LastIndex(dict, []byte(" obj")); i >= 0 {
		dict = dict[i:]
	}
	return dict
}

// unpacked says how many bytes a packed stream unpacks to, at most so many. It
// tries what the stream is, whatever the dictionary says.
func unpacked(data, dict []byte, most int64) (n int64) {
	var in io.Reader = bytes.NewReader(data)
	if bytes.Contains(dict, []byte("ASCII85")) || bytes.Contains(dict, []byte("/A85")) {
		end := bytes.Index(data, []byte("~>"))
		if end < 0 {
			end = len(data)
		}
		in = ascii85.NewDecoder(bytes.NewReader(bytes.TrimSpace(data[:end])))
	}
	z, err := zlib.NewReader(in)
	if err != nil {
		return 0
	}
	n, _ = io.Copy(io.Discard, io.LimitReader(z, most)) // what is damaged later is as long as it is till then
	return n
}
