package jobs

import (
	"context"
	"errors"
	"log/slog"
)

// quieted is the log as River may use it. What River tells of its own ways, as
// that it starts or has made its tables, is for whoever debugs; and that the
// stop cuts something off is no fault.
func quieted(log *slog.Logger) *slog.Logger {
	return slog.New(&riverLog{log.Handler()})
}

// riverLog is a handler that lowers what another one gets.
type riverLog struct{ to slog.Handler }

// Enabled says whether a line of this level would show after all.
func (l *riverLog) Enabled(ctx context.Context, level slog.Level) bool {
	return l.to.Enabled(ctx, lowered(level))
}

// Handle passes a line on, as loud as it deserves.
func (l *riverLog) Handle(ctx context.Context, r slog.Record) error {
	r.Level = lowered(r.Level)
	if cutOff(r) {
		r.Level = slog.LevelDebug
	}
	if !l.to.Enabled(ctx, r.Level) {
		return nil
	}
	return l.to.Handle(ctx, r)
}

// WithAttrs is as of every handler.
func (l *riverLog) WithAttrs(attrs []slog.Attr) slog.Handler { return &riverLog{l.to.WithAttrs(attrs)} }

// WithGroup is as of every handler.
func (l *riverLog) WithGroup(name string) slog.Handler { return &riverLog{l.to.WithGroup(name)} }

func lowered(level slog.Level) slog.Level {
	if level < slog.LevelWarn {
		return min(level, slog.LevelDebug)
	}
	return level
}

// cutOff says whether a line tells of nothing but the end of a context.
func cutOff(r slog.Record) (found bool) {
	r.Attrs(func(a slog.Attr) bool {
		switch v := a.Value.Resolve().Any().(type) {
		case error:
			found = errors.Is(v, context.Canceled)
		case string: // River gives the words of some errors alone
			found = (a.Key == "error" || a.Key == "err") && v == context.Canceled.Error()
		}
		return !found
	})
	return found
}
