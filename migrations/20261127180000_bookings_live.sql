-- The whole life of a booking: what its states and steps may be, when a state ends by itself, and what a step needs to know.
ALTER TABLE bookings.booking
    DROP CONSTRAINT booking_state_check,
    ADD CONSTRAINT booking_state_check CHECK (state IN
        ('held', 'requested', 'accepted', 'in_session', 'no_show_claimed', 'disputed', 'declined', 'expired', 'cancelled', 'completed')),
    -- False as long as it is only held: nobody but the student has heard of it.
    ADD COLUMN asked boolean NOT NULL DEFAULT true,
    -- When the state ends by itself; none in a state that stays.
    ADD COLUMN lapses_at timestamptz,
    -- As the tutor's offering said when the time was chosen. What was booked before there were policies is free to cancel.
    ADD COLUMN policy text NOT NULL DEFAULT 'flexible' CHECK (policy IN ('flexible', 'moderate', 'strict')),
    ADD COLUMN at_once boolean NOT NULL DEFAULT false,
    ADD COLUMN competing boolean NOT NULL DEFAULT false,
    ADD COLUMN answer_hours smallint NOT NULL DEFAULT 24 CHECK (answer_hours BETWEEN 1 AND 72),
    -- What the student gets back of the price.
    ADD COLUMN refund_minor bigint CHECK (refund_minor BETWEEN 0 AND price_minor),
    -- When each of them said to be there.
    ADD COLUMN student_in_at timestamptz,
    ADD COLUMN tutor_in_at timestamptz,
    -- Who did not come, as the other one says.
    ADD COLUMN missing uuid,
    ADD COLUMN completed_at timestamptz,
    -- Where it was first, how often it was moved, who proposes to move it now and until when that may be answered.
    ADD COLUMN first_starts_at timestamptz,
    ADD COLUMN moves smallint NOT NULL DEFAULT 0 CHECK (moves >= 0),
    ADD COLUMN proposed_by uuid,
    ADD COLUMN proposed_until timestamptz,
    -- The latest of the times that the tutor offered instead.
    ADD COLUMN instead_until timestamptz;

UPDATE bookings.booking SET lapses_at = CASE state WHEN 'requested' THEN starts_at ELSE ends_at + interval '72 hours' END
WHERE state IN ('requested', 'accepted');
UPDATE bookings.booking b SET completed_at = s.at
FROM bookings.step s WHERE s.booking_id = b.id AND s.happened = 'completed' AND b.state = 'completed';

ALTER TABLE bookings.booking
    ADD CONSTRAINT booking_open_ends CHECK
        (state NOT IN ('held', 'requested', 'accepted', 'in_session', 'no_show_claimed') OR lapses_at IS NOT NULL),
    ADD CONSTRAINT booking_over_stays CHECK
        (state NOT IN ('disputed', 'declined', 'expired', 'cancelled', 'completed') OR lapses_at IS NULL),
    ADD CONSTRAINT booking_held_unasked CHECK (asked OR state = 'held'),
    ADD CONSTRAINT booking_refund_of_cancelled CHECK (refund_minor IS NULL OR state = 'cancelled'),
    ADD CONSTRAINT booking_both_in_session CHECK
        (state <> 'in_session' OR (student_in_at IS NOT NULL AND tutor_in_at IS NOT NULL)),
    ADD CONSTRAINT booking_one_is_missing CHECK (state NOT IN ('no_show_claimed', 'disputed') OR missing IS NOT NULL),
    ADD CONSTRAINT booking_missing_is_of_it CHECK (missing IN (student_id, tutor_id)),
    ADD CONSTRAINT booking_proposed_by_one_of_it CHECK (proposed_by IN (student_id, tutor_id)),
    ADD CONSTRAINT booking_proposal_ends CHECK ((proposed_by IS NULL) = (proposed_until IS NULL)),
    ADD CONSTRAINT booking_not_both CHECK (NOT (competing AND at_once));

-- What ends by itself is looked for every minute.
CREATE INDEX booking_lapsing ON bookings.booking (lapses_at) WHERE lapses_at IS NOT NULL;

-- Time that is taken only until then, if nothing happens: held, or asked for and not answered.
ALTER TABLE bookings.busy ADD COLUMN lapses_at timestamptz;
UPDATE bookings.busy t SET lapses_at = b.lapses_at
FROM bookings.booking b WHERE b.id = t.booking_id AND b.state = 'requested';

ALTER TABLE bookings.step
    DROP CONSTRAINT step_happened_check,
    ADD CONSTRAINT step_happened_check CHECK (happened IN
        ('held', 'requested', 'booked', 'accepted', 'declined', 'expired', 'closed', 'taken', 'cancelled', 'completed', 'checked_in',
         'no_show_claimed', 'no_show_stood', 'disputed', 'settled', 'move_proposed', 'moved', 'move_declined',
         'rating_left', 'rated', 'student_rated', 'replied'));

CREATE OR REPLACE VIEW bookings.public_busy AS SELECT person_id, span, lapses_at FROM bookings.busy;

-- What is only held is nobody else's business.
CREATE OR REPLACE VIEW bookings.public_booking AS
SELECT id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency, state
FROM bookings.booking WHERE asked;

-- What the rules of a booking's life need to know.
CREATE VIEW bookings.fact AS
SELECT b.id, b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.lapses_at, b.price_minor, b.currency, b.policy, b.at_once,
       b.competing, b.student_in_at, b.tutor_in_at, b.missing, b.moves, b.proposed_by, b.proposed_until, b.instead_until,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS replied
FROM bookings.booking b;
