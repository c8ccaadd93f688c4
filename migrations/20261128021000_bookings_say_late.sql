-- Somebody says that they come late to a session that begins at that time, and by how many minutes; said anew at most twice.
-- What was said of another time counts nothing once a session was moved.
CREATE TABLE bookings.late (
    booking_id uuid NOT NULL REFERENCES bookings.booking (id) ON DELETE CASCADE,
    person_id  uuid NOT NULL REFERENCES accounts.person (id),
    starts_at  timestamptz NOT NULL,
    minutes    smallint NOT NULL CHECK (minutes IN (5, 10, 15)),
    times      smallint NOT NULL DEFAULT 1 CHECK (times BETWEEN 1 AND 3),
    said_at    timestamptz NOT NULL,
    PRIMARY KEY (booking_id, person_id, starts_at)
);

ALTER TABLE bookings.step
    DROP CONSTRAINT step_happened_check,
    ADD CONSTRAINT step_happened_check CHECK (happened IN
        ('held', 'requested', 'booked', 'accepted', 'declined', 'expired', 'closed', 'taken', 'cancelled', 'completed', 'checked_in',
         'no_show_claimed', 'no_show_stood', 'disputed', 'upheld', 'annulled', 'move_proposed', 'moved', 'move_declined',
         'rating_left', 'rated', 'student_rated', 'replied', 'rating_reported', 'late'));
