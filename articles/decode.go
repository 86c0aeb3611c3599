package articles

import (
	"bytes"
	"mime"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"github.com/claimbot/claimbot/claims"
)

// decode gives plain text as UTF-8. A byte-order mark tells its encoding, else
// the charset of contentType does; a file says nothing and must be UTF-8.
func decode(raw []byte, contentType, what string) (string, error) {
	if isUTF16(raw) {
		decoded, err := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(raw)
		if err != nil {
			return "", encodingError(what)
		}
		return string(decoded), nil
	}
	raw = trimBOM(raw)
	_, params, err := mime.ParseMediaType(contentType)
	named := err == nil && params["charset"] != "" && !strings.EqualFold(params["charset"], "utf-8")
	switch {
	case utf8.Valid(raw) && (!named || !isStateful(params["charset"])):
		return string(raw), nil
	case contentType == "":
		return "", encodingError(what)
	}
	encoding, _, _ := charset.DetermineEncoding(raw, contentType)
	decoded, err := encoding.NewDecoder().Bytes(raw)
	if err != nil {
		return "", encodingError(what)
	}
	return string(decoded), nil
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
