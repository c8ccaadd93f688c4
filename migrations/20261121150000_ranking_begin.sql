-- What people have earned by helping and by learning: a ledger that only grows, and what is derived from it.
CREATE SCHEMA ranking;

-- How much a reason is worth, version by version: an entry keeps the weight of the day it was earned on.
CREATE TABLE ranking.weights (
    version    integer PRIMARY KEY CHECK (version >= 1),
    -- Points by reason, an object of integers; what is missing has the value that the code gives it.
    points     jsonb NOT NULL,
    -- Counts for what is earned from then on.
    since      timestamptz NOT NULL,
    -- None for those that come with the program.
    changed_by uuid REFERENCES accounts.person (id),
    note       text NOT NULL DEFAULT ''
);
CREATE INDEX weights_by_time ON ranking.weights (since DESC);

-- An `award` says that something was earned, a `reversal` that its cause was undone, in whole or in part, a `correction` brings
-- what was written for an award to what the guards let it count. The points of a cause are the sum of its rows.
CREATE TABLE ranking.entry (
    id         uuid PRIMARY KEY,
    person_id  uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    kind       text NOT NULL CHECK (kind IN ('award', 'reversal', 'correction')),
    reason     text COLLATE "C" NOT NULL,
    -- What it is for: unique within the reason and the person.
    cause      text COLLATE "C" NOT NULL,
    -- What it adds to the sum.
    value      integer NOT NULL,
    -- Before the guards: what an award is worth, and how much of that a reversal takes back.
    base       integer NOT NULL DEFAULT 0 CHECK (base >= 0),
    -- Whose click gave it; none for what people earn by their own work.
    giver_id   uuid REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- Why the award counts otherwise than it is worth; none where it counts as it is.
    why        text CHECK (why IN ('pair', 'cap', 'untrusted', 'held', 'recalculated')),
    -- The boards it stands on besides the one of everything.
    help       text NOT NULL CHECK (help IN ('reviewing', 'teaching', 'learning')),
    -- `language:rust` or `subject:algebra`.
    topic      text,
    -- Where one may read what it was for.
    path       text NOT NULL,
    earned_at  timestamptz NOT NULL,
    -- From then on boards may count it.
    counts_at  timestamptz NOT NULL,
    -- When boards did; the one thing of a row that changes, once.
    counted_at timestamptz,
    noted_at   timestamptz NOT NULL,
    CHECK (giver_id <> person_id),
    CHECK (kind <> 'reversal' OR why IS NULL)
);
CREATE UNIQUE INDEX entry_once ON ranking.entry (person_id, reason, cause, kind) WHERE kind <> 'correction';
CREATE INDEX entry_of_person ON ranking.entry (person_id, earned_at DESC, id DESC);
CREATE INDEX entry_of_cause ON ranking.entry (person_id, reason, cause);
CREATE INDEX entry_given ON ranking.entry (giver_id, earned_at) WHERE giver_id IS NOT NULL;
CREATE INDEX entry_of_pair ON ranking.entry (least(person_id, giver_id), greatest(person_id, giver_id), earned_at, id)
    WHERE giver_id IS NOT NULL AND kind = 'award';
CREATE INDEX entry_waiting ON ranking.entry (counts_at) WHERE counted_at IS NULL;
CREATE INDEX entry_counted ON ranking.entry (counted_at) WHERE counted_at IS NOT NULL;

CREATE FUNCTION ranking.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.counted_at IS NULL AND NEW.counted_at IS NOT NULL
       AND to_jsonb(NEW) - 'counted_at' = to_jsonb(OLD) - 'counted_at' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the ledger only grows' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON ranking.entry FOR EACH ROW EXECUTE FUNCTION ranking.refuse_change();

-- Where a person stands; locked by whoever adds to their ledger. Derived: `tutorforge ranking verify` compares.
CREATE TABLE ranking.standing (
    person_id  uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- The sum of all their entries.
    xp         bigint NOT NULL DEFAULT 0,
    -- What their own work was worth before the guards, less what was reversed: with 20 of it what they give counts.
    own        bigint NOT NULL DEFAULT 0,
    -- Entries written after this are new to them.
    seen_at    timestamptz,
    newest_at  timestamptz
);

-- What people chose: others do not see me on boards, I do not want to see boards.
CREATE TABLE ranking.preference (
    person_id   uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    hide_me     boolean NOT NULL DEFAULT false,
    hide_boards boolean NOT NULL DEFAULT false
);

-- Level n begins at 50·n·(n−1) points.
CREATE FUNCTION ranking.level(xp bigint) RETURNS integer IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
$$ SELECT floor((1 + sqrt(1 + 0.08 * greatest(xp, 0)::double precision)) / 2)::integer $$;

CREATE VIEW ranking.public_standing AS SELECT person_id, xp, ranking.level(xp) AS level FROM ranking.standing;

-- Awards that moderators look at: they count nothing meanwhile, and are not deleted.
CREATE TABLE ranking.hold (
    entry_id uuid PRIMARY KEY REFERENCES ranking.entry (id) ON DELETE CASCADE,
    held_at  timestamptz NOT NULL
);
