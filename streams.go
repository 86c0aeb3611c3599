package main

import (
	"context"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"github.com/claimbot/claimbot/claims"
)

// output is standard output, with the first fault of writing to it: whoever
// prints need not ask each time, and run tells of it at the end.
type output struct {
	to  io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.to.Write(p)
	o.err = err
	return n, err
}

func (o *output) inner() any { return o.to }

func (o *output) fault() error {
	if o.err == nil {
		return nil
	}
	return claims.WrapErrorf(claims.EUnavailable, o.err, "The output could not be written to its end; check where it goes and whether there is room.")
}

// input is standard input, but that the end of a context ends a read that
// waits: reading from a file or a terminal cannot be called off. Nothing is
// read before somebody asks.
type input struct {
	from  io.Reader
	begin func()
	*io.PipeReader
}

// newInput makes an input; close it when nobody will read any more.
func newInput(ctx context.Context, from io.Reader) *input {
	out, in := io.Pipe()
	begin := func() {
		context.AfterFunc(ctx, func() { in.CloseWithError(ctx.Err()) })
		go func() {
			_, err := io.Copy(in, from)
			in.CloseWithError(err)
		}()
	}
	return &input{from, sync.OnceFunc(begin), out}
}

func (i *input) Read(p []byte) (int, error) {
	i.begin()
	return i.PipeReader.Read(p)
}

func (i *input) inner() any { return i.from }

// fileOf gives the file behind a stream, nil if there is none.
func fileOf(stream any) *os.File {
	if w, ok := stream.(interface{ inner() any }); ok {
		stream = w.inner()
	}
	f, _ := stream.(*os.File)
	return f
}

// isTerminal says whether a person sees or types at the other end.
func isTerminal(stream any) bool {
	f := fileOf(stream)
	return f != nil && term.IsTerminal(int(f.Fd()))
}
