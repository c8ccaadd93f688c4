-- Sessions that were asked for together, as a rule one a week. Each is a booking of its own with its own life.
CREATE TABLE bookings.series (
    id          uuid PRIMARY KEY,
    student_id  uuid NOT NULL REFERENCES accounts.person (id),
    tutor_id    uuid NOT NULL REFERENCES accounts.person (id),
    -- The form that asked: the same form twice is one series.
    request_key uuid,
    asked_at    timestamptz NOT NULL,
    UNIQUE (student_id, request_key)
);
ALTER TABLE bookings.booking ADD COLUMN series_id uuid REFERENCES bookings.series (id);
CREATE INDEX booking_of_series ON bookings.booking (series_id, starts_at) WHERE series_id IS NOT NULL;

CREATE OR REPLACE VIEW bookings.public_booking AS
SELECT id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency, state, series_id
FROM bookings.booking WHERE asked;
