package storagetest

import (
	"strings"
	"testing"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/workspace"
	"github.com/claimbot/claimbot/storage"
	"golang.org/x/sync/errgroup"
)

func testWorkspaces(t *testing.T, open func(*testing.T) storage.Store) {
	find := func(d *desk, key string) workspace.Workspace {
		d.t.Helper()
		w, err := d.Workspace(d.t.Context(), key)
		d.ok(err)
		return w
	}

	t.Run("LocalIsAlwaysThere", func(t *testing.T) {
		d := openDesk(t, open)
		d.want("local", find(d, workspace.Local), workspace.Workspace{ID: workspace.Local, Name: workspace.Local})
	})

	t.Run("FoundByIdServerThenName", func(t *testing.T) {
		d := openDesk(t, open)
		ctx := t.Context()
		d.ok(d.CreateWorkspace(ctx, "w1", "Newsroom"))
		d.ok(d.CreateWorkspace(ctx, "w2", "777"))
		d.ok(d.BindServer(ctx, "777", "w1"))
		d.want("id", find(d, "w2").Name, "777")
		d.want("name, in any case", find(d, "newsRoom").ID, "w1")
		d.want("server before name", find(d, "777").ID, "w1")
		d.want("servers", find(d, "w1").Servers, []string{"777"})
		d.ok(d.BindServer(ctx, "777", "w2"))
		d.ok(d.BindServer(ctx, "778", "w2"))
		d.want("bound away", find(d, "w1").Servers, []string(nil))
		d.want("bound to", find(d, "w2").Servers, []string{"777", "778"})
	})

	t.Run("NotFound", func(t *testing.T) {
		d := openDesk(t, open)
		for _, key := range []string{"", "nowhere", "%", "loca_"} {
			_, err := d.Workspace(t.Context(), key)
			d.fails(err, claims.ENotFound)
		}
		d.fails(d.BindServer(t.Context(), "1", "nowhere"), claims.ENotFound)
		stats, err := d.Stats(t.Context(), "nowhere")
		d.ok(err)
		d.want("stats", stats.Articles, 0)
	})

	t.Run("TakenOrUnfit", func(t *testing.T) {
		d := openDesk(t, open)
		d.ok(d.CreateWorkspace(t.Context(), "w1", "Newsroom"))
		d.fails(d.CreateWorkspace(t.Context(), "w1", "Other"), claims.EConflict)
		d.fails(d.CreateWorkspace(t.Context(), "w2", "NEWSROOM"), claims.EConflict)
		for _, bad := range []string{"", " ", strings.Repeat("w", 1000), "\xff"} {
			d.fails(d.CreateWorkspace(t.Context(), bad, "Fine"), claims.EInvalid)
			d.fails(d.CreateWorkspace(t.Context(), "fine", bad), claims.EInvalid)
		}
	})

	t.Run("ServersGetOneOfTheirOwn", func(t *testing.T) {
		d := openDesk(t, open)
		ctx := t.Context()
		ensure := func(server, name string) workspace.Workspace {
			t.Helper()
			w, err := d.Ensure(ctx, server, name)
			d.ok(err)
			return w
		}
		d.want("new", ensure("777", "Newsroom"), workspace.Workspace{ID: "777", Name: "Newsroom", Servers: []string{"777"}})
		d.want("again, renamed", ensure("777", "Desk"), find(d, "777"))
		d.want("the same name", ensure("778", "NEWSROOM").Name, "NEWSROOM (2)")
		d.want("and again", ensure("779", "Newsroom").Name, "Newsroom (3)")
		d.want("the terminal's name", ensure("780", "local").Name, "local (2)")
		d.want("the id of another", ensure("781", "777").Name, "777 (2)")
		d.want("no name", ensure("782", " \x00\n").Name, "server 782")
		long := ensure("783", strings.Repeat("long ü ", 99)).Name
		d.want("a long name", []any{len(long) <= 128, strings.HasPrefix(long, "long ü long")}, []any{true, true})
		d.ok(d.BindServer(ctx, "777", workspace.Local))
		d.want("bound away", ensure("777", "Newsroom").ID, workspace.Local)
		d.ok(d.CreateWorkspace(ctx, "784", "made by hand"))
		d.want("made for it by hand", ensure("784", "Newsroom"), workspace.Workspace{ID: "784", Name: "made by hand", Servers: []string{"784"}})
		for _, bad := range []string{"", " ", strings.Repeat("7", 1000), "\xff"} {
			_, err := d.Ensure(ctx, bad, "Newsroom")
			d.fails(err, claims.EInvalid)
		}
		var g errgroup.Group
		for range 8 {
			g.Go(func() error {
				w, err := d.Ensure(ctx, "790", "Together")
				d.want("together", w.ID, "790")
				return err
			})
		}
		d.ok(g.Wait())
	})

	t.Run("Counts", func(t *testing.T) {
		d := openDesk(t, open)
		other := d.in("w1")
		d.load("a1", riverRose)
		other.load("a1", marketDay)
		other.load("a2", riverFell)
		other.save("a3", "Nothing is read of this yet.")
		all, err := d.Workspaces(t.Context())
		d.ok(err)
		d.want("all, by name", all, []workspace.Workspace{{ID: "local", Name: "local", Articles: 1, Claims: 2}, {ID: "w1", Name: "name of w1", Articles: 3, Claims: 3}})
		d.ok(d.SetState(t.Context(), d.ws, d.search("bridge")[0].Claim.Claim().ID, claims.Removed, "tester"))
		d.want("after one was hidden", find(d, "local").Claims, 1)
	})
}
