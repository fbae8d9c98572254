-- What readers must know together, in one statement: under load each is a wait of its own (decision 0017).

-- The rows that the owner's services may read. A person's decision is held under each of the person's ids.
CREATE VIEW profile_in_use AS
SELECT user_id, state FROM profile
WHERE NOT EXISTS (
    SELECT FROM consent WHERE consent.user_id = profile.user_id AND (consent.restricted OR consent.objected)
);

-- Whom the gate knows as erased (bit 1); who consents again is not here any more.
CREATE VIEW erased_subject AS
SELECT subject FROM subject_gate WHERE refused & 1 <> 0;
