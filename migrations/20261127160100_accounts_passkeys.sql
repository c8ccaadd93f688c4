-- Keys on people's devices (WebAuthn). What lies here is public: it opens nothing, it only checks a signature.
CREATE TABLE accounts.passkey (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- What the device calls it. It is one person's and no other's.
    credential bytea NOT NULL CHECK (length(credential) BETWEEN 1 AND 1023),
    -- The public key and what was agreed with it, as the library writes it.
    key        jsonb NOT NULL,
    -- How often the device says it was used; zero where it does not count.
    counter    bigint NOT NULL DEFAULT 0 CHECK (counter >= 0),
    -- What its owner knows it by.
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    added_at   timestamptz NOT NULL,
    used_at    timestamptz,
    CONSTRAINT passkey_credential_key UNIQUE (credential)
);
CREATE INDEX passkey_by_person ON accounts.passkey (person_id, added_at);

-- What a device was asked to sign. It is taken out by the first answer, right or wrong.
CREATE TABLE accounts.ceremony (
    -- SHA-256 of what the page holds.
    secret     bytea PRIMARY KEY CHECK (length(secret) = 32),
    purpose    text NOT NULL CHECK (purpose IN ('add', 'sign_in', 'second', 'show')),
    -- Of whom it was asked; none at signing in, where anybody may answer.
    person_id  uuid REFERENCES accounts.person (id) ON DELETE CASCADE,
    state      jsonb NOT NULL,
    expires_at timestamptz NOT NULL,
    CHECK ((purpose = 'sign_in') = (person_id IS NULL))
);
CREATE INDEX ceremony_by_person ON accounts.ceremony (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX ceremony_by_expiry ON accounts.ceremony (expires_at);

CREATE OR REPLACE VIEW accounts.factor AS
SELECT person_id, 'app' AS kind FROM accounts.authenticator WHERE confirmed_at IS NOT NULL
UNION ALL
SELECT person_id, 'passkey' FROM accounts.passkey;
