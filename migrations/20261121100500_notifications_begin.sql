CREATE SCHEMA notifications;

-- One row for each mail that went out, by the key that makes it go out once.
CREATE TABLE notifications.sent (
    key     text PRIMARY KEY,
    sent_at timestamptz NOT NULL
);

-- Where mails land in development instead of leaving the machine.
CREATE TABLE notifications.mailbox (
    message_id text PRIMARY KEY,
    to_name    text NOT NULL,
    to_address text NOT NULL,
    subject    text NOT NULL,
    text       text NOT NULL,
    html       text NOT NULL,
    arrived_at timestamptz NOT NULL,
    number     bigint GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX mailbox_newest ON notifications.mailbox (number DESC);
