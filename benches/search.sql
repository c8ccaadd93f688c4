-- What `scripts/bench-search` asks for: a name and an address in each line. Words by how often they come, in the order of
-- `seed --tutors`; the thousandth page as far as there is one; a name with a slip.
\pset format unaligned
\pset tuples_only on
\pset fieldsep ' '
WITH word AS (
    SELECT n, (SELECT string_agg((ARRAY['ba','ke','li','mo','nu','ra','se','ti','vo','za','du','fe','gi','ho','ju','pa'])
                                 [1 + (n * 7919 / (16 ^ k)::int) % 16], '' ORDER BY k) FROM generate_series(0, 3) k) AS word
    FROM unnest(ARRAY[1, 25, 400, 8000]) AS n
), everyone AS (
    SELECT greatest(count, 1) AS count FROM search.tally WHERE thing = ''
), late AS (
    SELECT quality, tutor_id FROM (SELECT quality, tutor_id, row_number() OVER (ORDER BY quality DESC, tutor_id DESC) AS place
                                   FROM search.entry ORDER BY quality DESC, tutor_id DESC LIMIT 24000) walked
    ORDER BY place DESC LIMIT 1
), named AS (
    SELECT c.name FROM search.card c WHERE c.handle LIKE 'gen-%' AND length(c.name) > 12 AND c.name ~ '^[A-Za-z ]+$' ORDER BY c.tutor_id LIMIT 1
)
SELECT line FROM (
    SELECT 1 AS place, 'list /tutors' AS line
    UNION ALL SELECT 2, 'page-1000 /tutors?after=' || quality || '_' || replace(tutor_id::text, '-', '') FROM late
    UNION ALL SELECT 3 + n / 10000.0, format('word-in-%s%% /tutors?q=%s', round(100.0 * (
        SELECT count(*) FROM search.entry e TABLESAMPLE SYSTEM (10) REPEATABLE (1) WHERE e.doc @@ to_tsquery('search.words', word))
        / greatest(1, (SELECT count(*) FROM search.entry e TABLESAMPLE SYSTEM (10) REPEATABLE (1))), 2), word) FROM word
    UNION ALL SELECT 5, 'name-with-a-slip /tutors?q=' || replace(overlay(name PLACING '' FROM 4 FOR 1), ' ', '+') FROM named
    UNION ALL SELECT 6, 'free-evenings /tutors?from=17:00&to=22:00&within=this-week'
    UNION ALL SELECT 7, 'free-early /tutors?day=mon&from=08:00&to=09:00&within=two-weeks'
    UNION ALL SELECT 8, 'subject /tutors?subject=rust&level=school'
    UNION ALL SELECT 9, 'cheapest /tutors?subject=rust&sort=price') asked
ORDER BY place;
