package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/config"
)

const twoHurt = "Two people were hurt in Port Ersel on Monday, police said."

// writeFile puts text into a new file and gives its path.
func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFullDisk: a command whose output is lost does not say that all is well,
// and load stores what it was given all the same.
func TestFullDisk(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Skip("there is no /dev/full here")
	}
	defer full.Close()
	text := writeFile(t, "a.txt", twoHurt)
	line := writeFile(t, "a.jsonl", `{"text":"`+twoHurt+`"}`)
	db := filepath.Join(t.TempDir(), "a.db")
	for _, args := range [][]string{
		{"load", "--db", db, text}, {"load", "--json", "--db", db, text}, {"ask", "--db", db, "How many people were hurt in Port Ersel?"},
		{"search", "--db", db, "hurt"}, {"articles", "--db", db}, {"workspaces", "--db", db}, {"read", text}, {"extract", line}, {"version"}, {"--help"},
	} {
		var stderr bytes.Buffer
		cmd := exec.CommandContext(t.Context(), "claimbot", args...)
		cmd.Stdout, cmd.Stderr = full, &stderr
		err := cmd.Run()
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != exitFailed || !strings.Contains(stderr.String(), "could not be written to its end") {
			t.Errorf("%s: %v\n%s", args, err, stderr.String())
		}
	}
	if out := mustRun(t, "articles", "--db", db, "--json"); bytes.Count(out, []byte("\n")) != 1 {
		t.Errorf("stored: %s", out)
	}
}

// TestInterrupt: a command that waits for its input ends when it is told to.
func TestInterrupt(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	mustRun(t, "load", "--db", db, writeFile(t, "a.txt", twoHurt))
	for _, c := range []struct{ first, args string }{
		{"How many people were hurt in Port Ersel?", "chat --json --db " + db},
		{`{"text":"` + twoHurt + `"}`, "extract"},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
		defer cancel()
		cmd := exec.CommandContext(ctx, "claimbot", strings.Fields(c.args)...)
		stdin, err := cmd.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		defer stdin.Close()
		stdout, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		io.WriteString(stdin, c.first+"\n")
		lines := bufio.NewScanner(stdout)
		if !lines.Scan() { // from then on it waits for more
			t.Errorf("%s: no answer to the first line", c.args)
		}
		if err := cmd.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != exitFailed || ctx.Err() != nil {
			t.Errorf("%s: %v, %v", c.args, err, ctx.Err())
		}
	}
}

// TestExtractLines: what is not the text of its line is not quoted, and a line
// that is too long or broken keeps no other from being read.
func TestExtractLines(t *testing.T) {
	lines := []string{
		"{\"id\":\"one\",\"text\":\"Two people\xff were hurt in Port Ersel, police said.\"}",
		`{"id":"two","text":"` + strings.Repeat("long ", 1000) + `"}`,
		`{"id":"three","text":"  Two people were hurt in Port Ersel,\r\n police said. "}`,
		`{"id":"four","text":" "}`,
	}
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(t.Context(), "claimbot", "extract")
	cmd.Env = append(cmd.Environ(), "CLAIMBOT_FETCH_MAX_BYTES=2KB")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(strings.Join(lines, "\n")), &stdout, &stderr
	if err := cmd.Run(); cmd.ProcessState.ExitCode() != exitFailed {
		t.Errorf("%v", err)
	}
	for _, says := range []string{"line 1: The line is not valid UTF-8", "line 2: The line is larger", "line 4: "} {
		if !strings.Contains(stderr.String(), says) {
			t.Errorf("want %q in\n%s", says, stderr.String())
		}
	}
	if out := stdout.String(); strings.Count(out, "\n") != 1 || !strings.HasPrefix(out, `{"id":"three"`) || !strings.Contains(out, `"quote":"Two people were hurt in Port Ersel,\r\n police said."`) {
		t.Errorf("%s", out)
	}
}

// brokenLog is a log that keeps nothing.
type brokenLog struct{}

func (brokenLog) SaveAnswer(context.Context, string, ask.Entry) (string, error) {
	return "", claims.Errorf(claims.EUnavailable, "The disk is full.")
}

// TestAnswerThatCannotBeKept is printed, and the fault told as well.
func TestAnswerThatCannotBeKept(t *testing.T) {
	db := filepath.Join(t.TempDir(), "a.db")
	mustRun(t, "load", "--db", db, writeFile(t, "a.txt", twoHurt))
	cfg, err := config.Load(func(string) string { return "" }, "")
	if err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	a := &app{cfg: cfg, global: Global{DB: db}, log: newLog(cfg, &errs), now: time.Now, getenv: func(string) string { return "" }, out: &out, errs: &errs}
	defer a.close()
	store, ws, err := a.inWorkspace(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	asker := ask.New(ask.Options{Index: store, Log: brokenLog{}, Now: a.now, Slog: a.log})
	err = a.answer(t.Context(), asker, ask.Request{Workspace: ws, Question: "How many people were hurt in Port Ersel?"})
	if claims.ErrorMessage(err) != "The disk is full." || !strings.HasPrefix(out.String(), "2 injured in Port Ersel") {
		t.Errorf("%v\n%s", err, out.String())
	}
	out.Reset()
	a.stdin = strings.NewReader("How many people were hurt in Port Ersel?\nHow many people were hurt in Port Ersel?\n")
	if err := a.chat(t.Context(), asker, ws); err != nil || strings.Count(out.String(), "2 injured in Port Ersel [") != 2 || strings.Count(errs.String(), "The disk is full.") != 2 {
		t.Errorf("%v\n%s\n%s", err, out.String(), errs.String())
	}
}
