package articles

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// maxXMLDepth is how deep mark-up of a document may be nested: tables in tables
// come to about 60.
const maxXMLDepth = 400

// docx is what is read of a document's body.
type docx struct {
	title      string // in the style of a title, or the first heading
	paragraphs []string
	styled     bool // title is in the style of one
	size       int
}

// docxParagraph is the paragraph that is being read.
type docxParagraph struct {
	text  strings.Builder
	style string
	list  bool
}

// readDocxBody reads the mark-up of the text, a piece at a time.
func readDocxBody(in io.Reader) (docx, error) {
	r := docxReader{xml: xml.NewDecoder(in)}
	r.xml.Strict = false
	for {
		token, err := r.xml.RawToken()
		switch {
		case errors.Is(err, io.EOF):
			r.endParagraph()
			return r.out, nil
		case err != nil:
			return r.out, err
		}
		switch t := token.(type) {
		case xml.StartElement:
			if r.depth++; r.depth > maxXMLDepth {
				return r.out, errDeepXML
			}
			r.begin(t)
		case xml.EndElement:
			r.depth--
			r.end(t.Name.Local)
		case xml.CharData:
			if r.inText && r.hidden == 0 {
				r.now.text.Write(t)
			}
		}
		if r.out.size+r.now.text.Len() > maxDocxText {
			return r.out, errLongText
		}
	}
}

type docxReader struct {
	xml    *xml.Decoder
	out    docx
	now    docxParagraph
	depth  int
	inText bool // within w:t
	hidden int  // within what is struck out, or stands beside the text
	cells  int  // of the row
}

// notText holds what is not part of the text: deletions, notes, fallbacks of
// drawings, instructions of fields.
func notText(name string) bool {
	switch name {
	case "del", "moveFrom", "footnote", "endnote", "Fallback", "instrText", "delText", "comment", "sectPr", "pict":
		return true
	}
	return false
}

func (r *docxReader) begin(t xml.StartElement) {
	switch name := t.Name.Local; {
	case notText(name):
		r.hidden++
	case name == "t":
		r.inText = true
	case name == "tab", name == "ptab":
		if r.hidden == 0 && r.now.text.Len() > 0 {
			r.now.text.WriteByte(' ')
		}
	case name == "br", name == "cr":
		if r.hidden == 0 {
			r.now.text.WriteByte('\n')
		}
	case name == "noBreakHyphen":
		r.now.text.WriteByte('-')
	case name == "pStyle":
		r.now.style = strings.ToLower(wordAttr(t, "val"))
	case name == "numPr":
		r.now.list = true
	case name == "tc":
		if r.cells++; r.cells > 1 && r.now.text.Len() > 0 {
			r.now.text.WriteString(" | ")
		}
	}
}

func (r *docxReader) end(name string) {
	switch {
	case notText(name):
		r.hidden = max(0, r.hidden-1)
	case name == "t":
		r.inText = false
	case name == "p" && r.cells == 0:
		r.endParagraph()
	case name == "p": // of a cell: its row is one line
		if r.now.text.Len() > 0 {
			r.now.text.WriteByte(' ')
		}
	case name == "tr":
		r.cells = 0
		r.endParagraph()
	}
}

func (r *docxReader) endParagraph() {
	words := strings.TrimSpace(strings.NewReplacer(" \n", "\n", "  | ", " | ").Replace(r.now.text.String()))
	style, list := r.now.style, r.now.list
	r.now = docxParagraph{}
	if words == "" {
		return
	}
	if list {
		words = "- " + words
	}
	r.out.size += len(words)
	titled := style == "title" && !r.out.styled
	headed := r.out.title == "" && len(r.out.paragraphs) == 0 && strings.HasPrefix(style, "heading")
	if titled || headed {
		r.out.title, r.out.styled = strings.ReplaceAll(words, "\n", " "), titled
		return
	}
	r.out.paragraphs = append(r.out.paragraphs, words)
}

func wordAttr(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// docxProperties are what a document says of itself.
type docxProperties struct {
	title, author     string
	created, modified claims.Time
}

// properties reads them; what cannot be read is not there.
func (z *zipped) properties() (p docxProperties) {
	in, err := z.open("docProps/core.xml")
	if err != nil {
		return p
	}
	var core struct {
		Title    string `xml:"title"`
		Creator  string `xml:"creator"`
		Created  string `xml:"created"`
		Modified string `xml:"modified"`
	}
	if xml.NewDecoder(io.LimitReader(in, 1<<20)).Decode(&core) != nil {
		return p
	}
	created, _ := claims.ParseTime(core.Created) // an absent time is no fault
	modified, _ := claims.ParseTime(core.Modified)
	return docxProperties{plausibleTitle(core.Title), plausibleAuthor(core.Creator), created, modified}
}
