-- What was written with a step goes into its mail.
CREATE VIEW bookings.public_step AS SELECT booking_id, number, happened, actor_id, note, at FROM bookings.step;
