-- A noise key for each user, random and sealed by the master key (AES-256-GCM): destroying it destroys the noise.
CREATE TABLE noise_key (
    user_id     text COLLATE "C" PRIMARY KEY,
    incarnation int   NOT NULL,
    sealed      bytea NOT NULL
);

-- How often somebody was erased, under a keyed hash of the id: the next incarnation gets other noise.
CREATE TABLE erased_user (
    subject      bytea PRIMARY KEY,
    incarnations int   NOT NULL
);

-- Two views of every cell instead of one, from keys that are stored instead of derived: what was released before cannot
-- be continued, so the sums and their clock begin anew. state: the fine sums, then the coarse ones.
TRUNCATE exposed_sum;
ALTER TABLE exposed_sum ADD COLUMN incarnation int NOT NULL;
DELETE FROM release_clock;
ALTER TABLE release_clock ADD COLUMN coarse_epsilon numeric NOT NULL;

-- Segments: named rules over profiles.
CREATE TABLE segment (
    name    text COLLATE "C" PRIMARY KEY,
    rule    text        NOT NULL,
    made_at timestamptz NOT NULL
);

-- Statistics over many people; a registered one never changes. measure: empty for the number of people.
CREATE TABLE cohort_statistic (
    name          text COLLATE "C" PRIMARY KEY,
    description   text        NOT NULL,
    kind          text        NOT NULL,
    cohort_names  text[]      NOT NULL,
    cohort_rules  text[]      NOT NULL,
    measure       text        NOT NULL,
    cap           double precision NOT NULL,
    registered_at timestamptz NOT NULL
);

-- What each release has cost, in zCDP; written with the release, never deleted.
CREATE TABLE privacy_ledger (
    statistic  text COLLATE "C",
    period     bigint,
    charged_at timestamptz      NOT NULL,
    rho        double precision NOT NULL,
    PRIMARY KEY (statistic, period)
);
CREATE INDEX privacy_ledger_by_time ON privacy_ledger (charged_at);

CREATE TABLE cohort_release (
    statistic   text COLLATE "C",
    period      bigint,
    released_at timestamptz        NOT NULL,
    noise_std   double precision   NOT NULL,
    cohorts     text[]             NOT NULL,
    sums        double precision[] NOT NULL,
    PRIMARY KEY (statistic, period),
    FOREIGN KEY (statistic, period) REFERENCES privacy_ledger
);
