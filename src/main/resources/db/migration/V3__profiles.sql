-- Module profile ------------------------------------------------------------------------------------------------------
-- The row of each user, restrictions, and the offsets of the projection.

-- A row is rewritten often. A new version fits on the same page only if there is room; otherwise it needs new index
-- entries and leaves space that only a vacuum reclaims. Hence the low fillfactor and the early vacuum.
CREATE TABLE profile (
    user_id     text   COLLATE "C" PRIMARY KEY,
    events_seen bigint NOT NULL,
    last_epoch  bigint NOT NULL,
    state       bytea  NOT NULL
) WITH (fillfactor = 50, toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.1);
ALTER TABLE profile ALTER COLUMN state SET STORAGE EXTERNAL;

-- Published: users that have a profile.
CREATE VIEW existing_profile AS SELECT user_id FROM profile;

-- Users whose profile must not be used, because they restricted or objected to its processing.
CREATE TABLE profile_restriction (
    user_id text COLLATE "C" PRIMARY KEY
);

-- Profiles that the owner's services may read.
CREATE VIEW unrestricted_profile AS
SELECT user_id, state FROM profile
WHERE NOT EXISTS (SELECT FROM profile_restriction r WHERE r.user_id = profile.user_id);

-- Layout, feature schema and learners that the rows were written with. A program with others must not start on them.
CREATE TABLE profile_provenance (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text    NOT NULL
);

-- Journal position up to which each shard of users is applied, written in the transaction of the rows.
--   rows_version  changes with each write of rows of the shard; an instance that reads its own value back knows that its
--                 cached rows are current
--   erasures      the value of journal_head.erasures that the cached entries of the shard were read under
CREATE TABLE projection_offset (
    shard        smallint PRIMARY KEY,
    position     bigint   NOT NULL,
    rows_version bigint   NOT NULL DEFAULT 0,
    erasures     bigint   NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO projection_offset (shard, position) SELECT shard, 0 FROM generate_series(0, 7) AS shard;

-- Module profile.segment ----------------------------------------------------------------------------------------------

CREATE TABLE segment (
    name       text        COLLATE "C" PRIMARY KEY,
    rule       text        NOT NULL,
    created_at timestamptz NOT NULL
);
