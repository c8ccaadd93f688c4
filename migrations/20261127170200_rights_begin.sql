-- What people may ask of what we hold of them: all of it in a file, and its end.
CREATE SCHEMA rights;

-- Somebody asked to be erased. The row outlives their name: it shows that it was done, and when.
CREATE TABLE rights.erasure (
    id            uuid PRIMARY KEY,
    person_id     uuid NOT NULL REFERENCES accounts.person (id),
    asked_at      timestamptz NOT NULL,
    due_at        timestamptz NOT NULL CHECK (due_at > asked_at),
    reminded_at   timestamptz,
    -- They have stayed.
    taken_back_at timestamptz,
    -- The first part is done: there is no way back.
    begun_at      timestamptz,
    -- Parts that are done, each in a transaction of its own.
    parts         smallint NOT NULL DEFAULT 0 CHECK (parts >= 0),
    erased_at     timestamptz,
    CHECK (taken_back_at IS NULL OR begun_at IS NULL),
    CHECK ((begun_at IS NULL) = (parts = 0)),
    CHECK (erased_at IS NULL OR begun_at IS NOT NULL)
);
-- One at a time.
CREATE UNIQUE INDEX erasure_of_person ON rights.erasure (person_id) WHERE taken_back_at IS NULL;
CREATE INDEX erasure_waiting ON rights.erasure (due_at) WHERE taken_back_at IS NULL AND erased_at IS NULL;

-- A file with all that is held of a person, made by a job, for a week.
CREATE TABLE rights.export (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES accounts.person (id),
    asked_at   timestamptz NOT NULL,
    -- Tables that are in it, of so many.
    done       smallint NOT NULL DEFAULT 0 CHECK (done BETWEEN 0 AND total),
    total      smallint NOT NULL,
    -- A zip.
    archive    bytea CHECK (octet_length(archive) <= 33554432),
    ready_at   timestamptz,
    -- It would be larger than a file may be.
    too_large  boolean NOT NULL DEFAULT false,
    expires_at timestamptz NOT NULL,
    CHECK ((archive IS NULL) = (ready_at IS NULL)),
    CHECK (NOT (too_large AND ready_at IS NOT NULL))
);
CREATE INDEX export_of_person ON rights.export (person_id, asked_at DESC);
CREATE INDEX export_by_expiry ON rights.export (expires_at);
