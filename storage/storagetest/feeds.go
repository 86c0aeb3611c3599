package storagetest

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/sync/errgroup"

	"github.com/claimbot/claimbot/claims"
	"github.com/claimbot/claimbot/claims/feed"
	"github.com/claimbot/claimbot/storage"
)

// followed fills every field that is stored at first.
func followed(id, url string) feed.Feed {
	return feed.Feed{
		ID: id, URL: url, Title: "The “Valley” Post", Filter: feed.Filter{Words: []string{"river", "old bridge"}, Kinds: []claims.Kind{claims.KindEvent}},
		Every: 30 * time.Minute, Next: noon.Add(30 * time.Minute), CheckedAt: noon, ChangedAt: noon, AddedBy: "ann", AddedAt: noon,
		Validators: feed.Validators{ETag: `W/"1"`, LastModified: "Sat, 15 Mar 2025 11:00:00 GMT"},
	}
}

func entry(key string) feed.Entry {
	return feed.Entry{Key: key, URL: "https://valley.example/" + key, Title: "News " + key, Summary: "It rained.", At: "2025-03-15", State: feed.Waiting}
}

func (d *desk) follow(f feed.Feed, entries ...feed.Entry) feed.Feed {
	d.t.Helper()
	f, _, err := d.AddFeed(d.t.Context(), d.ws, f, entries)
	d.ok(err)
	return f
}

func (d *desk) due(at time.Time) (ids []string) {
	d.t.Helper()
	due, err := d.DueFeeds(d.t.Context(), d.ws, at)
	d.ok(err)
	for _, f := range due {
		ids = append(ids, f.ID)
	}
	return ids
}

func (d *desk) feedActs() (all []string) {
	d.t.Helper()
	acts, err := d.Audit(d.t.Context(), d.ws, "", 0)
	d.ok(err)
	for _, a := range acts {
		all = append(all, fmt.Sprintf("%s %s %s→%s", a.By, a.Act, a.From, a.To))
	}
	return all
}

func testFeeds(t *testing.T, open func(*testing.T) storage.Store) {
	const url = "https://valley.example/feed"

	t.Run("KeptAsGiven", func(t *testing.T) {
		d := openDesk(t, open)
		want := followed("w1", url)
		want.Waiting = 1
		got := d.follow(followed("w1", url), entry("a"))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		for _, key := range []string{"w1", "w", url} {
			got, err := d.Feed(t.Context(), d.ws, key)
			d.ok(err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s: %s", key, diff)
			}
		}
		_, err := d.Feed(t.Context(), d.ws, "x")
		d.fails(err, claims.ENotFound)
		d.follow(followed("w2", url+"2"))
		_, err = d.Feed(t.Context(), d.ws, "w")
		d.fails(err, claims.EInvalid)
		all, err := d.Feeds(t.Context(), d.ws)
		d.ok(err)
		d.want("in the order in which they came", []string{all[0].ID, all[1].ID}, []string{"w1", "w2"})
	})

	t.Run("SameAddressIsSameFeed", func(t *testing.T) {
		d := openDesk(t, open)
		d.follow(followed("w1", url), entry("a"))
		for range 2 {
			again := followed("w2", url)
			again.Filter, again.Title, again.AddedBy = feed.Filter{Words: []string{"hail"}}, "Another", "ben"
			f, there, err := d.AddFeed(t.Context(), d.ws, again, []feed.Entry{entry("b")})
			d.ok(err)
			d.want("there", []any{there, f.ID, f.Title, f.AddedBy, f.Filter, f.Waiting}, []any{true, "w1", "The “Valley” Post", "ann", again.Filter, 1})
		}
		d.want("acts", d.feedActs(), []string{"ben feed filter river, “old bridge”; claims: event→hail", "ann feed add →" + url})
	})

	t.Run("Bound", func(t *testing.T) {
		d := openDesk(t, open)
		for n := range feed.MostFeeds {
			d.follow(followed(fmt.Sprintf("w%03d", n), fmt.Sprint(url, n)))
		}
		_, _, err := d.AddFeed(t.Context(), d.ws, followed("more", url), nil)
		d.fails(err, claims.EConflict)
		_, there, err := d.AddFeed(t.Context(), d.ws, followed("more", url+"7"), nil)
		d.want("one that is there", []any{there, err}, []any{true, nil})
		_, _, err = d.AddFeed(t.Context(), "nowhere", followed("more", url), nil)
		d.fails(err, claims.ENotFound)
	})

	t.Run("AddedOnce", func(t *testing.T) {
		d := openDesk(t, open)
		var g errgroup.Group
		for n := range 6 {
			g.Go(func() error {
				_, _, err := d.AddFeed(t.Context(), d.ws, followed(fmt.Sprint("w", n), url), nil)
				return err
			})
		}
		d.ok(g.Wait())
		all, err := d.Feeds(t.Context(), d.ws)
		d.ok(err)
		d.want("feeds", len(all), 1)
	})

	t.Run("PausedResumedRemoved", func(t *testing.T) {
		d := openDesk(t, open)
		d.follow(followed("w1", url), entry("a"))
		later := noon.Add(time.Hour)
		d.want("due", d.due(later), []string{"w1"})
		_, err := d.SaveLook(t.Context(), d.ws, "w1", feed.Look{At: noon, Next: later, Every: time.Hour, Failures: 3, Reason: "It is down."})
		d.ok(err)
		for range 2 {
			f, err := d.PauseFeed(t.Context(), d.ws, "w1", true, "ben", later)
			d.ok(err)
			d.want("paused", []any{f.Paused, f.Reason, f.Failures}, []any{true, "It is down.", 3})
		}
		d.want("due while paused", d.due(later), []string(nil))
		_, err = d.NextEntry(t.Context(), d.ws, "w1", later)
		d.fails(err, claims.ENotFound)
		f, err := d.PauseFeed(t.Context(), d.ws, url, false, "cid", later)
		d.ok(err)
		d.want("resumed", []any{f.Paused, f.Reason, f.Failures, f.Next}, []any{false, "", 0, later})
		_, err = d.RemoveFeed(t.Context(), d.ws, "w1", "cid")
		d.ok(err)
		_, err = d.RemoveFeed(t.Context(), d.ws, "w1", "cid")
		d.fails(err, claims.ENotFound)
		_, err = d.SaveLook(t.Context(), d.ws, "w1", feed.Look{At: later, Next: later})
		d.fails(err, claims.ENotFound)
		d.ok(d.SettleEntry(t.Context(), d.ws, "w1", "a", feed.Verdict{State: feed.Loaded}))
		d.want("acts", d.feedActs(), []string{"cid feed remove " + url + "→", "cid feed resume →" + url, "ben feed pause →" + url, "ann feed add →" + url})
		d.want("followed anew", d.follow(followed("w1", url)).Waiting, 0)
	})

	t.Run("AClockThatRanAheadHoldsNothingBack", func(t *testing.T) {
		d := openDesk(t, open)
		for id, ahead := range map[string]time.Duration{"soon": feed.Farthest, "never": feed.Farthest + time.Hour} {
			f := followed(id, "https://valley.example/"+id)
			f.Next = noon.Add(ahead)
			d.follow(f)
		}
		d.want("due", d.due(noon), []string{"never"})
	})

	t.Run("EachWorkspaceItsOwn", func(t *testing.T) {
		d := openDesk(t, open)
		other := d.in("other")
		d.follow(followed("w1", url), entry("a"))
		other.follow(followed("w1", url))
		d.ok(d.SettleEntry(t.Context(), "other", "w1", "a", feed.Verdict{State: feed.Loaded}))
		_, err := d.PauseFeed(t.Context(), "other", "w1", true, "ann", noon)
		d.ok(err)
		f, err := d.Feed(t.Context(), d.ws, "w1")
		d.ok(err)
		d.want("untouched", []any{f.Paused, f.Waiting}, []any{false, 1})
		d.want("due of one", d.due(noon.Add(time.Hour)), []string{"w1"})
		d.want("due of the other", other.due(noon.Add(time.Hour)), []string(nil))
		all, err := d.DueFeeds(t.Context(), "", noon.Add(time.Hour))
		d.ok(err)
		d.want("due of all", []any{len(all), all[0].Workspace}, []any{1, d.ws})
		_, err = d.RemoveFeed(t.Context(), "other", "w1", "ann")
		d.ok(err)
		_, err = d.NextEntry(t.Context(), d.ws, "w1", noon)
		d.ok(err)
	})
}

func testFeedEntries(t *testing.T, open func(*testing.T) storage.Store) {
	const url = "https://valley.example/feed"
	look := func(at time.Time, keys ...string) feed.Look {
		l := feed.Look{At: at, Next: at.Add(2 * time.Hour), Every: 2 * time.Hour, NextIfFresh: at.Add(time.Hour), EveryIfFresh: time.Hour, Had: true, Listed: true}
		for _, key := range keys {
			l.Entries = append(l.Entries, entry(key))
		}
		return l
	}
	open1 := func(t *testing.T, keys ...string) *desk {
		d := openDesk(t, open)
		d.follow(followed("w1", url), look(noon, keys...).Entries...)
		return d
	}
	save := func(d *desk, l feed.Look) (int, feed.Feed) {
		d.t.Helper()
		fresh, err := d.SaveLook(d.t.Context(), d.ws, "w1", l)
		d.ok(err)
		f, err := d.Feed(d.t.Context(), d.ws, "w1")
		d.ok(err)
		return fresh, f
	}
	next := func(d *desk, at time.Time) string {
		d.t.Helper()
		e, err := d.NextEntry(d.t.Context(), d.ws, "w1", at)
		if claims.ErrorCode(err) == claims.ENotFound {
			return ""
		}
		d.ok(err)
		return e.Key
	}
	settle := func(d *desk, key string, v feed.Verdict) {
		d.t.Helper()
		d.ok(d.SettleEntry(d.t.Context(), d.ws, "w1", key, v))
	}
	kept := func(d *desk) (all []string) {
		d.t.Helper()
		entries, err := d.Entries(d.t.Context(), d.ws, "w1", 100)
		d.ok(err)
		for _, e := range entries {
			all = append(all, fmt.Sprint(e.Key, " ", e.State))
		}
		return all
	}

	t.Run("OldestFirstEachOnce", func(t *testing.T) {
		d := open1(t, "b", "a")
		fresh, f := save(d, look(noon, "d", "c", "b", "a"))
		d.want("fresh", []any{fresh, f.Waiting, f.Every, f.Next, f.ChangedAt}, []any{2, 4, time.Hour, noon.Add(time.Hour), noon})
		for _, want := range []string{"a", "b", "c", "d", ""} {
			if got := next(d, noon); got != want {
				t.Errorf("%q is next, want %q", got, want)
			}
			settle(d, want, feed.Verdict{State: feed.Loaded, Article: "u" + want})
			settle(d, want, feed.Verdict{State: feed.GivenUp}) // it is settled
		}
		at := noon.Add(time.Hour)
		fresh, f = save(d, look(at, "d", "c"))
		d.want("nothing is fresh", []any{fresh, f.Waiting, f.Loaded, f.GivenUp, f.Every, f.Next, f.CheckedAt, f.ChangedAt},
			[]any{0, 0, 4, 0, 2 * time.Hour, at.Add(2 * time.Hour), at, noon})
		d.want("kept", kept(d), []string{"d loaded", "c loaded", "b loaded", "a loaded"})
	})

	t.Run("KeptAsGiven", func(t *testing.T) {
		d := open1(t, "a")
		got, err := d.NextEntry(t.Context(), d.ws, "w1", noon)
		d.ok(err)
		want := entry("a")
		want.SeenAt = noon
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	})

	t.Run("WaitsForItsTime", func(t *testing.T) {
		d := open1(t, "c", "b", "a")
		save(d, feed.Look{At: noon, Next: noon.Add(24 * time.Hour), Every: time.Hour})
		settle(d, "a", feed.Verdict{State: feed.Waiting, Tries: 1, Next: noon.Add(time.Hour), Reason: "It was down."})
		d.want("next", []string{next(d, noon), next(d, noon.Add(time.Hour))}, []string{"b", "a"})
		settle(d, "b", feed.Verdict{State: feed.GivenUp, Tries: 4, Reason: "It is no article.", Rest: noon.Add(30 * time.Minute)})
		d.want("the others rest", []string{next(d, noon), next(d, noon.Add(30*time.Minute)), next(d, noon.Add(time.Hour))}, []string{"", "c", "a"})
		d.want("due", [][]string{d.due(noon), d.due(noon.Add(30 * time.Minute))}, [][]string{nil, {"w1"}})
		entries, err := d.Entries(t.Context(), d.ws, "w1", 2)
		d.ok(err)
		d.want("newest first", []string{entries[0].Key, entries[1].Key, entries[1].Reason}, []string{"c", "b", "It is no article."})
	})

	t.Run("RestsByHost", func(t *testing.T) {
		d := open1(t)
		there, elsewhere := entry("a"), entry("b")
		elsewhere.URL = "https://elsewhere.example/b"
		save(d, feed.Look{At: noon, Next: noon.Add(24 * time.Hour), Every: time.Hour, Listed: true, Entries: []feed.Entry{elsewhere, there}})
		settle(d, "a", feed.Verdict{State: feed.Waiting, Tries: 1, Next: noon, Rest: noon.Add(30 * time.Minute)})
		d.want("next", []string{next(d, noon), next(d, noon.Add(30*time.Minute))}, []string{"b", "a"})
	})

	t.Run("PurgedIsNotNamed", func(t *testing.T) {
		d := open1(t, "a")
		settle(d, "a", feed.Verdict{State: feed.Passed, Reason: "It was purged.", Purged: true})
		entries, err := d.Entries(t.Context(), d.ws, "w1", 0)
		d.ok(err)
		d.want("entry", []string{entries[0].Key, entries[0].Title}, []string{"a", ""})
	})

	t.Run("ForgottenWhenLongGone", func(t *testing.T) {
		d := open1(t, "b", "a")
		settle(d, "a", feed.Verdict{State: feed.Loaded})
		save(d, look(noon, "c", "b"))
		save(d, feed.Look{At: noon.Add(feed.Remembered * 2), Next: noon, Every: time.Hour, Had: true}) // unchanged
		d.want("nothing is gone of what stands unchanged", kept(d), []string{"c waiting", "b waiting", "a loaded"})
		fresh, _ := save(d, look(noon.Add(feed.Remembered), "a", "c"))
		d.want("known again", fresh, 0)
		save(d, look(noon.Add(feed.Remembered), "c"))
		save(d, look(noon.Add(2*feed.Remembered+time.Second), "c"))
		d.want("what waits is not forgotten", kept(d), []string{"c waiting", "b waiting"})
		fresh, _ = save(d, look(noon.Add(3*feed.Remembered), "c", "a"))
		d.want("fresh again", fresh, 1)
	})

	t.Run("Bounded", func(t *testing.T) {
		d := open1(t)
		var keys []string
		for n := range feed.MostEntries {
			keys = append(keys, fmt.Sprint("x", n))
		}
		for round := range 3 {
			for i := range keys {
				keys[i] = fmt.Sprint(round, "-", i)
			}
			_, f := save(d, look(noon.Add(time.Duration(round)*time.Hour), keys...))
			if f.Waiting > feed.MostKept {
				t.Errorf("%d are kept", f.Waiting)
			}
		}
		fresh, f := save(d, look(noon.Add(4*time.Hour), keys...))
		d.want("those that it lists are known", []int{fresh, f.Waiting}, []int{0, feed.MostKept})
	})

	t.Run("WhatALookSays", func(t *testing.T) {
		d := open1(t)
		d.follow(followed("w2", url+"2"))
		l := feed.Look{At: noon, Next: noon, Every: time.Hour, Had: true, URL: url + "3", Title: "New", Validators: feed.Validators{ETag: "2"}}
		_, f := save(d, l)
		d.want("taken over", []any{f.URL, f.Title, f.Validators}, []any{l.URL, "New", l.Validators})
		_, f = save(d, feed.Look{At: noon, Next: noon, Every: time.Hour, Failures: 2, Reason: "It is gone.", Pause: true})
		d.want("failed", []any{f.URL, f.Title, f.Validators, f.Failures, f.Reason, f.Paused}, []any{l.URL, "New", l.Validators, 2, "It is gone.", true})
		l.URL, l.Title = url+"2", ""
		_, f = save(d, l)
		d.want("another feed's address is left to it", []any{f.URL, f.Title, f.Failures, f.Reason, f.Paused}, []any{url + "3", "New", 0, "", true})
	})

	t.Run("Standing", func(t *testing.T) {
		d := openDesk(t, open)
		d.load("a1", "It rained.")
		other := d.in("other")
		standing := func(d *desk, id string) feed.Standing {
			s, err := d.Standing(t.Context(), d.ws, id)
			d.ok(err)
			return s
		}
		d.want("there", standing(d, "a1"), feed.Standing{Has: true, LoadedBy: "tester"})
		d.want("elsewhere", []any{standing(other, "a1"), standing(d, "a2")}, []any{feed.Standing{}, feed.Standing{}})
		d.ok(errorOf(d.Remove(t.Context(), d.ws, "a1", "ann")))
		d.want("taken out", standing(d, "a1"), feed.Standing{Had: true})
	})
}
