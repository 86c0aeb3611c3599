package jobs

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
)

// TestOrdinaryLifeIsQuiet logs nothing at info of a first start, its tables,
// and the stop.
func TestOrdinaryLifeIsQuiet(t *testing.T) {
	var out bytes.Buffer
	for range 20 { // the stop comes at different moments of the start
		r, err := open(t.Context(), database(t), Work{}, seldom, slog.New(slog.NewTextHandler(&out, nil)))
		must(t, err)
		must(t, r.Stop(t.Context()))
	}
	if out.Len() > 0 {
		t.Errorf("logged:\n%s", out.String())
	}
}

// TestWhatRiverMaySay keeps its warnings and errors, but what a stop cut off.
func TestWhatRiverMaySay(t *testing.T) {
	cut := fmt.Errorf("begin: %w", context.Canceled)
	broken := errors.New("disk I/O error")
	for _, tt := range []struct {
		level slog.Level
		attrs []any
		shown bool
	}{
		{slog.LevelInfo, nil, false},
		{slog.LevelWarn, nil, true},
		{slog.LevelError, []any{"error", broken.Error()}, true},
		{slog.LevelError, []any{"err", broken}, true},
		{slog.LevelError, []any{"error", context.Canceled.Error()}, false},
		{slog.LevelError, []any{"kind", "x", "err", cut}, false},
		{slog.LevelError, []any{"kind", context.Canceled.Error()}, true},
	} {
		var out bytes.Buffer
		log := quieted(slog.New(slog.NewTextHandler(&out, nil))).With("a", 1).WithGroup("g")
		log.Log(t.Context(), tt.level, "said", tt.attrs...)
		if shown := strings.Contains(out.String(), "said"); shown != tt.shown {
			t.Errorf("%v %v: shown is %v", tt.level, tt.attrs, shown)
		}
	}
	var all bytes.Buffer
	quieted(slog.New(slog.NewTextHandler(&all, &slog.HandlerOptions{Level: slog.LevelDebug}))).Info("said")
	if !strings.Contains(all.String(), "level=DEBUG") {
		t.Errorf("who debugs reads %q", all.String())
	}
}
