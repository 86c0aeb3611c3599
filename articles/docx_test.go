package articles_test

import (
	"runtime"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
)

const docxCore = `<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:title>Document1</dc:title><dc:creator>Jane Doe</dc:creator><dcterms:created>2025-03-14T08:40:00Z</dcterms:created><dcterms:modified>2025-03-15T09:00:00Z</dcterms:modified></cp:coreProperties>`

func TestDocx(t *testing.T) {
	raw := docxOf(t, para("Title", "Four killed in Odesa strike")+
		para("Normal", "Four people were killed in a strike on the city, the governor said.")+
		`<w:p><w:r><w:t>The port was </w:t></w:r><w:del><w:r><w:delText>open</w:delText><w:t>open</w:t></w:r></w:del><w:ins><w:r><w:t>closed until noon</w:t></w:r></w:ins><w:r><w:footnoteReference w:id="1"/><w:t>, it was said.</w:t></w:r></w:p>`+
		`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:numPr/></w:pPr><w:r><w:t>Eleven were injured in the north.</w:t></w:r></w:p>`+
		`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Odesa</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>4 killed</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>Kherson</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>2 killed</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`+
		para("Normal", "Rescuers went on with their search at night."),
		"docProps/core.xml", docxCore, "word/footnotes.xml", "<w:footnotes><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>")
	doc, err := attach(t.Context(), "a.docx", raw)
	if err != nil {
		t.Fatal(err)
	}
	a := doc.Article
	if a.Title != "Four killed in Odesa strike" || a.Author != "Jane Doe" || a.PublishedAt != "" || a.ModifiedAt != "2025-03-15T09:00:00Z" {
		t.Errorf("title %q, author %q, published %q, modified %q", a.Title, a.Author, a.PublishedAt, a.ModifiedAt)
	}
	for _, want := range []string{"the governor said.\n\nThe port was closed until noon, it was said.", "- Eleven were injured", "Odesa | 4 killed", "Kherson | 2 killed", "search at night."} {
		if !strings.Contains(a.Text, want) {
			t.Errorf("%q is not in:\n%s", want, a.Text)
		}
	}
	if strings.Contains(a.Text, "open") || strings.Contains(a.Text, "A note") {
		t.Errorf("what was struck out or stands beside the text is in it:\n%s", a.Text)
	}
	if !strings.HasSuffix(doc.Capture.MediaType, "wordprocessingml.document") || string(doc.Capture.Raw) != string(raw) {
		t.Errorf("the capture is %s", doc.Capture.MediaType)
	}
}

func TestDocxFaults(t *testing.T) {
	const most = 400 << 20
	manyParts := make([]string, 0, 12_000)
	for range 6_000 {
		manyParts = append(manyParts, "a", "")
	}
	for name, fault := range map[string]struct {
		raw        []byte
		code, says string
	}{
		"bomb":       {docxOf(t, "<w:p>"+strings.Repeat(" ", 80<<20)+"</w:p>"), claims.EUnreadable, "unpacks to more"},
		"long text":  {docxOf(t, para("Normal", strings.Repeat("word ", 2<<20))), claims.EUnreadable, "unpacks to more"},
		"deep":       {docxOf(t, strings.Repeat("<a>", 1_000_000)), claims.EUnreadable, "unpacks to more"},
		"many files": {zipOf(t, manyParts...), claims.EUnreadable, "unpacks to more"},
		"sheet":      {zipOf(t, "xl/workbook.xml", "<x/>"), claims.EUnsupported, "of a kind that is not read"},
		"odt":        {zipOf(t, "mimetype", "application/vnd.oasis.opendocument.text", "content.xml", "<x/>"), claims.EUnsupported, "of a kind that is not read"},
		"zip":        {zipOf(t, "a.txt", "text"), claims.EUnsupported, "a ZIP and no Word document"},
		"password":   {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 EncryptedPackage"), claims.EUnreadable, "with a password"},
		"empty":      {docxOf(t, "<w:p/>"), claims.EUnreadable, "without text"},
		"cut off":    {docxOf(t, para("Normal", "Text."))[:120], claims.EUnreadable, "damaged"},
		"broken XML": {docxOf(t, "<w:p <"), claims.EUnreadable, "damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			doc, err := attach(t.Context(), "a.docx", fault.raw)
			runtime.ReadMemStats(&after)
			if message := claims.ErrorMessage(err); claims.ErrorCode(err) != fault.code || !strings.Contains(message, fault.says) || doc.Article.Text != "" {
				t.Errorf("%s: %q, %v", claims.ErrorCode(err), message, err)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > most {
				t.Errorf("%d MB were asked for", used>>20)
			}
		})
	}
}

// FuzzDOCX: whatever the mark-up of the text and of the properties.
func FuzzDOCX(f *testing.F) {
	f.Add(para("Title", "A")+para("Normal", "Text is here."), docxCore)
	f.Add("<w:tbl><w:tr><w:tc><w:del></w:tr><w:t>a</w:del></w:p></w:p>", "<a><created>x")
	f.Fuzz(func(t *testing.T, body, core string) {
		doc, err := attach(t.Context(), "a.docx", docxOf(t, body, "docProps/core.xml", core))
		checkForm(t, doc, err)
	})
}
