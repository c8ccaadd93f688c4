-- A thread that a form opened twice is one thread.
ALTER TABLE reviews.thread ADD COLUMN request_key uuid;
CREATE UNIQUE INDEX thread_once ON reviews.thread (opened_by, request_key);

-- The lines that an applied suggestion replaced, counted in the iteration before the one it became part of.
ALTER TABLE reviews.suggestion ADD COLUMN applied_from integer CHECK (applied_from >= 1), ADD COLUMN applied_to integer,
    ADD CHECK ((applied_in IS NULL) = (applied_from IS NULL)), ADD CHECK ((applied_from IS NULL) = (applied_to IS NULL)),
    ADD CHECK (applied_to >= applied_from);
