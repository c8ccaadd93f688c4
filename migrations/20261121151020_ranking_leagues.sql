-- Leagues: each week some 25 people who helped about as much lately. Only help that is given counts.

-- Weeks (by their Monday, UTC) whose leagues are made.
CREATE TABLE ranking.league_week (
    week      date PRIMARY KEY CHECK (extract(isodow FROM week) = 1),
    placed_at timestamptz NOT NULL
);

-- Nobody is in two leagues of one week.
CREATE TABLE ranking.league_member (
    week      date NOT NULL REFERENCES ranking.league_week (week),
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    tier      smallint NOT NULL CHECK (tier BETWEEN 1 AND 5),
    -- Which league of the tier.
    number    integer NOT NULL CHECK (number >= 1),
    -- When the week is over: what they had, and whether they go up (1), down (-1) or stay (0).
    points    bigint,
    moved     smallint CHECK (moved BETWEEN -1 AND 1),
    PRIMARY KEY (person_id, week),
    CHECK ((points IS NULL) = (moved IS NULL))
);
CREATE INDEX league_member_of_league ON ranking.league_member (week, tier, number);
CREATE INDEX league_member_open ON ranking.league_member (week) WHERE moved IS NULL;

-- What a person gave in a week.
CREATE INDEX entry_of_helper ON ranking.entry (person_id, counted_at) INCLUDE (value)
    WHERE counted_at IS NOT NULL AND help <> 'learning';
