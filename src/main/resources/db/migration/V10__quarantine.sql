-- Module catalog ------------------------------------------------------------------------------------------------------
-- Quotas: the key that created an item or a topic; null: the service itself, an admin key, or a deleted item.

ALTER TABLE item ADD COLUMN created_by text;
CREATE INDEX item_created_by ON item (created_by) WHERE created_by IS NOT NULL;

ALTER TABLE topic ADD COLUMN created_by text;

-- Module ingest.format ------------------------------------------------------------------------------------------------
-- What events say of items and names, with the person, until the owner of the catalog promotes or discards it.

-- A description of an item in an event. description_id: a digest of the content, so that several persons' equal
-- descriptions are one.
CREATE TABLE quarantined_item (
    description_id text        COLLATE "C" NOT NULL,
    user_id        text        COLLATE "C" NOT NULL,
    item_id        text        COLLATE "C" NOT NULL,
    content        text        NOT NULL,
    received_at    timestamptz NOT NULL,
    PRIMARY KEY (description_id, user_id)
);
CREATE INDEX quarantined_item_user ON quarantined_item (user_id);
CREATE INDEX quarantined_item_item ON quarantined_item (item_id);
CREATE INDEX quarantined_item_received_at ON quarantined_item (received_at);

-- A name of track events that is neither in the e-commerce specification nor mapped by the owner: it is free text.
CREATE TABLE quarantined_event_name (
    name     text        COLLATE "C" NOT NULL,
    user_id  text        COLLATE "C" NOT NULL,
    events   bigint      NOT NULL,
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL,
    PRIMARY KEY (name, user_id)
) WITH (fillfactor = 60);
CREATE INDEX quarantined_event_name_user ON quarantined_event_name (user_id);
CREATE INDEX quarantined_event_name_last_at ON quarantined_event_name (last_at);

-- Names were stored without their persons before, so an erasure could not find them.
DELETE FROM track_event_name WHERE type IS NULL;
