-- What articles say of where they come from, and acts on more than articles
-- and claims.

-- +goose Up

-- Credited agencies, dated entries of live blogs, declared fact-checks: JSON,
-- for few articles have any. The text of many stands before it: lists that
-- need none of these leave it out.
ALTER TABLE revisions ADD COLUMN extra TEXT NOT NULL DEFAULT '{}';

-- Which acts there are, the program says.
CREATE TABLE acts_made (
    n         INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    at        TEXT NOT NULL,
    by        TEXT NOT NULL,
    act       TEXT NOT NULL,
    article   TEXT NOT NULL,             -- '' for what was done to none
    claim     TEXT NOT NULL,             -- '' for what was done to the whole article
    was       TEXT NOT NULL,             -- state, revision, published time, engine version, or act
    became    TEXT NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO acts_made SELECT * FROM acts;
DROP TABLE acts;
ALTER TABLE acts_made RENAME TO acts;
CREATE INDEX acts_workspace ON acts (workspace, n);
CREATE INDEX acts_article ON acts (workspace, article, n);
CREATE INDEX acts_claim ON acts (workspace, claim, n);

PRAGMA user_version = 3;
