-- Devices and networks that somebody has come in from. Passwords that are tried from there are counted apart from those of
-- strangers. A row opens nothing.
CREATE TABLE accounts.device (
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- SHA-256 of what the device's cookie holds.
    hash      bytea NOT NULL CHECK (length(hash) = 32),
    -- The network it was last seen in, /24 or /48.
    place     text,
    seen_at   timestamptz NOT NULL,
    PRIMARY KEY (person_id, hash)
);
CREATE INDEX device_by_age ON accounts.device (seen_at);

-- When they last heard that many passwords are tried.
ALTER TABLE accounts.person ADD COLUMN tries_told_at timestamptz;
