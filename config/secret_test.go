package config_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/config"
)

const password = "correct-horse"

// TestSecretsAreNeverPrinted prints a secret and a database URL in every way
// that a program might by mistake, alone and deep inside other values.
func TestSecretsAreNeverPrinted(t *testing.T) {
	c, err := config.Load(environment(map[string]string{"CLAIMBOT_DB": "postgres://reader:" + password + "@db.example/claims?sslpassword=" + password}), "")
	if err != nil {
		t.Fatal(err)
	}
	secret := config.NewSecret(password)
	values := map[string]any{
		"secret":            secret,
		"pointer to secret": &secret,
		"dsn":               c.DB,
		"config":            c,
		"pointer to config": &c,
		"unexported fields": struct {
			secret config.Secret
			dsn    config.DSN
			list   []config.Secret
			byName map[string]config.DSN
		}{secret, c.DB, []config.Secret{secret}, map[string]config.DSN{"db": c.DB}},
	}
	for name, value := range values {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%20s"} {
			check(t, name+" by "+verb, fmt.Sprintf(verb, value))
		}
		body, err := json.Marshal(value)
		check(t, name+" as JSON", fmt.Sprintf("%s %v", body, err))
		check(t, name+" in an error", fmt.Errorf("open %v: %w", value, fmt.Errorf("%s", value)).Error())

		var log bytes.Buffer
		slog.New(slog.NewTextHandler(&log, nil)).Info("start", "value", value)
		slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "value", value)
		check(t, name+" in the log", log.String())
	}
}

func check(t *testing.T, how, printed string) {
	t.Helper()
	for _, form := range []string{password, fmt.Sprintf("%x", password), fmt.Sprintf("%X", password)} {
		if strings.Contains(printed, form) {
			t.Errorf("%s: %s", how, printed)
		}
	}
}

func TestSecretInABadSettingIsNotShown(t *testing.T) {
	for _, value := range []string{
		"mysql://reader:" + password + "@db.example/claims",
		"postgres://reader:" + password + "@db.example:port/claims",
		"postgres://reader:" + password + "%zz@db.example/claims",
		"postgres:reader:" + password + "@db.example",
		"host=db.example PASSWORD=" + password,
	} {
		_, err := config.Load(environment(map[string]string{"CLAIMBOT_DB": value}), "")
		if got := problems(t, err); len(got) != 1 || got[0].Variable != "CLAIMBOT_DB" {
			t.Errorf("problems of %s are %+v", value, got)
		}
		check(t, "message", err.Error())
	}
}

func TestDSNShowsWhatIsNoSecret(t *testing.T) {
	tests := map[string]string{
		"data/claimbot.db": "data/claimbot.db",
		"postgres://reader:" + password + "@db.example:5432/claims?sslmode=require": "postgres://reader:***@db.example:5432/claims",
		"postgresql://db.example/claims":                                            "postgresql://db.example/claims",
	}
	for value, want := range tests {
		dsn, err := config.ParseDSN(value)
		if err != nil {
			t.Errorf("%s: %v", want, err)
			continue
		}
		if got := dsn.String(); got != want {
			t.Errorf("shows %q, want %q", got, want)
		}
		if dsn.Reveal() != value {
			t.Errorf("reveals %q, want %q", dsn.Reveal(), value)
		}
	}
}

func TestEmptySecretShowsThatItIsEmpty(t *testing.T) {
	if got := fmt.Sprintf("[%v]", config.Secret{}); got != "[]" {
		t.Errorf("prints %s, want []", got)
	}
}
