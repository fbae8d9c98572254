-- Module ingest -------------------------------------------------------------------------------------------------------
-- The journal, identity, suppression, dead letters and event statistics.

-- The single row that every append updates first. Its row lock orders appends by position: a reader that has seen
-- position p has seen every entry before p (decision 0002).
--   open_epoch           the release epoch that arriving events belong to
--   latest_arrival       the newest received_at in the journal; later partitions are not searched for duplicates
--   suppression_version  incremented by each change of the suppression list
--   erasures             incremented by each erasure; copies of entries in memory are valid for one value only
--   identity_changes     number of merges and splits; while it is 0, an append does not read the identity tables
CREATE TABLE journal_head (
    only_row            boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    position            bigint      NOT NULL,
    open_epoch          bigint      NOT NULL,
    latest_arrival      timestamptz NOT NULL DEFAULT '-infinity',
    suppression_version bigint      NOT NULL DEFAULT 0,
    erasures            bigint      NOT NULL DEFAULT 0,
    identity_changes    bigint      NOT NULL DEFAULT 0
) WITH (fillfactor = 10);
INSERT INTO journal_head (position, open_epoch) VALUES (0, -1);

-- Published: the number of erasures.
CREATE VIEW journal_erasures AS SELECT erasures FROM journal_head;

-- Accepted events, partitioned by month of arrival. The service creates the partitions and their indexes: unique
-- (user_id, message_id), and (shard, position). Ids are compared by bytes: it is cheaper, and the order is the same on
-- every server.
--   event_type          EventType.code()
--   text_value          search query, comment, name of a custom event, or the other id of an identity event
--   extra               fields without a column, as JSON
--   is_anonymous        the sender identified the person by an anonymous id only
--   person              the person whom user_id had been merged into at arrival; null: user_id itself
--   list_id             the served list that the event names
--   utc_offset_minutes  offset of the person's time zone at the event, fixed at arrival so that a replay does not
--                       depend on the time zone data of its day; null: UTC
CREATE TABLE journal (
    user_id            text             COLLATE "C" NOT NULL,
    message_id         text             COLLATE "C" NOT NULL,
    position           bigint           NOT NULL,
    shard              smallint         NOT NULL,
    received_at        timestamptz      NOT NULL,
    epoch              bigint           NOT NULL,
    happened_at        timestamptz      NOT NULL,
    event_type         smallint         NOT NULL,
    item_id            text,
    item_revision      int,
    value              double precision,
    scale              double precision,
    channel            text,
    session_id         text,
    text_value         text,
    extra              text,
    is_anonymous       boolean          NOT NULL DEFAULT false,
    person             text             COLLATE "C",
    list_id            uuid,
    utc_offset_minutes smallint
) PARTITION BY RANGE (received_at);
-- Events that name a served list.
CREATE INDEX journal_list ON journal (list_id, item_id) WHERE list_id IS NOT NULL;
CREATE INDEX journal_list_position ON journal (position) WHERE list_id IS NOT NULL;

-- Rejected events. format: how the body has to be read when it is submitted again; sent_at: when its batch was sent.
CREATE TABLE dead_letter (
    digest      bytea       PRIMARY KEY,
    id          bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    received_at timestamptz NOT NULL,
    user_id     text,
    message_id  text,
    code        text        NOT NULL,
    detail      text        NOT NULL,
    pointer     text        NOT NULL,
    event       text        NOT NULL,
    format      text        NOT NULL DEFAULT 'native',
    sent_at     timestamptz
);
CREATE INDEX dead_letter_received_at ON dead_letter (received_at);

-- Current identity links: ids that belong to a person with another id. linked_to is the id that this one was merged
-- with, so that a split also takes the ids that came with it.
CREATE TABLE identity (
    id        text COLLATE "C" PRIMARY KEY,
    person    text COLLATE "C" NOT NULL,
    linked_to text COLLATE "C" NOT NULL
);
CREATE INDEX identity_person ON identity (person);

-- Published: the person of an id that was merged into another.
CREATE VIEW person_of_id AS SELECT id, person FROM identity;

-- Published: interactions with items of served lists, each with the person now known to have made it.
CREATE VIEW list_interaction AS
SELECT j.list_id, j.item_id, j.position, j.event_type, coalesce(i.person, j.user_id) AS person
FROM journal j LEFT JOIN identity i ON i.id = j.user_id
WHERE j.list_id IS NOT NULL;

-- Merges and splits by journal position, with the rows to rebuild: the row of person from the entries of person_ids, the
-- row of other from other_ids, or none if other_ids is empty. Both shards stop at the change until it is applied
-- (decision 0050).
CREATE TABLE identity_change (
    position    bigint   PRIMARY KEY,
    epoch       bigint   NOT NULL,
    person      text     NOT NULL,
    person_ids  text[]   NOT NULL,
    shard       smallint NOT NULL,
    other       text     NOT NULL,
    other_ids   text[]   NOT NULL,
    other_shard smallint NOT NULL,
    applied     boolean  NOT NULL DEFAULT false
);
CREATE INDEX identity_change_pending ON identity_change (position) WHERE NOT applied;

-- The suppression list: whose events are not stored, and why (bits of SuppressionReason; bit 1: erased). It changes under
-- the lock of journal_head only, which every append takes first, so that changes and appends are ordered. A subject is a
-- keyed hash of a user id (decision 0045). incarnation: how often the person has returned after an erasure.
CREATE TABLE suppression (
    subject     bytea    PRIMARY KEY,
    reasons     smallint NOT NULL,
    incarnation int      NOT NULL,
    version     bigint   NOT NULL
);
CREATE INDEX suppression_version ON suppression (version);

-- Published: subjects that are erased and have not returned.
CREATE VIEW erased_subject AS
SELECT subject FROM suppression WHERE reasons & 1 <> 0;

-- Event statistics summed over all instances. Each instance adds its counts every few seconds; the number of names is
-- bounded. type is empty for messages that could not be read. No user is named here.
CREATE TABLE event_count (
    type    text        NOT NULL,
    measure text        NOT NULL,
    name    text        NOT NULL,
    events  bigint      NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (type, measure, name)
);

-- Module ingest.format ------------------------------------------------------------------------------------------------

-- Names of track events in the tracking API. type: the event type that the owner assigned; null: the mapping of the
-- e-commerce specification, or a custom event.
CREATE TABLE track_event_name (
    name     text        COLLATE "C" PRIMARY KEY,
    type     text,
    events   bigint      NOT NULL DEFAULT 0,
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL
) WITH (fillfactor = 60);
