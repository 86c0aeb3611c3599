package config_test

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/config"
)

func TestDefaults(t *testing.T) {
	c, err := config.Load(environment(nil), "")
	if err != nil {
		t.Fatal(err)
	}
	if c.DB.Reveal() != "claimbot.db" || c.Workspace != "local" || c.LogLevel != slog.LevelWarn || c.LogFormat != config.LogText ||
		c.FetchTimeout != 20*time.Second || c.FetchMaxBytes != 10_000_000 || c.Workers != 0 {
		t.Errorf("defaults are %+v", c)
	}
}

func TestEnvironmentWinsOverFile(t *testing.T) {
	file := dotenv(t, "CLAIMBOT_WORKSPACE=from-file\nCLAIMBOT_LOG_LEVEL=debug\nCLAIMBOT_WORKERS=\n")
	c, err := config.Load(environment(map[string]string{"CLAIMBOT_WORKSPACE": "from-environment"}), file)
	if err != nil {
		t.Fatal(err)
	}
	if c.Workspace != "from-environment" {
		t.Errorf("workspace is %q, want the environment's", c.Workspace)
	}
	if c.LogLevel != slog.LevelDebug {
		t.Errorf("log level is %v, want the file's", c.LogLevel)
	}
	if c.Workers != 0 {
		t.Errorf("workers is %d, want the default for an empty variable", c.Workers)
	}
}

func TestProcessEnvironmentIsNotRead(t *testing.T) {
	t.Setenv("CLAIMBOT_WORKSPACE", "from-the-process")
	c, err := config.Load(environment(nil), "")
	if err != nil || c.Workspace != "local" {
		t.Errorf("workspace is %q, error %v; only getenv may be asked", c.Workspace, err)
	}
}

func TestAbsentFileIsFine(t *testing.T) {
	folder := t.TempDir()
	for name, path := range map[string]string{"no file": filepath.Join(folder, ".env"), "a folder": folder} {
		if _, err := config.Load(environment(nil), path); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		variable, value string
		ok              bool
	}{
		{"CLAIMBOT_DB", "data/my claims.db", true},
		{"CLAIMBOT_DB", `C:\claims\claimbot.db`, true},
		{"CLAIMBOT_DB", "postgres://reader:pw@db.example:5432/claims?sslmode=require", true},
		{"CLAIMBOT_DB", "postgresql://db.example/claims", true},
		{"CLAIMBOT_DB", "mysql://root:pw@db.example/claims", false},
		{"CLAIMBOT_DB", "postgres://", false},
		{"CLAIMBOT_DB", "postgres:reader:pw@db.example", false},
		{"CLAIMBOT_DB", "host=db.example password=pw", false},
		{"CLAIMBOT_DB", "  ", false},
		{"CLAIMBOT_WORKSPACE", "Redaktion Süd", true},
		{"CLAIMBOT_WORKSPACE", "two\nlines", false},
		{"CLAIMBOT_WORKSPACE", strings.Repeat("x", 129), false},
		{"CLAIMBOT_LOG_LEVEL", "INFO", true},
		{"CLAIMBOT_LOG_LEVEL", "loud", false},
		{"CLAIMBOT_LOG_FORMAT", "json", true},
		{"CLAIMBOT_LOG_FORMAT", "xml", false},
		{"CLAIMBOT_FETCH_TIMEOUT", "1m30s", true},
		{"CLAIMBOT_FETCH_TIMEOUT", "20", false},
		{"CLAIMBOT_FETCH_TIMEOUT", "0s", false},
		{"CLAIMBOT_FETCH_TIMEOUT", "11m", false},
		{"CLAIMBOT_FETCH_MAX_BYTES", "4 MiB", true},
		{"CLAIMBOT_FETCH_MAX_BYTES", "500000", true},
		{"CLAIMBOT_FETCH_MAX_BYTES", "2 GB", false},
		{"CLAIMBOT_FETCH_MAX_BYTES", "18446744073709551615", false},
		{"CLAIMBOT_FETCH_MAX_BYTES", "-1 MB", false},
		{"CLAIMBOT_FETCH_MAX_BYTES", "much", false},
		{"CLAIMBOT_WORKERS", "8", true},
		{"CLAIMBOT_WORKERS", "-1", false},
		{"CLAIMBOT_WORKERS", "many", false},
		{"OPENAI_API_KEY", "sk-proj-abc_DEF-123", true},
		{"OPENAI_API_KEY", "sk-one two", false},
		{"OPENAI_API_KEY", "sk-one\n", false},
		{"OPENAI_BASE_URL", "http://localhost:11434/v1/", true},
		{"OPENAI_BASE_URL", "localhost:11434", false},
		{"OPENAI_BASE_URL", "http://", false},
		{"OPENAI_BASE_URL", "ftp://models.example", false},
		{"OPENAI_BASE_URL", "https://models.example/v1?key=1", false},
		{"OPENAI_MODEL", " ", false},
		{"CLAIMBOT_MODEL_TIMEOUT", "5m", true},
		{"CLAIMBOT_MODEL_TIMEOUT", "31m", false},
		{"CLAIMBOT_ANSWER_WITHIN", "90s", true},
		{"CLAIMBOT_ANSWER_WITHIN", "0s", false},
		{"CLAIMBOT_ANSWER_WITHIN", "2m", false},
		{"CLAIMBOT_PROBE_EVERY", "10m", true},
		{"CLAIMBOT_PROBE_EVERY", "500ms", false},
		{"CLAIMBOT_PROBE_EVERY", "25h", false},
		{"CLAIMBOT_MODEL_CONCURRENCY", "0", false},
		{"CLAIMBOT_MODEL_CONCURRENCY", "64", true},
		{"CLAIMBOT_BUDGET", "0", true},
		{"CLAIMBOT_BUDGET", "$2.50", true},
		{"CLAIMBOT_BUDGET", "Unlimited", true},
		{"CLAIMBOT_BUDGET", "-1", false},
		{"CLAIMBOT_BUDGET", "NaN", false},
		{"CLAIMBOT_BUDGET", "Inf", false},
		{"CLAIMBOT_BUDGET", "one", false},
		{"CLAIMBOT_PRICES", "a=1/2, org/b:7b=0/0,", true},
		{"CLAIMBOT_PRICES", "a=1", false},
		{"CLAIMBOT_PRICES", "1/2", false},
		{"CLAIMBOT_PRICES", "=1/2", false},
		{"CLAIMBOT_PRICES", "a=1/-2", false},
		{"CLAIMBOT_PRICES", "a=NaN/2", false},
		{"CLAIMBOT_DISCORD_URL", "http://127.0.0.1:8080", true},
		{"CLAIMBOT_DISCORD_URL", "discord.com", false},
	}
	for _, tt := range tests {
		t.Run(tt.variable+"="+tt.value, func(t *testing.T) {
			_, err := config.Load(environment(map[string]string{tt.variable: tt.value}), "")
			if tt.ok && err != nil {
				t.Errorf("refused: %v", err)
			}
			if !tt.ok && !strings.Contains(problems(t, err)[0].String(), tt.variable) {
				t.Errorf("the message does not name %s: %v", tt.variable, err)
			}
		})
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	file := dotenv(t, "CLAIMBOT_LOGLEVEL=info\nDISPLAY=:0\nCLAIMBOT_LOG_FORMAT=yaml\n")
	_, err := config.Load(environment(map[string]string{"CLAIMBOT_WORKERS": "many", "CLAIMBOT_FETCH_TIMEOUT": "soon"}), file)
	want := `4 settings are wrong; correct them and try again:
  CLAIMBOT_LOGLEVEL (FILE) is not a setting; did you mean CLAIMBOT_LOG_LEVEL?
  CLAIMBOT_LOG_FORMAT is "yaml" (FILE); it takes text or json
  CLAIMBOT_FETCH_TIMEOUT is "soon" (environment); it takes a duration from 1s to 10m, such as 20s
  CLAIMBOT_WORKERS is "many" (environment); it takes a whole number from 0 (all cores) to 256`
	if got := strings.ReplaceAll(err.Error(), file, "FILE"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestBadFileNamesTheLine(t *testing.T) {
	tests := []struct {
		name, src string
		line      int
	}{
		{"no equals sign", "CLAIMBOT_WORKERS=1\n\nworkers two\nCLAIMBOT_DB=hunter2\n", 3},
		{"no equals sign at the end", "CLAIMBOT_WORKERS=1\nhunter2", 2},
		{"open quotation mark", "# comment\nCLAIMBOT_DB='hunter2\nCLAIMBOT_WORKERS=1\n", 2},
		{"after a value of two lines", "OTHER=\"one\ntwo\"\n%%%hunter2\n", 3},
		{"not text", "\x00\x01hunter2\x02", 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := config.Load(environment(nil), dotenv(t, tt.src))
			if got := problems(t, err); len(got) != 1 || got[0].Line != tt.line {
				t.Errorf("problems are %+v, want one in line %d", got, tt.line)
			}
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("the message shows what the file holds: %v", err)
			}
		})
	}
}

func TestFileOfAnotherKindIsRefused(t *testing.T) {
	_, err := config.Load(environment(nil), dotenv(t, strings.Repeat("A=1\n", 20_000)))
	if got := problems(t, err); len(got) != 1 || !strings.Contains(got[0].Takes, "not a file of settings") {
		t.Errorf("problems are %+v", got)
	}
}

// FuzzDotenv feeds the .env reader: whatever the bytes, an answer or an
// *Error, and a message that does not repeat the bytes of a bad file.
func FuzzDotenv(f *testing.F) {
	f.Add("CLAIMBOT_DB=a.db\n")
	f.Add("CLAIMBOT_DB='open\nX=1")
	f.Add("\ufeffexport CLAIMBOT_WORKERS: 3 # three\r\n")
	f.Add("=\n$(\n\"\\")
	f.Fuzz(func(t *testing.T, src string) {
		c, err := config.Load(environment(nil), dotenv(t, src))
		if err != nil {
			problems(t, err)
		} else if c.DB.Reveal() == "" || c.Workspace == "" {
			t.Errorf("accepted, but with empty settings: %+v", c)
		}
	})
}

func environment(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func dotenv(t *testing.T, src string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), ".env")
	if err := os.WriteFile(path, []byte(src), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func problems(t *testing.T, err error) []config.Problem {
	t.Helper()
	var e *config.Error
	if !errors.As(err, &e) || len(e.Problems) == 0 {
		t.Fatalf("error is %v, want a *config.Error with problems", err)
	}
	return e.Problems
}
