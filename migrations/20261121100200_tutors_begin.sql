CREATE SCHEMA tutors;

-- What can be taught. `words` are other names that people type.
CREATE TABLE tutors.subject (
    slug  text PRIMARY KEY,
    name  text NOT NULL,
    area  text NOT NULL,
    words text NOT NULL DEFAULT ''
);

CREATE TABLE tutors.tutor (
    person_id       uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    headline        text NOT NULL,
    about           text NOT NULL,
    price_minor     bigint NOT NULL CHECK (price_minor BETWEEN 0 AND 100000000),
    currency        text NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    session_minutes integer NOT NULL DEFAULT 60 CHECK (session_minutes IN (30, 45, 60, 90, 120)),
    buffer_minutes  integer NOT NULL DEFAULT 10 CHECK (buffer_minutes BETWEEN 0 AND 60),
    notice_hours    integer NOT NULL DEFAULT 12 CHECK (notice_hours BETWEEN 0 AND 168),
    published       boolean NOT NULL DEFAULT false,
    created_at      timestamptz NOT NULL
);

CREATE TABLE tutors.specialty (
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    subject  text NOT NULL REFERENCES tutors.subject (slug),
    level    text NOT NULL CHECK (level IN ('school', 'university', 'professional')),
    PRIMARY KEY (tutor_id, subject, level)
);

CREATE TABLE tutors.language (
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    code     text NOT NULL CHECK (code ~ '^[a-z]{2,3}$'),
    PRIMARY KEY (tutor_id, code)
);

-- Weekly hours in the tutor's own zone: ISO weekday (1 = Monday), minutes of the day. A range ends by 24:00 (1440).
CREATE TABLE tutors.hours (
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    weekday  smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts   smallint NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    ends     smallint NOT NULL CHECK (ends BETWEEN 1 AND 1440),
    PRIMARY KEY (tutor_id, weekday, starts),
    CHECK (starts < ends)
);

-- A day with rows here ignores the weekly hours. `starts = ends = 0` is a day off.
CREATE TABLE tutors.day_override (
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    day      date NOT NULL,
    starts   smallint NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    ends     smallint NOT NULL CHECK (ends BETWEEN 0 AND 1440),
    PRIMARY KEY (tutor_id, day, starts),
    CHECK (starts < ends OR (starts = 0 AND ends = 0))
);

-- Derived from ratings and finished sessions by a reaction; can be computed anew at any time.
CREATE TABLE tutors.standing (
    tutor_id     uuid PRIMARY KEY REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    rating_sum   bigint NOT NULL DEFAULT 0,
    rating_count bigint NOT NULL DEFAULT 0,
    taught_count bigint NOT NULL DEFAULT 0
);

CREATE VIEW tutors.public_subject AS SELECT slug, name, area, words FROM tutors.subject;

CREATE VIEW tutors.public_tutor AS
SELECT t.person_id, t.headline, t.about, t.price_minor, t.currency, t.session_minutes, t.buffer_minutes, t.notice_hours,
       t.published, t.created_at
FROM tutors.tutor t;

CREATE VIEW tutors.public_specialty AS SELECT tutor_id, subject, level FROM tutors.specialty;
CREATE VIEW tutors.public_language AS SELECT tutor_id, code FROM tutors.language;
CREATE VIEW tutors.public_hours AS SELECT tutor_id, weekday, starts, ends FROM tutors.hours;
CREATE VIEW tutors.public_override AS SELECT tutor_id, day, starts, ends FROM tutors.day_override;
CREATE VIEW tutors.public_standing AS SELECT tutor_id, rating_sum, rating_count, taught_count FROM tutors.standing;
