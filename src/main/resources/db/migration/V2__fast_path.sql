-- The newest arrival that the journal holds: what is looked up in it is not looked for in the partitions after that.
ALTER TABLE journal_head ADD COLUMN latest_arrival timestamptz NOT NULL DEFAULT '-infinity';
UPDATE journal_head SET latest_arrival = coalesce((SELECT max(received_at) FROM journal), '-infinity');

-- Drawn anew by whoever writes rows of a shard; who still finds his own knows that his copies of the rows are current.
ALTER TABLE drain ADD COLUMN stamp bigint NOT NULL DEFAULT 0;

-- Ids are compared by their bytes, not by the rules of some language: cheaper, and the same order on every server.
ALTER TABLE journal ALTER COLUMN user_id TYPE text COLLATE "C", ALTER COLUMN message_id TYPE text COLLATE "C";
ALTER TABLE profile ALTER COLUMN user_id TYPE text COLLATE "C";
ALTER TABLE exposed_sum ALTER COLUMN user_id TYPE text COLLATE "C";
