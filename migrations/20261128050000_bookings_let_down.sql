-- Settled sessions that did not take place because of the tutor: cancelled by them, called off by them, or not come to.
CREATE VIEW bookings.public_let_down AS
SELECT b.id AS booking_id, b.tutor_id
FROM bookings.booking b
WHERE b.state = 'cancelled'
  AND (b.missing = b.tutor_id
       OR EXISTS (SELECT FROM bookings.step s
                  WHERE s.booking_id = b.id AND s.happened IN ('cancelled', 'called_off') AND s.actor_id = b.tutor_id
                    AND EXISTS (SELECT FROM bookings.step settled
                                WHERE settled.booking_id = b.id AND settled.number < s.number
                                  AND settled.happened IN ('accepted', 'booked', 'taken'))));
