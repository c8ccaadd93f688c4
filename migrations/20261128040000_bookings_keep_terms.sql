-- What was agreed when a session was booked stays with it, whatever the tutor offers later.
ALTER TABLE bookings.booking
    -- Of the tutor's offerings; they are gone with the tutor, this stays.
    ADD COLUMN offering_id uuid,
    ADD COLUMN offering text NOT NULL DEFAULT '',
    ADD COLUMN trial boolean NOT NULL DEFAULT false,
    -- Kept free around it, of the tutor's time.
    ADD COLUMN before_minutes smallint NOT NULL DEFAULT 0 CHECK (before_minutes BETWEEN 0 AND 120),
    ADD COLUMN after_minutes smallint NOT NULL DEFAULT 0 CHECK (after_minutes BETWEEN 0 AND 120),
    ADD COLUMN place text NOT NULL DEFAULT 'room' CHECK (place IN ('room', 'bbb', 'livekit', 'link', 'in_person')),
    ADD COLUMN place_detail text NOT NULL DEFAULT '',
    -- The name of a room that nobody guesses: 122 random bits.
    ADD COLUMN room uuid NOT NULL DEFAULT gen_random_uuid();

-- All of a group meet in one room.
ALTER TABLE bookings.group_session
    ADD COLUMN place text NOT NULL DEFAULT 'room' CHECK (place IN ('room', 'bbb', 'livekit', 'link', 'in_person')),
    ADD COLUMN place_detail text NOT NULL DEFAULT '',
    ADD COLUMN room uuid NOT NULL DEFAULT gen_random_uuid();

UPDATE bookings.booking b
SET before_minutes = o.before_minutes, after_minutes = o.after_minutes, offering_id = o.id, offering = o.title
FROM (SELECT DISTINCT ON (tutor_id) * FROM tutors.public_offering ORDER BY tutor_id, position, id) o
WHERE o.tutor_id = b.tutor_id;

-- One is a trial only once.
CREATE UNIQUE INDEX booking_one_trial ON bookings.booking (student_id, tutor_id)
    WHERE trial AND state NOT IN ('held', 'declined', 'expired', 'cancelled');
-- How many of an offering there are in a day or a week.
CREATE INDEX booking_of_offering ON bookings.booking (offering_id, starts_at)
    WHERE state NOT IN ('declined', 'expired', 'cancelled');

CREATE OR REPLACE VIEW bookings.fact AS
SELECT b.id, b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.lapses_at, b.price_minor, b.currency, b.policy, b.at_once,
       b.competing, b.student_in_at, b.tutor_in_at, b.missing, b.moves, b.proposed_by, b.proposed_until, b.instead_until,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS replied,
       b.answer_hours, coalesce(b.first_starts_at, b.starts_at) AS first_starts_at, b.completed_at,
       EXISTS (SELECT FROM bookings.student_rating r WHERE r.booking_id = b.id) AS student_rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.revealed) AS shown,
       EXISTS (SELECT FROM bookings.student_rating r WHERE r.booking_id = b.id AND r.revealed) AS student_shown,
       ARRAY(SELECT p.by_id FROM bookings.rating_report p WHERE p.booking_id = b.id) AS reporters,
       b.offering_id, b.before_minutes, b.after_minutes
FROM bookings.booking b;
