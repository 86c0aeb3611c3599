package articles

import (
	"regexp"
	"strings"
	"sync"
)

// withoutEscapes drops the sequences by which terminals are told of colours,
// places, titles and links. What they stand around stays, and so does what
// stands after a sequence that was never ended.
func withoutEscapes(s string) string {
	if !strings.ContainsAny(s, "\x1b\u0090\u0098\u009b\u009d\u009e\u009f") {
		return s
	}
	return escapes().ReplaceAllString(s, "")
}

// escapes finds control sequences and control strings as ECMA-48 defines them,
// and the shorter ones in use. Those of one letter it leaves, but for what is
// not seen: the letter may as well begin a word.
var escapes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:\x1b\[|\x{9b})[0-?]*[ -/]*[@-~]` +
		`|(?:\x1b[PX\]^_]|[\x{90}\x{98}\x{9d}-\x{9f}])[^\x07\x1b\n\r\x{90}-\x{9f}]*(?:\x07|\x1b\\|\x{9c})` +
		`|\x1b[()*+][0-2AB]|\x1b#[0-9]|\x1b[0-9=>\\\[PX\]^_]`)
})
