-- Module serving.models -----------------------------------------------------------------------------------------------
-- Removals from the global models.

-- Whether the models had learned the whole journal when the snapshot was stored.
ALTER TABLE model_snapshot ADD COLUMN complete boolean NOT NULL DEFAULT true;

-- Erased users by their keyed hash. Each instance removes what its models in memory hold of them. A row is deleted after
-- some days, because no instance serves models of so old a generation.
CREATE TABLE model_erasure (
    generation bigint      NOT NULL,
    subject    bytea       NOT NULL,
    erased_at  timestamptz NOT NULL
);
CREATE INDEX model_erasure_generation ON model_erasure (generation);

-- Changes of consent that decide whose entries the models learn, until the generation is raised. Inserted under the lock
-- of the journal's head, which must not wait for the lock of the generation.
CREATE TABLE model_consent_change (
    number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY
);
