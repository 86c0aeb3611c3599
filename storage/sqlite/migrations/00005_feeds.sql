-- Feeds that are followed, and pages that are looked at again. Moments that
-- are ordered by are milliseconds of the Unix epoch.

-- +goose Up
CREATE TABLE feeds (
    n             INTEGER PRIMARY KEY,
    workspace     TEXT NOT NULL REFERENCES workspaces (id),
    id            TEXT NOT NULL,
    url           TEXT NOT NULL,
    title         TEXT NOT NULL,
    paused        INTEGER NOT NULL DEFAULT 0,
    filter        TEXT NOT NULL,    -- JSON
    every         INTEGER NOT NULL, -- seconds between two looks, as the feed last changed
    next          INTEGER NOT NULL, -- when to look again
    checked_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    failures      INTEGER NOT NULL DEFAULT 0,
    reason        TEXT NOT NULL DEFAULT '',
    loaded        INTEGER NOT NULL DEFAULT 0,
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    added_by      TEXT NOT NULL,
    added_at      TEXT NOT NULL,
    UNIQUE (workspace, id),
    UNIQUE (workspace, url)
) STRICT;

-- What was seen in a feed: what there is to read, and what was settled.
CREATE TABLE feed_entries (
    n            INTEGER PRIMARY KEY, -- grows from older to newer
    workspace    TEXT NOT NULL,
    feed         TEXT NOT NULL,
    key          TEXT NOT NULL,
    url          TEXT NOT NULL,
    title        TEXT NOT NULL,
    summary      TEXT NOT NULL,    -- '' once settled
    published_at TEXT NOT NULL,
    state        TEXT NOT NULL CHECK (state IN ('waiting', 'loaded', 'passed', 'given up', 'skipped')),
    tries        INTEGER NOT NULL DEFAULT 0,
    next         INTEGER NOT NULL DEFAULT 0, -- not to be read before
    reason       TEXT NOT NULL DEFAULT '',
    article      TEXT NOT NULL DEFAULT '',
    seen_at      INTEGER NOT NULL,
    gone_at      INTEGER,          -- since when the feed lists it no more
    UNIQUE (workspace, feed, key),
    FOREIGN KEY (workspace, feed) REFERENCES feeds (workspace, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX feed_entries_waiting ON feed_entries (workspace, feed, next) WHERE state = 'waiting';
CREATE INDEX feed_entries_given_up ON feed_entries (workspace, feed) WHERE state = 'given up';

-- Pages that were fetched, to be looked at again.
CREATE TABLE revisits (
    workspace     TEXT NOT NULL,
    article       TEXT NOT NULL,
    url           TEXT NOT NULL,    -- that was fetched, after redirects
    etag          TEXT NOT NULL,
    last_modified TEXT NOT NULL,
    loaded_at     INTEGER NOT NULL, -- what the schedule counts from
    next          INTEGER,          -- NULL when it is looked at no more
    checked_at    INTEGER,
    failures      INTEGER NOT NULL DEFAULT 0,
    gone_at       INTEGER,          -- since when the page is not there
    reason        TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (workspace, article),
    FOREIGN KEY (workspace, article) REFERENCES articles (workspace, id) ON DELETE CASCADE
) STRICT;
CREATE INDEX revisits_due ON revisits (next) WHERE next IS NOT NULL;

PRAGMA user_version = 5;
