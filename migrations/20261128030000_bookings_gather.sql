-- Sessions of several: each seat is a booking of its own, the tutor's time is taken once, by the group.
CREATE TABLE bookings.group_session (
    id            uuid PRIMARY KEY,
    tutor_id      uuid NOT NULL REFERENCES accounts.person (id),
    -- What it was planned from; the terms below are those of that day.
    offering_id   uuid REFERENCES tutors.offering (id) ON DELETE SET NULL,
    title         text NOT NULL,
    about         text NOT NULL,
    subject       text NOT NULL REFERENCES tutors.subject (slug),
    starts_at     timestamptz NOT NULL,
    ends_at       timestamptz NOT NULL,
    -- Until then people join; at that moment it is decided whether it takes place.
    join_until    timestamptz NOT NULL,
    -- Of one seat.
    price_minor   bigint NOT NULL CHECK (price_minor >= 0),
    currency      text NOT NULL,
    policy        text NOT NULL CHECK (policy IN ('flexible', 'moderate', 'strict')),
    seats_min     smallint NOT NULL,
    seats_max     smallint NOT NULL,
    -- Counted by the triggers below: all seats that are not cancelled, and those of them that are only kept for somebody.
    seats_taken   smallint NOT NULL DEFAULT 0,
    seats_held    smallint NOT NULL DEFAULT 0,
    state         text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'on', 'cancelled')),
    -- Why it was called off, and by whom; nobody: there were too few.
    reason        text NOT NULL DEFAULT '',
    called_off_by uuid REFERENCES accounts.person (id),
    planned_at    timestamptz NOT NULL,
    decided_at    timestamptz,
    CHECK (starts_at < ends_at),
    CHECK (join_until <= starts_at),
    CHECK (1 <= seats_min AND seats_min <= seats_max),
    CHECK ((state = 'open') = (decided_at IS NULL)),
    -- No seat is sold twice, whoever counts.
    CONSTRAINT group_seats_enough CHECK (0 <= seats_held AND seats_held <= seats_taken AND seats_taken <= seats_max),
    -- Nobody keeps a seat in what does not take place.
    CONSTRAINT group_cancelled_empty CHECK (state <> 'cancelled' OR seats_taken = 0)
);
-- The lists: all that are still to come, those of a subject, those of a tutor; and what is to be decided by now.
CREATE INDEX group_coming ON bookings.group_session (starts_at, id) WHERE state <> 'cancelled';
CREATE INDEX group_coming_of_subject ON bookings.group_session (subject, starts_at, id) WHERE state <> 'cancelled';
CREATE INDEX group_of_tutor ON bookings.group_session (tutor_id, starts_at, id);
CREATE INDEX group_undecided ON bookings.group_session (join_until) WHERE state = 'open';

-- Who waits for a seat, in the order of the numbers.
CREATE TABLE bookings.group_waiting (
    group_id  uuid NOT NULL REFERENCES bookings.group_session (id) ON DELETE CASCADE,
    person_id uuid NOT NULL REFERENCES accounts.person (id),
    number    integer NOT NULL,
    since     timestamptz NOT NULL,
    PRIMARY KEY (group_id, person_id),
    UNIQUE (group_id, number)
);
CREATE INDEX group_waiting_of_person ON bookings.group_waiting (person_id);

ALTER TABLE bookings.booking
    ADD COLUMN group_id uuid REFERENCES bookings.group_session (id),
    -- A seat is kept or taken: nobody is asked for it.
    ADD CONSTRAINT booking_seat_unasked CHECK (group_id IS NULL OR state NOT IN ('requested', 'declined', 'expired'));
-- One seat for a person.
CREATE UNIQUE INDEX booking_one_seat ON bookings.booking (group_id, student_id)
    WHERE group_id IS NOT NULL AND state <> 'cancelled';

CREATE FUNCTION bookings.count_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    taken int := 0;
    held int := 0;
    counted uuid;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        taken := taken - (OLD.state <> 'cancelled')::int;
        held := held - (OLD.state = 'held')::int;
        counted := OLD.group_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        taken := taken + (NEW.state <> 'cancelled')::int;
        held := held + (NEW.state = 'held')::int;
        counted := NEW.group_id;
    END IF;
    IF taken <> 0 OR held <> 0 THEN
        UPDATE bookings.group_session SET seats_taken = seats_taken + taken, seats_held = seats_held + held
        WHERE id = counted;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER seat_is_counted AFTER INSERT ON bookings.booking
    FOR EACH ROW WHEN (NEW.group_id IS NOT NULL) EXECUTE FUNCTION bookings.count_seat();
CREATE TRIGGER seat_is_counted_anew AFTER UPDATE OF state ON bookings.booking
    FOR EACH ROW WHEN (NEW.group_id IS NOT NULL AND OLD.state <> NEW.state) EXECUTE FUNCTION bookings.count_seat();
CREATE TRIGGER seat_is_counted_no_more AFTER DELETE ON bookings.booking
    FOR EACH ROW WHEN (OLD.group_id IS NOT NULL) EXECUTE FUNCTION bookings.count_seat();

-- Time is taken by a booking or by a group, the tutor's then, and once.
ALTER TABLE bookings.busy DROP CONSTRAINT busy_pkey;
ALTER TABLE bookings.busy
    ALTER COLUMN booking_id DROP NOT NULL,
    ADD COLUMN group_id uuid REFERENCES bookings.group_session (id) ON DELETE CASCADE,
    ADD CONSTRAINT busy_for_one_thing CHECK (num_nonnulls(booking_id, group_id) = 1),
    ADD CONSTRAINT busy_of_booking UNIQUE (booking_id, person_id),
    ADD CONSTRAINT busy_of_group UNIQUE (group_id);

-- What a seat adds to what the rules know of its booking. Where too few have come when the time to join is over, it is cancelled
-- from that moment on.
CREATE VIEW bookings.seat AS
SELECT b.id AS booking_id, g.id AS group_id, g.title,
       CASE WHEN g.state = 'open' AND g.seats_taken - g.seats_held < g.seats_min THEN g.join_until END AS falls_at
FROM bookings.booking b JOIN bookings.group_session g ON g.id = b.group_id;

CREATE VIEW bookings.public_seat AS SELECT booking_id, group_id, title FROM bookings.seat;

CREATE VIEW bookings.public_group AS
SELECT id, tutor_id, title, subject, starts_at, ends_at, join_until, state, reason, seats_min, seats_max,
       seats_taken - seats_held AS seats_firm
FROM bookings.group_session;
