-- People numbered :from to :to, each with :each entries that boards have counted, and what they have on the board of
-- everything over a week and ever; in the same transaction or not at all, so what was broken off goes on where it stopped.
-- Most have little and a few have much.
BEGIN;
SET LOCAL synchronous_commit = off;
CREATE TEMPORARY TABLE made ON COMMIT DROP AS
SELECT i, md5('ranking' || i)::uuid AS id,
       (1 + 50000 * power(('x' || left(md5('points' || i), 8))::bit(32)::bigint / 4294967296.0, 4))::integer AS points
FROM generate_series(:from, :to) i;
INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
SELECT id, 'ranking' || i || '@example.org', 'ranking-' || i, 'Person ' || i, 'UTC', '', now() FROM made;
INSERT INTO ranking.entry (id, person_id, kind, reason, cause, value, base, help, path, earned_at, counts_at, counted_at, noted_at)
SELECT md5('ranking' || i || ':' || n)::uuid, id, 'award', 'review_published', 'bench:' || n, points, points, 'reviewing', '/',
       t.at, t.at, t.at, t.at
FROM made, generate_series(1, :each) n, LATERAL (SELECT now() - (i % 160) * interval '1 hour' AS at) t;
INSERT INTO ranking.tally (board, period, person_id, points, listed)
SELECT 'all', period, id, points::bigint * greatest(:each, 1), true FROM made, unnest(ARRAY['week', 'all']) period;
COMMIT;
