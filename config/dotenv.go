package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/joho/godotenv"
)

// maxDotenv bounds a .env file. Ours has a dozen lines; a longer one is some
// other file.
const maxDotenv = 64 << 10

// readDotenv gives the variables of a .env file. No file, or a folder of that
// name (as Python's venv makes), is no variables.
func readDotenv(path string) (map[string]string, []Problem) {
	values := map[string]string{}
	if path == "" {
		return values, nil
	}
	if info, err := os.Stat(path); errors.Is(err, os.ErrNotExist) || err == nil && info.IsDir() {
		return values, nil
	}
	src, err := readAtMost(path, maxDotenv)
	if err != nil {
		return values, []Problem{{File: path, Takes: err.Error()}}
	}
	parsed, err := parseDotenv(src)
	if err != nil {
		return values, []Problem{{File: path, Line: firstBadLine(src), Takes: "cannot be read; write each variable as NAME=value, and close each quotation mark"}}
	}
	return parsed, unknownVariables(path, parsed)
}

func readAtMost(path string, limit int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, errors.New("cannot be opened; allow this user to read it")
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, limit+1))
	switch {
	case err != nil:
		return nil, errors.New("cannot be read; check that it is a text file")
	case int64(len(src)) > limit:
		return nil, fmt.Errorf("is longer than %d KB; it is not a file of settings", limit>>10)
	}
	return bytes.TrimPrefix(src, []byte("\ufeff")), nil
}

// errNoName is a line without "=" at the end of a file, which the library
// takes for the value of a variable without a name.
var errNoName = errors.New("value without a name")

func parseDotenv(src []byte) (map[string]string, error) {
	values, err := godotenv.UnmarshalBytes(src)
	if _, nameless := values[""]; err == nil && nameless {
		err = errNoName
	}
	return values, err
}

// firstBadLine finds the line after the longest run of lines that reads well.
// The library's own message cannot be used: it quotes the rest of the file,
// secrets and all.
func firstBadLine(src []byte) int {
	lines := bytes.SplitAfter(src, []byte("\n"))
	for n := len(lines) - 1; n > 0; n-- {
		if _, err := parseDotenv(bytes.Join(lines[:n], nil)); err == nil {
			return n + 1
		}
	}
	return 1
}

// unknownVariables reports names that are most likely misspelt: with our
// prefix and none of ours, or close to a name that we share with others. Other
// programs' variables, such as OPENAI_ORG_ID, are left alone.
func unknownVariables(path string, values map[string]string) []Problem {
	var problems []Problem
	known := Variables()
	for name := range values {
		if slices.ContainsFunc(known, func(v Variable) bool { return v.Name == name }) {
			continue
		}
		if meant := misspelt(strings.ToUpper(name), known, values); meant != "" {
			problems = append(problems, Problem{Variable: name, File: path, Takes: "is not a setting; did you mean " + meant + "?"})
		}
	}
	slices.SortFunc(problems, func(a, b Problem) int { return strings.Compare(a.Variable, b.Variable) })
	return problems
}

// misspelt gives the setting that name was meant to be, "" for none.
func misspelt(name string, known []Variable, values map[string]string) string {
	meant := nearest(name, known)
	if strings.HasPrefix(name, prefix) {
		return meant
	}
	switch name { // what other programs and older libraries call them
	case "OPENAI_KEY", "OPENAI_TOKEN":
		meant = "OPENAI_API_KEY"
	case "OPENAI_API_BASE", "OPENAI_API_URL", "OPENAI_URL":
		meant = "OPENAI_BASE_URL"
	case "DISCORD_BOT_TOKEN", "DISCORD_API_TOKEN":
		meant = "DISCORD_TOKEN"
	default:
		if distance(name, meant) > 2 {
			return ""
		}
	}
	if values[meant] != "" {
		return ""
	}
	return meant
}

func nearest(name string, known []Variable) string {
	return slices.MinFunc(known, func(a, b Variable) int {
		return distance(name, a.Name) - distance(name, b.Name)
	}).Name
}

// distance is the Levenshtein distance in bytes: how many to insert, drop or
// change to make b of a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
