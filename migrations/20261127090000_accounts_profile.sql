-- What people say of themselves, who may read it, and how they read days and hours.
ALTER TABLE accounts.person
    -- Codes, in the order in which they were chosen.
    ADD COLUMN languages text[]  NOT NULL DEFAULT '{}' CHECK (cardinality(languages) <= 12),
    -- Who reads the lines about oneself and the languages.
    ADD COLUMN about_for text    NOT NULL DEFAULT 'everyone' CHECK (about_for IN ('everyone', 'members', 'nobody')),
    ADD COLUMN locale    text    NOT NULL DEFAULT 'en-GB' CHECK (locale IN ('en-GB', 'en-US')),
    -- Days and hours of Ethiopia stand beside the international ones.
    ADD COLUMN ethiopian boolean NOT NULL DEFAULT false;

-- Handles that somebody had: they lead to the new one for a while, and nobody else may be taken for them meanwhile.
CREATE TABLE accounts.past_handle (
    handle    text PRIMARY KEY,
    -- None once their account is gone.
    person_id uuid REFERENCES accounts.person (id) ON DELETE SET NULL,
    given_up  timestamptz NOT NULL,
    until     timestamptz NOT NULL CHECK (until > given_up)
);
CREATE INDEX past_handle_of_person ON accounts.past_handle (person_id, given_up DESC);

CREATE OR REPLACE VIEW accounts.public_recipient AS
SELECT id, email, name, zone, locale, ethiopian FROM accounts.person WHERE disabled_at IS NULL;
