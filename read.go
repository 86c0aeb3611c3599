package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/proof"
	"github.com/claimbot/claimbot/claims/workspace"
)

type readCommand struct {
	given
	Inputs []string `arg:"" name:"input" help:"URL, file, folder, or - for standard input."`
}

// Help shows an example.
func (readCommand) Help() string {
	return "Example: claimbot read https://example.org/page | claimbot extract"
}

// Run prints the articles of the inputs, one a line.
func (c *readCommand) Run(ctx context.Context, a *app) error {
	known, err := c.parse()
	if err != nil {
		return err
	}
	failed := 0
	reader := a.reader()
	for _, input := range c.Inputs {
		for item, err := range reader.Read(ctx, input, known) {
			if err == nil {
				err = item.Document.Article.Validate()
			}
			if err != nil {
				failed++
				a.reportFailure(item.Name, err)
				continue
			}
			if err := a.printJSON(item.Document.Article); err != nil {
				return err
			}
		}
	}
	if failed > 0 {
		return &reportedError{failed}
	}
	return ctx.Err()
}

type extractCommand struct {
	Engine string `enum:"offline" default:"offline" help:"Engine: offline (rules; no key, no network)."`
	File   string `arg:"" optional:"" default:"-" help:"Article lines as read prints them; only text is required. Default: standard input."`
}

// Help shows an example.
func (extractCommand) Help() string {
	return "Example: echo '{\"text\":\"Two people were hurt in Leeds, police said.\"}' | claimbot extract"
}

// extracted is what extract prints of one article.
type extracted struct {
	ID       string            `json:"id"`
	Claims   []claims.Claim    `json:"claims"`
	Rejected []proof.Rejection `json:"rejected"`
	Note     string            `json:"note,omitempty"`
}

// maxLine bounds one article line.
const maxLine = 64 << 20

// Run prints the claims of each article line.
func (c *extractCommand) Run(ctx context.Context, a *app) error {
	in := a.stdin
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return claims.WrapErrorf(claims.ENotFound, err, "%s cannot be opened; check the name.", c.File)
		}
		defer f.Close()
		in = f
	}
	failed := 0
	engine := extract.NewOffline()
	out := bufio.NewWriter(a.out)
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for n, line := range numberedLines(in, &failed, a) {
		result, err := extractLine(ctx, engine, line)
		if err != nil {
			failed++
			a.reportFailure(fmt.Sprintf("line %d", n), err)
			continue
		}
		if err := encoder.Encode(result); err != nil {
			return fmt.Errorf("write the claims: %w", err)
		}
		if err := ctx.Err(); err != nil {
			return errors.Join(err, out.Flush())
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the claims: %w", err)
	}
	if failed > 0 {
		return &reportedError{failed}
	}
	return nil
}

// numberedLines yields the lines that are not blank, with their numbers. What
// stops the reading is reported and counted.
func numberedLines(in io.Reader, failed *int, a *app) func(yield func(int, []byte) bool) {
	return func(yield func(int, []byte) bool) {
		scanner := bufio.NewScanner(in)
		scanner.Buffer(make([]byte, 1<<16), maxLine)
		n := 0
		for scanner.Scan() {
			n++
			if len(trimBlank(scanner.Bytes())) > 0 && !yield(n, scanner.Bytes()) {
				return
			}
		}
		if err := scanner.Err(); err != nil {
			*failed++
			a.reportFailure(fmt.Sprintf("line %d", n+1), claims.WrapErrorf(claims.EInvalid, err, "The line cannot be read; give one JSON object of at most 64 MB a line."))
		}
	}
}

func extractLine(ctx context.Context, engine extract.Engine, line []byte) (extracted, error) {
	var article claims.Article
	if err := json.Unmarshal(line, &article); err != nil {
		return extracted{}, claims.WrapErrorf(claims.EInvalid, err, "This is not an article line; write one JSON object with a \"text\" a line.")
	}
	for _, t := range []*claims.Time{&article.PublishedAt, &article.ModifiedAt} {
		parsed, err := claims.ParseTime(string(*t))
		if err != nil {
			return extracted{}, err
		}
		*t = parsed
	}
	article.SHA256, article.Revision = "", "" // ours alone to say
	article.Identify()
	if err := article.Validate(); err != nil {
		return extracted{}, err
	}
	pending := ingest.Pending{Article: article, KnownSince: article.KnownSince(true, "")}
	accepted, rejected, note, err := ingest.Extract(ctx, engine, workspace.Local, pending)
	if err != nil {
		return extracted{}, err
	}
	result := extracted{ID: article.ID, Claims: make([]claims.Claim, len(accepted)), Rejected: rejected, Note: note}
	for i, c := range accepted {
		result.Claims[i] = c.Claim()
	}
	if result.Rejected == nil {
		result.Rejected = []proof.Rejection{}
	}
	return result, nil
}
