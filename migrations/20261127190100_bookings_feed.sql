-- Calendars that people subscribe to ask for their sessions by an address that nobody guesses. One for a person.
CREATE TABLE bookings.feed (
    person_id  uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- SHA-256 of what stands in the address.
    imprint    bytea NOT NULL UNIQUE CHECK (length(imprint) = 32),
    -- What it tells beside the time.
    with_title boolean NOT NULL,
    with_notes boolean NOT NULL,
    made_at    timestamptz NOT NULL,
    read_at    timestamptz
);
