package sqlite

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/claimbot/claimbot/claims"
	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// explain wraps what went wrong in what was being done. What the person at the
// keyboard can do something about becomes a claims.Error.
func (s *Store) explain(doing string, err error) error { return explain(s.path, doing, err) }

func explain(path, doing string, err error) error {
	if err == nil {
		return nil
	}
	if _, ok := errors.AsType[*claims.Error](err); ok {
		return err
	}
	err = fmt.Errorf("%s: %w", doing, err)
	switch primary(err) {
	case lib.SQLITE_BUSY, lib.SQLITE_LOCKED:
		return claims.WrapErrorf(claims.EUnavailable, err, "The database %s has been held by another program for too long; try again when that one is done.", path)
	case lib.SQLITE_READONLY, lib.SQLITE_PERM:
		return claims.WrapErrorf(claims.EForbidden, err, "The database %s cannot be written to; allow writing to the file and its folder, or name another one with --db.", path)
	case lib.SQLITE_CANTOPEN:
		return claims.WrapErrorf(claims.EForbidden, err, "The database %s cannot be opened or made; check that its folder is there and can be written to, or name another one with --db.", path)
	case lib.SQLITE_FULL:
		return claims.WrapErrorf(claims.EUnavailable, err, "The disk that holds the database %s is full; make room and try again.", path)
	case lib.SQLITE_IOERR:
		return claims.WrapErrorf(claims.EUnavailable, err, "The disk that holds the database %s does not work as it should; check it and try again.", path)
	case lib.SQLITE_NOTADB:
		return claims.WrapErrorf(claims.EUnreadable, err, "%s is not a claimbot database; name another file with --db.", path)
	case lib.SQLITE_CORRUPT:
		return claims.WrapErrorf(claims.EUnreadable, err, "The database %s is damaged; restore it from a copy, or name another file with --db and load the articles again.", path)
	}
	return err
}

// primary gives SQLite's primary result code, 0 for an error of another kind.
func primary(err error) int {
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return e.Code() & 0xff
	}
	return 0
}

// isBusy says whether err is about a lock that another connection holds.
func isBusy(err error) bool { return primary(err) == lib.SQLITE_BUSY }

// isTaken says whether err is about a key that is there already.
func isTaken(err error) bool {
	e, ok := errors.AsType[*sqlite.Error](err)
	return ok && (e.Code() == lib.SQLITE_CONSTRAINT_UNIQUE || e.Code() == lib.SQLITE_CONSTRAINT_PRIMARYKEY)
}

func isNone(err error) bool { return errors.Is(err, sql.ErrNoRows) }
