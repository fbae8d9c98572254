-- A row is written again and again. Its new version fits beside the old one on the page only if there is room for it;
-- else it goes to another page, needs new entries in the index, and leaves a hole that nobody fills before the next vacuum.
ALTER TABLE profile SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.1);
