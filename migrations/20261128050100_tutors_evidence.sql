-- What the product itself has seen of a tutor, beside ratings and finished sessions.
ALTER TABLE tutors.standing
    -- Settled sessions that did not take place because of the tutor.
    ADD COLUMN let_down_count bigint NOT NULL DEFAULT 0,
    -- Within how many minutes half of the latest requests were answered; none as long as few were.
    ADD COLUMN answer_minutes integer;

CREATE OR REPLACE VIEW tutors.public_standing AS
SELECT tutor_id, rating_sum, rating_count, taught_count, answer_minutes FROM tutors.standing;

-- Of one tutor, counted from what bookings publish. Three answers say how long a tutor takes to answer, of the latest twenty.
CREATE FUNCTION tutors.seen(of_tutor uuid)
RETURNS TABLE (rating_sum bigint, rating_count bigint, taught_count bigint, let_down_count bigint, answer_minutes integer)
LANGUAGE sql STABLE AS $$
    SELECT r.stars, r.ratings,
           (SELECT count(*) FROM bookings.public_booking b WHERE b.tutor_id = of_tutor AND b.state = 'completed'),
           (SELECT count(*) FROM bookings.public_let_down l WHERE l.tutor_id = of_tutor),
           (SELECT CASE WHEN count(*) >= 3
                        THEN ceil(percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM latest.took)) / 60)::integer END
            FROM (SELECT answered.at - asked.at AS took FROM bookings.public_booking b
                  JOIN bookings.public_step asked ON asked.booking_id = b.id AND asked.happened = 'requested'
                  JOIN bookings.public_step answered ON answered.booking_id = b.id AND answered.happened IN ('accepted', 'declined')
                  WHERE b.tutor_id = of_tutor ORDER BY b.starts_at DESC LIMIT 20) latest)
    FROM (SELECT coalesce(sum(p.stars), 0)::bigint AS stars, count(*) AS ratings
          FROM bookings.public_rating p WHERE p.tutor_id = of_tutor) r
$$;

UPDATE tutors.standing t SET let_down_count = s.let_down_count, answer_minutes = s.answer_minutes
FROM tutors.standing o CROSS JOIN LATERAL tutors.seen(o.tutor_id) s WHERE o.tutor_id = t.tutor_id;
