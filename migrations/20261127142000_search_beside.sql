-- What is known of the search engine beside the database, if there is one.
CREATE TABLE search.beside (
    one        boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- Its index is whole: words are looked up there.
    ready      boolean NOT NULL DEFAULT false,
    -- A fresh index is being filled since then, up to and with this tutor.
    filling    timestamptz,
    filled     uuid,
    sent       bigint NOT NULL DEFAULT 0,
    -- What the last look at it found.
    looked_at  timestamptz,
    held       bigint,
    missing    bigint,
    surplus    bigint,
    outdated   bigint,
    problem    text
);
INSERT INTO search.beside (one) VALUES (true);

-- Tutors of whom it has not been told yet.
CREATE TABLE search.pending (
    tutor_id uuid PRIMARY KEY,
    since    timestamptz NOT NULL
);
CREATE INDEX pending_by_age ON search.pending (since, tutor_id);
