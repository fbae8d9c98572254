-- Journal ---------------------------------------------------------------------------------------------------------
-- The one row every append updates first. Its row lock makes appends commit in the order of their positions, so that
-- a reader who has seen position p has seen everything before p (decision 0002). It also holds the release epoch that
-- is open for arrivals.
CREATE TABLE journal_head (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    position   bigint  NOT NULL,
    open_epoch bigint  NOT NULL
) WITH (fillfactor = 10);
INSERT INTO journal_head VALUES (true, 0, -1);

-- Partitioned by month of arrival; partitions and their indexes (unique: user_id, message_id; shard, position) are
-- made by the service.
CREATE TABLE journal (
    user_id       text             NOT NULL,
    message_id    text             NOT NULL,
    position      bigint           NOT NULL,
    shard         smallint         NOT NULL,
    received_at   timestamptz      NOT NULL,
    epoch         bigint           NOT NULL,
    happened_at   timestamptz      NOT NULL,
    kind          smallint         NOT NULL,
    item_id       text,
    item_revision int,
    value         double precision,
    scale         double precision,
    channel       text,
    session_id    text,
    label         text,
    detail        text
) PARTITION BY RANGE (received_at);

CREATE TABLE dead_letter (
    digest      bytea       PRIMARY KEY,
    id          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    received_at timestamptz NOT NULL,
    user_id     text,
    message_id  text,
    code        text        NOT NULL,
    detail      text        NOT NULL,
    pointer     text        NOT NULL,
    event       text        NOT NULL
);
CREATE INDEX dead_letter_by_arrival ON dead_letter (received_at);

-- Catalogue -------------------------------------------------------------------------------------------------------
CREATE TABLE item (
    id         text        PRIMARY KEY,
    revision   int         NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX item_by_change ON item (changed_at);

-- Every state an item has had: an event is learned with the revision that it met (decision 0003).
CREATE TABLE item_revision (
    item_id    text             NOT NULL,
    revision   int              NOT NULL,
    deleted    boolean          NOT NULL,
    made_at    timestamptz      NOT NULL,
    topics     text[]           NOT NULL,
    brand      text,
    price      double precision,
    content    text             NOT NULL,
    PRIMARY KEY (item_id, revision)
);

CREATE TABLE topic (
    path     text PRIMARY KEY,
    first_at timestamptz NOT NULL
);

-- Profiles --------------------------------------------------------------------------------------------------------
CREATE TABLE profile (
    user_id       text        PRIMARY KEY,
    events_seen   bigint      NOT NULL,
    last_epoch    bigint      NOT NULL,
    state         bytea       NOT NULL
) WITH (fillfactor = 60, toast_tuple_target = 8160);
ALTER TABLE profile ALTER COLUMN state SET STORAGE EXTERNAL;

-- What the rows were written with: a program that would write otherwise must not start on them.
CREATE TABLE profile_provenance (
    only_row    boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    fingerprint text    NOT NULL
);

-- How far each shard of users has been applied; written in the same transaction as the rows.
CREATE TABLE drain (
    shard    smallint PRIMARY KEY,
    position bigint   NOT NULL
) WITH (fillfactor = 10);
INSERT INTO drain SELECT s, 0 FROM generate_series(0, 7) s;

-- Releases --------------------------------------------------------------------------------------------------------
CREATE TABLE release_clock (
    only_row          boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    first_epoch       bigint NOT NULL,
    released_epoch    bigint NOT NULL,
    epoch_seconds     bigint NOT NULL,
    half_life_seconds bigint NOT NULL,
    epsilon           numeric NOT NULL,
    master_key_print  text NOT NULL
);

CREATE TABLE topic_catalogue (
    version         int    PRIMARY KEY,
    effective_epoch bigint NOT NULL,
    frozen_at       timestamptz NOT NULL,
    topics          text[] NOT NULL
);

CREATE TABLE exposed_sum (
    user_id        text   PRIMARY KEY,
    closed_epoch   bigint NOT NULL,
    state          bytea  NOT NULL,
    before_epoch   bigint,
    before_state   bytea
) WITH (fillfactor = 60);

-- Only with the embedded database: the master key that a real one gets from outside.
CREATE TABLE development_secret (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    master_key bytea   NOT NULL
);

-- Access ----------------------------------------------------------------------------------------------------------
CREATE TABLE api_key (
    id         text        PRIMARY KEY,
    kind       text        NOT NULL,
    label      text        NOT NULL,
    digest     text        NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz
);
