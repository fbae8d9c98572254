-- Module catalog ------------------------------------------------------------------------------------------------------
-- Items by revision, and topics.

CREATE TABLE item (
    id         text        PRIMARY KEY,
    revision   int         NOT NULL,
    changed_at timestamptz NOT NULL
);
CREATE INDEX item_changed_at ON item (changed_at);

-- Every state of an item. An event is learned with the revision that was current when it arrived (decision 0003).
CREATE TABLE item_revision (
    item_id    text             NOT NULL,
    revision   int              NOT NULL,
    deleted    boolean          NOT NULL,
    created_at timestamptz      NOT NULL,
    topics     text[]           NOT NULL,
    brand      text,
    price      double precision,
    content    text             NOT NULL,
    PRIMARY KEY (item_id, revision)
);

CREATE TABLE topic (
    path          text        PRIMARY KEY,
    first_seen_at timestamptz NOT NULL
);
