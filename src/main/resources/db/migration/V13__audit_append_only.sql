-- Module access.audit -------------------------------------------------------------------------------------------------

-- Entries are neither changed nor removed, except from the beginning of the log: audit_head, whose keyed hash the program
-- alone can compute, must have recorded the removal before. A role that does not own the table cannot disable the triggers.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'entries of the audit log cannot be changed' USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION check_audit_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM removed, audit_head WHERE removed.number > audit_head.pruned_through) THEN
        RAISE EXCEPTION 'entries of the audit log cannot be removed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER audit_entry_unchanged BEFORE UPDATE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_entry_removed AFTER DELETE ON audit_entry REFERENCING OLD TABLE AS removed
FOR EACH STATEMENT EXECUTE FUNCTION check_audit_removal();
