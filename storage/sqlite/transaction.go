package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// transaction is a transaction whose statements are parsed once: parsing them
// anew each time took an eighth of a load's time.
type transaction struct {
	*sql.Tx
	statements *statements
	missing    []string // to prepare once the connection is free
}

// statements are those prepared for one pool, by their text.
type statements struct {
	db    *sql.DB
	mu    sync.Mutex
	known map[string]*sql.Stmt
}

// maxStatements bounds them: texts grow with the kinds and days asked for.
const maxStatements = 200

func newStatements(db *sql.DB) *statements {
	return &statements{db: db, known: map[string]*sql.Stmt{}}
}

// prepare makes ready what a transaction had to parse. What fails here is
// parsed again next time, and says so then. It may have to wait for a
// connection, whose transaction asks find, so it does not hold the lock then.
func (s *statements) prepare(ctx context.Context, queries []string) {
	for _, q := range queries {
		if s.find(q) != nil || s.isFull() {
			continue
		}
		stmt, err := s.db.PrepareContext(ctx, q)
		if err == nil && !s.add(q, stmt) {
			_ = stmt.Close() // another was faster
		}
	}
}

func (s *statements) add(query string, stmt *sql.Stmt) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known[query] != nil || len(s.known) >= maxStatements {
		return false
	}
	s.known[query] = stmt
	return true
}

func (s *statements) isFull() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.known) >= maxStatements
}

func (s *statements) find(query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.known[query]
}

func (tx *transaction) prepared(ctx context.Context, query string) *sql.Stmt {
	if stmt := tx.statements.find(query); stmt != nil {
		return tx.StmtContext(ctx, stmt)
	}
	tx.missing = append(tx.missing, query)
	return nil
}

// ExecContext is [sql.Tx.ExecContext].
func (tx *transaction) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := tx.prepared(ctx, query); stmt != nil {
		return stmt.ExecContext(ctx, args...)
	}
	return tx.Tx.ExecContext(ctx, query, args...)
}

// QueryContext is [sql.Tx.QueryContext].
func (tx *transaction) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := tx.prepared(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return tx.Tx.QueryContext(ctx, query, args...)
}

// QueryRowContext is [sql.Tx.QueryRowContext].
func (tx *transaction) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := tx.prepared(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return tx.Tx.QueryRowContext(ctx, query, args...)
}

// PrepareContext is [sql.Tx.PrepareContext].
func (tx *transaction) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := tx.prepared(ctx, query); stmt != nil {
		return stmt, nil
	}
	return tx.Tx.PrepareContext(ctx, query)
}
