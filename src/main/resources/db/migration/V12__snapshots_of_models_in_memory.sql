-- The models that follow all entries of the journal, as they stood at a position (decision 0094); no row: none is stored. Of
-- which journal they are says the generation (choice_generation): when something is taken out of it, they are deleted.
CREATE TABLE entry_snapshot (
    only_row    boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    number      bigint      NOT NULL,
    generation  bigint      NOT NULL,
    fingerprint text        NOT NULL,
    position    bigint      NOT NULL,
    stored_at   timestamptz NOT NULL
);

-- Their bytes, in pieces that fit into memory one by one; those of another number are about to be deleted.
CREATE TABLE entry_snapshot_part (
    number   bigint NOT NULL,
    part     int    NOT NULL,
    checksum bigint NOT NULL,
    bytes    bytea  NOT NULL,
    PRIMARY KEY (number, part)
);
ALTER TABLE entry_snapshot_part ALTER COLUMN bytes SET STORAGE EXTERNAL;

CREATE SEQUENCE entry_snapshot_number;
