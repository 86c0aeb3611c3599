package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// checkReport refuses a report in a place where it would destroy something, or
// be read as an input while it is written.
func (a *app) checkReport(path string, inputs []string) error {
	if path == "" {
		return nil
	}
	dsn, err := a.dsn()
	if err != nil {
		return err
	}
	there, err := os.Stat(path)
	if err == nil {
		if isOneOf(there, dsn, dsn+"-wal", dsn+"-shm") || isDatabase(path, there) {
			return &usageError{"--report names a database, which the report would destroy; name another file"}
		}
		if isOneOf(there, inputs...) && there.Mode().IsRegular() {
			return &usageError{"--report names an input, which the report would destroy; name another file"}
		}
	}
	if !strings.EqualFold(filepath.Ext(path), ".csv") && isBeneath(path, inputs) {
		return &usageError{"--report names a file in a folder that is loaded, where it would be read as an article; put it elsewhere, or let its name end in .csv"}
	}
	return nil
}

func isOneOf(file os.FileInfo, paths ...string) bool {
	for _, path := range paths {
		if other, err := os.Stat(path); err == nil && os.SameFile(file, other) {
			return true
		}
	}
	return false
}

// isDatabase says whether a file begins as those of SQLite do.
func isDatabase(path string, info os.FileInfo) bool {
	if !info.Mode().IsRegular() {
		return false
	}
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	const magic = "SQLite format 3\x00"
	head := make([]byte, len(magic))
	_, err = io.ReadFull(f, head)
	return err == nil && bytes.Equal(head, []byte(magic))
}

// isBeneath says whether a file is, or would be, in one of the inputs that are
// folders, or in a folder there.
func isBeneath(path string, inputs []string) bool {
	folder, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return false
	}
	if folder, err = filepath.Abs(folder); err != nil {
		return false
	}
	for _, input := range inputs {
		info, err := os.Stat(input)
		if err != nil || !info.IsDir() {
			continue
		}
		for at := folder; ; at = filepath.Dir(at) {
			if isOneOf(info, at) {
				return true
			}
			if at == filepath.Dir(at) {
				break
			}
		}
	}
	return false
}
