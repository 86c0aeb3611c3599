package config

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/url"
	"strings"
)

// DSN says where the database is: a file's path, or a postgres:// URL, whose
// password and parameters are never printed.
type DSN struct{ secret Secret }

// errDSN never holds the value, which may hold a password.
var errDSN = errors.New("not a file's path and not postgres://user:password@host/database")

// ParseDSN takes a file's path or a postgres:// (or postgresql://) URL.
func ParseDSN(s string) (DSN, error) {
	switch scheme, _, isURL := strings.Cut(s, "://"); {
	case isURL && isPostgres(scheme):
		if u, err := url.Parse(s); err != nil || u.Host == "" && u.Query().Get("host") == "" {
			return DSN{}, errDSN
		}
	case isURL, strings.TrimSpace(s) == "", strings.ContainsAny(s, "\x00\n\r"), looksLikeServer(s):
		return DSN{}, errDSN
	}
	return DSN{NewSecret(s)}, nil
}

func isPostgres(scheme string) bool {
	return strings.EqualFold(scheme, "postgres") || strings.EqualFold(scheme, "postgresql")
}

// looksLikeServer says whether s is a server's address in a form that is not
// taken: key=value pairs, or a URL without its slashes. As a path it would put
// a password into a file's name.
func looksLikeServer(s string) bool {
	lower := strings.ToLower(s)
	return strings.Contains(lower, "password=") || strings.HasPrefix(lower, "postgres:") || strings.HasPrefix(lower, "postgresql:")
}

// Reveal gives the whole address, for the one call that opens the database.
func (d DSN) Reveal() string { return d.secret.Reveal() }

// redacted shows a path as it is, and of a URL the user, host and database.
func (d DSN) redacted() string {
	s := d.Reveal()
	if !strings.Contains(s, "://") {
		return s
	}
	u, err := url.Parse(s)
	if err != nil {
		return "postgres://" + hidden
	}
	shown := u.Scheme + "://"
	if u.User != nil {
		shown += u.User.Username() + ":" + hidden + "@"
	}
	return shown + u.Host + u.Path
}

// String gives the address without its password.
func (d DSN) String() string { return d.redacted() }

// Format prints the address without its password, whatever the verb.
func (d DSN) Format(f fmt.State, verb rune) {
	if verb == 'q' {
		fmt.Fprintf(f, "%q", d.redacted())
		return
	}
	io.WriteString(f, d.redacted()) //nolint:errcheck // fmt.State never fails
}

// LogValue logs the address without its password.
func (d DSN) LogValue() slog.Value { return slog.StringValue(d.redacted()) }

// MarshalText writes the address without its password, in JSON too.
func (d DSN) MarshalText() ([]byte, error) { return []byte(d.redacted()), nil }

// UnmarshalText is ParseDSN, for the environment and for flags.
func (d *DSN) UnmarshalText(text []byte) error {
	parsed, err := ParseDSN(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
