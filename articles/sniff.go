package articles

import (
	"bufio"
	"bytes"
	"net/http"
	"path/filepath"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// form is how an article is written down.
type form uint8

const (
	unknownForm form = iota
	plainForm
	markdownForm
	htmlForm
	linesForm // one article object a line
	pdfForm
	docxForm
)

// sniffLength is how many bytes tell a form.
const sniffLength = 4096

// maxUnpacked bounds what a packed file of article lines may unpack to.
const maxUnpacked = 2 << 30

const (
	pdfType  = "application/pdf"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// isText says whether a form is text, which nothing but its bytes tells.
func (f form) isText() bool { return f != pdfForm && f != docxForm }

func (f form) mediaType() string {
	switch f {
	case htmlForm:
		return "text/html"
	case markdownForm:
		return "text/markdown"
	case pdfForm:
		return pdfType
	case docxForm:
		return docxType
	}
	return "text/plain"
}

// formOfName tells a form by a file's extension.
func formOfName(name string) form {
	name = strings.TrimSuffix(strings.ToLower(name), ".gz")
	switch filepath.Ext(name) {
	case ".txt", ".text":
		return plainForm
	case ".md", ".markdown":
		return markdownForm
	case ".html", ".htm", ".xhtml":
		return htmlForm
	case ".jsonl", ".ndjson":
		return linesForm
	case ".pdf":
		return pdfForm
	case ".docx":
		return docxForm
	}
	return unknownForm
}

// formOf tells a form by the name, which the first bytes may gainsay: a PDF
// that is called .html is none, and a page saved as .txt is a page.
func formOf(byName form, head []byte, what string) (form, error) {
	if len(bytes.TrimSpace(trimBOM(head))) == 0 && len(head) < sniffLength {
		return byName, emptyError(what)
	}
	if f, ok := packedForm(head); ok {
		return f, nil
	}
	if kind := binaryKind(head); kind != "" {
		return byName, claims.Errorf(claims.EUnreadable, "%s is %s, not text; open it and paste the text of the article, or save it as .txt.", what, kind)
	}
	if !byName.isText() { // its bytes say something else
		byName = unknownForm
	}
	switch {
	case byName == linesForm || byName == unknownForm && (startsObject(head) || startsList(head)):
		return linesForm, linesFault(byName, head, what)
	case byName == plainForm && isPage(head):
		return htmlForm, nil
	case byName != unknownForm:
		return byName, nil
	case isHTML(head):
		return htmlForm, nil
	}
	return plainForm, nil
}

// packedForm tells the forms that are not text by their first bytes.
func packedForm(head []byte) (form, bool) {
	trimmed := bytes.TrimLeft(trimBOM(head), " \t\r\n")
	switch {
	case bytes.HasPrefix(trimmed, []byte("%PDF-")):
		return pdfForm, true
	case bytes.HasPrefix(trimmed, []byte("PK\x03\x04")):
		return docxForm, true
	}
	return unknownForm, false
}

func emptyError(what string) error {
	return claims.Errorf(claims.EUnreadable, "%s is empty; give one with the text of an article.", what)
}

// signatures are how files of other kinds begin.
var signatures = []struct{ begins, kind string }{
	{"%PDF-", "a PDF"},
	{"PK\x03\x04", "a ZIP or an office document"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document, or one with a password"},
	{`{\rtf`, "a rich-text document"},
	{"SQLite format 3\x00", "a database"},
	{"\x7fELF", "a program"},
	{"\x89PNG", "a picture"},
	{"GIF8", "a picture"},
	{"\xff\xd8\xff", "a picture"},
	{"\x1f\x8b", "packed (gzip)"},
	{"BZh", "packed (bzip2)"},
	{"\xfd7zXZ", "packed (xz)"},
	{"7z\xbc\xaf", "packed (7z)"},
	{"\x28\xb5\x2f\xfd", "packed (zstd)"},
}

// binaryKind says what head begins if that is not text, else "".
func binaryKind(head []byte) string {
	if isUTF16(head) {
		return ""
	}
	trimmed := bytes.TrimLeft(trimBOM(head), " \t\r\n")
	for _, s := range signatures {
		if bytes.HasPrefix(trimmed, []byte(s.begins)) {
			return s.kind
		}
	}
	if bytes.IndexByte(head, 0) >= 0 {
		return "binary data"
	}
	return ""
}

func isGzip(in *bufio.Reader) bool {
	head, err := in.Peek(2)
	return err == nil && head[0] == 0x1f && head[1] == 0x8b
}

// isPage says whether head can only be the beginning of a web page.
func isPage(head []byte) bool {
	head = bytes.ToLower(bytes.TrimSpace(trimBOM(head)))
	for _, begins := range []string{"<!doctype html", "<html"} {
		if bytes.HasPrefix(head, []byte(begins)) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<?xml")) && bytes.Contains(head, []byte("<html"))
}

// isHTML says whether head begins with some mark-up of pages.
func isHTML(head []byte) bool {
	return isPage(head) || strings.HasPrefix(http.DetectContentType(trimBOM(head)), "text/html")
}

// linesFault says what is wrong with JSON that is not written an object a line.
// One bad line among others is not its business.
func linesFault(byName form, head []byte, what string) error {
	first, rest, _ := bytes.Cut(bytes.TrimSpace(trimBOM(head)), []byte("\n"))
	first, rest = bytes.TrimSpace(first), bytes.TrimSpace(rest)
	switch {
	case startsList(head) && (byName == unknownForm || string(first) == "["):
		return claims.Errorf(claims.EInvalid, "%s is a JSON list; write one article object a line, without brackets around them and commas between them.", what)
	case string(first) == "{" && !bytes.HasPrefix(rest, []byte("{")):
		return claims.Errorf(claims.EInvalid, "%s holds a JSON object that is written over several lines; write one article object a line.", what)
	}
	return nil
}

// startsList says whether head begins with a list of JSON objects.
func startsList(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(trimBOM(head)), []byte("["))
	return ok && startsObject(rest)
}

// startsObject says whether head begins with a JSON object.
func startsObject(head []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimSpace(trimBOM(head)), []byte("{"))
	rest = bytes.TrimSpace(rest)
	return ok && (len(rest) == 0 || rest[0] == '"' || rest[0] == '}')
}
