-- What a program shows instead of a password. Only the hash is kept: the text is shown once, to its owner.
CREATE TABLE accounts.token (
    id           uuid PRIMARY KEY,
    person_id    uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    name         text NOT NULL,
    -- SHA-256 of the whole text, which is random enough to need no slower one.
    hash         bytea NOT NULL CHECK (length(hash) = 32),
    scope        text NOT NULL CHECK (scope IN ('submit')),
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    -- To the minute.
    last_used_at timestamptz,
    revoked_at   timestamptz,
    CONSTRAINT token_hash_key UNIQUE (hash),
    CHECK (expires_at > created_at)
);
CREATE INDEX token_of_person ON accounts.token (person_id, created_at DESC) WHERE revoked_at IS NULL;
