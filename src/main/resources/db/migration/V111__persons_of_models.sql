-- Module ingest -------------------------------------------------------------------------------------------------------
-- The changes of an id, for readers that ask for its person at a journal position.

CREATE INDEX identity_change_ids ON identity_change USING gin ((person_ids || other_ids));

-- Module serving.models -----------------------------------------------------------------------------------------------
-- The persons of the entries that a generation of the global models learns again.

-- The journal position at which the generation began. Models of the generation learn the entries up to it under the persons
-- that their ids belonged to there, so that all instances have the same models.
CREATE TABLE model_identity_position (
    generation bigint PRIMARY KEY,
    position   bigint NOT NULL
);
