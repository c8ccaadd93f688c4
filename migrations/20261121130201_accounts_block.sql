-- Who wants nothing to do with whom. It counts both ways.
CREATE TABLE accounts.block (
    blocker_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    blocked_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    at         timestamptz NOT NULL,
    PRIMARY KEY (blocker_id, blocked_id),
    CONSTRAINT block_not_oneself CHECK (blocker_id <> blocked_id)
);
CREATE INDEX block_of_blocked ON accounts.block (blocked_id, blocker_id);

CREATE VIEW accounts.public_block AS SELECT blocker_id, blocked_id FROM accounts.block;
