package config_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/config"
)

const exampleFile = "../.env.example"

// TestExampleFile keeps .env.example in step with the settings: each one is
// there once, in order, with its default, below a comment that says which
// values it takes; and nothing else is.
func TestExampleFile(t *testing.T) {
	src, err := os.ReadFile(exampleFile)
	if err != nil {
		t.Fatal(err)
	}
	entries := regexp.MustCompile(`(?m)((?:^#.*\n)+)^([A-Z_]+)=(.*)$`).FindAllStringSubmatch(string(src), -1)
	assigned := regexp.MustCompile(`(?m)^\s*[^#\s].*=`).FindAllString(string(src), -1)
	variables := config.Variables()
	if len(entries) != len(variables) || len(assigned) != len(variables) {
		t.Fatalf("%d variables are assigned, %d of them below a comment; there are %d settings", len(assigned), len(entries), len(variables))
	}
	for i, v := range variables {
		comment := strings.Join(strings.Fields(strings.ReplaceAll(entries[i][1], "#", " ")), " ")
		name, value := entries[i][2], strings.Trim(entries[i][3], `'`)
		if name != v.Name {
			t.Errorf("entry %d is %s, want %s", i+1, name, v.Name)
		}
		if value != v.Default {
			t.Errorf("%s is %q, but its default is %q", name, value, v.Default)
		}
		if v.Takes == "" || !containsWords(comment, v.Takes) {
			t.Errorf("the comment of %s does not say that it takes %s", name, v.Takes)
		}
	}
	if _, err := config.Load(environment(nil), exampleFile); err != nil {
		t.Errorf("the example cannot be used as it is: %v", err)
	}
}

// containsWords says whether all words of phrase stand in s, in their order.
func containsWords(s, phrase string) bool {
	for word := range strings.FieldsSeq(phrase) {
		_, rest, found := strings.Cut(s, strings.Trim(word, ","))
		if !found {
			return false
		}
		s = rest
	}
	return true
}
