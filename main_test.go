package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"claimbot": func() { os.Exit(realMain()) }})
}

// TestScripts runs each command as a person would, in testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata/script",
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"wrong-use": wrongUse,
			"first-id":  firstID,
		},
	})
}

// wrongUse runs a command that must end with exit code 2.
func wrongUse(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec(args[0], args[1:]...)
	var exit *exec.ExitError
	if !errors.As(err, &exit) || exit.ExitCode() != exitUsage {
		ts.Fatalf("want exit code %d, got %v", exitUsage, err)
	}
}

// firstID sets $ID to the id of the first JSON line of a file.
func firstID(ts *testscript.TestScript, _ bool, args []string) {
	line, _, _ := bytes.Cut([]byte(ts.ReadFile(args[0])), []byte("\n"))
	var row struct{ ID string }
	ts.Check(json.Unmarshal(line, &row))
	ts.Setenv("ID", row.ID)
}
