-- Who has said something of their interests. Most have not, and are not asked for what they said (decision 0017).
CREATE VIEW correcting_user AS SELECT DISTINCT user_id FROM interest_correction;
