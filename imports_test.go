package main_test

import (
	"fmt"
	"go/ast"
	"go/build/constraint"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/claimbot/claimbot"

// arrows says which rooms a room may import, besides its own. A room is a
// folder of the root, or of claims and llm, with all that is beneath it. The
// first row that fits counts. A new room needs a row here.
var arrows = []struct{ from, to string }{
	{"claims", ""},
	{"claims/text", "claims"},
	{"claims/proof", "claims claims/text"},
	{"claims/*", "claims claims/text claims/proof llm"},
	{"config", ""},
	{"llm", ""},
	{"llm/*", "claims claims/* llm"},
	{"articles", "claims claims/* llm"},
	{"storage", "claims claims/* llm"},
	{"jobs", "claims claims/* llm"},
	{"bot", "claims claims/*"},
	{"web", "claims claims/*"},
	{"samples", ""},
	{"main", "claims claims/* config llm llm/* articles storage jobs bot web samples"},
}

// owners says where a library may be imported, by the beginning of its path.
var owners = []struct{ library, rooms string }{
	{"database/sql", "storage jobs"}, // jobs: River takes a pool of its own, each of whose transactions writes
	{"modernc.org/", "storage jobs"},
	{"github.com/pressly/goose/", "storage"},
	{"codeberg.org/readeck/go-readability/", "articles"},
	{"github.com/go-shiori/dom", "articles"},
	{"github.com/andybalholm/cascadia", "articles"},
	{"golang.org/x/net/html", "articles"},
	{"github.com/mmcdole/gofeed", "articles"},
	{"github.com/ledongthuc/pdf", "articles"},
	{"code.dny.dev/ssrf", "articles"},
	{"github.com/caarlos0/env/", "config"},
	{"github.com/joho/godotenv", "config"},
	{"github.com/bwmarrin/discordgo", "bot"},
	{"github.com/pb33f/", "bot"},
	{"github.com/gorilla/websocket", "bot"},
	{"github.com/sashabaranov/go-openai", "llm/openai"},
	{"github.com/riverqueue/", "jobs"},
	{"github.com/alecthomas/kong", "main"},
	{"github.com/schollz/progressbar/", "main"},
	{"github.com/jedib0t/go-pretty/", "main"},
}

// names says where a name of a package may be mentioned at all: proven things
// are restored by storage alone, and main alone asks for the environment.
var names = []struct{ importPath, names, rooms string }{
	{module + "/claims/proof", "RestoreClaim RestoreAnswer", "storage"},
	{"os", "Getenv LookupEnv Environ Setenv ExpandEnv", "main"},
}

// TestHouse holds the whole tree to the tables above.
func TestHouse(t *testing.T) {
	tree := readTree(t)
	if len(tree) < 10 {
		t.Fatalf("only %d files found: the walk is broken", len(tree))
	}
	for _, s := range tree {
		for _, fault := range s.faults() {
			t.Error(fault)
		}
	}
}

// source is one Go file. Test files are free in what they import: a story of
// ask may run on a real store.
type source struct {
	path string // from the root, with slashes
	set  *token.FileSet
	file *ast.File
}

// readTree parses every file that is built or tested.
func readTree(t *testing.T) []source {
	t.Helper()
	var tree []source
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".go":
			return nil
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		s, err := parse(name, src)
		if err == nil && !s.ignored() {
			tree = append(tree, s)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func parse(name string, src []byte) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, src, parser.ParseComments|parser.SkipObjectResolution)
	return source{name, set, file}, err
}

// ignored says whether a build line keeps the file out of every build, as the
// scripts that make embedded data have it.
func (s source) ignored() bool {
	for _, group := range s.file.Comments {
		for _, c := range group.List {
			if c.Pos() < s.file.Package && constraint.IsGoBuild(c.Text) && strings.Contains(c.Text, "ignore") {
				return true
			}
		}
	}
	return false
}

func (s source) isTest() bool { return strings.HasSuffix(s.path, "_test.go") }

// isTestSupport says whether the file is of a package that only tests use.
func (s source) isTestSupport() bool { return strings.HasSuffix(s.file.Name.Name, "test") }

func (s source) faults() []string {
	var faults []string
	report := func(at token.Pos, format string, args ...any) {
		faults = append(faults, fmt.Sprintf("%s: ", s.set.Position(at))+fmt.Sprintf(format, args...))
	}
	if slices.Contains([]string{"util", "utils", "common", "helpers", "manager", "types"}, s.file.Name.Name) {
		report(s.file.Name.Pos(), "package %s says nothing; name it after what it holds", s.file.Name.Name)
	}
	s.checkInit(report)
	if s.isTest() {
		return faults
	}
	for _, spec := range s.file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			report(spec.Pos(), "import path %s: %v", spec.Path.Value, err)
			continue
		}
		s.checkImport(imported, spec.Pos(), report)
	}
	s.checkNames(report)
	return faults
}

// checkInit allows no func init: what is slow or can fail belongs into a
// constructor.
func (s source) checkInit(report func(token.Pos, string, ...any)) {
	for _, decl := range s.file.Decls {
		if f, ok := decl.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
			report(f.Pos(), "func init: do the work in a constructor or in sync.OnceValue")
		}
	}
}

func (s source) checkImport(imported string, at token.Pos, report func(token.Pos, string, ...any)) {
	from := roomOf(path.Dir(s.path))
	dir, local := strings.CutPrefix(imported+"/", module+"/")
	if local {
		s.checkArrow(from, path.Clean(dir), at, report)
		return
	}
	if (imported == "testing" || strings.HasPrefix(imported, "testing/")) && !s.isTestSupport() {
		report(at, "%s in a file that is not a test", imported)
	}
	if first, _, _ := strings.Cut(imported, "/"); from == "claims" && strings.Contains(first, ".") {
		report(at, "claims imports %s; the domain takes the standard library only", imported)
	}
	for _, o := range owners {
		if strings.HasPrefix(imported+"/", o.library) && !listed(o.rooms, from) {
			report(at, "%s imports %s, which belongs to %s alone", from, imported, o.rooms)
		}
	}
}

func (s source) checkArrow(from, dir string, at token.Pos, report func(token.Pos, string, ...any)) {
	to := roomOf(dir)
	if strings.HasSuffix(dir, "test") && !s.isTestSupport() {
		report(at, "%s is for tests alone", dir)
	}
	if from == to {
		return
	}
	for _, row := range arrows {
		if listed(row.from, from) {
			if !listed(row.to, to) {
				report(at, "%s imports %s; it may import only [%s]", from, to, row.to)
			}
			return
		}
	}
	report(at, "room %s has no row in the table of arrows", from)
}

// checkNames finds guarded names, whatever the file calls their package.
func (s source) checkNames(report func(token.Pos, string, ...any)) {
	from := roomOf(path.Dir(s.path))
	for _, guard := range names {
		local, imports := s.localName(guard.importPath)
		if !imports || listed(guard.rooms, from) {
			continue
		}
		if local == "." {
			report(s.file.Pos(), "%s is imported without a name", guard.importPath)
		}
		ast.Inspect(s.file, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok || !listed(guard.names, selector.Sel.Name) {
				return true
			}
			if x, ok := selector.X.(*ast.Ident); ok && x.Name == local {
				report(selector.Pos(), "%s uses %s.%s, which is for %s alone", from, local, selector.Sel.Name, guard.rooms)
			}
			return true
		})
	}
}

func (s source) localName(importPath string) (name string, imports bool) {
	for _, spec := range s.file.Imports {
		if spec.Path.Value != strconv.Quote(importPath) {
			continue
		}
		if spec.Name != nil {
			return spec.Name.Name, true
		}
		return path.Base(importPath), true
	}
	return "", false
}

// roomOf gives the room of a folder; the root is main.
func roomOf(dir string) string {
	parts := strings.Split(dir, "/")
	switch {
	case dir == ".":
		return "main"
	case len(parts) > 1 && (parts[0] == "claims" || parts[0] == "llm"):
		return parts[0] + "/" + parts[1]
	}
	return parts[0]
}

// listed says whether one of the patterns, which spaces part, fits name.
func listed(patterns, name string) bool {
	for pattern := range strings.FieldsSeq(patterns) {
		if fits, err := path.Match(pattern, name); err == nil && fits {
			return true
		}
	}
	return false
}

// TestHouseNoticesFaults shows the checks made-up files, good and bad.
func TestHouseNoticesFaults(t *testing.T) {
	const local = module + "/"
	tests := []struct{ path, src, want string }{
		{"claims/ask/a.go", `import "` + local + `claims/proof"`, ""},
		{"claims/ask/a.go", `import "` + local + `claims/ingest"`, "claims/ask imports claims/ingest"},
		{"claims/ask/a_test.go", `import "` + local + `storage"`, ""},
		{"claims/a.go", `import "` + local + `claims/text"`, "claims imports claims/text"},
		{"claims/a.go", `import "golang.org/x/text/cases"`, "the standard library only"},
		{"claims/text/places/a.go", `import "` + local + `claims/proof"`, "claims/text imports claims/proof"},
		{"claims/text/a.go", `import "` + local + `claims/text/places"`, ""},
		{"storage/a.go", `import "` + local + `storage/sqlite"`, ""},
		{"storage/sqlite/a.go", `import "` + local + `articles"`, "storage imports articles"},
		{"articles/a.go", `import "` + local + `claims/ingest"`, ""},
		{"articles/a.go", `import "` + local + `config"`, "articles imports config"},
		{"bot/a.go", `import "` + local + `storage"`, "bot imports storage"},
		{"main.go", `import "` + local + `storage/sqlite"`, ""},
		{"claims/ask/a.go", `import "` + module + `"`, "claims/ask imports main"},
		{"cellar/a.go", `import "` + local + `claims"`, "no row in the table"},
		{"storage/sqlite/a.go", `import _ "modernc.org/sqlite"`, ""},
		{"main.go", `import "modernc.org/sqlite"`, "belongs to storage jobs alone"},
		{"claims/review/a.go", `import "database/sql"`, "belongs to storage jobs alone"},
		{"jobs/a.go", `import "database/sql"`, ""},
		{"storage/a.go", `import "github.com/riverqueue/river"`, "belongs to jobs alone"},
		{"claims/text/a.go", `import "golang.org/x/net/html/atom"`, "belongs to articles alone"},
		{"main.go", `import "github.com/caarlos0/env/v11"`, "belongs to config alone"},
		{"bot/a.go", `import "github.com/alecthomas/kong"`, "belongs to main alone"},
		{"llm/a.go", `import "github.com/sashabaranov/go-openai"`, "belongs to llm/openai alone"},
		{"llm/openai/a.go", `import "github.com/sashabaranov/go-openai"`, ""},
		{"storage/sqlite/a.go", `import "` + local + `claims/proof"; var _ = proof.RestoreClaim`, ""},
		{"claims/ask/a.go", `import "` + local + `claims/proof"; var _ = proof.RestoreClaim`, "uses proof.RestoreClaim"},
		{"claims/ask/a.go", `import p "` + local + `claims/proof"; func f() { p.RestoreAnswer(x) }`, "uses p.RestoreAnswer"},
		{"claims/ask/a.go", `import . "` + local + `claims/proof"`, "imported without a name"},
		{"articles/a.go", `import "os"; var _ = os.Getenv("HOME")`, "uses os.Getenv"},
		{"main.go", `import "os"; var _ = os.Getenv`, ""},
		{"articles/a.go", `func init() {}`, "func init"},
		{"articles/a.go", `type t int; func (t) init() {}`, ""},
		{"articles/a.go", `import "testing"`, "in a file that is not a test"},
		{"articles/a.go", `import "testing/fstest"`, "in a file that is not a test"},
		{"articles/a_test.go", `import "testing"`, ""},
		{"storage/storagetest/a.go", `import "testing"`, ""},
		{"main.go", `import "` + local + `storage/storagetest"`, "for tests alone"},
		{"bot/util/a.go", ``, "package util says nothing"},
	}
	for _, tt := range tests {
		t.Run(tt.path+" "+tt.src, func(t *testing.T) {
			folder := path.Base(path.Dir(tt.path))
			s, err := parse(tt.path, []byte("package "+strings.Replace(folder, ".", "main", 1)+"; "+tt.src))
			if err != nil {
				t.Fatal(err)
			}
			faults := strings.Join(s.faults(), "\n")
			if tt.want == "" && faults != "" || !strings.Contains(faults, tt.want) {
				t.Errorf("faults are %q, want %q", faults, tt.want)
			}
		})
	}
}
