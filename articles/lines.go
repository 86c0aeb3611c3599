package articles

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// ReadLines reads article lines as Read does, whatever they begin with. An
// empty stream holds none, which is no fault.
func (r *Reader) ReadLines(ctx context.Context, name string, in io.Reader) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		lines := bufio.NewReaderSize(in, sniffLength)
		if _, err := lines.Peek(1); errors.Is(err, io.EOF) {
			return
		}
		r.readLines(ctx, source{name: name, what: "The input", origin: claims.OriginFile}, lines, claims.Given{}, yield)
	}
}

// readLines reads one article object a line, and says whether to go on. The
// text is taken byte for byte. A bad line is reported by its number and the
// rest go on.
func (r *Reader) readLines(ctx context.Context, src source, in *bufio.Reader, given claims.Given, yield yielder) bool {
	lines := &lineReader{in: in, limit: r.maxBytes}
	single := given.ID != "" || given.URL != ""
	for line := lines.next(); !line.end; {
		following := line
		if single { // what is given for one article must not be said of two
			if following = lines.next(); !following.end {
				return yield(ingest.Item{Name: src.name}, severalError(src.name, given))
			}
		}
		item := ingest.Item{Name: fmt.Sprintf("%s line %d", src.name, line.number)}
		doc, err := readLine(line, src, given, r.maxBytes)
		if errors.Is(err, errStream) {
			return yield(item, readError(src, line.err))
		}
		item.Document = doc
		if !yield(item, err) || ctx.Err() != nil {
			return false
		}
		if !single {
			following = lines.next()
		}
		line = following
	}
	if lines.articles == 0 {
		return yield(ingest.Item{Name: src.name}, emptyError(src.what))
	}
	return true
}

// errStream says that a stream broke off: there is nothing to go on with.
var errStream = errors.New("the stream broke off")

func readLine(line articleLine, src source, given claims.Given, limit int64) (claims.Document, error) {
	switch {
	case line.err != nil:
		return claims.Document{}, errStream
	case line.tooLong:
		return claims.Document{}, tooLargeError("The line", 0, limit)
	case !utf8.Valid(line.text):
		return claims.Document{}, encodingError("The line")
	}
	var a claims.Article
	if err := json.Unmarshal(line.text, &a); err != nil {
		return claims.Document{}, lineError(err)
	}
	if strings.TrimSpace(a.Text) == "" {
		return claims.Document{}, claims.Errorf(claims.EUnreadable, "The line has no \"text\"; write one JSON object with the text of an article a line.")
	}
	for _, t := range []*claims.Time{&a.PublishedAt, &a.ModifiedAt} {
		parsed, err := claims.ParseTime(string(*t))
		if err != nil {
			return claims.Document{}, err
		}
		*t = parsed
	}
	if a.URL != "" && given.URL == "" {
		u, err := parseAddress(a.URL)
		if err != nil {
			return claims.Document{}, err
		}
		a.URL = canonicalURL(u)
	}
	a.SHA256, a.Revision, a.Path, a.Origin = "", "", "", src.origin // ours alone to say
	override(&a, given)
	if a.Language == "" {
		a.Language = language(a.Text)
	}
	a.Identify()
	return claims.Document{Article: a}, a.Validate()
}

func lineError(err error) error {
	if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && wrong.Field != "" {
		return claims.WrapErrorf(claims.EInvalid, err, "%q of this article line is a %s, not text; write it in quotation marks.", wrong.Field, wrong.Value)
	}
	return claims.WrapErrorf(claims.EInvalid, err, "This is not an article line; write one JSON object with a \"text\" a line.")
}

// articleLine is a line that is not blank. end says that there was none.
type articleLine struct {
	number  int
	text    []byte
	tooLong bool
	end     bool
	err     error // the stream broke off
}

// lineReader reads lines of at most limit bytes; longer ones are passed over
// without being kept.
type lineReader struct {
	in       *bufio.Reader
	limit    int64
	number   int
	articles int
	done     bool
}

func (l *lineReader) next() articleLine {
	for !l.done {
		line := l.line()
		if l.number == 1 {
			line.text = trimBOM(line.text)
		}
		if line.err == nil && !line.tooLong && len(bytes.TrimSpace(line.text)) == 0 {
			continue
		}
		l.articles++
		return line
	}
	return articleLine{end: true}
}

func (l *lineReader) line() articleLine {
	l.number++
	line := articleLine{number: l.number}
	for {
		piece, err := l.in.ReadSlice('\n')
		if int64(len(line.text)+len(piece)) > l.limit {
			line.tooLong, line.text = true, nil
		}
		if !line.tooLong {
			line.text = append(line.text, piece...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err == nil:
			return line
		case !errors.Is(err, io.EOF):
			line.err = err
		}
		l.done = true
		return line
	}
}
