-- Requests of a student that wait for an answer are counted before another one is taken.
CREATE INDEX booking_open ON bookings.booking (student_id) INCLUDE (tutor_id, starts_at) WHERE state = 'requested';
