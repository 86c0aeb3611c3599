package articles

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
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
// PDF can be led around in circles or into large numbers: it has a time, a
// number of bytes that it may ask for, and streams that are measured before
// they are unpacked.
func parsePDF(ctx context.Context, raw []byte, what string) (page, error) {
	ctx, cancel := context.WithTimeout(ctx, pdfWithin)
	defer cancel()
	raw, err := wholePDF(raw)
	if err != nil {
		return page{}, pdfError(what, err)
	}
	d, err := readPDF(ctx, raw)
	if err != nil {
		return page{}, pdfError(what, err)
	}
	return d.page(what)
}

var (
	errEncrypted = errors.New("encrypted")
	errPages     = errors.New("too many pages")
	errBudget    = errors.New("more work than is done for one document")
	errPDF       = errors.New("no PDF")
)

// wholePDF gives the document from its first byte on, as a form that the
// library takes: a later version differs in nothing that is read.
func wholePDF(raw []byte) ([]byte, error) {
	const within = 1024 // mail and servers put lines before it
	at := bytes.Index(raw[:min(len(raw), within)], []byte("%PDF-"))
	if at < 0 || len(raw) < at+16 {
		return nil, errPDF
	}
	raw = bytes.Clone(raw[at:])
	end := bytes.LastIndex(raw, []byte("%%EOF"))
	if end < 0 {
		return nil, errPDF
	}
	raw = append(raw[:end], "%%EOF\n"...) // what is appended behind it is none of it
	copy(raw, "%PDF-1.7\n")
	return raw, nil
}

// pdfDocument is what is read of one.
type pdfDocument struct {
	title, author string
	pages         [][]pdfLine
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
	if err := measureStreams(ctx, raw); err != nil {
		return d, err
	}
	file := &metered{ctx: ctx, from: bytes.NewReader(raw), left: 64<<20 + 40*int64(len(raw))}
	r, err := pdf.NewReader(file, int64(len(raw)))
	if err != nil {
		if errors.Is(err, pdf.ErrInvalidPassword) {
			err = errEncrypted
		}
		return d, err
	}
	if r.Trailer().Key("Encrypt").Kind() != pdf.Null {
		return d, errEncrypted
	}
	if r.NumPage() > maxPDFPages {
		return d, errPages
	}
	info := r.Trailer().Key("Info")
	d.title, d.author = plausibleTitle(info.Key("Title").Text()), plausibleAuthor(info.Key("Author").Text())
	fonts := pdfFonts{}
	for n := 1; n <= r.NumPage(); n++ {
		pieces, err := readPDFPage(ctx, r.Page(n), fonts)
		if err != nil {
			return d, err
		}
		d.pages = append(d.pages, pdfLines(pieces))
	}
	return d, nil
}

// page makes an article of the lines of a document.
func (d pdfDocument) page(what string) (page, error) {
	dropRunning(d.pages)
	letters, others := 0, 0
	for _, lines := range d.pages {
		for _, l := range lines {
			for _, r := range l.text {
				switch {
				case unicode.IsLetter(r) || unicode.IsDigit(r):
					letters++
				case r == unicode.ReplacementChar || unicode.In(r, unicode.Co, unicode.Cc):
					others++
				}
			}
		}
	}
	switch {
	case letters+others == 0:
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF of pictures of pages, without text in it (a scan); run a text recognition (OCR) over it, or paste the text of the article.", what)
	case others*5 > letters:
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF whose fonts do not tell which letters they show; open it and copy the text, or paste it from elsewhere.", what)
	}
	headline, paragraphs := pdfParagraphs(d.pages)
	title := d.title
	if title == "" {
		title = headline
	}
	if headline != "" && !sameTitle(headline, title) { // it says something else than the title
		paragraphs = append([]string{headline}, paragraphs...)
	}
	p := assemble(splitParagraphs(normalise(strings.Join(paragraphs, "\n\n"))), title)
	if p.Author == "" {
		p.Author = d.author
	}
	if strings.TrimSpace(p.Text) == "" {
		return page{}, claims.Errorf(claims.EUnreadable, "%s is a PDF in which no article text was found; paste the text of the article instead.", what)
	}
	return p, nil
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

// notTitles are what programs put where the title belongs.
var notTitles = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(?:untitled.*|microsoft (?:word|powerpoint|excel)\b.*|powerpoint presentation|document\d*|slide \d+|page \d+|print|\(anonymous\)|about:blank|https?://.*|.*\.(?:docx?|pdf|indd|qxd|rtf|odt|html?|xlsx?|pptx?|tmp|eps|ai|pub))$`)
})

// plausibleTitle gives a title that a document says it has, "" if a program
// made it up.
func plausibleTitle(s string) string {
	s = oneLine(s)
	if len(s) < 4 || len(s) > 300 || !strings.ContainsFunc(s, unicode.IsLetter) || notTitles().MatchString(s) {
		return ""
	}
	return s
}

// plausibleAuthor gives a person's name, "" for the name of an account.
func plausibleAuthor(s string) string {
	s = oneLine(s)
	if len(s) < 4 || len(s) > 120 || !strings.Contains(s, " ") || strings.ContainsAny(s, "@\\/<>{}_") || strings.ContainsFunc(s, unicode.IsDigit) {
		return ""
	}
	switch strings.ToLower(s) {
	case "microsoft office user", "windows user", "default user", "local administrator":
		return ""
	}
	return s
}
