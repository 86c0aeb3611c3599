package articles

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/ledongthuc/pdf"

	"github.com/claimbot/claimbot/claims"
)

// Bounds of a PDF.
const (
	maxPDFPages = 400
	pdfWithin   = 20 * time.Second
)

// parsePDF reads the text of a PDF in its reading order. Running heads and page
// numbers go, words parted at line ends are joined. The title is what the
// document says it is, else what stands largest on its first page. A parser of
// PDF can be led around in circles or into large numbers: it is given the
// document anew (pdf_index.go), a time, and a number of bytes that it may ask
// for and that streams may unpack to (pdf_bounds.go).
func parsePDF(ctx context.Context, raw []byte, what string, now time.Time) (page, error) {
	ctx, cancel := context.WithTimeout(ctx, pdfWithin)
	defer cancel()
	d, err := readPDF(ctx, raw)
	if err != nil {
		return page{}, pdfError(what, err)
	}
	return d.page(what, now)
}

var (
	errEncrypted = errors.New("encrypted")
	errPages     = errors.New("too many pages")
	errBudget    = errors.New("more work than is done for one document")
	errPDF       = errors.New("no PDF")
)

// wholePDF gives the document from its first byte on, as a form that the
// library takes: a later version differs in nothing that is read.
func wholePDF(ctx context.Context, raw []byte) ([]byte, error) {
	const within = 1024 // mail and servers put lines before it
	at := bytes.Index(raw[:min(len(raw), within)], []byte("%PDF-"))
	if at < 0 || len(raw) < at+16 {
		return nil, errPDF
	}
	whole, err := rebuiltPDF(ctx, raw[at:])
	if err == nil {
		copy(whole, "%PDF-1.7\n")
	}
	return whole, err
}

// pdfDocument is what is read of one.
type pdfDocument struct {
	title, author     string
	created, modified claims.Time
	pages             [][]pdfLine
}

func readPDF(ctx context.Context, raw []byte) (d pdfDocument, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			d = pdfDocument{}
			if err, _ = broken.(error); err == nil || !errors.Is(err, errBudget) && !errors.Is(err, errBomb) {
				err = fmt.Errorf("panic: %v", broken)
			}
		}
		if ctx.Err() != nil {
			err = errors.Join(errBudget, context.Cause(ctx))
		}
	}()
	whole, err := wholePDF(ctx, raw)
	if err != nil {
		return d, err
	}
	r, err := pdf.NewReader(newMetered(ctx, whole), int64(len(whole)))
	if err != nil {
		return d, err
	}
	pages, err := pdfPages(r.Trailer().Key("Root").Key("Pages"))
	if err != nil {
		return d, err
	}
	d.readInfo(r.Trailer().Key("Info"))
	streams := &pdfStreams{left: maxPDFAll}
	fonts := &pdfFonts{met: map[string]*pdfFont{}, streams: streams}
	for _, p := range pages {
		pieces, err := readPDFPage(ctx, p, fonts, streams)
		if err != nil {
			return d, err
		}
		d.pages = append(d.pages, pdfLines(pieces))
	}
	return d, nil
}

// page makes an article of the lines of a document.
func (d pdfDocument) page(what string, now time.Time) (page, error) {
	letters, others := d.count()
	switch {
	case letters+others == 0:
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF of pictures of pages, without text in it (a scan); run a text recognition (OCR) over it, or paste the text of the article.", what)
	case others*5 > letters:
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF whose fonts do not tell which letters they show; open it and copy the text, or paste it from elsewhere.", what)
	}
	dropRunning(d.pages)
	for n, lines := range d.pages {
		d.pages[n] = inColumns(lines)
	}
	headline, paragraphs := pdfParagraphs(d.pages)
	title := d.title
	if title == "" || headline != "" && strings.HasPrefix(title, headline) { // what follows it there names the outlet
		title = headline
	}
	if headline != "" && !sameTitle(headline, title) { // it says something else than the title
		paragraphs = append([]string{headline}, paragraphs...)
	}
	p := assemble(splitParagraphs(normalise(strings.Join(paragraphs, "\n\n"))), title)
	if p.Author == "" {
		p.Author = d.author
	}
	p.takeTimes(d.created, d.modified, now)
	if strings.TrimSpace(p.Text) == "" {
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF in which no article text was found; paste the text of the article instead.", what)
	}
	return p, nil
}

// count counts letters, and what shows where none is told. Lines of which
// nothing can be read go.
func (d pdfDocument) count() (letters, others int) {
	for n, lines := range d.pages {
		for _, l := range lines {
			others += l.unread
			for _, r := range l.text {
				switch {
				case unicode.IsLetter(r) || unicode.IsDigit(r):
					letters++
				case unicode.In(r, unicode.Co, unicode.Cc):
					others++
				}
			}
		}
		d.pages[n] = slices.DeleteFunc(lines, func(l pdfLine) bool { return l.text == "" })
	}
	return letters, others
}

func sameTitle(a, b string) bool {
	plain := func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}
			return -1
		}, s)
	}
	return plain(a) == plain(b)
}

func pdfError(what string, err error) error {
	switch {
	case errors.Is(err, context.Canceled):
		return context.Canceled
	case errors.Is(err, errEncrypted):
		return claims.Errorf(claims.EUnreadable, "%s is an encrypted PDF; save it without a password (print it into a PDF), or paste the text of the article.", what)
	case errors.Is(err, errPages):
		return claims.Errorf(claims.EUnreadable, "%s is a PDF of more than %d pages; cut out the article, or paste its text.", what, maxPDFPages)
	case errors.Is(err, errBomb):
		return bombError(what)
	case errors.Is(err, errBudget):
		return claims.WrapErrorf(claims.EUnreadable, err, "%s is a PDF that takes too long to read; paste the text of the article instead.", what)
	}
	return claims.WrapErrorf(claims.EUnreadable, err, "%s is a PDF that is damaged or built in a way that cannot be read; print it into a new PDF, or paste the text of the article.", what)
}
