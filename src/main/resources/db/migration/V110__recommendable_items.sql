-- Module catalog ------------------------------------------------------------------------------------------------------
-- Which items may be recommended, and since when they exist.

-- false: the item is not available, hidden, out of stock, or an advertisement.
ALTER TABLE item_revision ADD COLUMN recommendable boolean NOT NULL DEFAULT true;

-- When the item was created first, by the clock of the database; changes of the item do not make it new.
ALTER TABLE item ADD COLUMN created_at timestamptz NOT NULL DEFAULT now();
UPDATE item SET created_at = (SELECT min(r.created_at) FROM item_revision r WHERE r.item_id = item.id);
CREATE INDEX item_created_at ON item (created_at);
