package config

import (
	"errors"
	"math"

	"github.com/dustin/go-humanize"
)

// LogFormat is how log lines are written.
type LogFormat string

// The log formats.
const (
	LogText LogFormat = "text" // for people
	LogJSON LogFormat = "json" // for machines, one object a line
)

// UnmarshalText takes text or json.
func (f *LogFormat) UnmarshalText(text []byte) error {
	switch format := LogFormat(text); format {
	case LogText, LogJSON:
		*f = format
		return nil
	}
	return errors.New("neither text nor json")
}

// Size is a number of bytes. It is written with a unit, "10 MB" or "4 MiB";
// KB, MB and GB are powers of 1,000.
type Size int64

// UnmarshalText takes a number with or without a unit.
func (s *Size) UnmarshalText(text []byte) error {
	n, err := humanize.ParseBytes(string(text))
	switch {
	case err != nil:
		return err
	case n > math.MaxInt64:
		return errors.New("too large")
	}
	*s = Size(n)
	return nil
}

// String gives the size in the largest fitting unit.
func (s Size) String() string { return humanize.Bytes(uint64(max(s, 0))) }
