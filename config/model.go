package config

import (
	"errors"
	"fmt"
	"math"
	"net/url"
	"strconv"
	"strings"
)

// URL is the address of a server: http or https, with neither user name nor
// query, so that it may be shown; no slash at its end.
type URL string

// UnmarshalText takes an address.
func (u *URL) UnmarshalText(text []byte) error {
	s := strings.TrimRight(string(text), "/")
	parsed, err := url.Parse(s)
	switch {
	case err != nil:
		return errors.New("no address")
	case parsed.Scheme != "http" && parsed.Scheme != "https", parsed.Hostname() == "":
		return errors.New("neither http:// nor https://")
	case parsed.User != nil, parsed.RawQuery != "", parsed.Fragment != "":
		return errors.New("more than an address")
	}
	*u = URL(s)
	return nil
}

// Dollars is an amount of US dollars, or no limit.
type Dollars float64

// UnmarshalText takes an amount or the word unlimited.
func (d *Dollars) UnmarshalText(text []byte) error {
	if strings.EqualFold(string(text), "unlimited") {
		*d = Dollars(math.Inf(1))
		return nil
	}
	amount, err := parseAmount(string(text))
	*d = Dollars(amount)
	return err
}

// Unlimited says whether there is no limit.
func (d Dollars) Unlimited() bool { return math.IsInf(float64(d), 1) }

// String gives what UnmarshalText takes.
func (d Dollars) String() string {
	if d.Unlimited() {
		return "unlimited"
	}
	return strconv.FormatFloat(float64(d), 'f', -1, 64)
}

// MarshalText gives what UnmarshalText takes; JSON knows no infinity.
func (d Dollars) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// parseAmount takes a number of dollars, with or without the sign. A million
// is more than any price or budget.
func parseAmount(s string) (float64, error) {
	amount, err := strconv.ParseFloat(strings.TrimPrefix(strings.TrimSpace(s), "$"), 64)
	if err != nil || math.IsNaN(amount) || math.Signbit(amount) || amount > 1e6 {
		return 0, fmt.Errorf("%q is no amount", shorten(s))
	}
	return amount, nil
}
