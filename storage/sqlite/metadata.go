package sqlite

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// updateRevision takes over what the same text, loaded again, says of itself.
func updateRevision(ctx context.Context, tx *transaction, ws string, old revision, a claims.Article) (revision, error) {
	r := old
	r.Article = merge(old.Article, a)
	if r.Article == old.Article {
		return old, nil
	}
	r.KnownSince = r.Article.KnownSince(r.Seq == 1, r.CapturedAt)
	if bearsOnClaims(old.Article, r.Article) {
		r.State = ingest.StateRead
	}
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET state = ?, url = ?, outlet = ?, title = ?, author = ?, published_at = ?, published_unix = ?, modified_at = ?,
			language = ?, origin = ?, path = ?, known_since = ?, known_unix = ?
		WHERE workspace = ? AND article = ? AND id = ?`,
		r.State, r.URL, r.Outlet, r.Title, r.Author, string(r.PublishedAt), unix(r.PublishedAt), string(r.ModifiedAt),
		r.Language, r.Origin, r.Path, string(r.KnownSince), unix(r.KnownSince), ws, r.ID, r.Revision)
	if err != nil || r.State != ingest.StateExtracted || r.Title == old.Title {
		return r, err
	}
	return r, restoreExtraction(ctx, tx, ws, r) // the title is indexed with its claims
}

// merge gives what is known of a text from what was and what is said of it.
// The newer word wins, but nothing known is given up for nothing, and what was
// fetched from its own page is not overruled by what somebody pasted. A later
// modified time is not taken over: the same words were there before it.
func merge(old, a claims.Article) claims.Article {
	weaker := old.Origin == claims.OriginFetched && a.Origin != claims.OriginFetched
	take := func(was *string, is string) {
		if is != "" && (*was == "" || !weaker) {
			*was = is
		}
	}
	merged := old
	take(&merged.URL, a.URL)
	take(&merged.Outlet, a.Outlet)
	take(&merged.Title, a.Title)
	take(&merged.Author, a.Author)
	take((*string)(&merged.PublishedAt), string(a.PublishedAt))
	take(&merged.Language, a.Language)
	take(&merged.Origin, a.Origin)
	take(&merged.Path, a.Path)
	if a.ModifiedAt.Before(merged.ModifiedAt) && !weaker {
		merged.ModifiedAt = a.ModifiedAt
	}
	return merged
}

// bearsOnClaims says whether an engine may read the same text differently:
// dates are told from the published time, "here" and "us" from the outlet.
func bearsOnClaims(old, a claims.Article) bool {
	return old.PublishedAt != a.PublishedAt || old.Outlet != a.Outlet || old.URL != a.URL || old.Language != a.Language || old.ModifiedAt != a.ModifiedAt
}
