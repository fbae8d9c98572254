-- The person's time at an event, where it told its time zone: what to add to UTC. Fixed when the event arrives, so that a
-- replay does not depend on the time zone data of its day. Events from before have none, and are read in UTC as ever.
ALTER TABLE journal ADD COLUMN utc_offset_minutes smallint;

-- When the sender said that it sent the batch of a rejected message: sent again, its time is set right by the clock of then.
ALTER TABLE dead_letter ADD COLUMN sent_at timestamptz;

-- What has arrived at all instances together, by type of event. Each adds what it has counted every few seconds; the names
-- that senders choose are bounded when they are added. It knows no users.
CREATE TABLE arrival_count (
    type    text        NOT NULL, -- empty for what could not be read
    measure text        NOT NULL,
    name    text        NOT NULL,
    events  bigint      NOT NULL,
    since   timestamptz NOT NULL,
    PRIMARY KEY (type, measure, name)
);
