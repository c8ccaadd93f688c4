-- Bookings number :from to :to among the tutors of `seed --tutors`: four of five are over, and of every fifth both still have the
-- time, from 220 days on: the table grows, and what is read of one tutor's calendar does not. The even ones of the tutors teach the
-- odd ones, so that nobody is at two places at once.
SET session_replication_role = replica;

WITH people AS MATERIALIZED (
    SELECT array_agg(person_id ORDER BY person_id) AS ids, count(*) / 2 AS half FROM tutors.tutor
), made AS (
    SELECT uuidv7() AS id, n % 5 = 0 AS to_come, p.ids[1 + 2 * (k % p.half)] AS tutor,
           p.ids[2 + 2 * ((k + k / p.half) % p.half)] AS student,
           CASE WHEN n % 5 = 0 THEN date_trunc('day', now()) + interval '220 days' + k / p.half * interval '2 hours'
                ELSE date_trunc('hour', now()) - interval '2 days' - k / p.half * interval '3 hours' END AS at
    FROM people p, generate_series(:from::bigint, :to::bigint) n, LATERAL (SELECT CASE WHEN n % 5 = 0 THEN n / 5 ELSE n END AS k)
), booked AS (
    INSERT INTO bookings.booking (id, student_id, tutor_id, starts_at, ends_at, first_starts_at, subject, message, price_minor, currency,
                                  state, asked_at, lapses_at, completed_at)
    SELECT id, student, tutor, at, at + interval '1 hour', at, (SELECT min(slug) FROM tutors.subject), 'Please', 2000, 'EUR',
           CASE WHEN to_come THEN 'accepted' ELSE 'completed' END, least(at, now()) - interval '3 days',
           CASE WHEN to_come THEN at + interval '73 hours' END, CASE WHEN NOT to_come THEN at + interval '1 hour' END
    FROM made
)
INSERT INTO bookings.busy (person_id, span, booking_id)
SELECT person, tstzrange(at, at + interval '1 hour'), id
FROM made, LATERAL (VALUES (tutor), (student)) AS taking (person) WHERE to_come;
