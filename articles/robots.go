package articles

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// robotName is what robots.txt files call this program.
const robotName = "claimbot"

// maxRobots is how much of a robots.txt is read: what RFC 9309 says that at
// least must be.
const maxRobots = 500 << 10

// robots are the rules of a robots.txt (RFC 9309) that hold for this program.
// The zero value allows everything.
type robots struct {
	rules []robotRule
	delay time.Duration // between two requests, as the file asks for
}

// robotRule allows or disallows the paths that a pattern fits.
type robotRule struct {
	allow   bool
	pattern string // normal form; '*' is any text, '$' at the end is the end
}

// parseRobots reads a robots.txt: the groups that name this program together,
// else those for all. What it does not know it passes over.
func parseRobots(raw []byte) robots {
	raw = raw[:min(len(raw), maxRobots)]
	var own, all robots
	named, forOwn, forAll, listing := false, false, false, false
	for line := range strings.FieldsFuncSeq(string(trimBOM(raw)), func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value := robotLine(line)
		switch key {
		case "user-agent":
			if !listing {
				forOwn, forAll, listing = false, false, true
			}
			forOwn = forOwn || isRobotName(value)
			forAll = forAll || value == "*"
			named = named || forOwn
		case "allow", "disallow", "crawl-delay":
			listing = false
			if forOwn {
				own.add(key, value)
			}
			if forAll {
				all.add(key, value)
			}
		}
	}
	if named {
		return own
	}
	return all
}

// robotLine cuts a line into its key, in small letters, and its value.
func robotLine(line string) (key, value string) {
	line, _, _ = strings.Cut(line, "#")
	key, value, _ = strings.Cut(line, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value)
}

// isRobotName says whether a group is this program's: by its name, whatever
// version follows.
func isRobotName(value string) bool {
	end := strings.IndexFunc(value, func(r rune) bool { return !isWordByte(r) && r != '-' })
	if end >= 0 {
		value = value[:end]
	}
	return strings.EqualFold(value, robotName)
}

func (r *robots) add(key, value string) {
	switch {
	case key == "crawl-delay":
		if s, err := strconv.ParseFloat(value, 64); err == nil && s > 0 {
			r.delay = max(r.delay, time.Duration(min(s, maxCrawlDelay.Seconds())*float64(time.Second)))
		}
	case value != "":
		last := len(value) - 1
		value = strings.ReplaceAll(value[:last], "$", "%24") + value[last:]
		r.rules = append(r.rules, robotRule{allow: key == "allow", pattern: normalPath(value)})
	}
}

// robotMarks stand for themselves in paths, and for more in patterns.
var robotMarks = strings.NewReplacer("*", "%2A", "$", "%24")

// allows says whether the page at u may be read: the longest pattern that fits
// decides, and of equal ones the one that allows.
func (r robots) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = normalPath(robotMarks.Replace(path))
	longest, allowed := -1, true
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if (n > longest || n == longest && rule.allow) && fitsPattern(rule.pattern, path) {
			longest, allowed = n, rule.allow
		}
	}
	return allowed
}

// weight is about how many bytes the rules take.
func (r robots) weight() int {
	n := 0
	for _, rule := range r.rules {
		n += len(rule.pattern) + 24
	}
	return n
}

// fitsPattern says whether a path begins as the pattern has it. It looks at
// each byte of the path about once for each part of the pattern at most.
func fitsPattern(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	first, rest, starred := strings.Cut(pattern, "*")
	path, ok := strings.CutPrefix(path, first)
	if !ok || !starred {
		return ok && (!anchored || path == "")
	}
	for {
		part, more, starred := strings.Cut(rest, "*")
		if !starred && anchored {
			return strings.HasSuffix(path, part)
		}
		at := strings.Index(path, part)
		if at < 0 {
			return false
		}
		if !starred {
			return true
		}
		path, rest = path[at+len(part):], more
	}
}

// normalPath writes a path so that two that mean the same are the same: what
// needs no escape has none, what is beyond ASCII has one, in capitals.
func normalPath(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c, escaped := s[i], false
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				c, escaped = byte(n), true
				i += 2
			}
		}
		plain := c < utf8.RuneSelf && (isWordByte(rune(c)) || strings.IndexByte("-.~", c) >= 0)
		switch {
		case plain, !escaped && c < utf8.RuneSelf:
			b.WriteByte(c)
		default:
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
