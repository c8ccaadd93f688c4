-- Who has shown that mail to their address reaches them. All who are here already count as if they had: nobody asked them.
ALTER TABLE accounts.person ADD COLUMN verified_at timestamptz;
UPDATE accounts.person SET verified_at = created_at;

-- Codes that are sent by mail. One of each purpose for a person: a newer one takes the place of the older.
CREATE TABLE accounts.code (
    person_id  uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- 'address': whoever brings it reads the mail of `address`. 'reset': its owner may choose a new password.
    purpose    text NOT NULL CHECK (purpose IN ('address', 'reset')),
    -- Stands in the mail's link, beside the code.
    letter     uuid NOT NULL,
    -- Where the mail goes to: the person's own address, or one that is to take its place.
    address    text NOT NULL CHECK (address = lower(address)),
    -- Of the code that was sent last, as passwords are hashed. None until a mail was written.
    hash       text,
    tries      smallint NOT NULL DEFAULT 0,
    expires_at timestamptz NOT NULL,
    used_at    timestamptz,
    PRIMARY KEY (person_id, purpose),
    CONSTRAINT code_letter_key UNIQUE (letter)
);
CREATE INDEX code_by_expiry ON accounts.code (expires_at);
