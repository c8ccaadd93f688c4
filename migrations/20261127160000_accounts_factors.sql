-- The app that somebody shows changing codes of (RFC 6238), one for a person. Until a code of it was typed it is only being
-- set up, and is asked for nowhere.
CREATE TABLE accounts.authenticator (
    person_id    uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- Sealed by a key that stands in the environment, and bound to the person: it opens in no other row.
    secret       bytea NOT NULL CHECK (length(secret) > 40),
    -- Which key sealed it.
    sealed_by    text NOT NULL CHECK (sealed_by <> ''),
    begun_at     timestamptz NOT NULL,
    confirmed_at timestamptz,
    -- The half minute whose code was used last. It only ever grows: no code is good twice.
    last_step    bigint NOT NULL DEFAULT 0
);
CREATE INDEX authenticator_by_key ON accounts.authenticator (sealed_by, person_id);

CREATE FUNCTION accounts.refuse_used_step() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a code is good once' USING ERRCODE = 'check_violation', CONSTRAINT = 'authenticator_step_grows';
END
$$;
CREATE TRIGGER authenticator_step_grows BEFORE UPDATE OF last_step ON accounts.authenticator
    FOR EACH ROW WHEN (NEW.last_step < OLD.last_step AND NEW.secret = OLD.secret)
    EXECUTE FUNCTION accounts.refuse_used_step();

-- Codes on paper for whoever has lost what they sign in with. 118 bits each, so that a plain hash is enough.
CREATE TABLE accounts.recovery_code (
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- SHA-256 of the person's id and the code.
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    used_at   timestamptz,
    PRIMARY KEY (person_id, hash)
);

-- Those who have shown the first of two things: their password, or that a provider vouches for them. They are not signed in.
CREATE TABLE accounts.half_sign_in (
    -- SHA-256 of what the browser's cookie holds.
    secret     bytea PRIMARY KEY CHECK (length(secret) = 32),
    person_id  uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- As people call it; none for a password.
    provider   text,
    -- Where they wanted to go.
    next       text NOT NULL,
    tries      smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
    expires_at timestamptz NOT NULL
);
CREATE INDEX half_sign_in_by_person ON accounts.half_sign_in (person_id);
CREATE INDEX half_sign_in_by_expiry ON accounts.half_sign_in (expires_at);

-- What is asked for besides a password: whoever has a row here is not let in without it.
CREATE VIEW accounts.factor AS
SELECT person_id, 'app' AS kind FROM accounts.authenticator WHERE confirmed_at IS NOT NULL;

-- When they last heard that somebody who knows their password tries codes.
ALTER TABLE accounts.person ADD COLUMN codes_told_at timestamptz;
