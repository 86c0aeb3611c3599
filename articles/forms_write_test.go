package articles_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"fmt"
	"io"
	"strings"
	"testing"
)

// pdfOf writes a PDF of objects, the first of which is its catalogue, with a
// table of where they stand.
func pdfOf(trailer string, objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	at := make([]int, len(objects))
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, trailer, table)
	return b.Bytes()
}

// stream writes a stream object.
func stream(dict, data string) string {
	return fmt.Sprintf("<< %s /Length %d >>\nstream\n%s\nendstream", dict, len(data), data)
}

func deflated(data []byte) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	z.Write(data)
	z.Close()
	return b.String()
}

// pdfPages writes a PDF of pages with these instructions and one font. A
// trailer that is a dictionary is what the document says of itself.
func pdfPages(trailer, font string, pages ...string) []byte {
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "", font}
	var kids strings.Builder
	for _, p := range pages {
		n := len(objects) + 1
		fmt.Fprintf(&kids, "%d 0 R ", n)
		objects = append(objects, fmt.Sprintf("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R >>", n+1), stream("/Filter /FlateDecode", deflated([]byte(p))))
	}
	objects[1] = fmt.Sprintf("<< /Type /Pages /Kids [%s] /Count %d /Resources << /Font << /F 3 0 R >> >> >>", kids.String(), len(pages))
	if strings.HasPrefix(trailer, "<<") {
		objects = append(objects, trailer)
		trailer = fmt.Sprintf("/Info %d 0 R", len(objects))
	}
	return pdfOf(trailer, objects...)
}

const helvetica = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"

// lines are instructions that set lines under one another.
func lines(size, x, y float64, texts ...string) string {
	var b strings.Builder
	for i, t := range texts {
		fmt.Fprintf(&b, "BT /F %g Tf %g %g Td (%s) Tj ET\n", size, x, y-float64(i)*size*1.2, t)
	}
	return b.String()
}

// docxOf writes a Word document with a body and other parts by their names.
func docxOf(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	document := `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`
	return zipOf(t, append([]string{"[Content_Types].xml", "<Types/>", "word/document.xml", document}, parts...)...)
}

// zipOf writes a ZIP of names and what they hold.
func zipOf(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err == nil {
			_, err = io.WriteString(w, parts[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// para writes a paragraph of a style.
func para(style, text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/></w:pPr><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}
