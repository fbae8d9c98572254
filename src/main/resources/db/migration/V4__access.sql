-- Module access.auth --------------------------------------------------------------------------------------------------

CREATE TABLE api_key (
    id         text        PRIMARY KEY,
    role       text        NOT NULL,
    label      text        NOT NULL,
    digest     text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);

-- Module access.consent -----------------------------------------------------------------------------------------------

-- Consent by purpose, restriction and objection. No row: everything is permitted.
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

-- Published: the decisions of users, for reads that need them in one statement with rows of their own module.
CREATE VIEW consent_decision AS
SELECT user_id, personalisation, ads, risk, sharing, restricted, objected, changed_at FROM consent;

-- Requests of persons. user_id is stored only until an erasure is completed.
CREATE TABLE subject_request (
    id           text        PRIMARY KEY,
    type         text        NOT NULL,
    user_id      text        COLLATE "C",
    subject      bytea       NOT NULL,
    requested_by text        NOT NULL,
    received_at  timestamptz NOT NULL,
    completed_at timestamptz
);
CREATE INDEX subject_request_subject ON subject_request (subject);
CREATE INDEX subject_request_open ON subject_request (received_at) WHERE completed_at IS NULL;

-- Module access.audit -------------------------------------------------------------------------------------------------

-- The audit log. The hash of an entry is keyed and covers the entry before it (decision 0047).
CREATE TABLE audit_entry (
    number   bigint      PRIMARY KEY,
    at       timestamptz NOT NULL,
    actor    text        NOT NULL,
    audience text        NOT NULL,
    action   text        NOT NULL,
    subject  text,
    release  text        NOT NULL,
    result   smallint    NOT NULL,
    hash     text        NOT NULL
);
CREATE INDEX audit_entry_subject ON audit_entry (subject, number) WHERE subject IS NOT NULL;
CREATE INDEX audit_entry_at ON audit_entry (at);

-- Both ends of the chain, with a keyed hash of their own, so that removed entries at either end are detected.
CREATE TABLE audit_head (
    only_row       boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    pruned_through bigint  NOT NULL DEFAULT 0,
    pruned_hash    text    NOT NULL DEFAULT '',
    number         bigint  NOT NULL DEFAULT 0,
    hash           text    NOT NULL DEFAULT '',
    head_hash      text    NOT NULL DEFAULT ''
) WITH (fillfactor = 10);
INSERT INTO audit_head DEFAULT VALUES;
