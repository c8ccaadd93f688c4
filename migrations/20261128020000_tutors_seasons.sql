-- Weekly hours with a name that stand instead of the ordinary ones on these days. No day has two of them.
CREATE TABLE tutors.season (
    id       uuid PRIMARY KEY,
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    days     daterange NOT NULL CHECK (NOT isempty(days) AND NOT lower_inf(days) AND NOT upper_inf(days)),
    CONSTRAINT one_season_a_day EXCLUDE USING gist (tutor_id WITH =, days WITH &&)
);

-- As in `tutors.hours`. A season without any is a time without hours.
CREATE TABLE tutors.season_hours (
    season_id uuid NOT NULL REFERENCES tutors.season (id) ON DELETE CASCADE,
    weekday   smallint NOT NULL CHECK (weekday BETWEEN 1 AND 7),
    starts    smallint NOT NULL CHECK (starts BETWEEN 0 AND 1439),
    ends      smallint NOT NULL CHECK (ends BETWEEN 1 AND 1440),
    PRIMARY KEY (season_id, weekday, starts),
    CHECK (starts < ends)
);

-- Days off in a row. A day that was set apart by itself in `tutors.day_override` goes before them.
CREATE TABLE tutors.holiday (
    id       uuid PRIMARY KEY,
    tutor_id uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    name     text NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
    days     daterange NOT NULL CHECK (NOT isempty(days) AND NOT lower_inf(days) AND NOT upper_inf(days))
);
CREATE INDEX holiday_of_tutor ON tutors.holiday USING gist (tutor_id, days);

-- Everything that says when a tutor is free, as one value.
CREATE VIEW tutors.plan AS
SELECT t.person_id AS tutor_id,
       jsonb_build_object(
           'hours', (SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]') FROM tutors.hours h WHERE h.tutor_id = t.person_id),
           'days', (SELECT coalesce(jsonb_agg(to_jsonb(o)), '[]') FROM tutors.day_override o WHERE o.tutor_id = t.person_id),
           'seasons', (SELECT coalesce(jsonb_agg(to_jsonb(s)), '[]') FROM tutors.season s WHERE s.tutor_id = t.person_id),
           'season_hours', (SELECT coalesce(jsonb_agg(to_jsonb(h)), '[]')
                            FROM tutors.season s JOIN tutors.season_hours h ON h.season_id = s.id WHERE s.tutor_id = t.person_id),
           'holidays', (SELECT coalesce(jsonb_agg(to_jsonb(f)), '[]') FROM tutors.holiday f WHERE f.tutor_id = t.person_id)
       ) AS plan
FROM tutors.tutor t;

-- The plan as it was before the last change, so that one change can be undone. `number` counts changes.
CREATE TABLE tutors.former_plan (
    tutor_id uuid PRIMARY KEY REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    number   bigint NOT NULL,
    saved_at timestamptz NOT NULL,
    plan     jsonb NOT NULL
);

CREATE VIEW tutors.public_season AS SELECT id, tutor_id, days FROM tutors.season;
CREATE VIEW tutors.public_season_hours AS SELECT season_id, weekday, starts, ends FROM tutors.season_hours;
CREATE VIEW tutors.public_holiday AS SELECT tutor_id, days FROM tutors.holiday;
