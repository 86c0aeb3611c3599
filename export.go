package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
)

type articleExportCommand struct {
	ID  string `arg:"" help:"Id of the article, its beginning, or its URL."`
	Out string `placeholder:"DIR" type:"path" help:"The folder to make. Default: article-ID, here."`
}

// Help shows an example and says what it writes.
func (articleExportCommand) Help() string {
	return "Example: claimbot article export u8d2c --out flood && (cd flood && sha256sum -c SHA256SUMS)\n\n" +
		"Writes what was fetched, byte for byte, with its headers, each text, the claims, and SHA256SUMS. A folder that holds anything is left alone."
}

// exported is what the command wrote.
type exported struct {
	Article string   `json:"article"`
	Folder  string   `json:"folder"`
	Files   []string `json:"files"` // paths in it
}

// Run writes the folder.
func (c *articleExportCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	view, err := store.Article(ctx, workspace, c.ID)
	if err != nil {
		return err
	}
	out := exported{Article: view.ID, Folder: cmp.Or(c.Out, "article-"+fileName(view.ID))}
	if out.Files, err = exportTo(ctx, out.Folder, store, workspace, view); err != nil {
		return err
	}
	if a.global.JSON {
		return a.printJSON(out)
	}
	fmt.Fprintf(a.out, "%s\n%s in %s\n", headline(view.Article), countOf(len(out.Files), "file"), printable(out.Folder))
	return nil
}

// exportTo makes the folder beside where it is to be, and puts it there when
// it is whole.
func exportTo(ctx context.Context, folder string, store storage.Store, workspace string, view ingest.ArticleView) (files []string, err error) {
	entries, err := os.ReadDir(folder)
	switch {
	case len(entries) > 0:
		return nil, claims.Errorf(claims.EConflict, "The folder %s holds something already; name another one with --out.", folder)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return nil, claims.WrapErrorf(claims.EInvalid, err, "%s is not a folder that can be written to; name another one with --out.", folder)
	}
	temporary, err := os.MkdirTemp(filepath.Dir(filepath.Clean(folder)), ".claimbot-export-")
	if err != nil {
		return nil, claims.WrapErrorf(claims.EForbidden, err, "The folder %s cannot be made; check that the one around it is there and can be written to.", folder)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(temporary)) }() // there is none when all went well
	f := &exportFolder{dir: temporary}
	if err := f.writeAll(ctx, store, workspace, view); err != nil {
		return nil, err
	}
	_ = os.Remove(folder) // an empty one; what else could be there fails below
	if err := errors.Join(os.Chmod(temporary, 0o755), os.Rename(temporary, folder)); err != nil {
		return nil, fmt.Errorf("put the export in its place: %w", err)
	}
	return f.files, nil
}

// exportFolder is a folder that is being written.
type exportFolder struct {
	dir   string
	files []string // as SHA256SUMS names them
	sums  strings.Builder
}

func (f *exportFolder) writeAll(ctx context.Context, store storage.Store, workspace string, view ingest.ArticleView) error {
	if err := f.write("README.txt", []byte(exportReadme)); err != nil {
		return err
	}
	if err := f.writeArticle(view); err != nil {
		return err
	}
	if err := f.writeCaptures(ctx, store, workspace, view.ID); err != nil {
		return err
	}
	return f.write("SHA256SUMS", []byte(f.sums.String()))
}

const exportReadme = `What is kept of one article, as claimbot exported it.

article.json   what the article says of itself, and its revisions
claims.jsonl   its claims, one a line; start and end are bytes of the text of
               the revision that each names
texts/         the text of each revision, as the offsets count it
captures/      what was fetched or uploaded, byte for byte
headers.json   of each capture: where it came from, when, and with which headers
SHA256SUMS     check all of it with: sha256sum -c SHA256SUMS
`

func (f *exportFolder) write(name string, body []byte) error {
	full := filepath.Join(f.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := os.WriteFile(full, body, 0o644); err != nil {
		return claims.WrapErrorf(claims.EUnavailable, err, "The export could not be written to its end; check whether there is room.")
	}
	sum := sha256.Sum256(body)
	fmt.Fprintf(&f.sums, "%s  %s\n", hex.EncodeToString(sum[:]), name)
	f.files = append(f.files, name)
	return nil
}

func (f *exportFolder) writeJSON(name string, v any) error {
	body, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("export %s: %w", name, err)
	}
	return f.write(name, append(body, '\n'))
}

func (f *exportFolder) writeArticle(view ingest.ArticleView) error {
	out := viewJSON(view)
	row := out.ArticleRow
	row.Article = row.Head()
	err := f.writeJSON("article.json", struct {
		ingest.ArticleRow
		History []ingest.RevisionRow `json:"revision_history"`
	}{row, out.History})
	if err != nil {
		return err
	}
	var lines strings.Builder
	encoder := json.NewEncoder(&lines)
	encoder.SetEscapeHTML(false)
	for _, c := range append(out.Current, out.Others...) {
		if err := encoder.Encode(c); err != nil {
			return fmt.Errorf("export claim %s: %w", c.ID, err)
		}
	}
	if err := f.write("claims.jsonl", []byte(lines.String())); err != nil {
		return err
	}
	for i, r := range view.History {
		if err := f.write(fmt.Sprintf("texts/%d-%s/text.txt", i+1, fileName(r.Revision)), []byte(r.Text)); err != nil {
			return err
		}
	}
	return nil
}

// exportedCapture is what headers.json says of a capture.
type exportedCapture struct {
	File      string            `json:"file,omitempty"`
	Dropped   bool              `json:"dropped,omitempty"` // its bytes held words that were redacted
	Revision  string            `json:"revision"`
	SHA256    string            `json:"sha256"`
	Size      int               `json:"size"`
	MediaType string            `json:"media_type,omitempty"`
	FinalURL  string            `json:"final_url,omitempty"`
	At        time.Time         `json:"at"`
	Header    map[string]string `json:"header"`
}

func (f *exportFolder) writeCaptures(ctx context.Context, store storage.Store, workspace, article string) error {
	rows, err := store.Captures(ctx, workspace, article)
	if err != nil {
		return err
	}
	all := []exportedCapture{}
	for i, row := range rows {
		c := exportedCapture{
			Dropped: row.Dropped, Revision: row.Revision, SHA256: row.SHA256, Size: row.Size,
			MediaType: row.MediaType, FinalURL: row.FinalURL, At: row.At, Header: row.Header,
		}
		if !row.Dropped {
			c.File = fmt.Sprintf("captures/%d-%.12s%s", i+1, fileName(row.SHA256), extensionOf(row.MediaType))
			raw, err := store.CaptureBytes(ctx, workspace, article, row.Revision, row.SHA256)
			if err != nil {
				return err
			}
			if err := f.write(c.File, raw); err != nil {
				return err
			}
		}
		all = append(all, c)
	}
	return f.writeJSON("headers.json", all)
}

// extensionOf gives the extension of what we read, as most programs know it.
func extensionOf(mediaType string) string {
	media, _, err := mime.ParseMediaType(mediaType)
	if err != nil {
		media = strings.TrimSpace(strings.ToLower(mediaType))
	}
	switch media {
	case "text/html", "application/xhtml+xml":
		return ".html"
	case "text/plain":
		return ".txt"
	case "text/markdown":
		return ".md"
	case "application/pdf":
		return ".pdf"
	case "application/vnd.openxmlformats-officedocument.wordprocessingml.document":
		return ".docx"
	case "application/json", "application/ld+json":
		return ".json"
	case "application/x-ndjson", "application/jsonl":
		return ".jsonl"
	case "application/xml", "text/xml":
		return ".xml"
	}
	return ".bin"
}

// mostFileName bounds the name made of an id, in bytes.
const mostFileName = 60

// fileName makes a name that every file system takes of an id, whatever that
// is made of. Different ids have different names.
func fileName(id string) string {
	name := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("._-", r) {
			return r
		}
		return '-'
	}, id)
	name = strings.Trim(name[:min(len(name), mostFileName)], ".")
	if name == id && name != "" {
		return name
	}
	return cmp.Or(name, "id") + "-" + claims.HashText(id)[:8]
}
