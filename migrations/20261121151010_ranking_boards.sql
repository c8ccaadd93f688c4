-- Boards: for each board and period what everybody has, and how many people have how much. All of it is derived from the
-- entries by one hand at a time, and `tutorforge ranking rebuild` makes it anew.

-- Up to when boards have counted; whoever changes a board holds this row.
CREATE TABLE ranking.counting (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    at       timestamptz NOT NULL
);
INSERT INTO ranking.counting (at) VALUES ('1970-01-01');

-- Up to which entry each rolling window has been left.
CREATE TABLE ranking.hand (
    period   text COLLATE "C" PRIMARY KEY,
    days     integer NOT NULL CHECK (days > 0),
    at       timestamptz NOT NULL DEFAULT '1970-01-01',
    entry_id uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000'
);
INSERT INTO ranking.hand (period, days) VALUES ('day', 1), ('week', 7), ('month', 30), ('year', 365);

-- Staff, those who are shut out, and those who chose not to be seen, as the boards know it.
CREATE TABLE ranking.unlisted (
    person_id uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE
);
CREATE INDEX preference_hidden ON ranking.preference (person_id) WHERE hide_me;

-- What a person has on a board. May be less than nothing for a while, when what was taken back is in the window and what it
-- was taken from no longer.
CREATE TABLE ranking.tally (
    board     text COLLATE "C" NOT NULL,
    period    text COLLATE "C" NOT NULL CHECK (period IN ('day', 'week', 'month', 'year', 'all')),
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    points    bigint NOT NULL,
    listed    boolean NOT NULL,
    PRIMARY KEY (board, period, person_id)
);
CREATE INDEX tally_by_points ON ranking.tally (board, period, points, person_id) WHERE listed AND points > 0;
CREATE INDEX tally_of_person ON ranking.tally (person_id);
CREATE INDEX tally_empty ON ranking.tally (person_id) WHERE points = 0;

-- How many listed people have points / width = bucket; of width 0 is everybody. A rank is the sum of the wide ones above, of
-- the narrower ones up to there, and of the single points up to there: some two hundred rows, however many people there are.
CREATE TABLE ranking.crowd (
    board  text COLLATE "C" NOT NULL,
    period text COLLATE "C" NOT NULL,
    width  bigint NOT NULL CHECK (width IN (0, 1, 64, 4096)),
    bucket bigint NOT NULL,
    people bigint NOT NULL,
    PRIMARY KEY (board, period, width, bucket)
);
CREATE INDEX crowd_empty ON ranking.crowd (board) WHERE people = 0;

-- Kept by the table itself, so that no way of changing a tally forgets it.
CREATE FUNCTION ranking.keep_crowds() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moved text := concat_ws(' UNION ALL ',
        CASE WHEN TG_OP <> 'DELETE' THEN 'SELECT board, period, points, 1 AS n FROM came WHERE listed AND points > 0' END,
        CASE WHEN TG_OP <> 'INSERT' THEN 'SELECT board, period, points, -1 AS n FROM went WHERE listed AND points > 0' END);
BEGIN
    EXECUTE 'INSERT INTO ranking.crowd AS c (board, period, width, bucket, people)
             SELECT m.board, m.period, w.width, CASE WHEN w.width = 0 THEN 0 ELSE m.points / w.width END, sum(m.n)
             FROM (' || moved || ') m, (VALUES (0), (1), (64), (4096)) w (width)
             GROUP BY 1, 2, 3, 4 HAVING sum(m.n) <> 0
             ON CONFLICT (board, period, width, bucket) DO UPDATE SET people = c.people + excluded.people';
    DELETE FROM ranking.crowd WHERE people = 0;
    RETURN NULL;
END $$;
CREATE TRIGGER tally_came AFTER INSERT ON ranking.tally
    REFERENCING NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION ranking.keep_crowds();
CREATE TRIGGER tally_moved AFTER UPDATE ON ranking.tally
    REFERENCING OLD TABLE AS went NEW TABLE AS came FOR EACH STATEMENT EXECUTE FUNCTION ranking.keep_crowds();
CREATE TRIGGER tally_went AFTER DELETE ON ranking.tally
    REFERENCING OLD TABLE AS went FOR EACH STATEMENT EXECUTE FUNCTION ranking.keep_crowds();

-- How many people have more.
CREATE FUNCTION ranking.people_above(on_board text, in_period text, mine bigint) RETURNS bigint STABLE LANGUAGE sql AS $$
    SELECT coalesce(sum(people), 0)::bigint FROM (
        SELECT people FROM ranking.crowd
        WHERE board = on_board AND period = in_period AND width = 4096 AND bucket > mine / 4096
        UNION ALL
        SELECT people FROM ranking.crowd
        WHERE board = on_board AND period = in_period AND width = 64
          AND bucket > mine / 64 AND bucket < (mine / 4096 + 1) * 64
        UNION ALL
        SELECT people FROM ranking.crowd
        WHERE board = on_board AND period = in_period AND width = 1 AND bucket > mine AND bucket < (mine / 64 + 1) * 64
    ) above
$$;

-- The boards that an entry stands on.
CREATE FUNCTION ranking.boards(help text, topic text) RETURNS text[] IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
$$ SELECT array_remove(ARRAY['all', 'help:' || help, topic], NULL) $$;

-- Windows are left entry by entry.
DROP INDEX ranking.entry_counted;
CREATE INDEX entry_counted ON ranking.entry (counted_at, id) WHERE counted_at IS NOT NULL;
