-- People numbered :from to :to, each with :each entries that boards have counted, and what they have on the board of
-- everything over a week and ever; in the same transaction or not at all, so what was broken off goes on where it stopped.
-- Most have little and a few have much. Ids are in the order of being made, as those of the program are.
BEGIN;
SET LOCAL synchronous_commit = off;
CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT i, md5('ranking' || i)::uuid AS id,
       (1 + 50000 * power(('x' || left(md5('points' || i), 8))::bit(32)::bigint / 4294967296.0, 4))::integer AS points
FROM generate_series(:from::bigint, :to::bigint) i;
INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
SELECT id, 'ranking' || i || '@example.org', 'ranking-' || i, 'Person ' || i, 'UTC', '', now() FROM made;
-- The people are there: asking for each entry whether its person exists would take half of the time.
SET LOCAL session_replication_role = replica;
INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, help, path, earned_at, counts_at, counted_at, noted_at)
SELECT (lpad(to_hex(i * 1000 + n), 12, '0') || '7' || left(md5('entry' || i || ':' || n), 19))::uuid,
       id, 'award', 'review_published', 'bench:' || n, points, points, 'reviewing', '/',
       t.at, t.at, t.at, t.at
FROM made, generate_series(1, :each) n, LATERAL (SELECT now() - ((i + n) % 160) * interval '1 hour' AS at) t;
SET LOCAL session_replication_role = origin;
INSERT INTO ranking.tally (board, period, person_id, points, listed)
SELECT 'all', period, id, points::bigint * greatest(:each, 1), true FROM made, unnest(ARRAY['week', 'all']) period;
COMMIT;
