-- Which articles carry one text, and which claims repeat one another.

-- +goose Up

-- What is to be linked: the newest extraction of each article. turn grows with
-- each, so that what ends one turn leaves the next.
CREATE TABLE to_link (
    workspace TEXT NOT NULL,
    article   TEXT NOT NULL,
    turn      INTEGER NOT NULL,
    PRIMARY KEY (workspace, article),
    FOREIGN KEY (workspace, article) REFERENCES articles (workspace, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO to_link SELECT workspace, article, 1 FROM revisions WHERE current = 1 AND state = 'extracted';

-- However an extraction becomes current, it is to be linked.
-- +goose StatementBegin
CREATE TRIGGER revisions_extracted AFTER UPDATE OF state, current ON revisions WHEN new.current = 1 AND new.state = 'extracted'
BEGIN
    INSERT INTO to_link VALUES (new.workspace, new.article, 1) ON CONFLICT DO UPDATE SET turn = turn + 1;
END;
-- +goose StatementEnd

-- The marks of an article's newest text, see text.Marks.
CREATE TABLE prints (
    n         INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    article   TEXT NOT NULL,
    revision  TEXT NOT NULL,
    marks     TEXT NOT NULL, -- JSON list
    count     INTEGER NOT NULL, -- of them
    UNIQUE (workspace, article),
    FOREIGN KEY (workspace, article, revision) REFERENCES revisions (workspace, article, id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT;
CREATE INDEX prints_revision ON prints (workspace, article, revision);

-- The prints that have a mark.
CREATE TABLE marks (
    workspace TEXT NOT NULL,
    mark      INTEGER NOT NULL,
    print     INTEGER NOT NULL, -- prints.n
    PRIMARY KEY (workspace, mark, print)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER prints_gone AFTER DELETE ON prints
BEGIN
    DELETE FROM marks WHERE workspace = old.workspace AND mark IN (SELECT value FROM json_each(old.marks)) AND print = old.n;
END;
-- +goose StatementEnd

-- Two articles that carry one text; a is the lesser id.
CREATE TABLE copies (
    workspace TEXT NOT NULL,
    a         TEXT NOT NULL,
    b         TEXT NOT NULL,
    share     REAL NOT NULL,    -- of the shorter that stands in the longer
    whole     TEXT NOT NULL,    -- which of the two has the other among other things; '' for neither
    PRIMARY KEY (workspace, a, b),
    FOREIGN KEY (workspace, a) REFERENCES prints (workspace, article) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (workspace, b) REFERENCES prints (workspace, article) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX copies_b ON copies (workspace, b);

-- What claims have to do with one another; of two that repeat one another, a
-- is the lesser id.
CREATE TABLE links (
    workspace TEXT NOT NULL,
    a         TEXT NOT NULL,
    b         TEXT NOT NULL,
    kind      TEXT NOT NULL, -- repeats
    state     TEXT NOT NULL CHECK (state IN ('suggested', 'confirmed', 'dismissed')),
    PRIMARY KEY (workspace, a, b, kind),
    FOREIGN KEY (workspace, a) REFERENCES claims (workspace, id) ON UPDATE CASCADE ON DELETE CASCADE,
    FOREIGN KEY (workspace, b) REFERENCES claims (workspace, id) ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX links_b ON links (workspace, b);

PRAGMA user_version = 6;
