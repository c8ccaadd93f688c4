-- Length, pauses and notice are said of each offering. The price of an hour stays with the tutor, for whoever looks for one: it is
-- that of the offering which comes first.
DROP VIEW tutors.public_tutor;
ALTER TABLE tutors.tutor DROP COLUMN session_minutes, DROP COLUMN buffer_minutes, DROP COLUMN notice_hours;
CREATE VIEW tutors.public_tutor AS
SELECT person_id, headline, about, price_minor, currency, published, created_at FROM tutors.tutor;

-- One of the offerings that one person can book, in one of its lengths: the one that is named, or the one that comes first. A trial
-- comes last; of the lengths, the one nearest to an hour comes first.
CREATE FUNCTION tutors.public_offered(of_tutor uuid, named uuid, so_long smallint)
RETURNS TABLE (offering_id uuid, kind text, title text, minutes smallint, price_minor bigint, before_minutes smallint,
               after_minutes smallint, notice_hours smallint, horizon_days smallint, day_cap smallint, week_cap smallint,
               approval text, answer_hours smallint, competing boolean, policy text, place text, place_detail text)
LANGUAGE sql STABLE AS $$
    SELECT o.id, o.kind, o.title, l.minutes, l.price_minor, o.before_minutes, o.after_minutes, o.notice_hours, o.horizon_days,
           o.day_cap, o.week_cap, o.approval, o.answer_hours, o.competing, o.policy, o.place, o.place_detail
    FROM tutors.offering o JOIN tutors.offering_length l ON l.offering_id = o.id
    WHERE o.tutor_id = of_tutor AND o.closed_at IS NULL AND o.kind <> 'group'
      AND (named IS NULL OR o.id = named) AND (so_long IS NULL OR l.minutes = so_long)
    ORDER BY o.kind = 'trial', o.position, o.id, abs(l.minutes - 60), l.minutes
    LIMIT 1
$$;
