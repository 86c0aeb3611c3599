-- What was purged and redacted, so far as it must be known again.

-- +goose Up

-- SHA-256 of the addresses and texts that do not come back by themselves.
CREATE TABLE blocks (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    hash      TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (workspace, hash)
) STRICT, WITHOUT ROWID;

-- Words that are taken out of whatever text an article gets: not they
-- themselves, but a salted hash of how they are compared.
CREATE TABLE redactions (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    article   TEXT NOT NULL,
    salt      TEXT NOT NULL,
    length    INTEGER NOT NULL, -- of what was hashed, in bytes
    hash      TEXT NOT NULL,
    PRIMARY KEY (workspace, article, salt)
) STRICT, WITHOUT ROWID;

-- 1: the bytes were dropped, since they held words that were redacted.
ALTER TABLE captures ADD COLUMN dropped INTEGER NOT NULL DEFAULT 0;

-- The one row says that the file still holds remains of what was deleted; turn
-- grows with each deletion.
CREATE TABLE scrubs (
    n    INTEGER PRIMARY KEY CHECK (n = 1),
    turn INTEGER NOT NULL
) STRICT;

PRAGMA user_version = 7;
