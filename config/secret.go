package config

import (
	"fmt"
	"io"
	"log/slog"
)

// hidden stands for what must not be shown.
const hidden = "***"

// Secret holds a word that is never printed: every verb of fmt, JSON and slog
// show ***, and nothing for an empty one. The word sits behind a pointer, so
// that fmt, which walks unexported fields without asking their methods, meets
// an address there.
type Secret struct{ word *string }

// NewSecret makes a Secret of a word.
func NewSecret(word string) Secret { return Secret{&word} }

// Reveal gives the word itself, for the one call that needs it.
func (s Secret) Reveal() string {
	if s.word == nil {
		return ""
	}
	return *s.word
}

func (s Secret) redacted() string {
	if s.Reveal() == "" {
		return ""
	}
	return hidden
}

// String gives *** or, for an empty Secret, nothing.
func (s Secret) String() string { return s.redacted() }

// Format prints *** whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { io.WriteString(f, s.redacted()) } //nolint:errcheck // fmt.State never fails

// LogValue logs ***.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.redacted()) }

// MarshalText writes ***, in JSON too.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.redacted()), nil }

// UnmarshalText takes any word.
func (s *Secret) UnmarshalText(text []byte) error {
	*s = NewSecret(string(text))
	return nil
}
