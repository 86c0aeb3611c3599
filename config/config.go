// Package config turns the environment into a [Config]. A .env file is read
// first and the environment wins over it; an empty variable counts as unset
// and has its default. Whatever is wrong is said at once, in one [Error] that
// names each variable and what it takes. What may hold a password prints as
// *** everywhere.
package config

import (
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"time"
	"unicode"

	"github.com/caarlos0/env/v11"
)

// prefix of every variable that is ours.
const prefix = "CLAIMBOT_"

// Config is everything that the environment can set. The tag takes says, for
// messages and for .env.example, which values a variable may have.
type Config struct {
	DB            DSN           `env:"CLAIMBOT_DB" envDefault:"claimbot.db" takes:"a file's path or postgres://user:password@host/database"`
	Workspace     string        `env:"CLAIMBOT_WORKSPACE" envDefault:"local" takes:"the id or name of a workspace, at most 128 bytes"`
	LogLevel      slog.Level    `env:"CLAIMBOT_LOG_LEVEL" envDefault:"warn" takes:"debug, info, warn or error"`
	LogFormat     LogFormat     `env:"CLAIMBOT_LOG_FORMAT" envDefault:"text" takes:"text or json"`
	FetchTimeout  time.Duration `env:"CLAIMBOT_FETCH_TIMEOUT" envDefault:"20s" takes:"a duration from 1s to 10m, such as 20s"`
	FetchMaxBytes Size          `env:"CLAIMBOT_FETCH_MAX_BYTES" envDefault:"10 MB" takes:"a size from 1 KB to 1 GB, such as 10 MB"`
	Workers       int           `env:"CLAIMBOT_WORKERS" envDefault:"0" takes:"a whole number from 0 (all cores) to 256"`
}

// Load reads the file named dotenv, if there is one, and the variables that
// getenv knows, which win over the file. Any error is an *[Error].
func Load(getenv func(string) string, dotenv string) (Config, error) {
	values, problems := readDotenv(dotenv)
	fromFile := map[string]bool{}
	for name := range values {
		fromFile[name] = true
	}
	for _, v := range Variables() {
		if value := getenv(v.Name); value != "" {
			values[v.Name] = value
			delete(fromFile, v.Name)
		}
	}

	var c Config
	err := env.ParseWithOptions(&c, env.Options{Environment: values})
	wrong := unreadable(err)
	c.checkRanges(wrong)
	for _, v := range Variables() {
		if wrong[v.field] {
			problems = append(problems, v.problem(values[v.Name], fromFile[v.Name], dotenv))
		}
	}
	if len(problems) > 0 {
		return Config{}, &Error{Problems: problems}
	}
	return c, nil
}

// unreadable gives the fields whose value could not be parsed. The library's
// own messages are dropped: they hold the value, which may be a secret.
func unreadable(err error) map[string]bool {
	wrong := map[string]bool{}
	all, _ := errors.AsType[env.AggregateError](err)
	for _, e := range all.Errors {
		if parse, ok := errors.AsType[env.ParseError](e); ok {
			wrong[parse.Name] = true
		}
	}
	return wrong
}

// checkRanges adds the fields that were parsed but are out of their range.
func (c Config) checkRanges(wrong map[string]bool) {
	for field, ok := range map[string]bool{
		"Workspace":     plainName(c.Workspace),
		"FetchTimeout":  c.FetchTimeout >= time.Second && c.FetchTimeout <= 10*time.Minute,
		"FetchMaxBytes": c.FetchMaxBytes >= 1_000 && c.FetchMaxBytes <= 1_000_000_000,
		"Workers":       c.Workers >= 0 && c.Workers <= 256,
	} {
		if !ok {
			wrong[field] = true
		}
	}
}

func plainName(s string) bool {
	return strings.TrimSpace(s) != "" && len(s) <= 128 && !strings.ContainsFunc(s, unicode.IsControl)
}

// Variable is one setting of the environment.
type Variable struct {
	Name    string
	Default string
	Takes   string // which values it may have
	Secret  bool   // its value is shown redacted

	field string
}

// Variables lists every setting, in the order in which they are explained.
func Variables() []Variable {
	var list []Variable
	for field := range reflect.TypeFor[Config]().Fields() {
		_, redacted := reflect.New(field.Type).Interface().(interface{ redacted() string })
		list = append(list, Variable{
			Name:    field.Tag.Get("env"),
			Default: field.Tag.Get("envDefault"),
			Takes:   field.Tag.Get("takes"),
			Secret:  redacted,
			field:   field.Name,
		})
	}
	return list
}

// problem words what is wrong with a value of v.
func (v Variable) problem(value string, inFile bool, dotenv string) Problem {
	p := Problem{Variable: v.Name, Got: value, Takes: v.Takes}
	if v.Secret {
		p.Got = hidden
	}
	if inFile {
		p.File = dotenv
	}
	return p
}
