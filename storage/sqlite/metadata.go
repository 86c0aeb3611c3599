package sqlite

import (
	"context"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/claims/review"
)

// refreshRevision takes over what the current text, loaded again, says of
// itself.
func (s *Store) refreshRevision(ctx context.Context, tx *transaction, ws string, old revision, a claims.Article, by string) (revision, error) {
	r, err := updateRevision(ctx, tx, ws, old, a)
	if err != nil || r.PublishedAt == old.PublishedAt {
		return r, err
	}
	return r, s.note(ctx, tx, ws, review.Act{By: by, Act: review.ActDate, Article: r.ID, From: string(old.PublishedAt), To: string(r.PublishedAt)})
}

// updateRevision takes over what the same text, loaded again, says of itself.
func updateRevision(ctx context.Context, tx *transaction, ws string, old revision, a claims.Article) (revision, error) {
	said, err := saidPublished(ctx, tx, ws, old)
	if err != nil {
		return old, err
	}
	if said != nil && a.PublishedAt == *said {
		a.PublishedAt = "" // it says nothing new, and a person knew better
	}
	r := old
	r.Article = merge(old.Article, a)
	if r.Article.Equal(old.Article) {
		return old, nil
	}
	if r, err = storeMetadata(ctx, tx, ws, old, r); err == nil && said != nil && r.PublishedAt != old.PublishedAt {
		err = setSaid(ctx, tx, ws, r, nil)
	}
	return r, err
}

// correctDate sets when a revision was published, against what it says.
func correctDate(ctx context.Context, tx *transaction, ws string, old revision, published claims.Time) (revision, error) {
	said, err := saidPublished(ctx, tx, ws, old)
	if err != nil {
		return old, err
	}
	if said == nil {
		said = &old.PublishedAt
	}
	if *said == published {
		said = nil
	}
	r := old
	r.PublishedAt = published
	if r, err = storeMetadata(ctx, tx, ws, old, r); err != nil {
		return r, err
	}
	return r, setSaid(ctx, tx, ws, r, said)
}

// saidPublished gives what a revision says of itself where a person corrected
// when it was published, else nil.
func saidPublished(ctx context.Context, tx *transaction, ws string, r revision) (said *claims.Time, err error) {
	err = tx.QueryRowContext(ctx, `SELECT said_published FROM revisions WHERE workspace = ? AND article = ? AND id = ?`, ws, r.ID, r.Revision).Scan(&said)
	if isNone(err) {
		return nil, nil
	}
	return said, err
}

func setSaid(ctx context.Context, tx *transaction, ws string, r revision, said *claims.Time) error {
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET said_published = ? WHERE workspace = ? AND article = ? AND id = ?`, (*string)(said), ws, r.ID, r.Revision)
	return err
}

// storeMetadata writes what r says of itself in place of old. Where that bears
// on claims they are to be extracted again.
func storeMetadata(ctx context.Context, tx *transaction, ws string, old, r revision) (revision, error) {
	r.KnownSince = r.Article.KnownSince(r.Seq == 1, r.CapturedAt)
	if bearsOnClaims(old.Article, r.Article) {
		r.State = ingest.StateRead
	}
	_, err := tx.ExecContext(ctx, `UPDATE revisions SET state = ?, url = ?, outlet = ?, title = ?, author = ?, published_at = ?, published_unix = ?, modified_at = ?,
			language = ?, origin = ?, path = ?, known_since = ?, known_unix = ?, extra = ?
		WHERE workspace = ? AND article = ? AND id = ?`,
		r.State, r.URL, r.Outlet, r.Title, r.Author, string(r.PublishedAt), unix(r.PublishedAt), string(r.ModifiedAt),
		r.Language, r.Origin, r.Path, string(r.KnownSince), unix(r.KnownSince), extraOf(r.Article), ws, r.ID, r.Revision)
	if err == nil && r.Current {
		err = excludeArticle(ctx, tx, ws, r.Article)
	}
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
	if !weaker {
		merged.Via, merged.Entries, merged.FactChecks = newer(old.Via, a.Via), newer(old.Entries, a.Entries), newer(old.FactChecks, a.FactChecks)
	}
	return merged
}

func newer[T any](was, is []T) []T {
	if len(is) == 0 {
		return was
	}
	return is
}

// bearsOnClaims says whether an engine may read the same text differently.
func bearsOnClaims(old, a claims.Article) bool {
	return ingest.Pending{Article: old}.Basis() != ingest.Pending{Article: a}.Basis()
}
