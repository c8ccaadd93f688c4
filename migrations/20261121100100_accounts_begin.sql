CREATE SCHEMA accounts;

CREATE TABLE accounts.person (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    handle        text NOT NULL,
    name          text NOT NULL,
    about         text NOT NULL DEFAULT '',
    zone          text NOT NULL,
    password_hash text NOT NULL,
    role          text NOT NULL DEFAULT 'member' CHECK (role IN ('member', 'reviewer', 'moderator', 'admin')),
    is_demo       boolean NOT NULL DEFAULT false,
    signup_key    uuid,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL,
    CONSTRAINT person_email_key UNIQUE (email),
    CONSTRAINT person_handle_key UNIQUE (handle),
    CONSTRAINT person_signup_key UNIQUE (signup_key),
    CHECK (email = lower(email)),
    CHECK (handle ~ '^[a-z][a-z0-9-]{2,29}$')
);

-- The store of record of sessions; the body holds next to nothing, the person stands beside it to be found by.
CREATE TABLE accounts.session (
    id         text PRIMARY KEY,
    person_id  uuid REFERENCES accounts.person (id) ON DELETE CASCADE,
    body       jsonb NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_by_person ON accounts.session (person_id);
CREATE INDEX session_by_expiry ON accounts.session (expires_at);

-- What other modules may read of a person.
CREATE VIEW accounts.public_person AS
SELECT id, handle, name, about, zone, created_at, disabled_at IS NOT NULL AS disabled FROM accounts.person;

-- What a mail needs; for notifications alone.
CREATE VIEW accounts.public_recipient AS
SELECT id, email, name, zone FROM accounts.person WHERE disabled_at IS NULL;
