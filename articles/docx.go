package articles

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"io"
	"path"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of an office document. One of a thousand pages has about 10 MB of
// mark-up; what unpacks to more was made to.
const (
	maxDocxFiles    = 5_000
	maxDocxUnpacked = 64 << 20
	maxDocxText     = 8 << 20
)

// parseDocx reads a Word document (Office Open XML). A first paragraph in the
// style of a title is the title, else the first heading, else what the
// document's properties say; what was struck out under tracked changes is not
// read, what was put in is.
func parseDocx(ctx context.Context, raw []byte, what string, now time.Time) (page, error) {
	return unbroken(func() (page, error) { return readDocx(ctx, raw, what, now) })
}

func readDocx(ctx context.Context, raw []byte, what string, now time.Time) (page, error) {
	files, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return page{}, damagedDocx(what, err)
	}
	if len(files.File) > maxDocxFiles {
		return page{}, bombError(what)
	}
	z := &zipped{stop: ctx.Err, files: files, left: maxDocxUnpacked}
	main, err := z.mainPart()
	if err != nil {
		return page{}, docxError(what, err)
	}
	body, err := z.open(main)
	if err != nil {
		return page{}, docxError(what, err)
	}
	d, err := readDocxBody(body)
	if err != nil {
		return page{}, docxError(what, err)
	}
	props := z.properties()
	p := assemble(splitParagraphs(normalise(strings.Join(d.paragraphs, "\n\n"))), firstOf(d.title, props.title))
	if p.Author == "" {
		p.Author = props.author
	}
	p.takeTimes(props.created, props.modified, now)
	if strings.TrimSpace(p.Text) == "" {
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a Word document without text; paste the text of the article instead.", what)
	}
	return p, nil
}

// zipped are the files of a ZIP, of which no more is unpacked than left.
type zipped struct {
	stop  func() error // why, when it is to
	files *zip.Reader
	left  int64
}

var (
	errBomb     = errors.New("unpacks to more than is read")
	errNotWord  = errors.New("no Word document")
	errMacro    = errors.New("another office document")
	errDeepXML  = errors.New("mark-up is nested too deeply")
	errLongText = errors.New("too much text")
)

// mainPart names the part that holds the text.
func (z *zipped) mainPart() (string, error) {
	other := false
	for _, f := range z.files.File {
		switch name := path.Clean(f.Name); name {
		case "word/document.xml", "word/document2.xml":
			return f.Name, nil
		case "content.xml", "xl/workbook.xml", "ppt/presentation.xml":
			other = true
		}
	}
	if other {
		return "", errMacro
	}
	return "", errNotWord
}

// open unpacks a part as it is read.
func (z *zipped) open(name string) (io.Reader, error) {
	f, err := z.files.Open(name)
	if err != nil {
		return nil, err
	}
	return &bounded{z.stop, f, &z.left}, nil
}

// bounded ends in errBomb when nothing is left.
type bounded struct {
	stop func() error
	from io.Reader
	left *int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if *b.left <= 0 {
		return 0, errBomb
	}
	if err := b.stop(); err != nil {
		return 0, err
	}
	n, err := b.from.Read(p[:min(int64(len(p)), *b.left)])
	*b.left -= int64(n)
	return n, err
}

func docxError(what string, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, errBomb), errors.Is(err, errDeepXML), errors.Is(err, errLongText):
		return bombError(what)
	case errors.Is(err, errNotWord):
		return claims.Errorf(claims.EUnsupported, "%s is a ZIP and no Word document; unpack it, and load the articles in it.", what)
	case errors.Is(err, errMacro):
		return claims.Errorf(claims.EUnsupported, "%s is an office document of a kind that is not read; save it as .docx or .pdf, or paste the text of the article.", what)
	}
	return damagedDocx(what, err)
}

func bombError(what string) error {
	return claims.Errorf(claims.EUnreadable, "%s unpacks to more than an article could hold, so it is not read; paste the text of the article instead.", what)
}

func damagedDocx(what string, err error) error {
	return claims.WrapErrorf(claims.EUnreadable, err, "%s is a damaged Word document; open it, save it anew, and load that.", what)
}
