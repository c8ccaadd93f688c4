-- A group that is planned is told to whoever keeps a search that it fits, as a free time is. Openings have a key of their own: at one
-- time there may be both, one after the other.
ALTER TABLE search.opening DROP CONSTRAINT opening_pkey;
ALTER TABLE search.opening ADD COLUMN id uuid PRIMARY KEY DEFAULT uuidv7();
ALTER TABLE search.opening ADD COLUMN group_id uuid;
ALTER TABLE search.opening ADD CONSTRAINT opening_told_once UNIQUE NULLS NOT DISTINCT (person_id, tutor_id, starts_at, group_id);

CREATE OR REPLACE VIEW search.public_opening AS
SELECT o.told_in, o.person_id, o.tutor_id, o.starts_at, s.id AS saved_id, s.name AS saved_name, s.query, s.code, c.handle, c.name,
       o.group_id, g.title AS group_title
FROM search.opening o JOIN search.saved s ON s.id = o.saved_id JOIN search.card c ON c.tutor_id = o.tutor_id
LEFT JOIN bookings.public_group g ON g.id = o.group_id AND g.state <> 'cancelled'
WHERE o.told_in IS NOT NULL AND (o.group_id IS NULL OR g.id IS NOT NULL);
