-- What people say of their own interests. Beside the profile and not in it: a replay of the journal leaves it alone.
CREATE TABLE interest_correction (
    user_id      text        NOT NULL,
    topic        text        NOT NULL,
    action       text        NOT NULL CHECK (action IN ('less', 'more', 'never')),
    corrected_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, topic)
);

-- The lists that were served, so that what is done with them can be held against them: each item with the probability of
-- its being in its place, given those above it.
CREATE TABLE impression (
    user_id       text               NOT NULL,
    impression_id uuid               NOT NULL,
    purpose       text               NOT NULL,
    served_at     timestamptz        NOT NULL,
    items         text[]             NOT NULL,
    propensities  double precision[] NOT NULL,
    PRIMARY KEY (user_id, impression_id)
);
CREATE INDEX impression_served_at ON impression USING brin (served_at);

-- Changes when choices were taken out of the journal: models in memory begin anew. Its row's lock orders erasures and
-- the notes of served lists.
CREATE TABLE choice_generation (
    generation bigint NOT NULL
);
INSERT INTO choice_generation (generation) VALUES (0);
