-- How well the models predict, over all users: sums, so that minutes, instances and restarts add up. What they mean is
-- in io.portrait.evaluate.live.Sums; bins are counts, then sums of predictions, then sums of targets.
CREATE TABLE learning_total (
    target        text               NOT NULL,
    configuration text               NOT NULL,
    learner       text               NOT NULL,
    examples      bigint             NOT NULL,
    loss          double precision   NOT NULL,
    absolute      double precision   NOT NULL,
    bins          double precision[] NOT NULL,
    PRIMARY KEY (target, configuration)
) WITH (fillfactor = 50);

CREATE TABLE learning_minute (
    target        text               NOT NULL,
    configuration text               NOT NULL,
    minute        timestamptz        NOT NULL,
    examples      bigint             NOT NULL,
    loss          double precision   NOT NULL,
    absolute      double precision   NOT NULL,
    bins          double precision[] NOT NULL,
    PRIMARY KEY (target, configuration, minute)
) WITH (fillfactor = 70);
CREATE INDEX learning_minute_by_age ON learning_minute (minute);

-- Which learner of a target serves, and the faded losses that say so.
CREATE TABLE learning_contest (
    target         text               PRIMARY KEY,
    configurations text[]             NOT NULL,
    losses         double precision[] NOT NULL,
    champion       text               NOT NULL,
    examples       bigint             NOT NULL,
    since          timestamptz        NOT NULL
) WITH (fillfactor = 50);

-- What happened: a loss that rose (drift), a champion that changed (switch).
CREATE TABLE learning_mark (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target        text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('drift', 'switch')),
    configuration text        NOT NULL,
    before        text,
    at            timestamptz NOT NULL,
    examples      bigint      NOT NULL
);
CREATE INDEX learning_mark_by_target ON learning_mark (target, at);
