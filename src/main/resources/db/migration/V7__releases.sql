-- Module release ------------------------------------------------------------------------------------------------------
-- Epochs, the public topic catalog, noisy sums, noise keys, cohort statistics and the privacy ledger.

-- Epoch state and the privacy parameters that released sums were made with.
CREATE TABLE release_epochs (
    only_row               boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    first_epoch            bigint  NOT NULL,
    released_epoch         bigint  NOT NULL,
    epoch_seconds          bigint  NOT NULL,
    half_life_seconds      bigint  NOT NULL,
    partner_epsilon        numeric NOT NULL,
    public_epsilon         numeric NOT NULL,
    master_key_fingerprint text    NOT NULL
);

-- Frozen public topics by version, each valid from an epoch on.
CREATE TABLE public_topic_catalog (
    version         int         PRIMARY KEY,
    effective_epoch bigint      NOT NULL,
    frozen_at       timestamptz NOT NULL,
    topics          text[]      NOT NULL
);

-- Noisy decayed sums of a user after the last closed epoch, for partners and then for the public, and the sums after
-- the epoch before it, for readers that are one epoch behind.
CREATE TABLE noisy_sum (
    user_id        text   COLLATE "C" PRIMARY KEY,
    incarnation    int    NOT NULL,
    closed_epoch   bigint NOT NULL,
    state          bytea  NOT NULL,
    previous_epoch bigint,
    previous_state bytea
) WITH (fillfactor = 60);

-- A random noise key for each user, wrapped by the master key (AES-256-GCM). Deleting the key destroys the noise.
CREATE TABLE noise_key (
    user_id     text  COLLATE "C" PRIMARY KEY,
    incarnation int   NOT NULL,
    wrapped_key bytea NOT NULL
);

-- Number of erasures of a person, under a keyed hash of the id: the next incarnation gets other noise.
CREATE TABLE erased_user (
    subject      bytea PRIMARY KEY,
    incarnations int   NOT NULL
);

-- Master key of the embedded database; with an external database the key comes from the configuration.
CREATE TABLE development_secret (
    only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    master_key bytea   NOT NULL
);

-- Registered statistics over many persons; they never change. measure: empty for the number of persons.
CREATE TABLE cohort_statistic (
    name          text             COLLATE "C" PRIMARY KEY,
    description   text             NOT NULL,
    kind          text             NOT NULL,
    cohort_names  text[]           NOT NULL,
    cohort_rules  text[]           NOT NULL,
    measure       text             NOT NULL,
    cap           double precision NOT NULL,
    registered_at timestamptz      NOT NULL
);

-- The zCDP cost of each release, written in the transaction of the release and never deleted.
CREATE TABLE privacy_ledger (
    statistic  text             COLLATE "C",
    period     bigint,
    charged_at timestamptz      NOT NULL,
    rho        double precision NOT NULL,
    PRIMARY KEY (statistic, period)
);
CREATE INDEX privacy_ledger_charged_at ON privacy_ledger (charged_at);

CREATE TABLE cohort_release (
    statistic   text               COLLATE "C",
    period      bigint,
    released_at timestamptz        NOT NULL,
    noise_std   double precision   NOT NULL,
    cohorts     text[]             NOT NULL,
    sums        double precision[] NOT NULL,
    PRIMARY KEY (statistic, period),
    FOREIGN KEY (statistic, period) REFERENCES privacy_ledger
);
