-- Both sides say how it was, and neither reads the other before both have or two weeks have passed.
ALTER TABLE bookings.rating
    -- For those who look after the place, and for nobody else.
    ADD COLUMN note text NOT NULL DEFAULT '',
    -- When it is shown at the latest, and whether it is. What was rated before there were two sides is shown.
    ADD COLUMN reveals_at timestamptz,
    ADD COLUMN revealed boolean NOT NULL DEFAULT true,
    ADD CONSTRAINT rating_shows_once CHECK (revealed OR reveals_at IS NOT NULL),
    ADD CONSTRAINT rating_reply_to_shown CHECK (revealed OR reply IS NULL);

CREATE TABLE bookings.student_rating (
    booking_id uuid PRIMARY KEY REFERENCES bookings.booking (id) ON DELETE CASCADE,
    student_id uuid NOT NULL REFERENCES accounts.person (id),
    tutor_id   uuid NOT NULL REFERENCES accounts.person (id),
    stars      smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words      text NOT NULL,
    note       text NOT NULL DEFAULT '',
    rated_at   timestamptz NOT NULL,
    reveals_at timestamptz NOT NULL,
    revealed   boolean NOT NULL DEFAULT false
);
CREATE INDEX student_rating_of ON bookings.student_rating (student_id, rated_at DESC, booking_id DESC);

-- What is to be shown soon is looked for every minute.
CREATE INDEX rating_hidden ON bookings.rating (reveals_at) WHERE NOT revealed;
CREATE INDEX student_rating_hidden ON bookings.student_rating (reveals_at) WHERE NOT revealed;

-- That a rating is not fair or not fit to be read, says whom it is about. Once each.
CREATE TABLE bookings.rating_report (
    booking_id  uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    by_id       uuid NOT NULL REFERENCES accounts.person (id),
    reason      text NOT NULL,
    reported_at timestamptz NOT NULL,
    PRIMARY KEY (booking_id, by_id)
);

CREATE OR REPLACE VIEW bookings.public_rating AS
SELECT booking_id, student_id, tutor_id, stars, words, rated_at, reply FROM bookings.rating WHERE revealed;

ALTER TABLE bookings.step
    DROP CONSTRAINT step_happened_check,
    ADD CONSTRAINT step_happened_check CHECK (happened IN
        ('held', 'requested', 'booked', 'accepted', 'declined', 'expired', 'closed', 'taken', 'cancelled', 'completed', 'checked_in',
         'no_show_claimed', 'no_show_stood', 'disputed', 'upheld', 'annulled', 'move_proposed', 'moved', 'move_declined',
         'rating_left', 'rated', 'student_rated', 'replied', 'rating_reported'));

CREATE OR REPLACE VIEW bookings.fact AS
SELECT b.id, b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.lapses_at, b.price_minor, b.currency, b.policy, b.at_once,
       b.competing, b.student_in_at, b.tutor_in_at, b.missing, b.moves, b.proposed_by, b.proposed_until, b.instead_until,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS replied,
       b.answer_hours, coalesce(b.first_starts_at, b.starts_at) AS first_starts_at, b.completed_at,
       EXISTS (SELECT FROM bookings.student_rating r WHERE r.booking_id = b.id) AS student_rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.revealed) AS shown,
       EXISTS (SELECT FROM bookings.student_rating r WHERE r.booking_id = b.id AND r.revealed) AS student_shown,
       ARRAY(SELECT p.by_id FROM bookings.rating_report p WHERE p.booking_id = b.id) AS reporters
FROM bookings.booking b;
