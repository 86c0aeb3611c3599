package articles_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
)

// attach reads one document that was handed over.
func attach(ctx context.Context, name string, data []byte) (claims.Document, error) {
	for item, err := range articles.New(articles.Options{}).Attachment(ctx, name, "", data, claims.Given{}) {
		return item.Document, err
	}
	return claims.Document{}, nil
}

// daily is a page of a paper: a headline, a byline set small, two paragraphs.
func daily(page int) string {
	places := dailyPlaces()
	s := lines(8, 72, 780, "The Daily Example - Friday") + lines(8, 300, 20, fmt.Sprintf("Page %d of 3", page))
	if page == 1 {
		s += lines(22, 72, 740, "Four killed in Odesa strike")
	}
	return s + lines(10, 72, 690, fmt.Sprintf("On day %d four people were killed in a strike on the city, which the regio-", page), "nal governor confirmed on Friday, and eleven more were taken to hospitals", "in the region.") +
		lines(10, 72, 640, "Rescuers went on with their search at night, the emergency service said, and", fmt.Sprintf("asked everyone to keep away from %s until noon.", places[page-1]))
}

func dailyPlaces() []string { return []string{"the harbour", "the station", "the market"} }

func TestPDF(t *testing.T) {
	raw := pdfPages("<< /Title (Microsoft Word - a.docx) /Author (Jane Doe) /CreationDate (D:20250314084000+02'00') >>", helvetica, daily(1), daily(2), daily(3))
	doc, err := attach(t.Context(), "a.pdf", raw)
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Article
	if a.Title != "Four killed in Odesa strike" || a.Author != "Jane Doe" || a.PublishedAt != "" || a.ModifiedAt != "2025-03-14T08:40:00+02:00" {
		t.Errorf("title %q, author %q, published %q, modified %q", a.Title, a.Author, a.PublishedAt, a.ModifiedAt)
	}
	var want []string
	places := dailyPlaces()
	for page := range 3 {
		want = append(want,
			fmt.Sprintf("On day %d four people were killed in a strike on the city, which the regional governor confirmed on Friday, and eleven more were taken to hospitals in the region.", page+1),
			"Rescuers went on with their search at night, the emergency service said, and asked everyone to keep away from "+places[page]+" until noon.")
	}
	if got := strings.Split(a.Text, "\n\n"); strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("text:\n%s\nwant:\n%s", a.Text, strings.Join(want, "\n\n"))
	}
	if doc.Capture.MediaType != "application/pdf" || string(doc.Capture.Raw) != string(raw) {
		t.Errorf("the capture is %s of %d bytes", doc.Capture.MediaType, len(doc.Capture.Raw))
	}
}

// TestPDFBuilt: what is built differently is read all the same.
func TestPDFBuilt(t *testing.T) {
	const said = "Four people were killed in the harbour, the governor said on Friday."
	page := lines(10, 72, 700, said)
	whole := pdfPages("", helvetica, page)
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] /Count 1 /Resources << /Font << /F 3 0 R >> >> >>", helvetica}
	body, head := "", ""
	for i, o := range objects {
		head += fmt.Sprintf("%d %d ", i+1, len(body))
		body += o + " "
	}
	packed := head + body
	for name, raw := range map[string][]byte{
		"table that points elsewhere": []byte(strings.ReplaceAll(string(whole), "00000 n", "00001 n")),
		"no end":                      whole[:strings.LastIndex(string(whole), "startxref")],
		"lines before it":             append([]byte("\r\n \n"), whole...),
		"packed objects": []byte("%PDF-1.5\n4 0 obj << /Type /Page /Parent 2 0 R /Contents 5 0 R >> endobj\n5 0 obj " + stream("", page) + " endobj\n6 0 obj " +
			stream(fmt.Sprintf("/Type /ObjStm /N 3 /First %d /Filter /FlateDecode", len(head)), deflated([]byte(packed))) + " endobj\n7 0 obj << /Type /XRef /Root 1 0 R >> endobj\n"),
		"form": pdfOf("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [4 0 R] >>", helvetica,
			"<< /Type /Page /Resources << /XObject << /X 6 0 R >> >> /Contents 5 0 R >>", stream("", "q /X Do Q"), stream("/Subtype /Form /Resources << /Font << /F 3 0 R >> >>", page)),
		"artifacts":          pdfPages("", helvetica, "/Artifact BMC "+lines(10, 72, 760, "A running head that is marked as one.")+" EMC "+page),
		"picture in line":    pdfPages("", helvetica, "BI /W 1 /H 1 ID (<\x00[ EI "+page),
		"unfinished":         pdfPages("", helvetica, page+"<41"),
		"turned":             pdfOf("", "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Rotate 90 /Resources << /Font << /F 3 0 R >> >> /Kids [4 0 R] >>", helvetica, "<< /Type /Page /Contents 5 0 R >>", stream("", "0 1 -1 0 600 0 cm "+page)),
		"letters by names":   pdfPages("", "<< /Type /Font /Subtype /Type1 /Encoding << /Differences [ 70 /F 111 /uni006F /p ] >> >>", page),
		"letters as codes":   pdfPages("", "<< /Type /Font /Subtype /Type0 /Encoding /UniGB-UCS2-H >>", "BT /F 10 Tf 72 700 Td <"+fmt.Sprintf("%x", spaced(said))+"> Tj ET"),
		"letters by a table": pdfPages("", "<< /Type /Font /Subtype /Type1 /ToUnicode 4 0 R >>", page),
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := attach(t.Context(), "a.pdf", raw)
			if err != nil || doc.Article.Text != said {
				t.Errorf("%q, %v", doc.Article.Text, err)
			}
		})
	}
}

// spaced is text as UTF-16 has it, of ASCII.
func spaced(s string) (out []byte) {
	for i := range len(s) {
		out = append(out, 0, s[i])
	}
	return out
}

// TestPDFManyFonts: fonts whose codes are letters need no table each.
func TestPDFManyFonts(t *testing.T) {
	const n = 300
	const most = 200 << 20 // a table of each took 9 MB
	objects := []string{"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"}
	var fonts, page strings.Builder
	for i := range n {
		fmt.Fprintf(&fonts, "/F%d << /Subtype /Type0 /Encoding /UniGB-UCS2-H /N %d >> ", i, i)
		fmt.Fprintf(&page, "BT /F%d 10 Tf 72 %d Td <00610062> Tj ET ", i, 700-2*i)
	}
	objects = append(objects, "<< /Type /Page /Contents 4 0 R /Resources << /Font << "+fonts.String()+" >> >> >>", stream("", page.String()))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := attach(t.Context(), "a.pdf", pdfOf("", objects...)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if used := after.TotalAlloc - before.TotalAlloc; used > most {
		t.Errorf("%d MB were asked for", used>>20)
	}
}

// TestPDFColumns: columns are read one after the other, though written by line.
func TestPDFColumns(t *testing.T) {
	var b strings.Builder
	var left, right []string
	for i := range 8 {
		left = append(left, fmt.Sprintf("left line %d tells of the city and", i))
		right = append(right, fmt.Sprintf("right line %d tells of the port and", i))
		y := 700 - float64(i)*12
		b.WriteString(lines(10, 72, y, left[i]) + lines(10, 320, y, right[i]))
	}
	doc, err := attach(t.Context(), "a.pdf", pdfPages("", helvetica, b.String()))
	if err != nil {
		t.Fatal(err)
	}
	text := strings.ReplaceAll(doc.Article.Text, "\n\n", " ")
	if want := strings.Join(append(left, right...), " "); text != want {
		t.Errorf("got %q\nwant %q", text, want)
	}
}

// pdfFaults are documents of which nothing can be read, and what is said.
func pdfFaults() map[string]struct {
	raw  []byte
	says string
} {
	catalog, tree := "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
	zeros := deflated(make([]byte, 64<<20))
	type fault = struct {
		raw  []byte
		says string
	}
	ofPage := func(dict, data string) []byte {
		return pdfOf("", catalog, tree, "<< /Type /Page /Contents 4 0 R /Resources << /XObject << /X 4 0 R >> >> >>", stream(dict, data))
	}
	ofFont := func(fonts, page string, more ...string) []byte {
		return pdfOf("", append([]string{catalog, tree, "<< /Type /Page /Contents 4 0 R /Resources << /Font << " + fonts + " >> >> >>", stream("", page)}, more...)...)
	}
	ranges := deflated([]byte(strings.Repeat("1 beginbfrange <0000> <ffff> <0041> endbfrange\n", 20_000)))
	many := make([]string, 500)
	for i := range many {
		many[i] = "BT ET"
	}
	return map[string]fault{
		"scan":                  {pdfPages("", helvetica, "q 612 0 0 792 0 0 cm /Im0 Do Q"), "(a scan)"},
		"encrypted":             {pdfPages("/Encrypt << /Filter /Standard /V 5 >>", helvetica, lines(10, 72, 700, "x")), "encrypted PDF"},
		"no letters told":       {pdfPages("", "<< /Type /Font /Subtype /Type0 /Encoding /Identity-H >>", "BT /F 10 Tf <0001000200030004> Tj ET"), "fonts do not tell"},
		"letters counted":       {pdfPages("", "<< /Type /Font /Subtype /Type3 /Encoding << /Differences [65 /g1 /g2 /g3] >> >>", "BT /F 10 Tf (ABCABC) Tj ET"), "fonts do not tell"},
		"too many pages":        {pdfPages("", helvetica, many...), "more than 400 pages"},
		"damaged":               {[]byte("%PDF-1.7\n1 0 obj << /Type"), "damaged"},
		"cut off":               {pdfPages("", helvetica, daily(1))[:60], "damaged"},
		"flate bomb":            {ofPage("/Filter /FlateDecode", zeros), "unpacks to more"},
		"packed twice":          {ofPage("/Filter [/FlateDecode /FlateDecode]", deflated([]byte(zeros))), "unpacks to more"},
		"filters":               {ofPage("/Filter ["+strings.Repeat("/FlateDecode ", 1000)+"]", "x"), "unpacks to more"},
		"wide rows":             {ofPage("/Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 99999999999 >>", "x"), "unpacks to more"},
		"packed objects":        {ofPage("/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode", zeros), "unpacks to more"},
		"large table":           {[]byte("%PDF-1.7\n1 0 obj << /Type /XRef /Root 1 0 R /Size 99999999999 /W [0 0 0] /Index [0 99999999999] >> stream\nendstream endobj\nstartxref\n9\n%%EOF\n"), "(a scan)"},
		"table in itself":       {[]byte("%PDF-1.7\nxref\n0 4000000000\n0 0 n\ntrailer << /Root 1 0 R /Prev 9 /Size 1 >>\nstartxref\n9\n%%EOF\n"), "(a scan)"},
		"tree of pages":         {pdfOf("", catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1 >>"), "more than 400 pages"},
		"length in itself":      {pdfOf("", catalog, tree, "<< /Type /Page /Contents 4 0 R >>", "<< /Length 4 0 R >>\nstream\nBT ET\nendstream"), "(a scan)"},
		"form in itself":        {ofPage("/Subtype /Form", "/X Do /X Do /X Do /X Do"), "(a scan)"},
		"deep lists":            {ofPage("", strings.Repeat("[", 4<<20)), "(a scan)"},
		"deep objects":          {pdfOf("", catalog, strings.Repeat("[", 1<<20)), "damaged"},
		"endless string":        {ofPage("", "("+strings.Repeat("(", 4<<20)), "(a scan)"},
		"huge object":           {pdfOf("", catalog, "["+strings.Repeat("1 ", 3<<20)+"]"), "unpacks to more"},
		"table again and again": {ofFont("/F 5 0 R", "BT /F 10 Tf (ab) Tj ET", "<< /Subtype /Type0 /ToUnicode 6 0 R >>", stream("/Filter /FlateDecode", ranges)), "takes too long"},
		"widths again and again": {ofFont("/F 5 0 R", "BT /F 10 Tf (ab) Tj ET",
			"<< /Subtype /Type0 /Encoding /UniGB-UCS2-H /DescendantFonts [<< /W 6 0 R >>] >>", "["+strings.Repeat("0 65536 1 ", 20_000)+"]"), "takes too long"},
		"many operations": {ofPage("/Filter /FlateDecode", deflated([]byte(strings.Repeat("q ", 5<<20)))), "takes too long"},
	}
}

// TestPDFFaults: each has its reason, and costs no more than so much memory.
func TestPDFFaults(t *testing.T) {
	const most = 600 << 20 // asked for in all, of which little is held at a time
	for name, fault := range pdfFaults() {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			doc, err := attach(t.Context(), "a.pdf", fault.raw)
			runtime.ReadMemStats(&after)
			if message := claims.ErrorMessage(err); !strings.Contains(message, fault.says) || doc.Article.Text != "" {
				t.Errorf("%q, %v", message, err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > most {
				t.Errorf("%d MB were asked for", used>>20)
			}
		})
	}
}

func TestPDFStops(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for item, err := range articles.New(articles.Options{}).Attachment(ctx, "a.pdf", "", pdfPages("", helvetica, daily(1)), claims.Given{}) {
		if err == nil || item.Document.Article.Text != "" {
			t.Errorf("%q, %v", item.Document.Article.Text, err)
		}
	}
}

// FuzzPDF: whatever the bytes, there is an article of valid, bounded text, or a
// sentence for a person.
func FuzzPDF(f *testing.F) {
	f.Add(pdfPages("", helvetica, daily(1)))
	f.Add([]byte("%PDF-1.7\n1 0 obj << /Kids [1 0 R] /Pages 1 0 R /Contents 2 0 R >> 2 0 obj << /Length 9 >> stream\nBT (a) Tj ET endstream trailer << /Root 1 0 R >>"))
	f.Fuzz(func(t *testing.T, in []byte) {
		doc, err := attach(t.Context(), "a.pdf", append([]byte("%PDF-1.7\n"), in...))
		checkForm(t, doc, err)
	})
}

// FuzzPDFPage: whatever the instructions of a page and the table of its font.
func FuzzPDFPage(f *testing.F) {
	f.Add(daily(1), "1 beginbfchar <41> <0042> endbfchar")
	f.Add("BT /F 9 Tf [(a) -300 <62>] TJ <<", "2 beginbfrange <00> <ff> <0041> <01> <02> [<0041>] endbfrange")
	f.Fuzz(func(t *testing.T, page, table string) {
		raw := pdfOf("", "<< /Pages 2 0 R >>", "<< /Kids [3 0 R] >>", "<< /Type /Page /Contents 4 0 R /Resources << /Font << /F 5 0 R >> /XObject << /X 4 0 R >> >> >>",
			stream("/Subtype /Form", page), "<< /Subtype /Type1 /ToUnicode 6 0 R >>", stream("", table))
		doc, err := attach(t.Context(), "a.pdf", raw)
		checkForm(t, doc, err)
	})
}

func checkForm(t *testing.T, doc claims.Document, err error) {
	t.Helper()
	const most = 10 << 20
	a := doc.Article
	switch {
	case err != nil && (claims.ErrorMessage(err) == "" || a.Text != ""):
		t.Errorf("no sentence for a person, or text beside it: %v", err)
	case err == nil && (a.Validate() != nil || len(a.Text) > most || !utf8.ValidString(a.Text+a.Title+a.Author)):
		t.Errorf("%d bytes of text, title %q, author %q: %v", len(a.Text), a.Title, a.Author, a.Validate())
	}
}
