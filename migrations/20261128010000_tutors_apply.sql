-- Whoever wants to teach applies. What is written here is a draft until a moderator has approved it; then it becomes the page.
CREATE TABLE tutors.application (
    person_id   uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    state       text NOT NULL CHECK (state IN ('draft', 'submitted', 'changes_wanted', 'approved', 'declined', 'withdrawn', 'suspended')),
    headline    text NOT NULL DEFAULT '' CHECK (char_length(headline) <= 90),
    about       text NOT NULL DEFAULT '' CHECK (char_length(about) <= 4000),
    statement   text NOT NULL DEFAULT '' CHECK (char_length(statement) <= 2000),
    languages   text[] NOT NULL DEFAULT '{}',
    -- Code that they reviewed and want to be seen by.
    samples     uuid[] NOT NULL DEFAULT '{}' CHECK (cardinality(samples) <= 2),
    -- Another with each sending: who answers has seen this one.
    version     uuid NOT NULL,
    begun_at    timestamptz NOT NULL,
    waits_since timestamptz,
    decided_at  timestamptz,
    decided_by  uuid REFERENCES accounts.person (id) ON DELETE SET NULL,
    -- Parts that a moderator wants to be changed.
    wanted      text[] NOT NULL DEFAULT '{}',
    -- The page was open when it was suspended.
    reopens     boolean NOT NULL DEFAULT false,
    CHECK ((state = 'submitted') = (waits_since IS NOT NULL)),
    CHECK (state NOT IN ('changes_wanted', 'approved', 'declined', 'suspended') OR decided_at IS NOT NULL),
    CHECK ((state = 'changes_wanted') = (wanted <> '{}')),
    CHECK (state = 'suspended' OR NOT reopens),
    CONSTRAINT application_not_by_themselves CHECK (decided_by <> person_id)
);
CREATE INDEX application_waits ON tutors.application (waits_since, person_id) WHERE waits_since IS NOT NULL;
CREATE INDEX application_suspended ON tutors.application (decided_at DESC, person_id) WHERE state = 'suspended';

-- What they want to teach, and why one may believe it.
CREATE TABLE tutors.application_subject (
    person_id uuid NOT NULL REFERENCES tutors.application (person_id) ON DELETE CASCADE,
    number    smallint NOT NULL CHECK (number BETWEEN 1 AND 6),
    subject   text NOT NULL REFERENCES tutors.subject (slug),
    level     text NOT NULL CHECK (level IN ('school', 'university', 'professional')),
    evidence  text NOT NULL DEFAULT '' CHECK (char_length(evidence) <= 200),
    PRIMARY KEY (person_id, number),
    UNIQUE (person_id, subject, level)
);

-- Words and subjects of an approved page that wait for a moderator; the old ones stay public until then. Null: stays as it is.
CREATE TABLE tutors.change (
    tutor_id uuid PRIMARY KEY REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    headline text,
    about    text,
    version  uuid NOT NULL,
    since    timestamptz NOT NULL
);
CREATE INDEX change_oldest ON tutors.change (since, tutor_id);

CREATE TABLE tutors.change_subject (
    tutor_id uuid NOT NULL REFERENCES tutors.change (tutor_id) ON DELETE CASCADE,
    subject  text NOT NULL REFERENCES tutors.subject (slug),
    level    text NOT NULL CHECK (level IN ('school', 'university', 'professional')),
    evidence text NOT NULL DEFAULT '' CHECK (char_length(evidence) <= 200),
    PRIMARY KEY (tutor_id, subject, level)
);

-- What happened to an application and to the page that came of it. `actor_id` is none for what followed by itself.
CREATE TABLE tutors.step (
    person_id uuid NOT NULL REFERENCES tutors.application (person_id) ON DELETE CASCADE,
    number    integer NOT NULL,
    happened  text NOT NULL,
    actor_id  uuid REFERENCES accounts.person (id) ON DELETE SET NULL,
    note      text NOT NULL DEFAULT '',
    parts     text[] NOT NULL DEFAULT '{}',
    at        timestamptz NOT NULL,
    PRIMARY KEY (person_id, number)
);
CREATE INDEX step_by ON tutors.step (actor_id);

-- Who taught before anybody was asked goes on.
INSERT INTO tutors.application (person_id, state, version, begun_at, decided_at)
SELECT person_id, 'approved', gen_random_uuid(), created_at, created_at FROM tutors.tutor;
INSERT INTO tutors.step (person_id, number, happened, at) SELECT person_id, 1, 'admitted', created_at FROM tutors.tutor;

-- A page that is suspended is never open.
CREATE FUNCTION tutors.keep_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM tutors.application WHERE person_id = NEW.person_id AND state = 'suspended') THEN
        RAISE EXCEPTION 'the page is suspended' USING ERRCODE = 'check_violation', CONSTRAINT = 'tutor_suspended_closed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep_closed BEFORE INSERT OR UPDATE OF published ON tutors.tutor
    FOR EACH ROW WHEN (NEW.published) EXECUTE FUNCTION tutors.keep_closed();

CREATE VIEW tutors.public_step AS SELECT person_id, number, happened, note, parts, at FROM tutors.step;
