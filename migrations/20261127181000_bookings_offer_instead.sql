-- Times that a tutor offers with a no: the student takes one of them with one click.
CREATE TABLE bookings.instead (
    booking_id uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    number     smallint NOT NULL CHECK (number IN (1, 2)),
    starts_at  timestamptz NOT NULL,
    ends_at    timestamptz NOT NULL,
    PRIMARY KEY (booking_id, number),
    UNIQUE (booking_id, starts_at),
    CHECK (starts_at < ends_at)
);

CREATE OR REPLACE VIEW bookings.fact AS
SELECT b.id, b.student_id, b.tutor_id, b.starts_at, b.ends_at, b.state, b.lapses_at, b.price_minor, b.currency, b.policy, b.at_once,
       b.competing, b.student_in_at, b.tutor_in_at, b.missing, b.moves, b.proposed_by, b.proposed_until, b.instead_until,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id) AS rated,
       EXISTS (SELECT FROM bookings.rating r WHERE r.booking_id = b.id AND r.reply IS NOT NULL) AS replied,
       b.answer_hours
FROM bookings.booking b;
