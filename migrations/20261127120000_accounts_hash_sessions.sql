-- Of the id that a session's cookie holds only SHA-256 is kept, so that who reads this table or a backup has no session.
-- Sessions that live are converted: their owners stay signed in.
ALTER TABLE accounts.session
    ADD COLUMN imprint bytea CHECK (length(imprint) = 32),
    ADD CONSTRAINT session_imprint UNIQUE (imprint);
UPDATE accounts.session SET imprint = sha256(convert_to(id, 'UTF8')), id = NULL WHERE id IS NOT NULL;
-- Nothing writes it any more. It stays empty for processes of the version before, which still ask for it.
COMMENT ON COLUMN accounts.session.id IS 'Unused. A later migration drops it.';
