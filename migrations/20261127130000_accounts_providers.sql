-- Who came by a provider has no password until they set one.
ALTER TABLE accounts.person ALTER COLUMN password_hash DROP NOT NULL;

-- An address that no provider vouches for is nobody's until it is confirmed: until then it waits in accounts.code.
ALTER TABLE accounts.person ALTER COLUMN email DROP NOT NULL;
CREATE OR REPLACE VIEW accounts.public_recipient AS
SELECT id, email, name, zone, locale, ethiopian FROM accounts.person WHERE disabled_at IS NULL AND email IS NOT NULL;

-- By whom people come in without a password. A subject is found by what the provider calls it, never by its address.
CREATE TABLE accounts.identity (
    id        uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    provider  text NOT NULL,
    subject   text NOT NULL,
    -- As the provider told it when it was last used, so that its owner knows which one it is.
    email     text,
    linked_at timestamptz NOT NULL,
    used_at   timestamptz NOT NULL,
    CONSTRAINT identity_subject_key UNIQUE (provider, subject)
);
CREATE INDEX identity_by_person ON accounts.identity (person_id, linked_at);

-- Browsers that were sent to a provider, and are awaited.
CREATE TABLE accounts.departure (
    id         uuid PRIMARY KEY,
    -- SHA-256 of the state that the browser brings back.
    state      bytea NOT NULL,
    provider   text NOT NULL,
    purpose    text NOT NULL CHECK (purpose IN ('come_in', 'link', 'confirm')),
    -- Only the browser that left may come back: SHA-256 of its cookie, or, of somebody who is signed in, their session.
    browser    bytea,
    seat       uuid,
    person_id  uuid REFERENCES accounts.person (id) ON DELETE CASCADE,
    nonce      text NOT NULL,
    verifier   text NOT NULL,
    -- Where the person wanted to go,
    next       text NOT NULL,
    -- and the form that waits there for them to show that it is them.
    carried    jsonb,
    expires_at timestamptz NOT NULL,
    -- It is good once.
    used_at    timestamptz,
    CONSTRAINT departure_state_key UNIQUE (state),
    CHECK ((purpose = 'come_in') = (browser IS NOT NULL)),
    CHECK ((browser IS NULL) = (seat IS NOT NULL)),
    CHECK ((browser IS NULL) = (person_id IS NOT NULL))
);
CREATE INDEX departure_by_person ON accounts.departure (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX departure_by_expiry ON accounts.departure (expires_at);

-- Those whom a provider vouches for and whom nobody here knows yet: they join, or link what they came with to their account.
CREATE TABLE accounts.arrival (
    -- SHA-256 of the cookie of the browser that they came with.
    browser        bytea PRIMARY KEY,
    provider       text NOT NULL,
    subject        text NOT NULL,
    email          text,
    email_verified boolean NOT NULL,
    name           text NOT NULL,
    handle         text NOT NULL,
    zone           text NOT NULL,
    next           text NOT NULL,
    expires_at     timestamptz NOT NULL,
    -- Whose it has become.
    person_id      uuid REFERENCES accounts.person (id) ON DELETE CASCADE,
    used_at        timestamptz
);
CREATE INDEX arrival_by_person ON accounts.arrival (person_id) WHERE person_id IS NOT NULL;
CREATE INDEX arrival_by_expiry ON accounts.arrival (expires_at);
