-- Other times that one side proposes for a session that is settled. What was answered stays readable.
CREATE TABLE bookings.proposal (
    booking_id  uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    number      integer NOT NULL,
    by_id       uuid NOT NULL REFERENCES accounts.person (id),
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    reason      text NOT NULL,
    proposed_at timestamptz NOT NULL,
    answer      text CHECK (answer IN ('agreed', 'declined', 'withdrawn', 'lapsed')),
    answered_at timestamptz,
    PRIMARY KEY (booking_id, number),
    CHECK (starts_at < ends_at),
    CHECK ((answer IS NULL) = (answered_at IS NULL))
);
-- One at a time.
CREATE UNIQUE INDEX proposal_open ON bookings.proposal (booking_id) WHERE answer IS NULL;

CREATE OR REPLACE VIEW bookings.fact AS
SELECT b.id, b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.lapses_at, b.price_minor, b.currency, b.policy, b.at_once,
       b.competing, b.student_in_at, b.tutor_in_at, b.missing, b.moves, b.proposed_by, b.proposed_until, b.instead_until,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS replied,
       b.answer_hours, coalesce(b.first_starts_at, b.starts_at) AS first_starts_at
FROM bookings.booking b;
