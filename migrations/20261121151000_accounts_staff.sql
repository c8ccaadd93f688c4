-- Those who run the place: they are asked to help, so they compete with nobody.
CREATE VIEW accounts.public_staff AS SELECT id AS person_id FROM accounts.person WHERE role IN ('moderator', 'admin');
CREATE INDEX person_staff ON accounts.person (id) WHERE role IN ('moderator', 'admin');
CREATE INDEX person_disabled ON accounts.person (id) WHERE disabled_at IS NOT NULL;
