package text

import (
	"strings"
	"testing"
)

// The embedded files are searched where they lie: their lines must be sorted,
// and their keys folded as words of a text are folded now.
func TestEmbeddedLines(t *testing.T) {
	places := 0
	last := ""
	for line := range strings.Lines(gazetteer) {
		if !strings.HasPrefix(last, "#") && keyOf(line) < keyOf(last) {
			t.Errorf("%q stands after %q", line, last)
		}
		last = line
		key, fields, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(key, "#") || strings.HasPrefix(key, "=") {
			continue
		}
		places++
		if PlaceKey(key) != key {
			t.Errorf("the key %q folds to %q: run go generate", key, PlaceKey(key))
		}
		e := parsePlace(key, fields)
		if !ok || e.name == "" || e.kind == 0 || e.lat < -90 || e.lat > 90 || e.lon < -180 || e.lon > 180 || e.kind != 'v' && len(e.country) != 2 {
			t.Errorf("%q reads as %+v", line, e)
		}
		if places%499 == 0 && len(lookupKey(key)) == 0 {
			t.Errorf("%q is not found", key)
		}
	}
	if places < 40_000 {
		t.Errorf("only %d places", places)
	}
	last = ""
	for line := range strings.Lines(firstNames) {
		if line <= last && !strings.HasPrefix(last, "#") {
			t.Errorf("given name %q stands after %q", line, last)
		}
		last = line
	}
	for name, want := range map[string]byte{"Olena": 'f', "JUAN": 'm', "José": 'm', "Xqzt": 0, "": 0} {
		if got := givenName(name); got != want {
			t.Errorf("givenName(%q) = %q, want %q", name, got, want)
		}
	}
}

func keyOf(line string) string {
	key, _, _ := strings.Cut(line, "\t")
	return key + "\t"
}
