-- Weights that are changed and applied to the past, rings of people who give to each other, and who decided what.

-- The multiple of its reason's points that an award was written with; none in entries from before this was kept.
ALTER TABLE ranking.entry ADD COLUMN times integer CHECK (times >= 1);

-- What was earned from `since` until it was begun counts by other weights. Of several that reach a day the newest holds.
CREATE TABLE ranking.recalculation (
    id           uuid PRIMARY KEY,
    since        timestamptz NOT NULL,
    -- None: as it was worth when it was earned.
    version      integer REFERENCES ranking.weights (version),
    begun_at     timestamptz NOT NULL,
    ended_at     timestamptz,
    -- Days of people, so many of so many, up to this one.
    done         bigint NOT NULL DEFAULT 0,
    total        bigint NOT NULL,
    after_person uuid,
    after_day    date,
    CHECK (since < begun_at),
    CHECK ((after_person IS NULL) = (after_day IS NULL))
);
CREATE INDEX recalculation_newest ON ranking.recalculation (begun_at DESC, id DESC);
-- One at a time.
CREATE UNIQUE INDEX recalculation_running ON ranking.recalculation ((true)) WHERE ended_at IS NULL;

-- People who give mostly to each other. While a ring is open or confirmed, what they gave each other is on hold.
CREATE TABLE ranking.ring (
    id         uuid PRIMARY KEY,
    found_at   timestamptz NOT NULL,
    -- What they gave each other from then on is on hold.
    since      timestamptz NOT NULL,
    state      text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'cleared', 'confirmed')),
    decided_at timestamptz,
    -- In their order; no foreign key, as the evidence outlives an account.
    people     uuid[] NOT NULL CHECK (cardinality(people) BETWEEN 2 AND 50),
    -- Who gave whom how much, see `Evidence`.
    evidence   jsonb NOT NULL,
    CHECK ((state = 'open') = (decided_at IS NULL))
);
CREATE INDEX ring_by_time ON ranking.ring (found_at DESC, id DESC);
CREATE INDEX ring_of_people ON ranking.ring USING gin (people);

ALTER TABLE ranking.hold ADD COLUMN ring_id uuid REFERENCES ranking.ring (id) ON DELETE CASCADE;
CREATE INDEX hold_of_ring ON ranking.hold (ring_id);

-- What those who look after the ranking did. Never changed.
CREATE TABLE ranking.deed (
    id       uuid PRIMARY KEY,
    what     text NOT NULL CHECK (what IN ('weights', 'recalculation', 'cleared', 'confirmed', 'reopened')),
    -- None once their account is gone.
    done_by  uuid REFERENCES accounts.person (id) ON DELETE SET NULL,
    done_at  timestamptz NOT NULL,
    note     text NOT NULL,
    version  integer REFERENCES ranking.weights (version),
    ring_id  uuid REFERENCES ranking.ring (id) ON DELETE CASCADE
);
CREATE INDEX deed_by_time ON ranking.deed (done_at DESC, id DESC);
