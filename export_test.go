package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestExportOfAnyID: whatever an article is called, its folder is beside the
// others, and its sums are those of its files, all of them.
func TestExportOfAnyID(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	ids := []string{"a", "..", ".", "../../etc/passwd", "con", "ä", "a/b", "a-b", "A b\n", strings.Repeat("x", 300), strings.Repeat("x", 300) + "y"}
	var lines strings.Builder
	for _, id := range ids {
		line, err := json.Marshal(map[string]string{"id": id, "text": "Two people were hurt in Leeds on Friday, police said. " + id})
		if err != nil {
			t.Fatal(err)
		}
		lines.Write(append(line, '\n'))
	}
	call(t, lines.String(), "load", "-")
	folders := map[string]bool{}
	for _, id := range ids {
		var out exported
		if err := json.Unmarshal([]byte(call(t, "", "article", "export", "--json", "--", id)), &out); err != nil {
			t.Fatal(err)
		}
		if out.Article != id || filepath.Base(out.Folder) != out.Folder || folders[out.Folder] {
			t.Errorf("%q is in %q", id, out.Folder)
		}
		folders[out.Folder] = true
		wantSums(t, out)
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) > len(ids)+3 { // and the database
		t.Errorf("%d entries, %v", len(entries), err)
	}
}

// call runs the program and gives what it prints.
func call(t *testing.T, stdin string, args ...string) string {
	t.Helper()
	var out, errs bytes.Buffer
	if err := run(context.Background(), args, func(string) string { return "" }, strings.NewReader(stdin), &out, &errs); err != nil {
		t.Fatalf("%q: %v\n%s", args, err, errs.String())
	}
	return out.String()
}

func wantSums(t *testing.T, out exported) {
	t.Helper()
	var sums strings.Builder
	for _, name := range out.Files {
		body, err := os.ReadFile(filepath.Join(out.Folder, filepath.FromSlash(name)))
		if err != nil {
			t.Fatal(err)
		}
		if name == "SHA256SUMS" {
			if string(body) != sums.String() {
				t.Errorf("%s says\n%swant\n%s", out.Folder, body, sums.String())
			}
			continue
		}
		sum := sha256.Sum256(body)
		fmt.Fprintf(&sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	}
	found := 0
	err := filepath.WalkDir(out.Folder, func(_ string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			found++
		}
		return err
	})
	if err != nil || found != len(out.Files) || found < 5 {
		t.Errorf("%d files of %d, %v", found, len(out.Files), err)
	}
}
