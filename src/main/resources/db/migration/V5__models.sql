-- Module serving.models -----------------------------------------------------------------------------------------------
-- Snapshots of the global models.

-- Incremented when entries are removed from the journal: models of an earlier generation are relearned. The lock of its
-- row orders erasures and writes of served lists.
CREATE TABLE model_generation (
    generation bigint NOT NULL
);
INSERT INTO model_generation (generation) VALUES (0);

-- The models at a journal position (decision 0094). No row: no snapshot is stored.
CREATE TABLE model_snapshot (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    number      bigint      NOT NULL,
    generation  bigint      NOT NULL,
    fingerprint text        NOT NULL,
    position    bigint      NOT NULL,
    stored_at   timestamptz NOT NULL
);

-- The bytes of a snapshot, in chunks that fit into memory one by one. Chunks of another number are to be deleted.
CREATE TABLE model_snapshot_chunk (
    number   bigint NOT NULL,
    chunk    int    NOT NULL,
    checksum bigint NOT NULL,
    bytes    bytea  NOT NULL,
    PRIMARY KEY (number, chunk)
);
ALTER TABLE model_snapshot_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE SEQUENCE model_snapshot_number;
