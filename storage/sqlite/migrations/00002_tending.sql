-- Articles are tended: taken out and brought back, dated anew, read again by a
-- model. Questions and what a model used outlive the process.

-- +goose Up

-- A removed article is one that has no current revision. Beside a corrected
-- date stands what the text says of itself, to know that again when it comes.
-- The columns stand behind the text and are slow to read: lists go without.
ALTER TABLE revisions ADD COLUMN said_published TEXT;               -- NULL unless corrected by hand
ALTER TABLE revisions ADD COLUMN wanted INTEGER NOT NULL DEFAULT 0; -- 1: the model's pass is still to be done
ALTER TABLE revisions ADD COLUMN misread INTEGER NOT NULL DEFAULT 0; -- how often the model gave rubbish
CREATE INDEX revisions_wanted ON revisions (workspace, article) WHERE current = 1 AND wanted = 1;

ALTER TABLE answers ADD COLUMN earlier TEXT NOT NULL DEFAULT '[]'; -- JSON
ALTER TABLE answers ADD COLUMN fallen TEXT NOT NULL DEFAULT '[]';  -- JSON

-- What people did, to claims as to articles.
CREATE TABLE acts (
    n         INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    at        TEXT NOT NULL,
    by        TEXT NOT NULL,
    act       TEXT NOT NULL CHECK (act IN ('hide', 'unhide', 'load', 'revision', 'remove', 'date', 'redo', 'undo')),
    article   TEXT NOT NULL,
    claim     TEXT NOT NULL,             -- '' for what was done to the whole article
    was       TEXT NOT NULL,             -- state, revision, published time, engine version, or act
    became    TEXT NOT NULL,
    undone    INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO acts (workspace, at, by, act, article, claim, was, became)
    SELECT * FROM (
        SELECT a.workspace, a.at, a.by, CASE a.became WHEN 'removed' THEN 'hide' ELSE 'unhide' END, c.article, a.claim, a.was, a.became
        FROM audit a JOIN claims c ON c.workspace = a.workspace AND c.id = a.claim
        UNION ALL
        SELECT workspace, loaded_at, loaded_by, 'load', article, '', '', id FROM revisions WHERE seq = 1
        UNION ALL
        SELECT r.workspace, r.loaded_at, r.loaded_by, 'revision', r.article, '', b.id, r.id
        FROM revisions r JOIN revisions b ON b.workspace = r.workspace AND b.article = r.article AND b.seq = r.seq - 1
        WHERE r.current = 1)
    ORDER BY 2;
DROP TABLE audit;
CREATE INDEX acts_workspace ON acts (workspace, n);
CREATE INDEX acts_article ON acts (workspace, article, n);
CREATE INDEX acts_claim ON acts (workspace, claim, n);

-- Questions that were taken. Of a settled one only the id is left.
CREATE TABLE inbox (
    n         INTEGER PRIMARY KEY,
    id        TEXT NOT NULL UNIQUE,
    workspace TEXT NOT NULL, -- '' while the asker has not said which
    question  TEXT NOT NULL,
    earlier   TEXT NOT NULL, -- JSON
    by        TEXT NOT NULL,
    channel   TEXT NOT NULL,
    message   TEXT NOT NULL,
    app       TEXT NOT NULL,
    token     TEXT NOT NULL,
    at        TEXT NOT NULL,
    settled   INTEGER        -- the second of the Unix epoch; NULL while it waits
) STRICT;
CREATE INDEX inbox_waiting ON inbox (n) WHERE settled IS NULL;
CREATE INDEX inbox_settled ON inbox (settled) WHERE settled IS NOT NULL;

-- What models used.
CREATE TABLE spending (
    day        TEXT NOT NULL,
    model      TEXT NOT NULL,
    purpose    TEXT NOT NULL,
    calls      INTEGER NOT NULL,
    prompt     INTEGER NOT NULL,
    completion INTEGER NOT NULL,
    usd        REAL NOT NULL,
    PRIMARY KEY (day, model, purpose)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
