-- People who leave: from when they ask until their time is over they can come back, then nothing names them any more. What
-- others keep of them points at a row without a name.
ALTER TABLE accounts.person
    -- They have asked to be erased, and are then.
    ADD COLUMN leaves_at timestamptz,
    ADD COLUMN erased_at timestamptz,
    ADD CONSTRAINT person_erased CHECK (erased_at IS NULL OR (
        email IS NULL AND password_hash IS NULL AND name = 'A former member' AND handle ~ '^gone-[0-9a-f]{20}$' AND about = ''
        AND languages = '{}' AND about_for = 'nobody' AND zone = 'UTC' AND role = 'member' AND signup_key IS NULL
        AND verified_at IS NULL AND tries_told_at IS NULL AND codes_told_at IS NULL AND disabled_at IS NOT NULL AND leaves_at IS NULL));
CREATE INDEX person_leaving ON accounts.person (leaves_at) WHERE leaves_at IS NOT NULL;

-- Who is about to leave is not shown, offered or booked, like who is shut out.
CREATE OR REPLACE VIEW accounts.public_person AS
SELECT id, handle, name, about, zone, created_at, disabled_at IS NOT NULL OR leaves_at IS NOT NULL AS disabled
FROM accounts.person;
