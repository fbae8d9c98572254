-- Module ingest -------------------------------------------------------------------------------------------------------

-- Ids that were ever seen. It does not depend on how long journal entries are stored. A client may link an id only if it
-- was seen as an anonymous id and as nothing else. An erasure deletes the row; then the keyed hash in suppression stands
-- for the id.
CREATE TABLE known_id (
    id             text    COLLATE "C" PRIMARY KEY,
    anonymous_only boolean NOT NULL
);
INSERT INTO known_id (id, anonymous_only) SELECT user_id, bool_and(is_anonymous) FROM journal GROUP BY user_id;
-- A profile without journal entries may be that of a user whose entries were dropped.
INSERT INTO known_id (id, anonymous_only) SELECT user_id, false FROM profile ON CONFLICT (id) DO NOTHING;
INSERT INTO known_id (id, anonymous_only) SELECT user_id, false FROM consent
ON CONFLICT (id) DO UPDATE SET anonymous_only = false;

-- authority: who stated the link (LinkAuthority); epoch: the release epoch that was open then. Links of earlier versions
-- count as stated by a client unless the owner merged the id.
ALTER TABLE identity
    ADD COLUMN authority text   NOT NULL DEFAULT 'client',
    ADD COLUMN epoch     bigint NOT NULL DEFAULT -1;
UPDATE identity SET authority = 'owner'
WHERE EXISTS (SELECT FROM journal j WHERE j.event_type = 19 AND j.text_value = identity.id);

-- Bit 16 of suppression.reasons: the reasons apply only to events without a user id (SuppressionScope).

-- Module access.auth --------------------------------------------------------------------------------------------------

-- Salts of the secrets with which the owner signs identity tokens, by write key. A secret is derived from the master key
-- and its salt. The previous secret stays valid for a while after a rotation.
CREATE TABLE identity_secret (
    key_id              text        PRIMARY KEY,
    salt                text        NOT NULL,
    created_at          timestamptz NOT NULL,
    previous_salt       text,
    previous_expires_at timestamptz
);

-- Module access.consent -----------------------------------------------------------------------------------------------

-- inherited: the decision was made under another id of the person, to which a client had linked this one. It ends when
-- the id turns out to be a user id.
ALTER TABLE consent ADD COLUMN inherited boolean NOT NULL DEFAULT false;
