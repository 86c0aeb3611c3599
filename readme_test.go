package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/samples"
)

// TestReadme runs the commands of the README's console blocks, one after
// another in one folder with the sample articles, and wants their output to be
// what the README shows. With CLAIMBOT_UPDATE=1 it writes the output there.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(filepath.Join(dir, "samples", "articles"), samples.Files()); err != nil {
		t.Fatal(err)
	}
	blocks := regexp.MustCompile("(?s)```console\n(.*?)```")
	if !blocks.Match(readme) {
		t.Fatal("the README has no console block")
	}
	got := blocks.ReplaceAllStringFunc(string(readme), func(block string) string {
		return "```console\n" + replay(t, dir, strings.TrimSuffix(strings.TrimPrefix(block, "```console\n"), "```")) + "```"
	})
	if got == string(readme) {
		return
	}
	if os.Getenv("CLAIMBOT_UPDATE") == "" {
		t.Errorf("the README does not show what its commands print; run CLAIMBOT_UPDATE=1 go test -run TestReadme .\nnow they print:\n%s", strings.Join(blocks.FindAllString(got, -1), "\n"))
		return
	}
	if err := os.WriteFile("README.md", []byte(got), 0o644); err != nil {
		t.Fatal(err)
	}
}

// replay runs each "$ claimbot …" line of a block and gives the block with
// what it prints.
func replay(t *testing.T, dir, block string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.Lines(block) {
		command, ok := strings.CutPrefix(line, "$ ")
		if !ok {
			continue
		}
		cmd := exec.Command("sh", "-c", command)
		cmd.Dir = dir
		printed, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", strings.TrimSpace(command), err, printed)
		}
		out.WriteString(line)
		out.Write(printed)
	}
	return out.String()
}
