-- What a moderator decides about a session of which the two say different things.
ALTER TABLE bookings.step
    DROP CONSTRAINT step_happened_check,
    ADD CONSTRAINT step_happened_check CHECK (happened IN
        ('held', 'requested', 'booked', 'accepted', 'declined', 'expired', 'closed', 'taken', 'cancelled', 'completed', 'checked_in',
         'no_show_claimed', 'no_show_stood', 'disputed', 'upheld', 'annulled', 'move_proposed', 'moved', 'move_declined',
         'rating_left', 'rated', 'student_rated', 'replied'));

CREATE INDEX booking_disputed ON bookings.booking (starts_at, id) WHERE state = 'disputed';
