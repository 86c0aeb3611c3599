package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

type recheckCommand struct{}

// Help shows an example.
func (recheckCommand) Help() string {
	return "Example: claimbot recheck\n\n" +
		"Pages that were fetched are looked at again 1, 6, 24 and 72 hours after they were loaded; one that changed becomes a new revision of its article. " +
		"claimbot serve does this by itself."
}

// visitedJSON is a page that was looked at as --json prints it.
type visitedJSON struct {
	ID string `json:"id"`
	ingest.Revisit
	Status ingest.Status `json:"status,omitempty"`
}

// Run looks at the pages that are due.
func (*recheckCommand) Run(ctx context.Context, a *app) error {
	store, workspace, err := a.inWorkspace(ctx)
	if err != nil {
		return err
	}
	if _, err := a.loader(store).Resume(ctx, workspace); err != nil {
		return err
	}
	looked, changed, gone, failed := 0, 0, 0, 0
	var printing error
	err = a.visitor(store).Visit(ctx, workspace, func(v ingest.Visited) {
		if v.Off {
			return
		}
		looked++
		switch {
		case v.Err != nil:
			failed++
			a.reportFailure(v.Page.URL, v.Err)
		case v.Result.Status == ingest.Changed:
			changed++
		case !v.GoneAt.IsZero():
			gone++
		}
		switch {
		case a.global.JSON:
			printing = errors.Join(printing, a.printJSON(visitedJSON{v.Article.ID, v.Revisit, v.Result.Status}))
		case v.Result.Status == ingest.Changed:
			a.printLoaded(v.Result)
		case !v.GoneAt.IsZero():
			a.line(0, 2, plain, headline(v.Article)+" ("+v.Article.ID+"): "+v.Reason)
		}
	})
	if err = errors.Join(err, printing); err != nil {
		return err
	}
	if !a.global.JSON {
		fmt.Fprintf(a.out, "Pages: %d looked at again, %d changed, %d gone, %d failed.\n", looked, changed, gone, failed)
		err = a.refineFed(ctx, store, workspace)
	}
	if err == nil && failed > 0 {
		return &reportedError{failed}
	}
	return err
}

// pageOf tells of the page of an article, nil if it never was fetched.
func pageOf(ctx context.Context, revisits ingest.Revisits, workspace, article string) (*ingest.Revisit, error) {
	v, err := revisits.Revisit(ctx, workspace, article)
	if claims.ErrorCode(err) == claims.ENotFound {
		return nil, nil
	}
	return &v, err
}

// pageLine says when a page was last looked at, and when it is next.
func pageLine(v ingest.Revisit) string {
	line := "page not checked again yet"
	switch {
	case !v.GoneAt.IsZero():
		line = "page gone since " + localTime(v.GoneAt)
	case !v.CheckedAt.IsZero():
		line = "page last checked " + localTime(v.CheckedAt)
	}
	if !v.Next.IsZero() {
		line += ", next " + localTime(v.Next)
	} else if v.GoneAt.IsZero() {
		line += ", no more"
	}
	if v.Reason != "" {
		line += ": " + v.Reason
	}
	return line
}
