-- Ids are text made by the program; every key of a workspace's rows begins with
-- the workspace, so that nothing can be looked up across workspaces by mistake.
-- Days and times that articles tell are text as they were told; beside those
-- that are ordered by stands the second of the Unix epoch. Times of our own
-- (loaded, asked, changed) are RFC 3339 text in UTC.

-- +goose Up
CREATE TABLE workspaces (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL UNIQUE COLLATE NOCASE,
    made_at  TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0, -- how many there are, kept in step by the writers
    claims   INTEGER NOT NULL DEFAULT 0  -- how many are live, likewise
) STRICT;

CREATE TABLE servers (
    server    TEXT PRIMARY KEY, -- a Discord server is bound to one workspace at most
    workspace TEXT NOT NULL REFERENCES workspaces (id)
) STRICT;
CREATE INDEX servers_workspace ON servers (workspace);

CREATE TABLE articles (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    id        TEXT NOT NULL,
    claims    INTEGER NOT NULL DEFAULT 0, -- how many are live
    PRIMARY KEY (workspace, id)
) STRICT;

-- A text of an article, with what it said of itself. One is current.
CREATE TABLE revisions (
    workspace      TEXT NOT NULL,
    article        TEXT NOT NULL,
    id             TEXT NOT NULL,    -- named after the text
    seq            INTEGER NOT NULL, -- 1, 2, … as first loaded
    current        INTEGER NOT NULL,
    state          TEXT NOT NULL CHECK (state IN ('read', 'extracted')),
    url            TEXT NOT NULL,
    outlet         TEXT NOT NULL,
    title          TEXT NOT NULL,
    author         TEXT NOT NULL,
    published_at   TEXT NOT NULL,
    published_unix INTEGER,          -- NULL when not known
    modified_at    TEXT NOT NULL,
    language       TEXT NOT NULL,
    origin         TEXT NOT NULL,
    path           TEXT NOT NULL,    -- of a local file; never shown
    sha256         TEXT NOT NULL,    -- of the text
    known_since    TEXT NOT NULL,
    known_unix     INTEGER NOT NULL,
    captured_at    TEXT NOT NULL,    -- when the text came to us: a capture's time, else loaded_at
    loaded_at      TEXT NOT NULL,
    loaded_by      TEXT NOT NULL,
    text           TEXT NOT NULL,    -- last, so that what stands before it is read without it
    PRIMARY KEY (workspace, article, id),
    FOREIGN KEY (workspace, article) REFERENCES articles (workspace, id)
) STRICT;
CREATE UNIQUE INDEX revisions_current ON revisions (workspace, article) WHERE current = 1;
CREATE INDEX revisions_unfinished ON revisions (workspace, article) WHERE current = 1 AND state = 'read';
CREATE INDEX revisions_known ON revisions (workspace, known_unix, article) WHERE current = 1;
CREATE INDEX revisions_published ON revisions (workspace, published_unix, published_at) WHERE current = 1;
CREATE INDEX revisions_url ON revisions (workspace, url) WHERE current = 1 AND url <> '';

-- The bytes that a revision was read from.
CREATE TABLE captures (
    workspace  TEXT NOT NULL,
    article    TEXT NOT NULL,
    revision   TEXT NOT NULL,
    sha256     TEXT NOT NULL, -- of the bytes before compression
    media_type TEXT NOT NULL,
    final_url  TEXT NOT NULL,
    header     TEXT NOT NULL, -- JSON object
    at         TEXT NOT NULL,
    size       INTEGER NOT NULL,
    raw        BLOB NOT NULL, -- zstd
    PRIMARY KEY (workspace, article, revision, sha256),
    FOREIGN KEY (workspace, article, revision) REFERENCES revisions (workspace, article, id)
) STRICT;

-- A run of an engine over a revision. The newest of a revision is what that
-- revision claims; the newest of the article's current revision is current.
CREATE TABLE extractions (
    n         INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL,
    article   TEXT NOT NULL,
    revision  TEXT NOT NULL,
    engine    TEXT NOT NULL,
    version   TEXT NOT NULL,
    rejected  TEXT NOT NULL, -- JSON object: reason to count
    note      TEXT NOT NULL,
    digest    TEXT NOT NULL, -- of all that was given, to know it again
    at        TEXT NOT NULL,
    FOREIGN KEY (workspace, article, revision) REFERENCES revisions (workspace, article, id)
) STRICT;
CREATE INDEX extractions_revision ON extractions (workspace, article, revision, n);

-- What is true of a claim whichever revision makes it.
CREATE TABLE claims (
    n          INTEGER PRIMARY KEY, -- its row in claim_index
    workspace  TEXT NOT NULL,
    id         TEXT NOT NULL,
    article    TEXT NOT NULL,
    revision   TEXT NOT NULL,    -- the revision that makes it, or made it last
    kind       TEXT NOT NULL,
    from_day   TEXT NOT NULL,    -- when it happened, else was reported; '' when neither is known
    to_day     TEXT NOT NULL,
    known_unix INTEGER NOT NULL,
    made       INTEGER NOT NULL, -- 1: the article's current extraction makes it
    state      TEXT NOT NULL CHECK (state IN ('current', 'replaced', 'removed')),
    status     TEXT NOT NULL DEFAULT 'none' CHECK (status IN ('none', 'verified', 'refuted', 'retracted')),
    live       INTEGER NOT NULL GENERATED ALWAYS AS (made = 1 AND state = 'current' AND status NOT IN ('refuted', 'retracted')) VIRTUAL,
    UNIQUE (workspace, id),
    FOREIGN KEY (workspace, article, revision) REFERENCES revisions (workspace, article, id)
) STRICT;
CREATE INDEX claims_article ON claims (workspace, article);
CREATE INDEX claims_newest ON claims (workspace, known_unix) WHERE live = 1;

-- A claim as a revision words it, with every offset into that revision's text.
CREATE TABLE claim_spans (
    workspace  TEXT NOT NULL,
    article    TEXT NOT NULL,
    revision   TEXT NOT NULL,
    claim      TEXT NOT NULL,
    start      INTEGER NOT NULL, -- of the quote, in bytes
    "end"      INTEGER NOT NULL,
    extraction INTEGER NOT NULL REFERENCES extractions (n), -- the newest of this revision that makes it
    body       TEXT NOT NULL,    -- JSON: the claim without what other columns say
    PRIMARY KEY (workspace, article, revision, claim)
) STRICT;

-- The words of live claims, as text.Terms gives them: rowid is claims.n. Tags
-- are the workspace, kind and months, to narrow inside MATCH.
CREATE VIRTUAL TABLE claim_index USING fts5 (
    body, names, head, tags,
    content = '', contentless_delete = 1, tokenize = 'unicode61'
);
CREATE VIRTUAL TABLE claim_terms USING fts5vocab (claim_index, row);

CREATE TABLE answers (
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    id        TEXT NOT NULL,
    question  TEXT NOT NULL,
    refused   INTEGER NOT NULL,
    body      TEXT NOT NULL, -- JSON
    asked_at  TEXT NOT NULL,
    asked_by  TEXT NOT NULL,
    PRIMARY KEY (workspace, id)
) STRICT;

CREATE TABLE citations (
    workspace TEXT NOT NULL,
    answer    TEXT NOT NULL,
    claim     TEXT NOT NULL,
    revision  TEXT NOT NULL, -- whose words were cited
    PRIMARY KEY (workspace, answer, claim),
    FOREIGN KEY (workspace, answer) REFERENCES answers (workspace, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX citations_claim ON citations (workspace, claim);

-- What people changed by hand.
CREATE TABLE audit (
    n         INTEGER PRIMARY KEY,
    workspace TEXT NOT NULL REFERENCES workspaces (id),
    at        TEXT NOT NULL,
    by        TEXT NOT NULL,
    claim     TEXT NOT NULL,
    was       TEXT NOT NULL,
    became    TEXT NOT NULL
) STRICT;
CREATE INDEX audit_workspace ON audit (workspace, n);
CREATE INDEX audit_claim ON audit (workspace, claim, n);

-- The terminal's own workspace is always there.
INSERT INTO workspaces (id, name, made_at) VALUES ('local', 'local', strftime('%Y-%m-%dT%H:%M:%SZ', 'now'));

-- "clmb": tells our databases from those of other programs.
PRAGMA application_id = 1668050274;
PRAGMA user_version = 1;
