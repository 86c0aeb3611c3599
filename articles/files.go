package articles

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
)

// source is a stream of bytes and what is known of it before it is read.
type source struct {
	name   string // to report it by
	what   string // to begin a sentence with
	path   string // absolute; "" for standard input
	origin string
	form   form  // by its name
	size   int64 // in bytes, 0 if unknown
	in     io.Reader
}

type yielder = func(ingest.Item, error) bool

// readPath reads a file, or the files of a folder.
func (r *Reader) readPath(ctx context.Context, input string, given claims.Given, yield yielder) {
	info, err := os.Stat(input)
	switch {
	case err != nil:
		yield(ingest.Item{Name: input}, pathError(input, err))
	case info.IsDir():
		r.readFolder(ctx, input, given, yield)
	default:
		r.readFile(ctx, input, given, yield)
	}
}

// readFolder reads the files of a folder and of those beneath it, in the order
// of their names; hidden ones and those of unknown extensions are left alone.
func (r *Reader) readFolder(ctx context.Context, folder string, given claims.Given, yield yielder) {
	files, faults := listFolder(folder)
	for _, f := range faults {
		if !yield(ingest.Item{Name: f.name}, f.err) {
			return
		}
	}
	switch {
	case len(files) == 0 && len(faults) == 0:
		yield(ingest.Item{Name: folder}, claims.Errorf(claims.EUnreadable, "The folder %s holds no articles; put files that end in .txt, .md, .html, .pdf, .docx or .jsonl into it.", folder))
		return
	case len(files) > 1 && (given.ID != "" || given.URL != ""):
		yield(ingest.Item{Name: folder}, severalError(folder, given))
		return
	}
	for _, file := range files {
		if ctx.Err() != nil || !r.readFile(ctx, file, given, yield) {
			return
		}
	}
}

type fault struct {
	name string
	err  error
}

func listFolder(folder string) (files []string, faults []fault) {
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		hidden := path != folder && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil:
			faults = append(faults, fault{path, pathError(path, err)})
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
		case hidden && entry.IsDir():
			return fs.SkipDir
		case hidden || entry.IsDir() || formOfName(path) == unknownForm:
		case isFile(path, entry):
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		faults = append(faults, fault{folder, pathError(folder, err)})
	}
	return files, faults
}

// isFile says whether path is a file, or leads to one: pipes and devices in a
// folder would be waited for.
func isFile(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular() // a dangling link is reported when it is opened
}

// readFile says whether to go on.
func (r *Reader) readFile(ctx context.Context, name string, given claims.Given, yield yielder) bool {
	path, err := filepath.Abs(name)
	if err != nil {
		return yield(ingest.Item{Name: name}, pathError(name, err))
	}
	f, err := os.Open(name)
	if err != nil {
		return yield(ingest.Item{Name: name}, pathError(name, err))
	}
	defer f.Close()
	src := source{name: name, what: "The file", path: path, origin: claims.OriginFile, form: formOfName(name), in: f}
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		src.size = info.Size()
	}
	return r.readSource(ctx, src, given, yield)
}

// readSource reads a stream as what its name and its first bytes say it is.
func (r *Reader) readSource(ctx context.Context, src source, given claims.Given, yield yielder) bool {
	in := bufio.NewReaderSize(src.in, sniffLength)
	if isGzip(in) {
		unpacked, err := gzip.NewReader(in)
		if err != nil {
			return yield(ingest.Item{Name: src.name}, damagedError(src.what, err))
		}
		src.size = 0 // of what is unpacked, nothing is known
		in = bufio.NewReaderSize(io.LimitReader(unpacked, maxUnpacked), sniffLength)
	}
	head, err := in.Peek(sniffLength)
	if err != nil && !errors.Is(err, io.EOF) {
		return yield(ingest.Item{Name: src.name}, readError(src, err))
	}
	if src.form, err = formOf(src.form, head, src.what); err != nil {
		return yield(ingest.Item{Name: src.name}, err)
	}
	if src.form == linesForm {
		return r.readLines(ctx, src, in, given, yield)
	}
	doc, err := r.readDocument(ctx, src, in, given)
	return yield(ingest.Item{Name: src.name, Document: doc}, err)
}

func (r *Reader) readDocument(ctx context.Context, src source, in io.Reader, given claims.Given) (claims.Document, error) {
	most := r.most(src.form)
	if src.size > most {
		return claims.Document{}, tooLargeError(src.what, src.size, most)
	}
	var raw bytes.Buffer
	n, err := io.Copy(&raw, io.LimitReader(in, most+1))
	switch {
	case err != nil:
		return claims.Document{}, readError(src, err)
	case n > most:
		return claims.Document{}, tooLargeError(src.what, 0, most)
	}
	p, err := parseAs(ctx, src.form, raw.Bytes(), "", given.URL, src.what, r.now())
	if err != nil {
		return claims.Document{}, err
	}
	a := claims.Article{Origin: src.origin, URL: saidAddress(p.Canonical), Path: src.path}
	a.Outlet = outletOfSaved(p.Outlet, firstOf(given.URL, a.URL))
	return claims.Document{Article: complete(p, a, given), Capture: r.capture(raw.Bytes(), src.form.mediaType())}, nil
}

func severalError(name string, given claims.Given) error {
	what := "URL"
	if given.ID != "" {
		what = "id"
	}
	return claims.Errorf(claims.EInvalid, "One %s was given, but %s holds several articles; load them one at a time, or leave the %s out.", what, name, what)
}

func pathError(name string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist) && looksLikeHost(name):
		return claims.WrapErrorf(claims.ENotFound, err, "There is no file %s; for a web page write https://%s.", name, name)
	case errors.Is(err, fs.ErrNotExist):
		return claims.WrapErrorf(claims.ENotFound, err, "There is no file or folder %s; check the name.", name)
	case errors.Is(err, fs.ErrPermission):
		return claims.WrapErrorf(claims.EForbidden, err, "%s may not be read; give yourself permission to read it, or copy it.", name)
	case strings.ContainsRune(name, 0):
		return claims.WrapErrorf(claims.EInvalid, err, "This is not the name of a file; check it.")
	}
	return claims.WrapErrorf(claims.EUnavailable, err, "%s cannot be opened; check the name and the disk.", name)
}

func readError(src source, err error) error {
	switch {
	case isDamaged(err):
		return damagedError(src.what, err)
	case errors.Is(err, fs.ErrClosed):
		return claims.WrapErrorf(claims.EUnavailable, err, "%s was closed before it was read; try it again.", src.what)
	}
	return claims.WrapErrorf(claims.EUnavailable, fmt.Errorf("read %s: %w", src.name, err), "%s could not be read to its end; check the disk and try it again.", src.what)
}

func isDamaged(err error) bool {
	_, corrupt := errors.AsType[flate.CorruptInputError](err)
	return corrupt || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, io.ErrUnexpectedEOF)
}

func damagedError(what string, err error) error {
	return claims.WrapErrorf(claims.EUnreadable, err, "%s is packed (gzip) and damaged; unpack it and load the text.", what)
}

func tooLargeError(what string, size, limit int64) error {
	if size == 0 {
		return claims.Errorf(claims.EUnreadable, "%s is larger than %s, which is the most that is read; cut it into parts, or paste the text of the article.", what, megabytes(limit))
	}
	return claims.Errorf(claims.EUnreadable, "%s is %s large and at most %s are read; cut it into parts, or paste the text of the article.", what, megabytes(size), megabytes(limit))
}

func megabytes(n int64) string {
	if n < 1_000_000 {
		return fmt.Sprintf("%.0f kB", float64(n)/1e3)
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/1e6), ".0") + " MB"
}
