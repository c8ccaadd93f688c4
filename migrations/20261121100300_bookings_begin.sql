CREATE SCHEMA bookings;

CREATE TABLE bookings.booking (
    id          uuid PRIMARY KEY,
    student_id  uuid NOT NULL REFERENCES accounts.person (id),
    tutor_id    uuid NOT NULL REFERENCES accounts.person (id),
    starts_at   timestamptz NOT NULL,
    ends_at     timestamptz NOT NULL,
    subject     text NOT NULL REFERENCES tutors.subject (slug),
    message     text NOT NULL,
    price_minor bigint NOT NULL,
    currency    text NOT NULL,
    state       text NOT NULL CHECK (state IN ('requested', 'accepted', 'declined', 'expired', 'cancelled', 'completed')),
    request_key uuid,
    asked_at    timestamptz NOT NULL,
    CHECK (starts_at < ends_at),
    CHECK (student_id <> tutor_id),
    -- The form that asked: the same form twice is one booking.
    UNIQUE (student_id, request_key)
);
CREATE INDEX booking_of_student ON bookings.booking (student_id, starts_at DESC, id DESC);
CREATE INDEX booking_of_tutor ON bookings.booking (tutor_id, starts_at DESC, id DESC);

-- Time that is taken, a row for each participant; the tutor's with buffers. The database refuses overlap for everyone
-- alike, whether they teach or learn.
CREATE TABLE bookings.busy (
    person_id  uuid NOT NULL,
    span       tstzrange NOT NULL CHECK (NOT isempty(span)),
    booking_id uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    PRIMARY KEY (booking_id, person_id),
    CONSTRAINT busy_no_overlap EXCLUDE USING gist (person_id WITH =, span WITH &&)
);

-- The life of a booking, for its timeline. Nobody stands behind a step that the system took by itself.
CREATE TABLE bookings.step (
    booking_id uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    number     integer NOT NULL,
    happened   text NOT NULL CHECK (happened IN
                   ('requested', 'accepted', 'declined', 'expired', 'cancelled', 'completed', 'rated', 'replied')),
    actor_id   uuid REFERENCES accounts.person (id),
    note       text NOT NULL DEFAULT '',
    at         timestamptz NOT NULL,
    PRIMARY KEY (booking_id, number)
);

CREATE TABLE bookings.rating (
    booking_id uuid PRIMARY KEY REFERENCES bookings.booking (id) ON DELETE CASCADE,
    student_id uuid NOT NULL REFERENCES accounts.person (id),
    tutor_id   uuid NOT NULL REFERENCES accounts.person (id),
    stars      smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words      text NOT NULL,
    rated_at   timestamptz NOT NULL,
    reply      text,
    replied_at timestamptz
);
CREATE INDEX rating_of_tutor ON bookings.rating (tutor_id, rated_at DESC, booking_id DESC);

CREATE VIEW bookings.public_busy AS SELECT person_id, span FROM bookings.busy;

CREATE VIEW bookings.public_booking AS
SELECT id, student_id, tutor_id, starts_at, ends_at, subject, message, price_minor, currency, state FROM bookings.booking;

CREATE VIEW bookings.public_rating AS SELECT booking_id, student_id, tutor_id, stars, words, rated_at, reply FROM bookings.rating;
