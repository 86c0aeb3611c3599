package articles

import (
	"bytes"
	"mime"
	"regexp"
	"sync"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

// toUTF8 gives text as UTF-8, without a byte-order mark. Such a mark tells its
// encoding; what is UTF-8, but for a few bytes, is that, whatever it is said to
// be; else the first name that says something other is believed; else it is
// told by how letters follow one another.
func toUTF8(raw []byte, declared ...string) []byte {
	if isUTF16(raw) {
		raw, _ = unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		return raw
	}
	raw = trimBOM(raw)
	named, name := namedEncoding(declared)
	switch {
	case utf8.Valid(raw) && !isStateful(name):
		return raw
	case !isStateful(name) && isMostlyUTF8(raw):
		return bytes.ToValidUTF8(raw, nil)
	case named == nil:
		named = guessEncoding(raw)
	}
	decoded, err := named.NewDecoder().Bytes(raw)
	if err != nil {
		decoded = raw
	}
	return trimBOM(bytes.ToValidUTF8(decoded, nil))
}

// namedEncoding is the first encoding that is named, other than UTF-8.
func namedEncoding(names []string) (encoding.Encoding, string) {
	for _, name := range names {
		if e, canonical := charset.Lookup(name); e != nil && canonical != "utf-8" && canonical != "replacement" {
			return e, canonical
		}
	}
	return nil, ""
}

// isMostlyUTF8 says whether letters beyond ASCII are UTF-8 but for a few, as
// where a text was cut off or put together.
func isMostlyUTF8(raw []byte) bool {
	letters, broken := 0, 0
	for len(raw) > 0 {
		r, size := utf8.DecodeRune(raw)
		switch {
		case r == utf8.RuneError && size <= 1:
			broken++
		case size > 1:
			letters++
		}
		raw = raw[size:]
	}
	return letters >= 20*broken
}

// guessEncoding tells an encoding by the words that are not ASCII, for mark-up
// says nothing of it.
func guessEncoding(raw []byte) encoding.Encoding {
	const sample, doubtful = 16_000, 10
	var words []byte
	for word := range bytes.FieldsFuncSeq(raw, isBetweenWords) {
		if len(words) >= sample {
			break
		}
		if bytes.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
			words = append(append(words, word[:min(len(word), sample)]...), ' ')
		}
	}
	if found, err := chardet.NewTextDetector().DetectBest(words); err == nil && found.Confidence >= doubtful {
		if e, name := charset.Lookup(found.Charset); e != nil && name != "utf-8" && !isStateful(name) {
			return e
		}
	}
	return charmap.Windows1252
}

// isBetweenWords names bytes that are in no letter of any encoding.
func isBetweenWords(r rune) bool {
	return r <= ' ' || r == '<' || r == '>' || r == '"' || r == '\'' || r == '=' || r == '&' || r == ';' || r == '/'
}

// headerCharset is the charset that a content type names.
func headerCharset(contentType string) string {
	_, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return ""
	}
	return params["charset"]
}

// declaredReach is how far into a document its own declaration is looked for.
const declaredReach = 8192

// metaCharset is the charset that a page names itself.
func metaCharset(raw []byte) string {
	if m := metaDeclaration().FindSubmatch(raw[:min(len(raw), declaredReach)]); m != nil {
		return string(m[1])
	}
	return xmlCharset(raw)
}

// xmlCharset is the charset that an XML declaration names.
func xmlCharset(raw []byte) string {
	if m := xmlDeclaration().FindSubmatch(raw[:min(len(raw), declaredReach)]); m != nil {
		return string(m[1])
	}
	return ""
}

var (
	metaDeclaration = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)<meta\s[^>]*?charset\s*=\s*["']?\s*([a-z0-9._:-]+)`)
	})
	xmlDeclaration = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
	})
)
