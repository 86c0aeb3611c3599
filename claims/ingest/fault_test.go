package ingest_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/claimbot/claimbot/articles"
	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/extract"
	"github.com/claimbot/claimbot/storage"
)

const deluge = "A flood on the lower river killed twelve people in Ostby on Monday, the mayor said.\n\nThe bridge was closed until the evening, and forty houses were left without light.\n"

// ills are what a site does instead of giving its page.
var ills = map[string]http.HandlerFunc{
	"breaks off": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "5000")
		io.WriteString(w, deluge)
		http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	},
	"never ends": func(w http.ResponseWriter, req *http.Request) {
		io.WriteString(w, deluge)
		http.NewResponseController(w).Flush()
		<-req.Context().Done()
	},
	"zeros": func(w http.ResponseWriter, _ *http.Request) {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		z.Write(make([]byte, 20<<20))
		z.Close()
		w.Header().Set("Content-Encoding", "gzip")
		w.Write(b.Bytes())
	},
	"large": func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, strings.Repeat(deluge, 10_000)) },
	"inside": func(w http.ResponseWriter, req *http.Request) {
		http.Redirect(w, req, "http://169.254.169.254/", http.StatusFound)
	},
	"circle":   func(w http.ResponseWriter, req *http.Request) { http.Redirect(w, req, req.URL.Path, http.StatusFound) },
	"refuses":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnavailableForLegalReasons) },
	"is gone":  func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusGone) },
	"is ill":   func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
	"is empty": func(http.ResponseWriter, *http.Request) {},
	"cookies": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html><title>Harbour Post</title><p>Please enable cookies in your browser and reload this page to continue to Harbour Post.")
	},
	"nested": func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<!doctype html>"+strings.Repeat("<div>", 15_000)+deluge)
	},
}

// TestFaultsStoreNothing: a page that cannot be had leaves no trace among what
// is stored, whether it is new or was had before, and costs no other page.
func TestFaultsStoreNothing(t *testing.T) {
	file := filepath.Join(t.TempDir(), "t.db")
	store, err := storage.Open(context.Background(), file, quiet)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var ill atomic.Bool
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		if do, ok := ills[strings.ReplaceAll(strings.TrimPrefix(req.URL.Path, "/"), "-", " ")]; ok && ill.Load() {
			do(w, req)
			return
		}
		fmt.Fprintf(w, "%s\nThis was written at %s.\n", deluge, req.URL.Path)
	}))
	defer server.Close()
	reader := articles.New(articles.Options{Log: quiet, Timeout: 2 * time.Second, MaxBytes: 200_000, Network: articles.Network{
		Lookup: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("93.184.215.14")}, nil
		},
		Connect: func(ctx context.Context, to netip.AddrPort) (net.Conn, error) {
			if to.Addr() != netip.MustParseAddr("93.184.215.14") {
				t.Errorf("connected to %s", to)
			}
			return new(net.Dialer).DialContext(ctx, "tcp", server.Listener.Addr().String())
		},
	}})
	known, fresh := []string{"http://good.example/page"}, []string{}
	for name := range ills {
		path := strings.ReplaceAll(name, " ", "-")
		known = append(known, "http://known-"+path+".example/"+path)
		fresh = append(fresh, "http://fresh-"+path+".example/"+path)
	}
	if sum, _ := load(t, store, extract.NewOffline(), reader, known...); sum.New != len(known) || sum.Accepted == 0 {
		t.Fatalf("%+v", sum)
	}
	before := rows(t, file)
	ill.Store(true)
	sum, results := load(t, store, extract.NewOffline(), reader, append(known, fresh...)...)
	if sum.Failed != 2*len(ills) || sum.Unchanged != 1 || sum.New+sum.Changed != 0 {
		t.Errorf("%+v", sum)
	}
	for _, r := range results {
		if r.Err != nil && claims.ErrorMessage(r.Err) == "" {
			t.Errorf("%s: no sentence for a person: %v", r.Name, r.Err)
		}
	}
	if diff := cmp.Diff(before, rows(t, file)); diff != "" {
		t.Errorf("what is stored has changed:\n%s", diff)
	}
}

// rows counts the rows of each table.
func rows(t *testing.T, file string) map[string]int {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+file+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	var names []string
	found, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for found.Next() {
		var name string
		if err := found.Scan(&name); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	if err := found.Err(); err != nil || len(names) < 5 {
		t.Fatal(names, err)
	}
	counts := map[string]int{}
	for _, name := range names {
		var n int
		if err := db.QueryRow(`SELECT count(*) FROM "` + name + `"`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[name] = n
	}
	return counts
}
