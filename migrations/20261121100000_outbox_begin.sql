-- Facts that modules tell each other, and the keys of commands that had their effect.
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;
CREATE EXTENSION IF NOT EXISTS hstore;

CREATE SCHEMA outbox;

CREATE TABLE outbox.event (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,
    body        jsonb NOT NULL,
    happened_at timestamptz NOT NULL
);

CREATE TABLE outbox.command (
    person_id uuid NOT NULL,
    key       uuid NOT NULL,
    done_at   timestamptz NOT NULL,
    PRIMARY KEY (person_id, key)
);
CREATE INDEX command_by_age ON outbox.command (done_at);
