-- A session has a name of its own: the cookie's id changes while it lives, and is shown to nobody.
ALTER TABLE accounts.session
    DROP CONSTRAINT session_pkey,
    ADD COLUMN seat     uuid NOT NULL DEFAULT gen_random_uuid() PRIMARY KEY,
    -- "Firefox on Linux".
    ADD COLUMN device   text NOT NULL DEFAULT '',
    -- The network it began in, /24 or /48.
    ADD COLUMN place    text,
    ADD COLUMN begun_at timestamptz NOT NULL DEFAULT now(),
    -- To the minute.
    ADD COLUMN seen_at  timestamptz NOT NULL DEFAULT now(),
    -- It never comes back. The row stays for a day, so that a request that is still on its way does not revive it.
    ADD COLUMN ended_at timestamptz,
    ADD CONSTRAINT session_cookie UNIQUE (id);
-- Without one between two ids of the same session.
ALTER TABLE accounts.session ALTER COLUMN id DROP NOT NULL;
-- A session of nobody is kept nowhere.
DELETE FROM accounts.session WHERE person_id IS NULL;
ALTER TABLE accounts.session ALTER COLUMN person_id SET NOT NULL;
