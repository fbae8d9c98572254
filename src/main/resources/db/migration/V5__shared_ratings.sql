-- What is read of the journal to learn ratings, over all shards in the order of positions. Other events have no entry.
CREATE INDEX journal_ratings ON journal (position) WHERE kind = 11;

-- The shared model of ratings as it stood at a position of the journal (decision 0031); without a fingerprint there is
-- none yet. The generation grows when ratings are taken out of the journal: models of earlier ones begin anew.
CREATE TABLE rating_snapshot (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    generation  bigint      NOT NULL,
    fingerprint text,
    position    bigint      NOT NULL,
    checksum    bigint      NOT NULL,
    stored_at   timestamptz NOT NULL
);
INSERT INTO rating_snapshot VALUES (true, 0, NULL, 0, 0, '-infinity');

-- Its bytes, in pieces that fit into memory one by one.
CREATE TABLE rating_snapshot_part (
    part  int   PRIMARY KEY,
    bytes bytea NOT NULL
);
ALTER TABLE rating_snapshot_part ALTER COLUMN bytes SET STORAGE EXTERNAL;
