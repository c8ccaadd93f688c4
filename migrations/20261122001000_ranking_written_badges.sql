-- Badges that admins write. While one is a draft nobody earns it; once it is given its rule stays as it is; a retired one
-- stays with those who have it.
CREATE TABLE ranking.written_badge (
    slug       text COLLATE "C" PRIMARY KEY CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,39}$'),
    title      text NOT NULL,
    sentence   text NOT NULL,
    rarity     text NOT NULL,
    picture    text NOT NULL,
    rule       jsonb NOT NULL,
    state      text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'given', 'retired')),
    -- None once their account is gone.
    written_by uuid REFERENCES accounts.person (id) ON DELETE SET NULL,
    changed_at timestamptz NOT NULL
);

ALTER TABLE ranking.deed ADD COLUMN badge text COLLATE "C";
ALTER TABLE ranking.deed DROP CONSTRAINT deed_what_check;
ALTER TABLE ranking.deed ADD CONSTRAINT deed_what_check CHECK
    (what IN ('weights', 'recalculation', 'cleared', 'confirmed', 'reopened', 'badge_given', 'badge_retired'));
