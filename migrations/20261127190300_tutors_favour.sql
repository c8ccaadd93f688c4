-- Tutors whom somebody wants to find again. Nobody else knows of it.
CREATE TABLE tutors.favourite (
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    tutor_id  uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    at        timestamptz NOT NULL,
    PRIMARY KEY (person_id, tutor_id)
);
CREATE INDEX favourite_latest ON tutors.favourite (person_id, at DESC, tutor_id);
