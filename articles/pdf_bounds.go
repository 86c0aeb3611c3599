package articles

import (
	"bytes"
	"context"
	"io"

	"github.com/ledongthuc/pdf"
)

// Bounds of what is unpacked of a PDF. A page of print has some 100 kB of
// instructions, one with maps a few MB. Pictures and fonts are never unpacked.
const (
	maxPDFStream  = 24 << 20
	maxPDFAll     = 192 << 20
	maxPDFFilters = 4
	maxPDFColumns = 1 << 16
)

// metered lets a document be read until its time or its bytes are used up. The
// library keeps nothing that it has read: an object is read anew whenever it is
// asked for, so that a large number is usual.
type metered struct {
	stop func() error // why, when it is to
	from io.ReaderAt
	left int64
}

func newMetered(ctx context.Context, raw []byte) *metered {
	return &metered{stop: ctx.Err, from: bytes.NewReader(raw), left: 1<<30 + 40*int64(len(raw))}
}

// ReadAt reads, or says that enough was read.
func (m *metered) ReadAt(p []byte, off int64) (int, error) {
	if m.left -= int64(len(p)); m.left < 0 || m.stop() != nil {
		panic(errBudget) // the library goes on after most errors
	}
	return m.from.ReadAt(p, off)
}

// pdfStreams unpacks streams until so many bytes are used up.
type pdfStreams struct{ left int64 }

// read gives the bytes of a stream, or of a list of streams that are one. What
// is damaged is read up to there.
func (s *pdfStreams) read(v pdf.Value) ([]byte, error) {
	var out bytes.Buffer
	parts := 1
	if v.Kind() == pdf.Array {
		parts = min(v.Len(), 1000)
	}
	for i := range parts {
		part := v
		if v.Kind() == pdf.Array {
			part = v.Index(i)
		}
		if part.Kind() != pdf.Stream {
			continue
		}
		if err := s.unpack(&out, part); err != nil {
			return nil, err
		}
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

func (s *pdfStreams) unpack(out *bytes.Buffer, v pdf.Value) error {
	if v.Key("Filter").Len() > maxPDFFilters || columns(v.Key("DecodeParms")) > maxPDFColumns {
		return errBomb
	}
	most := min(maxPDFStream-int64(out.Len()), s.left)
	n, _ := io.Copy(out, io.LimitReader(v.Reader(), most))
	s.left -= n
	if n >= most {
		return errBomb
	}
	return nil
}

// columns is how wide rows are said to be, for which the library makes room.
func columns(parameters pdf.Value) (widest int64) {
	widest = parameters.Key("Columns").Int64()
	if widest < 0 {
		return maxPDFColumns + 1
	}
	for i := range min(parameters.Len(), maxPDFFilters) {
		widest = max(widest, columns(parameters.Index(i)))
	}
	return widest
}
