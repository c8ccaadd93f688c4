-- What decides when one tutor is free for one of their offerings within a stretch of time, seen by `viewer`: no row for someone with
-- whom nothing can be booked. In one place, for one tutor and for many: who asks has it beside what else they read.
CREATE FUNCTION bookings.availability(of_tutor uuid, named uuid, so_long smallint, viewer uuid, since timestamptz, until timestamptz,
                                      at timestamptz)
RETURNS TABLE (availability json) LANGUAGE sql STABLE AS $$
    SELECT json_build_object(
        'zone', p.zone, 'minutes', o.minutes, 'before', o.before_minutes, 'after', o.after_minutes, 'notice_hours', o.notice_hours,
        'horizon_days', o.horizon_days, 'day_cap', o.day_cap, 'week_cap', o.week_cap,
        'weekly', (SELECT coalesce(json_agg(json_build_array(h.weekday, h.starts, h.ends)), '[]')
                   FROM tutors.public_hours h WHERE h.tutor_id = of_tutor),
        'days', (SELECT coalesce(json_agg(json_build_array(d.day, d.starts, d.ends)), '[]')
                 FROM tutors.public_override d
                 WHERE d.tutor_id = of_tutor AND d.day BETWEEN since::date - 1 AND until::date + 1),
        'seasons', (SELECT coalesce(json_agg(json_build_array(lower(s.days), upper(s.days) - 1,
                               (SELECT coalesce(json_agg(json_build_array(h.weekday, h.starts, h.ends)), '[]')
                                FROM tutors.public_season_hours h WHERE h.season_id = s.id))), '[]')
                    FROM tutors.public_season s
                    WHERE s.tutor_id = of_tutor AND s.days && daterange(since::date - 1, until::date + 2)),
        'holidays', (SELECT coalesce(json_agg(json_build_array(lower(f.days), upper(f.days) - 1)), '[]')
                     FROM tutors.public_holiday f
                     WHERE f.tutor_id = of_tutor AND f.days && daterange(since::date - 1, until::date + 2)),
        -- Nothing is booked past the horizon, but for what was booked while it was farther.
        'busy', (SELECT coalesce(json_agg(json_build_array(lower(b.span), upper(b.span))), '[]')
                 FROM bookings.busy b
                 WHERE b.person_id = of_tutor AND (b.lapses_at IS NULL OR b.lapses_at > at)
                   AND b.span && tstzrange(since, greatest(since, least(until, at + (o.horizon_days + 8) * interval '1 day')))),
        'viewer_busy', (SELECT coalesce(json_agg(json_build_array(lower(b.span), upper(b.span))), '[]')
                        FROM bookings.busy b
                        WHERE b.person_id = viewer AND (b.lapses_at IS NULL OR b.lapses_at > at)
                          AND b.span && tstzrange(since, greatest(since, least(until, at + (o.horizon_days + 8) * interval '1 day')))),
        -- Those that count for the caps, if there are any.
        'booked', (SELECT coalesce(json_agg(b.starts_at), '[]')
                   FROM bookings.booking b
                   WHERE (o.day_cap IS NOT NULL OR o.week_cap IS NOT NULL) AND b.offering_id = o.offering_id
                     AND b.starts_at BETWEEN since AND until AND b.state NOT IN ('declined', 'expired', 'cancelled')
                     AND (b.state NOT IN ('held', 'requested') OR b.lapses_at > at)))
    FROM accounts.public_person p, tutors.public_offered(of_tutor, named, so_long) o
    WHERE p.id = of_tutor
$$;

-- How many requests of a student wait for an answer, in all and at one tutor; a series counts as one. Whoever asks waits here for
-- whoever asked before until they commit, so that they are counted one after the other.
CREATE FUNCTION bookings.open_requests(of_student uuid, at_tutor uuid, at timestamptz)
RETURNS TABLE (everywhere bigint, there bigint) LANGUAGE sql VOLATILE AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('bookings.open:' || of_student, 0));
    SELECT count(DISTINCT coalesce(series_id, id)), count(DISTINCT coalesce(series_id, id)) FILTER (WHERE tutor_id = at_tutor)
    FROM bookings.booking
    WHERE student_id = of_student AND state = 'requested' AND lapses_at > at
$$;
