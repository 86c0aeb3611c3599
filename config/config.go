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

// prefix of every variable that is ours alone.
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

	OpenAIKey        Secret        `env:"OPENAI_API_KEY" takes:"a key without spaces, as the server's site shows it"`
	OpenAIBaseURL    URL           `env:"OPENAI_BASE_URL" takes:"an address, such as http://localhost:11434/v1, without user name, password or ?"`
	Model            string        `env:"OPENAI_MODEL" envDefault:"gpt-6-luna" takes:"the name of a model of that server"`
	EmbeddingModel   string        `env:"OPENAI_EMBEDDING_MODEL" envDefault:"text-embedding-3-small" takes:"the name of a model of that server"`
	ModelTimeout     time.Duration `env:"CLAIMBOT_MODEL_TIMEOUT" envDefault:"60s" takes:"a duration from 1s to 30m, such as 60s"`
	AnswerWithin     time.Duration `env:"CLAIMBOT_ANSWER_WITHIN" envDefault:"20s" takes:"a duration from 1s to 90s, such as 20s"`
	ModelConcurrency int           `env:"CLAIMBOT_MODEL_CONCURRENCY" envDefault:"4" takes:"a whole number from 1 to 64"`
	ProbeEvery       time.Duration `env:"CLAIMBOT_PROBE_EVERY" envDefault:"1h" takes:"a duration from 1s to 24h, such as 1h"`
	Budget           Dollars       `env:"CLAIMBOT_BUDGET" envDefault:"1" takes:"an amount such as 0.50, 0 (ask no model that costs money) or unlimited"`
	Prices           Prices        `env:"CLAIMBOT_PRICES" takes:"models and US dollars for a million tokens of prompt/reply, such as gpt-6-luna=0.10/0.50, my-model=0/0"`

	DiscordToken Secret `env:"DISCORD_TOKEN" takes:"the bot's token: Developer Portal → your application → Bot → Reset Token"`
	DiscordURL   URL    `env:"CLAIMBOT_DISCORD_URL" envDefault:"https://discord.com" takes:"an address, such as https://discord.com, without user name, password or ?"`
}

// HasModel says whether there is a model to ask: with a key, or at an address
// that may want none.
func (c Config) HasModel() bool {
	return c.OpenAIKey.Reveal() != "" || c.OpenAIBaseURL != ""
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
	c.checkWords(wrong)
	for _, v := range Variables() {
		if why, bad := wrong[v.field]; bad {
			p := v.problem(values[v.Name], fromFile[v.Name], dotenv)
			p.Why = why
			problems = append(problems, p)
		}
	}
	if len(problems) > 0 {
		return Config{}, &Error{Problems: problems}
	}
	return c, nil
}

// unreadable gives the fields whose value could not be parsed. The library's
// own messages are dropped: they hold the value, which may be a secret.
func unreadable(err error) complaints {
	wrong := complaints{}
	all, _ := errors.AsType[env.AggregateError](err)
	for _, e := range all.Errors {
		if parse, ok := errors.AsType[env.ParseError](e); ok {
			wrong[parse.Name] = ""
		}
	}
	return wrong
}

// complaints are the fields that cannot be used, each with what is wrong with
// it where more can be said than which values it takes.
type complaints map[string]string

// checkRanges adds the fields that were parsed but are out of their range.
func (c Config) checkRanges(wrong complaints) {
	for field, ok := range map[string]bool{
		"Workspace":        plainName(c.Workspace),
		"FetchTimeout":     c.FetchTimeout >= time.Second && c.FetchTimeout <= 10*time.Minute,
		"FetchMaxBytes":    c.FetchMaxBytes >= 1_000 && c.FetchMaxBytes <= 1_000_000_000,
		"Workers":          c.Workers >= 0 && c.Workers <= 256,
		"OpenAIKey":        c.OpenAIKey.Reveal() == "" || plainKey(c.OpenAIKey.Reveal()),
		"Model":            plainName(c.Model),
		"EmbeddingModel":   plainName(c.EmbeddingModel),
		"ModelTimeout":     c.ModelTimeout >= time.Second && c.ModelTimeout <= 30*time.Minute,
		"AnswerWithin":     c.AnswerWithin >= time.Second && c.AnswerWithin <= 90*time.Second, // within the time that the bot gives a question
		"ProbeEvery":       c.ProbeEvery >= time.Second && c.ProbeEvery <= 24*time.Hour,
		"ModelConcurrency": c.ModelConcurrency >= 1 && c.ModelConcurrency <= 64,
	} {
		if !ok {
			wrong[field] = ""
		}
	}
}

// checkWords adds the fields of which it can be said how they came to be wrong.
func (c Config) checkWords(wrong complaints) {
	if why := tokenFault(c.DiscordToken.Reveal()); why != "" {
		wrong["DiscordToken"] = why
	}
	_, badModel := wrong["Model"]
	_, badPrices := wrong["Prices"]
	if _, known := c.Prices.Of(c.Model); !known && c.asksOpenAI() && !c.Budget.Unlimited() && !badModel && !badPrices {
		wrong["Prices"] = "holds no price for " + c.Model + ", so the budget could not hold; add it, such as " + c.Model + "=1.25/10 (US dollars for a million tokens of prompt/reply)"
	}
}

// asksOpenAI says whether calls go to OpenAI itself, where each one costs.
func (c Config) asksOpenAI() bool {
	return c.HasModel() && (c.OpenAIBaseURL == "" || strings.Contains(string(c.OpenAIBaseURL), "//api.openai.com"))
}

func plainName(s string) bool {
	return strings.TrimSpace(s) != "" && len(s) <= 128 && !strings.ContainsFunc(s, unicode.IsControl)
}

// plainKey says whether s can stand in an HTTP header.
func plainKey(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' })
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
	if v.Secret || strings.Contains(value, "@") { // an address with a password in it
		p.Got = hidden
	}
	if inFile {
		p.File = dotenv
	}
	return p
}
