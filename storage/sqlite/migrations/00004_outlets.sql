-- What people say of outlets, agencies and speakers, and which outlets are left
-- out of answers.

-- +goose Up
CREATE TABLE outlets (
    workspace  TEXT NOT NULL REFERENCES workspaces (id),
    key        TEXT NOT NULL,    -- what spellings of the name have in common; a domain is one
    name       TEXT NOT NULL,
    label      TEXT NOT NULL,
    note       TEXT NOT NULL,
    excluded   INTEGER NOT NULL,
    no_recheck INTEGER NOT NULL, -- 1: its pages are not fetched again
    PRIMARY KEY (workspace, key)
) STRICT;

-- Kept in step by the writers with the outlets above and with what the current
-- revision says of its outlet and address.
ALTER TABLE articles ADD COLUMN excluded INTEGER NOT NULL DEFAULT 0;
CREATE INDEX articles_excluded ON articles (workspace, id, claims) WHERE excluded = 1;

PRAGMA user_version = 4;
