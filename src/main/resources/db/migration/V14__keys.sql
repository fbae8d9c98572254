-- Module access.auth --------------------------------------------------------------------------------------------------

-- The successor of a rotated key. A key is rotated once, because each further rotation would make another valid key.
ALTER TABLE api_key ADD COLUMN replaced_by text;

-- First admin keys that were revoked, so that the same key in the settings is invalid after a restart as well.
CREATE TABLE revoked_admin_key (
    digest     text        PRIMARY KEY,
    revoked_at timestamptz NOT NULL
);
