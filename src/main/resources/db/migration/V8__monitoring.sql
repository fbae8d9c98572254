-- Module monitoring ---------------------------------------------------------------------------------------------------
-- Metrics of the predictions. Sums, so that minutes, instances and restarts can be added up; their
-- meaning is in io.portrait.monitoring.LossSums. bins: counts, then sums of predictions, then sums of targets.

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
CREATE INDEX learning_minute_minute ON learning_minute (minute);

-- The learner that serves each target, and the decayed losses of all of its learners.
CREATE TABLE champion (
    target         text               PRIMARY KEY,
    configurations text[]             NOT NULL,
    losses         double precision[] NOT NULL,
    champion       text               NOT NULL,
    examples       bigint             NOT NULL,
    since          timestamptz        NOT NULL
) WITH (fillfactor = 50);

-- Drifts (a loss that rose) and switches (a new champion).
CREATE TABLE learning_event (
    id            bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    target        text        NOT NULL,
    event_type    text        NOT NULL CHECK (event_type IN ('drift', 'switch')),
    configuration text        NOT NULL,
    before        text,
    at            timestamptz NOT NULL,
    examples      bigint      NOT NULL
);
CREATE INDEX learning_event_target ON learning_event (target, at);
