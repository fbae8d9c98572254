-- Module platform -----------------------------------------------------------------------------------------------------

-- The newest time that the clock of an instance had, so that a start recognizes an implausible clock.
CREATE TABLE clock_state (
    only_row  boolean     PRIMARY KEY DEFAULT true CHECK (only_row),
    last_seen timestamptz NOT NULL
);
