package articles

import (
	"mime"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
)

var xmlEncoding = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']`)
})

// decodeFeed gives a feed as UTF-8, from its first mark-up on. A byte-order
// mark tells its encoding; what is valid UTF-8 is that, whatever it says; else
// the XML declaration is believed before the header.
func decodeFeed(raw []byte, contentType string) string {
	var declared, header string
	if m := xmlEncoding().FindSubmatch(raw[:min(len(raw), sniffLength)]); m != nil {
		declared = string(m[1])
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		header = params["charset"]
	}
	text := string(trimBOM(raw))
	switch e := namedEncoding(declared, header); {
	case isUTF16(raw):
		text, _ = decode(raw, "", "")
	case !utf8.Valid(raw) && e == nil:
		text = string(decodePage(raw, ""))
	case !utf8.Valid(raw), isStateful(declared), isStateful(header):
		if decoded, err := e.NewDecoder().Bytes(raw); err == nil {
			text = string(decoded)
		}
	}
	return strings.TrimSpace(strings.TrimPrefix(strings.ToValidUTF8(text, "\ufffd"), "\ufeff"))
}

// namedEncoding is the first encoding that is named, other than UTF-8.
func namedEncoding(names ...string) encoding.Encoding {
	for _, name := range names {
		if e, canonical := charset.Lookup(name); e != nil && canonical != "utf-8" {
			return e
		}
	}
	return nil
}
