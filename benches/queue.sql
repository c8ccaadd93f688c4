-- Submissions numbered :from to :to, each of one file, all waiting in the queue; in the same transaction or not at all, so
-- what was broken off goes on where it stopped.
BEGIN;
SET LOCAL synchronous_commit = off;
INSERT INTO accounts.person (id, email, handle, name, zone, password_hash, created_at)
SELECT md5('queue' || i)::uuid, 'queue' || i || '@example.org', 'queue-' || i, 'Person ' || i, 'UTC', '', now()
FROM generate_series(1, 1000) i ON CONFLICT DO NOTHING;
INSERT INTO reviews.blob (hash, text, lines)
SELECT sha256(('queue' || i)::bytea), repeat('line of code' || chr(10), 40), 40 FROM generate_series(1, 500) i ON CONFLICT DO NOTHING;
INSERT INTO reviews.submission (id, author_id, title, ask, language, level, urgency, visibility, link, state, iteration,
                                turn, turn_since, queued_at, created_at, published_at)
SELECT md5('queue' || i)::uuid, md5('queue' || 1 + i % 1000)::uuid, 'Submission ' || i, 'Is it right? Is it fast enough?',
       (ARRAY['python', 'rust', 'go', 'typescript'])[1 + i % 4], (ARRAY['beginner', 'intermediate', 'advanced'])[1 + i % 3],
       'whenever', 'public', 'queue' || i, 'open', 1, 'reviewer', t.at, t.at, t.at, t.at
FROM generate_series(:from, :to) i, LATERAL (SELECT now() - (2000000 - i) * interval '10 seconds' AS at) t;
INSERT INTO reviews.iteration (submission_id, number, made_at)
SELECT md5('queue' || i)::uuid, 1, now() FROM generate_series(:from, :to) i;
INSERT INTO reviews.file (submission_id, iteration, path, hash)
SELECT md5('queue' || i)::uuid, 1, 'main.rs', sha256(('queue' || 1 + i % 500)::bytea) FROM generate_series(:from, :to) i;
INSERT INTO reviews.queue (submission_id, language, level, queued_at)
SELECT id, language, level, queued_at FROM reviews.submission s
WHERE s.id IN (SELECT md5('queue' || i)::uuid FROM generate_series(:from, :to) i);
COMMIT;
