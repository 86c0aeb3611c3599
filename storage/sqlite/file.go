package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/claimbot/claimbot/claims"
)

// applicationID is what the header of our databases says: "clmb".
const applicationID = 1668050274

// The header of a database file and of its first page, as
// https://www.sqlite.org/fileformat.html lays them out.
const (
	headerSize    = 108
	userVersionAt = 60
	applicationAt = 68
	cellCountAt   = 103 // how many tables, indexes and so on there are, if few
	pageTypeAt    = 100
	innerPage     = 5 // page type of a schema that is too large for one page
)

var magic = []byte("SQLite format 3\x00")

// checkFile refuses what is not a database of ours before SQLite gets to write
// to it. What is not there, or is empty, is fine: it will be one.
func checkFile(ctx context.Context, path string) error {
	if path == "" {
		return claims.Errorf(claims.EInvalid, "The database has no name; give the path of a file with --db.")
	}
	folder := filepath.Dir(path)
	if info, err := os.Stat(folder); err != nil || !info.IsDir() {
		return claims.WrapErrorf(claims.ENotFound, err, "The database %s cannot be made because %s is not a folder; make that folder, or name another file with --db.", path, folder)
	}
	header, err := readHeader(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) || err == nil && len(header) == 0:
		return nil
	case err != nil:
		return err
	case !bytes.HasPrefix(header, magic) || len(header) < headerSize:
		return claims.Errorf(claims.EUnreadable, "%s is not a database; name another file with --db.", path)
	}
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return checkOpened(ctx, path, "mode=ro") // what the header will say may still stand in there
	}
	application := int(binary.BigEndian.Uint32(header[applicationAt:]))
	tables := header[pageTypeAt] == innerPage || binary.BigEndian.Uint16(header[cellCountAt:]) > 0
	if application == 0 && tables { // another program's, unless we were killed while making it
		return checkOpened(ctx, path, "mode=ro&immutable=1")
	}
	return checkOwner(path, application, int(binary.BigEndian.Uint32(header[userVersionAt:])), tables)
}

// readHeader gives the first bytes of a file, fewer if it is shorter.
func readHeader(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, claims.WrapErrorf(claims.EForbidden, err, "The database %s cannot be reached; check its path, or name another file with --db.", path)
	}
	if err == nil && info.IsDir() {
		return nil, claims.Errorf(claims.EInvalid, "%s is a folder; name a file for the database, such as %s.", path, filepath.Join(path, "claimbot.db"))
	}
	if err == nil && !info.Mode().IsRegular() {
		return nil, claims.Errorf(claims.EInvalid, "%s is not a regular file; name another one for the database with --db.", path)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0) // to be told now if it may not be written
	if errors.Is(err, fs.ErrPermission) {
		return nil, claims.WrapErrorf(claims.EForbidden, err, "The database %s may not be read and written; allow both, or name another file with --db.", path)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	header := make([]byte, headerSize)
	n, err := io.ReadFull(f, header)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return header[:n], nil
}

// checkOpened asks SQLite itself, on a connection that cannot write.
func checkOpened(ctx context.Context, path, how string) error {
	db, err := sql.Open("sqlite", fileURI(path)+"?"+how+"&_pragma=busy_timeout(10000)")
	if err != nil {
		return fmt.Errorf("open %s: %w", path, err)
	}
	defer func() { _ = db.Close() }()
	application, version, tables, err := readOwner(ctx, db)
	if err != nil {
		return explain(path, "look into the database", err)
	}
	return checkOwner(path, application, version, tables > 0)
}

func readOwner(ctx context.Context, db *sql.DB) (application, version, tables int, err error) {
	err = db.QueryRowContext(ctx, `SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\' AND tbl_name <> ?)`, versionTable).Scan(&application, &version, &tables)
	return application, version, tables, err
}

// checkOwner refuses the databases of others and those of the future.
func checkOwner(path string, application, version int, tables bool) error {
	switch {
	case application == applicationID && version > schemaVersion():
		return claims.Errorf(claims.EUnsupported, "The database %s was made by a newer claimbot (form %d, this one knows %d); update claimbot, or name another file with --db.", path, version, schemaVersion())
	case application != applicationID && (application != 0 || tables):
		return claims.Errorf(claims.EConflict, "%s is the database of another program; name another file with --db.", path)
	}
	return nil
}
