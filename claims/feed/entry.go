package feed

import (
	"context"

	"github.com/claimbot/claimbot/claims"
)

// readEntries reads the entries of a feed that wait and are due, the longest
// waiting first. It asks for each anew, so that a feed that is paused or
// removed meanwhile stops.
func (k *Keeper) readEntries(ctx context.Context, d Due, done *Checked) error {
	begin := k.o.Now()
	for range entriesAtime {
		now := k.o.Now()
		if now.Sub(begin) > feedWithin {
			return nil
		}
		e, err := k.o.Store.NextEntry(ctx, d.Workspace, d.ID, now)
		if err != nil {
			return gone(err)
		}
		v, err := k.readEntry(ctx, d, e)
		if err != nil {
			return err
		}
		if err := k.o.Store.SettleEntry(ctx, d.Workspace, d.ID, e.Key, v); err != nil {
			return err
		}
		switch v.State {
		case Loaded:
			done.Loaded++
		case Passed:
			done.Passed++
		default:
			done.Failed++
		}
	}
	return nil
}

// readEntry reads the page of an entry and keeps it, if it is to be kept. err
// is for what is no fault of the entry's.
func (k *Keeper) readEntry(ctx context.Context, d Due, e Entry) (Verdict, error) {
	if v, err := k.unwanted(ctx, d, e.URL, "", articleAt(e.URL)); v.State != "" || err != nil {
		return v, err
	}
	doc, err := k.o.Loader.Fetch(ctx, e.URL)
	if err != nil {
		return k.failedEntry(ctx, d, e, err)
	}
	a := doc.Article
	if v, err := k.unwanted(ctx, d, a.URL, a.SHA256, a.ID); v.State != "" || err != nil {
		return v, err
	}
	if !d.Filter.hasWord(e.Title, e.Summary, a.Title, a.Text) {
		return Verdict{State: Passed, Reason: "None of the filter's words stands in it."}, nil
	}
	if len(d.Filter.Kinds) > 0 {
		kinds, err := k.o.Loader.Kinds(ctx, d.Workspace, a)
		if err != nil {
			return k.failedEntry(ctx, d, e, err)
		}
		if !d.Filter.hasKind(kinds) {
			return Verdict{State: Passed, Reason: "No claim of the filter's kinds was found in it."}, nil
		}
	}
	if err := k.o.Loader.Keep(ctx, d.Workspace, doc, d.by()); err != nil {
		return k.failedEntry(ctx, d, e, err)
	}
	return Verdict{State: Loaded, Article: a.ID}, nil
}

// articleAt is the id that the article at an address has by itself.
func articleAt(url string) string {
	a := claims.Article{URL: url, SHA256: "000000000000", Revision: "-"}
	a.Identify()
	return a.ID
}

// unwanted says why an article is not to come by a feed, if it is not: it was
// purged, or taken out by hand, or is there already. A changed page of one that
// is there is noticed by the checks of its page, not by feeds. What this feed
// itself has loaded, before it was cut off, is loaded.
func (k *Keeper) unwanted(ctx context.Context, d Due, url, hash, article string) (v Verdict, err error) {
	blocked, err := k.o.Blocks.Blocked(ctx, d.Workspace, url, hash)
	if err != nil || blocked {
		return Verdict{State: Passed, Reason: "It was purged, and is not to come back by a feed.", Purged: true}, err
	}
	s, err := k.o.Store.Standing(ctx, d.Workspace, article)
	switch {
	case err != nil:
		return v, err
	case s.Has && s.LoadedBy == d.by():
		return Verdict{State: Loaded, Article: article}, nil
	case s.Has:
		return Verdict{State: Passed, Reason: "It was there already.", Article: article}, nil
	case s.Had:
		return Verdict{State: Passed, Reason: "It was taken out by hand.", Article: article}, nil
	}
	return v, nil
}

// failedEntry says what becomes of an entry whose page could not be read.
func (k *Keeper) failedEntry(ctx context.Context, d Due, e Entry, why error) (v Verdict, err error) {
	if ctx.Err() != nil {
		return v, ctx.Err()
	}
	now, refusal := k.o.Now(), refusalOf(why)
	v = Verdict{State: Waiting, Tries: e.Tries + 1, Reason: messageOf(why)}
	if v.Tries >= entryTries || refusal.Gone || lasting(why) {
		v.State = GivenUp
	} else {
		v.Next = later(now, entryPause(v.Tries), refusal.After, k.o.Rand())
	}
	if refusal.After > 0 {
		v.Rest = now.Add(min(refusal.After, longestRest))
	}
	k.o.Log.Info("an entry of a feed could not be read", "workspace", d.Workspace, "feed", d.ID, "url", e.URL, "tries", v.Tries, "state", v.State, "err", why)
	return v, nil
}

// lasting says whether asking again would bring the same: what came is no
// article.
func lasting(err error) bool {
	switch claims.ErrorCode(err) {
	case claims.EInvalid, claims.EUnsupported, claims.EUnreadable:
		return true
	}
	return false
}
