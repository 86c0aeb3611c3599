package storagetest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/ask"
	"github.com/claimbot/claimbot/claims/ingest"
	"github.com/claimbot/claimbot/storage"
	"golang.org/x/sync/errgroup"
)

func testConcurrency(t *testing.T, open func(*testing.T) storage.Store) {
	t.Run("OneArticleFromManySides", func(t *testing.T) {
		d := openDesk(t, open)
		statuses := make([]ingest.Status, 8)
		var g errgroup.Group
		for i := range statuses {
			g.Go(func() error {
				saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: claims.Article{ID: "a1", Text: riverRose}}, "")
				if err != nil {
					return err
				}
				statuses[i] = saved.Status
				return d.SaveExtraction(t.Context(), d.ws, d.extraction(saved.Article))
			})
		}
		d.ok(g.Wait())
		d.want("new", strings.Count(fmt.Sprint(statuses), string(ingest.New)), 1)
		d.want("claims", d.states(), "The river rose by two metres. current | The bridge was closed. current")
		d.want("found", len(d.search("river bridge")), 2)
	})

	t.Run("ReadersWhileOneWrites", func(t *testing.T) {
		d := openDesk(t, open)
		done := make(chan struct{})
		var g errgroup.Group
		g.Go(func() error {
			defer close(done)
			for i := range 40 {
				saved, err := d.SaveArticle(t.Context(), d.ws, claims.Document{Article: claims.Article{ID: fmt.Sprint("a", i%10), Text: fmt.Sprintf("Gate %d opened. Gate %d closed.", i, i)}}, "")
				if err != nil {
					return err
				}
				if err := d.SaveExtraction(t.Context(), d.ws, d.extraction(saved.Article)); err != nil {
					return err
				}
			}
			return nil
		})
		for range 3 {
			g.Go(func() error { return readUntil(d, done) })
		}
		d.ok(g.Wait())
		d.want("found at the end", len(d.search("gate")), 20)
	})
}

// readUntil searches on and on: claims of one article come and go together.
func readUntil(d *desk, done <-chan struct{}) error {
	for {
		select {
		case <-done:
			return nil
		default:
		}
		hits, err := d.Search(d.t.Context(), d.ws, ask.Query{Terms: []string{"gate"}})
		if err != nil {
			return err
		}
		of := map[string]int{}
		for _, h := range hits {
			of[h.Article.Revision]++
		}
		for revision, n := range of {
			if n != 2 {
				return fmt.Errorf("revision %s shows %d of its 2 claims", revision, n)
			}
		}
	}
}
