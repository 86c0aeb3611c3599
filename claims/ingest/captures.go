package ingest

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// Captures gives what was fetched or uploaded, byte for byte.
type Captures interface {
	// Captures lists those of an article, oldest first, without their bytes.
	Captures(ctx context.Context, workspace, article string) ([]CaptureRow, error)

	// CaptureBytes gives the bytes of one; claims.ENotFound when there is none,
	// or when they were dropped.
	CaptureBytes(ctx context.Context, workspace, article, revision, sha256 string) ([]byte, error)
}

// CaptureRow is a capture without its bytes.
type CaptureRow struct {
	claims.Capture
	Revision string
	Size     int
	Dropped  bool // they held words that were redacted, and are not kept
}
