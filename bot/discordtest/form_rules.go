package discordtest

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// required wants more than white space.
func (f *form) required(path, text string) {
	if strings.TrimSpace(text) == "" {
		f.add(path, "BASE_TYPE_REQUIRED", "This field is required")
	}
}

// url wants nothing or an address of one of the schemes.
func (f *form) url(path, address string, schemes ...string) {
	if address == "" {
		return
	}
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || !slices.Contains(schemes, u.Scheme) {
		f.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL: %q.", address)
	}
}

func (f *form) timestamp(path, text string) {
	if text == "" {
		return
	}
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		f.add(path, "DATE_TIME_TYPE_PARSE", "Could not parse %q. Should be ISO8601.", text)
	}
}
