package articles

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"strings"
)

// Count says how many articles inputs hold, as far as that can be told without
// reading them: what cannot be read counts as one, since it is reported as one.
// It is for a progress bar. known is false where it cannot be told.
func (r *Reader) Count(inputs []string) (n int, known bool) {
	for _, input := range inputs {
		count, known := countInput(input)
		if !known {
			return 0, false
		}
		n += count
	}
	return n, true
}

func countInput(input string) (n int, known bool) {
	if input == "-" {
		return 0, false
	}
	info, err := os.Stat(input)
	if isAddress(input) || err != nil {
		return 1, true
	}
	if !info.IsDir() {
		return countFile(input)
	}
	files, faults := listFolder(input)
	for _, file := range files {
		in, known := countFile(file)
		if !known {
			return 0, false
		}
		n += in
	}
	return max(1, n+len(faults)), true
}

// countFile counts the lines of article lines; any other file is one article.
func countFile(name string) (n int, known bool) {
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return 1, true
	case !info.Mode().IsRegular() || strings.HasSuffix(strings.ToLower(name), ".gz") || formOfName(name) == unknownForm:
		return 0, false
	case formOfName(name) != linesForm:
		return 1, true
	}
	f, err := os.Open(name)
	if err != nil {
		return 1, true
	}
	defer f.Close()
	return countLines(f)
}

func countLines(in io.Reader) (n int, known bool) {
	lines, blank := bufio.NewReaderSize(in, 1<<16), true
	for {
		piece, err := lines.ReadSlice('\n')
		blank = blank && len(bytes.TrimSpace(piece)) == 0
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if !blank {
			n++
		}
		blank = true
		if err != nil {
			return max(1, n), errors.Is(err, io.EOF)
		}
	}
}
