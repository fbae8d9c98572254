-- Dialects ----------------------------------------------------------------------------------------------------------
-- How a dead letter has to be read when it is sent again.
ALTER TABLE dead_letter ADD COLUMN dialect text NOT NULL DEFAULT 'native';

-- The names that senders of Segment's dialect track under: what they are taken for (null: as custom events under their
-- own name, or by the e-commerce specification), and how often they came.
CREATE TABLE track_name (
    name     text COLLATE "C" PRIMARY KEY,
    type     text,
    seen     bigint      NOT NULL DEFAULT 0,
    first_at timestamptz NOT NULL,
    last_at  timestamptz NOT NULL
) WITH (fillfactor = 60);

-- Identity ----------------------------------------------------------------------------------------------------------
-- Whether the sender knew the person by an anonymous id only. Of what came before this column nobody can say, so it
-- counts as known: a known id is not merged on a client's word.
ALTER TABLE journal ADD COLUMN anonymous boolean NOT NULL DEFAULT false;

-- Whose event it was when it arrived, where that is not the user id: the person whom the id had been merged into.
ALTER TABLE journal ADD COLUMN person text COLLATE "C";

-- How many changes of identity there were; while it is 0 an append need not ask who is who.
ALTER TABLE journal_head ADD COLUMN identity_changes bigint NOT NULL DEFAULT 0;

-- Who is who now: the ids that belong to a person of another id. `joined_to` is the id that this one was merged with,
-- so that taking an id out takes along what came with it.
CREATE TABLE identity (
    id        text COLLATE "C" PRIMARY KEY,
    person    text COLLATE "C" NOT NULL,
    joined_to text COLLATE "C" NOT NULL
);
CREATE INDEX identity_by_person ON identity (person);

-- The changes by their place in the journal, each with what is to be done to the rows: `person`'s is made anew from the
-- entries of all of `person_ids`, and so is `other`'s from `other_ids`, or it is taken away where those are none. Both
-- shards stop at it until it is applied (decision 0050).
CREATE TABLE identity_change (
    position    bigint  PRIMARY KEY,
    epoch       bigint  NOT NULL,
    person      text    NOT NULL,
    person_ids  text[]  NOT NULL,
    shard       smallint NOT NULL,
    other       text    NOT NULL,
    other_ids   text[]  NOT NULL,
    other_shard smallint NOT NULL,
    applied     boolean NOT NULL DEFAULT false
);
CREATE INDEX identity_change_to_apply ON identity_change (position) WHERE NOT applied;
