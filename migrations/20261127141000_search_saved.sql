-- Questions that people keep, and the times that have opened for them.
CREATE TABLE search.saved (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    name       text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
    -- As the address of the page holds it.
    query      text NOT NULL,
    alert      text NOT NULL CHECK (alert IN ('off', 'at-once', 'daily')),
    -- Words and filters as they are looked up; a time that has opened asks all of these, and not each of them everything.
    condition  tsquery NOT NULL,
    -- Lexemes of which a tutor who fits has at least one; '' is every tutor's.
    anchors    text[] NOT NULL CHECK (cardinality(anchors) > 0),
    max_price  bigint,
    -- Whoever has it, from a mail, may stop the alerts.
    code       text NOT NULL CHECK (length(code) >= 22),
    created_at timestamptz NOT NULL
);
CREATE INDEX saved_of_person ON search.saved (person_id, created_at DESC, id DESC);
CREATE INDEX saved_by_anchor ON search.saved USING gin (anchors) WHERE alert <> 'off';

-- A time that a person is told of, once. `told_in` is the letter.
CREATE TABLE search.opening (
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    tutor_id  uuid NOT NULL,
    starts_at timestamptz NOT NULL,
    saved_id  uuid NOT NULL REFERENCES search.saved (id) ON DELETE CASCADE,
    due_at    timestamptz NOT NULL,
    told_in   uuid,
    told_at   timestamptz,
    PRIMARY KEY (person_id, tutor_id, starts_at)
);
CREATE INDEX opening_waiting ON search.opening (person_id, due_at) WHERE told_in IS NULL;
CREATE INDEX opening_of_letter ON search.opening (told_in) WHERE told_in IS NOT NULL;
CREATE INDEX opening_by_saved ON search.opening (saved_id);
CREATE INDEX opening_by_start ON search.opening (starts_at);

-- For mails.
CREATE VIEW search.public_opening AS
SELECT o.told_in, o.person_id, o.tutor_id, o.starts_at, s.id AS saved_id, s.name AS saved_name, s.query, s.code, c.handle, c.name
FROM search.opening o JOIN search.saved s ON s.id = o.saved_id JOIN search.card c ON c.tutor_id = o.tutor_id
WHERE o.told_in IS NOT NULL;
