-- Module profile ------------------------------------------------------------------------------------------------------

-- Users whose profile row was created or removed by an identity change. External readers see of them what they saw before
-- the change until its epoch is released (decision 0050).
--   epoch    the release epoch that was open at the change
--   visible  whether the user had a profile before the change
--   state    the row as it was removed, because its contributions are still to be released; null: the row exists
CREATE TABLE exposure_hold (
    user_id text    COLLATE "C" PRIMARY KEY,
    epoch   bigint  NOT NULL,
    visible boolean NOT NULL,
    state   bytea
);

-- Published: whether external readers may see a user while the epoch of an identity change is not released.
CREATE VIEW held_visibility AS SELECT user_id, epoch, visible FROM exposure_hold;
