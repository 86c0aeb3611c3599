package articles

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/claimbot/claimbot/claims"
)

// decode gives plain text as UTF-8. What was fetched says by contentType what it
// is, or is told by its letters; a file says nothing and must be UTF-8.
func decode(raw []byte, contentType, what string) (string, error) {
	if contentType == "" && !isUTF16(raw) && !utf8.Valid(raw) {
		return "", encodingError(what)
	}
	return string(toUTF8(raw, headerCharset(contentType))), nil
}

// isStateful says whether a charset writes other letters in bytes that are
// valid UTF-8 too.
func isStateful(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "iso-2022-") || strings.HasPrefix(name, "utf-16") || name == "hz-gb-2312"
}

func encodingError(what string) error {
	return claims.Errorf(claims.EUnreadable, "%s is not valid UTF-8; save it as UTF-8 and load it again.", what)
}

func trimBOM(b []byte) []byte { return bytes.TrimPrefix(b, []byte("\ufeff")) }

func isUTF16(b []byte) bool {
	return bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
}
