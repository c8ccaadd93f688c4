-- Who did what to whom. Rows are only ever added, each bound to the one before it by a hash, so that a change made behind
-- our back shows: `tutorforge audit verify`.
CREATE SCHEMA audit;

CREATE TABLE audit.entry (
    -- Without gaps: a missing number is a missing row.
    n          bigint PRIMARY KEY CHECK (n > 0),
    at         timestamptz NOT NULL,
    -- None: nobody who was signed in, or the operator at the command line.
    actor_id   uuid,
    deed       text NOT NULL CHECK (deed ~ '^[a-z_]{1,60}$'),
    -- The person it was done to. No reference: a row outlives the account.
    subject_id uuid,
    -- What else it was done to: a token by its name, a ring by its id.
    thing      text,
    was        text,
    becomes    text,
    -- The caller's network, /24 or /48; never the whole address.
    place      text,
    request    text,
    reason     text NOT NULL DEFAULT '',
    previous   bytea NOT NULL CHECK (length(previous) = 32),
    hash       bytea NOT NULL CHECK (length(hash) = 32)
);
CREATE INDEX entry_by_actor ON audit.entry (actor_id, n DESC) WHERE actor_id IS NOT NULL;
CREATE INDEX entry_by_subject ON audit.entry (subject_id, n DESC) WHERE subject_id IS NOT NULL;
CREATE INDEX entry_by_deed ON audit.entry (deed, n DESC);

CREATE FUNCTION audit.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit.entry is only ever added to' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse();
