-- How long a thousand own ranks, a thousand neighbourhoods and a hundred tops take among :people of benches/ranking.sql.
\timing on
\echo 1,000 own ranks
SELECT count(above) FROM generate_series(1, 1000) n, LATERAL (
    SELECT ranking.people_above('all', 'week', points) AS above FROM ranking.tally
    WHERE board = 'all' AND period = 'week' AND person_id = md5('ranking' || 1 + n::bigint * 7919 % :people)::uuid
      AND listed AND points > 0 OFFSET 0) own;
\echo the same by counting, 10 times
SELECT sum(above) FROM generate_series(1, 10) n, LATERAL (
    SELECT (SELECT count(*) FROM ranking.tally o
            WHERE o.board = 'all' AND o.period = 'week' AND o.listed AND o.points > 0 AND o.points > t.points) AS above
    FROM ranking.tally t
    WHERE board = 'all' AND period = 'week' AND person_id = md5('ranking' || 1 + n::bigint * 7919 % :people)::uuid OFFSET 0) own;
\echo 100 tops of 100
SELECT sum(top.rank) FROM generate_series(1, 100) n, LATERAL (
    SELECT rank() OVER (ORDER BY points DESC) AS rank FROM (
        SELECT points FROM ranking.tally WHERE board = 'all' AND period = 'week' AND listed AND points > 0 AND n > 0
        ORDER BY points DESC, person_id DESC LIMIT 100) first) top;
\echo 1,000 times five above
SELECT count(above.points) FROM generate_series(1, 1000) n, LATERAL (
    SELECT person_id, points FROM ranking.tally
    WHERE board = 'all' AND period = 'week' AND person_id = md5('ranking' || 1 + n::bigint * 7919 % :people)::uuid OFFSET 0) me,
LATERAL (SELECT points FROM ranking.tally t
         WHERE board = 'all' AND period = 'week' AND listed AND points > 0 AND (t.points, t.person_id) > (me.points, me.person_id)
         ORDER BY points, person_id LIMIT 5) above;
