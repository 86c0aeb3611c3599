package main

import (
	"context"
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
			if ctx.Err() != nil {
				return ctx.Err()
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
	Engine string `enum:"offline,llm" default:"offline" help:"Engine: offline (rules; no key, no network)."`
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

// Run prints the claims of each article line.
func (c *extractCommand) Run(ctx context.Context, a *app) error {
	engine, err := c.engine(a)
	if err != nil {
		return err
	}
	in, name := a.stdin, "standard input"
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return claims.WrapErrorf(claims.ENotFound, err, "%s cannot be opened; check the name.", c.File)
		}
		defer f.Close()
		in, name = f, c.File
	}
	failed := 0
	for item, err := range a.reader().ReadLines(ctx, name, in) {
		var result extracted
		if err == nil {
			result, err = extractArticle(ctx, engine, item.Document.Article)
		}
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			failed++
			a.reportFailure(item.Name, err)
			continue
		}
		if err := a.printJSON(result); err != nil {
			return err
		}
	}
	if failed > 0 {
		return &reportedError{failed}
	}
	return ctx.Err()
}

// engine gives the engine that --engine names.
func (c *extractCommand) engine(a *app) (extract.Engine, error) {
	if c.Engine == claims.EngineOffline {
		return extract.NewOffline(), nil
	}
	if engine := a.modelEngine(nil); engine != nil {
		return engine, nil
	}
	return nil, claims.Errorf(claims.EInvalid, "No language model is set up; set OPENAI_API_KEY, or OPENAI_BASE_URL and OPENAI_MODEL for a server of your own, or use --engine offline.")
}

func extractArticle(ctx context.Context, engine extract.Engine, article claims.Article) (extracted, error) {
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
