package articles

import (
	"bufio"
	"bytes"
	"context"
	"iter"
	"mime"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// Fetch reads a web page through the guarded client. Whatever url is, nothing
// on this machine is opened.
func (r *Reader) Fetch(ctx context.Context, url string, given claims.Given) (claims.Document, error) {
	given, err := checkGiven(given)
	if err != nil {
		return claims.Document{}, err
	}
	return r.fetch(ctx, url, given)
}

// Paste reads text that a person typed or pasted, as a text file is read.
func (r *Reader) Paste(text string, given claims.Given) (claims.Document, error) {
	return r.handed(context.Background(), source{name: "the pasted text", what: "The pasted text", form: plainForm}, []byte(text), given)
}

// Attachment reads what a member handed over: text, Markdown, a saved page, a PDF,
// a Word document, or article lines. Its origin is [claims.OriginPasted], for nobody has checked it
// against the page that it says it is of. Packed ones are refused: what is
// small to send would be large to read.
func (r *Reader) Attachment(ctx context.Context, name, mediaType string, data []byte, given claims.Given) iter.Seq2[ingest.Item, error] {
	return func(yield func(ingest.Item, error) bool) {
		src := source{name: name, what: "The attachment", form: formOfAttachment(name, mediaType), origin: claims.OriginPasted}
		given, err := checkGiven(given)
		if err == nil {
			src.form, err = formOf(src.form, data[:min(len(data), sniffLength)], src.what)
		}
		switch {
		case err != nil:
			yield(ingest.Item{Name: name}, err)
		case ctx.Err() != nil:
			yield(ingest.Item{Name: name}, ctx.Err())
		case src.form == linesForm:
			r.readLines(ctx, src, bufio.NewReaderSize(bytes.NewReader(data), sniffLength), given, yield)
		default:
			doc, err := r.handed(ctx, src, data, given)
			yield(ingest.Item{Name: name, Document: doc}, err)
		}
	}
}

// handed reads one document that is there as a whole.
func (r *Reader) handed(ctx context.Context, src source, data []byte, given claims.Given) (claims.Document, error) {
	given, err := checkGiven(given)
	if err != nil {
		return claims.Document{}, err
	}
	src.origin, src.size = claims.OriginPasted, int64(len(data))
	if src.form, err = formOf(src.form, data[:min(len(data), sniffLength)], src.what); err != nil {
		return claims.Document{}, err
	}
	return r.readDocument(ctx, src, bytes.NewReader(data), given)
}

// formOfAttachment tells a form by the name, else by the type that was sent
// along: a message that is too long for one becomes a file without a good name.
func formOfAttachment(name, mediaType string) form {
	if f := formOfName(name); f != unknownForm {
		return f
	}
	media, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		media = strings.ToLower(mediaType)
	}
	switch media {
	case "text/html", "application/xhtml+xml":
		return htmlForm
	case "text/markdown", "text/x-markdown":
		return markdownForm
	case "application/jsonl", "application/x-ndjson", "application/x-jsonlines":
		return linesForm
	case "text/plain":
		return plainForm
	case pdfType:
		return pdfForm
	case docxType:
		return docxForm
	}
	return unknownForm
}
