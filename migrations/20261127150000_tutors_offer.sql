-- What a tutor offers: kinds of sessions, in one or several lengths, each with its price, and how they are booked.
CREATE TABLE tutors.offering (
    id             uuid PRIMARY KEY,
    tutor_id       uuid NOT NULL REFERENCES tutors.tutor (person_id) ON DELETE CASCADE,
    kind           text NOT NULL CHECK (kind IN ('trial', 'single', 'group')),
    title          text NOT NULL,
    about          text NOT NULL DEFAULT '',
    -- Kept free before and after a session.
    before_minutes smallint NOT NULL DEFAULT 0 CHECK (before_minutes BETWEEN 0 AND 120),
    after_minutes  smallint NOT NULL DEFAULT 10 CHECK (after_minutes BETWEEN 0 AND 120),
    -- The soonest a session may begin from now, and the latest.
    notice_hours   smallint NOT NULL DEFAULT 12 CHECK (notice_hours BETWEEN 0 AND 336),
    horizon_days   smallint NOT NULL DEFAULT 60 CHECK (horizon_days BETWEEN 1 AND 180),
    -- So many sessions of this offering in a day and in a week of the tutor's own calendar; none: as many as fit.
    day_cap        smallint CHECK (day_cap BETWEEN 1 AND 24),
    week_cap       smallint CHECK (week_cap BETWEEN 1 AND 100),
    approval       text NOT NULL DEFAULT 'by_hand' CHECK (approval IN ('by_hand', 'at_once')),
    -- How long the tutor has to answer.
    answer_hours   smallint NOT NULL DEFAULT 24 CHECK (answer_hours BETWEEN 1 AND 72),
    -- Several may ask for the same time; it is taken once one of them is accepted.
    competing      boolean NOT NULL DEFAULT false,
    policy         text NOT NULL DEFAULT 'moderate' CHECK (policy IN ('flexible', 'moderate', 'strict')),
    -- Where they meet: a room of ours with a name that nobody guesses, a room of a server by configuration, the tutor's own
    -- link, or a place in the world.
    place          text NOT NULL DEFAULT 'room' CHECK (place IN ('room', 'bbb', 'livekit', 'link', 'in_person')),
    place_detail   text NOT NULL DEFAULT '',
    -- Of a group: how many must come, how many may, and until how many hours before the start one may join.
    seats_min      smallint CHECK (seats_min BETWEEN 1 AND 100),
    seats_max      smallint CHECK (seats_max BETWEEN 2 AND 100),
    join_hours     smallint CHECK (join_hours BETWEEN 0 AND 168),
    -- The order of the list.
    position       smallint NOT NULL DEFAULT 0,
    -- Not offered any more; what was booked stays.
    closed_at      timestamptz,
    created_at     timestamptz NOT NULL,
    CHECK ((kind = 'group') = (seats_min IS NOT NULL)),
    CHECK ((kind = 'group') = (seats_max IS NOT NULL)),
    CHECK ((kind = 'group') = (join_hours IS NOT NULL)),
    CHECK (seats_min <= seats_max),
    CHECK (NOT (competing AND approval = 'at_once')),
    CHECK (week_cap >= day_cap)
);
CREATE INDEX offering_of_tutor ON tutors.offering (tutor_id, position, id);

CREATE TABLE tutors.offering_length (
    offering_id uuid NOT NULL REFERENCES tutors.offering (id) ON DELETE CASCADE,
    minutes     smallint NOT NULL CHECK (minutes BETWEEN 15 AND 240 AND minutes % 5 = 0),
    -- For the whole session; for a group, for one seat.
    price_minor bigint NOT NULL CHECK (price_minor BETWEEN 0 AND 100000000),
    PRIMARY KEY (offering_id, minutes)
);

-- Everybody who teaches offers what they did until now.
INSERT INTO tutors.offering (id, tutor_id, kind, title, before_minutes, after_minutes, notice_hours, created_at)
SELECT gen_random_uuid(), person_id, 'single', 'Lesson', buffer_minutes, buffer_minutes, notice_hours, created_at FROM tutors.tutor;
INSERT INTO tutors.offering_length (offering_id, minutes, price_minor)
SELECT o.id, t.session_minutes, t.price_minor * t.session_minutes / 60
FROM tutors.offering o JOIN tutors.tutor t ON t.person_id = o.tutor_id;

CREATE VIEW tutors.public_offering AS
SELECT id, tutor_id, kind, title, about, before_minutes, after_minutes, notice_hours, horizon_days, day_cap, week_cap, approval,
       answer_hours, competing, policy, place, place_detail, seats_min, seats_max, join_hours, position, closed_at
FROM tutors.offering;
CREATE VIEW tutors.public_offering_length AS SELECT offering_id, minutes, price_minor FROM tutors.offering_length;
