-- Module catalog ------------------------------------------------------------------------------------------------------

-- Items by topic, for lists that come from the catalog and not from the choices of others.
CREATE INDEX item_revision_topics ON item_revision USING gin (topics);

-- Module release ------------------------------------------------------------------------------------------------------
-- Item statistics: noisy counts of the persons of items and of pairs of items.

-- The zCDP cost of each release, written in the transaction of the release and never deleted.
--   period  the number of the period since 1970-01-01; a period has at most one release
CREATE TABLE item_statistics_release (
    period         bigint           PRIMARY KEY,
    released_at    timestamptz      NOT NULL,
    rho            double precision NOT NULL,
    item_noise_std double precision NOT NULL,
    item_threshold double precision NOT NULL,
    pair_noise_std double precision NOT NULL,
    pair_threshold double precision NOT NULL
);
CREATE INDEX item_statistics_release_at ON item_statistics_release (released_at);

-- The items of the newest release with their noisy number of persons.
CREATE TABLE released_item (
    item_id text             COLLATE "C" PRIMARY KEY,
    persons double precision NOT NULL
);

-- The unordered pairs of released items with the noisy number of persons who chose both.
CREATE TABLE released_item_pair (
    item_id  text             COLLATE "C",
    other_id text             COLLATE "C",
    persons  double precision NOT NULL,
    PRIMARY KEY (item_id, other_id)
);
