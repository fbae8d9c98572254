-- Whom the journal refuses ----------------------------------------------------------------------------------------
-- Changed only under the lock of journal_head, which every append takes first: so a change and an append have an order.
-- A subject is a keyed hash of a user's id (decision 0045).
CREATE TABLE subject_gate (
    subject     bytea    PRIMARY KEY,
    refused     smallint NOT NULL,
    incarnation int      NOT NULL,
    version     bigint   NOT NULL
);
CREATE INDEX subject_gate_by_version ON subject_gate (version);

-- What a change of the gate draws, and an erasure; the entries in memory are good only since the last erasure.
ALTER TABLE journal_head ADD COLUMN gate_version bigint NOT NULL DEFAULT 0, ADD COLUMN erasures bigint NOT NULL DEFAULT 0;
ALTER TABLE drain ADD COLUMN erasures bigint NOT NULL DEFAULT 0;

-- Rights ----------------------------------------------------------------------------------------------------------
-- No row: everything is permitted.
CREATE TABLE consent (
    user_id         text        COLLATE "C" PRIMARY KEY,
    personalisation boolean     NOT NULL,
    ads             boolean     NOT NULL,
    risk            boolean     NOT NULL,
    sharing         boolean     NOT NULL,
    restricted      boolean     NOT NULL,
    objected        boolean     NOT NULL,
    changed_at      timestamptz NOT NULL
);

-- The user's id is here only until an erasure is done.
CREATE TABLE subject_request (
    id           text        PRIMARY KEY,
    kind         text        NOT NULL,
    user_id      text        COLLATE "C",
    subject      bytea       NOT NULL,
    requested_by text        NOT NULL,
    received_at  timestamptz NOT NULL,
    completed_at timestamptz
);
CREATE INDEX subject_request_by_subject ON subject_request (subject);
CREATE INDEX subject_request_open ON subject_request (received_at) WHERE completed_at IS NULL;

-- Audit -----------------------------------------------------------------------------------------------------------
-- Each entry's seal is keyed and covers the one before (decision 0047).
CREATE TABLE audit_entry (
    number   bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL,
    audience text        NOT NULL,
    action   text        NOT NULL,
    subject  text,
    release  text        NOT NULL,
    result   smallint    NOT NULL,
    seal     text        NOT NULL
);
CREATE INDEX audit_entry_by_subject ON audit_entry (subject, number) WHERE subject IS NOT NULL;
CREATE INDEX audit_entry_by_time ON audit_entry (at);

-- Where the log begins and ends; sealed too, so that an end cut off is missed.
CREATE TABLE audit_head (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    begun_after bigint NOT NULL DEFAULT 0,
    begun_seal  text   NOT NULL DEFAULT '',
    number      bigint NOT NULL DEFAULT 0,
    seal        text   NOT NULL DEFAULT '',
    head_seal   text   NOT NULL DEFAULT ''
) WITH (fillfactor = 10);
INSERT INTO audit_head DEFAULT VALUES;
