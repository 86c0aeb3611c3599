package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/claimbot/claimbot/claims"
)

// report writes a line for each article, as it comes. Nil writes nothing.
type report struct {
	file  *os.File
	out   *bufio.Writer
	table *csv.Writer // nil: JSON lines
	err   error
}

// openReport makes the file, in the place of an older one.
func openReport(path string) (*report, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Create(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, claims.WrapErrorf(claims.ENotFound, err, "There is no folder %s for the report; make it, or name another file.", filepath.Dir(path))
	case err != nil:
		return nil, claims.WrapErrorf(claims.EForbidden, err, "The report %s cannot be written; name another file.", path)
	}
	r := &report{file: f, out: bufio.NewWriter(f)}
	if strings.EqualFold(filepath.Ext(path), ".csv") {
		r.table = csv.NewWriter(r.out)
		r.err = r.table.Write([]string{"input", "id", "revision", "title", "status", "claims", "rejected", "note", "error"})
	}
	return r, nil
}

func (r *report) write(v loadResult) {
	switch {
	case r == nil || r.err != nil:
	case r.table != nil:
		status := cmp.Or(string(v.Status), "failed")
		if v.Error != "" {
			status = "failed"
		}
		r.err = r.table.Write([]string{cell(v.Input), cell(v.ID), v.Revision, cell(v.Title), status, strconv.Itoa(v.Claims), strconv.Itoa(v.Rejected), cell(v.Note), cell(v.Error)})
	default:
		r.err = json.NewEncoder(r.out).Encode(v)
	}
}

// cell keeps a spreadsheet from taking a page's title for a formula.
func cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

func (r *report) close() error {
	if r == nil {
		return nil
	}
	if r.table != nil {
		r.table.Flush()
		r.err = cmp.Or(r.err, r.table.Error())
	}
	if err := cmp.Or(r.err, r.out.Flush()); err != nil {
		return claims.WrapErrorf(claims.EUnavailable, errors.Join(err, r.file.Close()), "The report could not be written to its end; the articles are loaded all the same.")
	}
	return r.file.Close()
}
