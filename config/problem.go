package config

import (
	"fmt"
	"strings"
)

// Error lists everything that is wrong with the environment. It holds no
// secret: show it as it is.
type Error struct{ Problems []Problem }

// Error is a heading and one line for each problem.
func (e *Error) Error() string {
	var b strings.Builder
	if len(e.Problems) == 1 {
		b.WriteString("A setting is wrong; correct it and try again:")
	} else {
		fmt.Fprintf(&b, "%d settings are wrong; correct them and try again:", len(e.Problems))
	}
	for _, p := range e.Problems {
		b.WriteString("\n  " + p.String())
	}
	return b.String()
}

// Problem is one thing that is wrong: with a variable, or, when Variable is
// empty, with the file.
type Problem struct {
	Variable string
	File     string // the .env file that it stands in, "" for the environment
	Line     int    // in File, 0 if unknown
	Got      string // *** for secrets, "" for variables that do not exist
	Takes    string // which values the variable may have, or what is wrong
	Why      string // what is wrong with the value, where that is known
}

// String is one sentence.
func (p Problem) String() string {
	switch {
	case p.Variable == "":
		return fmt.Sprintf("%s %s", p.where(), p.Takes)
	case p.Why != "":
		return fmt.Sprintf("%s (%s) %s", p.Variable, p.where(), p.Why)
	case p.Got == "":
		return fmt.Sprintf("%s (%s) %s", p.Variable, p.where(), p.Takes)
	case p.Got == hidden:
		return fmt.Sprintf("%s (%s) cannot be used; it takes %s", p.Variable, p.where(), p.Takes)
	}
	return fmt.Sprintf("%s is %q (%s); it takes %s", p.Variable, shorten(p.Got), p.where(), p.Takes)
}

func (p Problem) where() string {
	switch {
	case p.File == "":
		return "environment"
	case p.Line == 0:
		return p.File
	}
	return fmt.Sprintf("%s line %d", p.File, p.Line)
}

// shorten keeps a message readable when a whole file was put into a variable.
func shorten(s string) string {
	const most = 60
	runes := []rune(s)
	if len(runes) <= most {
		return s
	}
	return string(runes[:most]) + "…"
}
