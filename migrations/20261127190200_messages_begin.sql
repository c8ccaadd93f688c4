CREATE SCHEMA messages;

-- What two people have written to each other; the lower id first, so that there is one for each two.
CREATE TABLE messages.conversation (
    id          uuid PRIMARY KEY,
    low_id      uuid NOT NULL REFERENCES accounts.person (id),
    high_id     uuid NOT NULL REFERENCES accounts.person (id),
    last_number integer NOT NULL DEFAULT 0,
    CHECK (low_id < high_id),
    UNIQUE (low_id, high_id)
);

CREATE TABLE messages.message (
    conversation_id uuid NOT NULL REFERENCES messages.conversation (id) ON DELETE CASCADE,
    -- From 1, in the order in which they were written.
    number          integer NOT NULL CHECK (number > 0),
    author_id       uuid NOT NULL REFERENCES accounts.person (id),
    text            text NOT NULL,
    at              timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, number)
);

-- A conversation as one of the two sees it.
CREATE TABLE messages.seat (
    conversation_id uuid NOT NULL REFERENCES messages.conversation (id) ON DELETE CASCADE,
    person_id       uuid NOT NULL REFERENCES accounts.person (id),
    other_id        uuid NOT NULL REFERENCES accounts.person (id),
    read_number     integer NOT NULL DEFAULT 0,
    unread          integer NOT NULL DEFAULT 0 CHECK (unread >= 0),
    last_at         timestamptz NOT NULL,
    PRIMARY KEY (conversation_id, person_id)
);
CREATE INDEX seat_latest ON messages.seat (person_id, last_at DESC, conversation_id DESC);
CREATE INDEX seat_unread ON messages.seat (person_id) WHERE unread > 0;

-- Somebody asks moderators to look at a message.
CREATE TABLE messages.report (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL,
    number          integer NOT NULL,
    reporter_id     uuid NOT NULL REFERENCES accounts.person (id),
    reason          text NOT NULL,
    at              timestamptz NOT NULL,
    decided_at      timestamptz,
    decided_by      uuid REFERENCES accounts.person (id),
    note            text NOT NULL DEFAULT '',
    UNIQUE (conversation_id, number, reporter_id),
    FOREIGN KEY (conversation_id, number) REFERENCES messages.message (conversation_id, number) ON DELETE CASCADE,
    CHECK ((decided_at IS NULL) = (decided_by IS NULL))
);
CREATE INDEX report_open ON messages.report (at, id) WHERE decided_at IS NULL;

CREATE VIEW messages.public_waiting AS
SELECT s.conversation_id, s.person_id, s.other_id, s.unread, m.text
FROM messages.seat s
JOIN messages.conversation c ON c.id = s.conversation_id
JOIN messages.message m ON m.conversation_id = c.id AND m.number = c.last_number;
