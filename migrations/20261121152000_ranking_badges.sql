-- Badges that people have earned, the days they were active on, and days on which nobody could be.
CREATE TABLE ranking.badge (
    person_id   uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    slug        text COLLATE "C" NOT NULL,
    earned_at   timestamptz NOT NULL,
    -- Opened by its owner; before that nobody else sees it.
    revealed_at timestamptz,
    -- What it was earned by does not hold any more: it is kept, and not shown until it holds again.
    undone_at   timestamptz,
    PRIMARY KEY (person_id, slug)
);
CREATE INDEX badge_by_slug ON ranking.badge (slug) WHERE undone_at IS NULL;

-- Days on which a person earned something by their own work, in the zone they were in on that day: a day stays what it was
-- when they move.
CREATE TABLE ranking.active_day (
    person_id uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    day       date NOT NULL,
    PRIMARY KEY (person_id, day)
);
CREATE INDEX active_day_by_day ON ranking.active_day (day);
INSERT INTO ranking.active_day (person_id, day)
SELECT DISTINCT e.person_id, (e.earned_at AT TIME ZONE p.zone)::date
FROM ranking.entry e JOIN accounts.public_person p ON p.id = e.person_id
WHERE e.kind = 'award' AND e.giver_id IS NULL;

-- The longest streak of a person, made from their active days; rules of badges ask for it.
CREATE TABLE ranking.streak (
    person_id uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    longest   integer NOT NULL CHECK (longest >= 0)
);

-- Days on which the place was down: they break no streak.
CREATE TABLE ranking.outage (
    day         date PRIMARY KEY,
    declared_at timestamptz NOT NULL
);
