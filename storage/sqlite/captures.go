package sqlite

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/klauspost/compress/zstd"
)

// packer compresses captures. Both halves may be used by many at once.
type packer struct {
	enc *zstd.Encoder
	dec *zstd.Decoder
}

// newPacker makes one when it is first needed: its tables take megabytes.
func newPacker() func() *packer {
	return sync.OnceValue(func() *packer {
		enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(2))
		if err != nil { // only for options that are out of range
			panic("sqlite: zstd encoder: " + err.Error())
		}
		dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(256<<20))
		if err != nil {
			panic("sqlite: zstd decoder: " + err.Error())
		}
		return &packer{enc, dec}
	})
}

// packed is a capture made ready for its row, outside of any transaction.
type packed struct {
	claims.Capture
	raw     []byte // compressed
	header  []byte // JSON
	dropped bool   // the bytes are not kept
}

func (s *Store) pack(c *claims.Capture) (*packed, error) {
	if c == nil {
		return nil, nil
	}
	p := &packed{Capture: *c}
	if p.SHA256 == "" {
		sum := sha256.Sum256(c.Raw)
		p.SHA256 = hex.EncodeToString(sum[:])
	}
	header, err := json.Marshal(c.Header)
	if err != nil {
		return nil, fmt.Errorf("write a capture's header: %w", err)
	}
	p.header, p.raw = header, s.zstd().enc.EncodeAll(c.Raw, nil)
	return p, nil
}

func insertCapture(ctx context.Context, tx *transaction, ws, article, revision string, p *packed, now time.Time) error {
	if p == nil {
		return nil
	}
	at := p.At
	if at.IsZero() {
		at = now
	}
	_, err := tx.ExecContext(ctx, `INSERT INTO captures (workspace, article, revision, sha256, media_type, final_url, header, at, size, raw, dropped)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		ws, article, revision, p.SHA256, p.MediaType, p.FinalURL, string(p.header), stampOf(at), len(p.Raw), p.raw, p.dropped)
	return err
}

// Captures lists the captures of an article, oldest first, without their bytes.
func (s *Store) Captures(ctx context.Context, ws, article string) (all []ingest.CaptureRow, err error) {
	const query = `SELECT revision, sha256, media_type, final_url, header, at, size, dropped FROM captures WHERE workspace = ? AND article = ? ORDER BY at, revision, sha256`
	err = s.read(ctx, "list captures", func(tx *transaction) error {
		return each(ctx, tx, query, []any{ws, article}, func(row *sql.Rows) error {
			var c ingest.CaptureRow
			var header, at string
			if err := row.Scan(&c.Revision, &c.SHA256, &c.MediaType, &c.FinalURL, &header, &at, &c.Size, &c.Dropped); err != nil {
				return err
			}
			c.At = parseStamp(at)
			err := json.Unmarshal([]byte(header), &c.Header)
			all = append(all, c)
			return err
		})
	})
	return all, err
}

// CaptureBytes gives the bytes of one capture.
func (s *Store) CaptureBytes(ctx context.Context, ws, article, revision, hash string) (raw []byte, err error) {
	err = s.read(ctx, "read capture", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT raw FROM captures WHERE workspace = ? AND article = ? AND revision = ? AND sha256 = ? AND dropped = 0`, ws, article, revision, hash).Scan(&raw)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "The bytes of this capture of article %s are not kept.", shortened(article))
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	if raw, err = s.zstd().dec.DecodeAll(raw, nil); err != nil {
		return nil, fmt.Errorf("unpack a capture of article %s: %w", article, err)
	}
	return raw, nil
}

// Capture gives the bytes that a revision was read from, the newest if it came
// several times.
func (s *Store) Capture(ctx context.Context, ws, article, revision string) (c claims.Capture, err error) {
	var header, at string
	var raw []byte
	err = s.read(ctx, "read capture", func(tx *transaction) error {
		err := tx.QueryRowContext(ctx, `SELECT sha256, media_type, final_url, header, at, raw FROM captures
			WHERE workspace = ? AND article = ? AND revision = ? AND dropped = 0 ORDER BY at DESC LIMIT 1`, ws, article, revision).
			Scan(&c.SHA256, &c.MediaType, &c.FinalURL, &header, &at, &raw)
		if isNone(err) {
			return claims.Errorf(claims.ENotFound, "Nothing is kept of how revision %q of article %q came; it was loaded as text.", revision, article)
		}
		return err
	})
	if err != nil {
		return claims.Capture{}, err
	}
	if c.Raw, err = s.zstd().dec.DecodeAll(raw, nil); err != nil {
		return claims.Capture{}, fmt.Errorf("unpack the capture of article %s: %w", article, err)
	}
	if err := json.Unmarshal([]byte(header), &c.Header); err != nil {
		return claims.Capture{}, fmt.Errorf("read a capture's header: %w", err)
	}
	if c.At, err = time.Parse(time.RFC3339Nano, at); err != nil {
		return claims.Capture{}, fmt.Errorf("read a capture's time: %w", err)
	}
	return c, nil
}
