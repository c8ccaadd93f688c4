-- What is searched, what is shown and when tutors are free, each in rows of its own, made from what others publish. The table
-- search.tutor of the version before is left to processes that still read it; a later migration drops it.

-- Letters that sound alike and are written for each other, in all of their orders: ሐ ኀ ኸ as ሀ, ሠ as ሰ, ዐ as አ, ፀ as ጸ; and ሃ
-- as ሀ, ኣ as አ. Ethiopic punctuation is a space. Names of languages that the parser would cut are words.
CREATE FUNCTION search.normal(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN replace(replace(replace(replace(
        -- Most texts have none of these letters, and looking for each of them takes long.
        CASE WHEN value ~ '[ሀ-፿]' THEN translate(value, 'ሐሑሒሓሔሕሖኀኁኂኃኄኅኆኸኹኺኻኼኽኾሃሠሡሢሣሤሥሦዐዑዒዓዔዕዖኣፀፁፂፃፄፅፆ፡።፣፤፥፦፧', 'ሀሁሂሀሄህሆሀሁሂሀሄህሆሀሁሂሀሄህሆሀሰሱሲሳሴስሶአኡኢአኤእኦአጸጹጺጻጼጽጾ       ') ELSE value END,
        'C++', 'cpp'), 'c++', 'cpp'), 'C#', 'csharp'), 'c#', 'csharp');

-- What names are compared by.
CREATE FUNCTION search.folded(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, search.normal(value)));

-- Words that mean the same, in either direction.
CREATE TABLE search.synonym (
    word  text NOT NULL,
    means text NOT NULL,
    -- For `ts_rewrite`: either word is either of the two.
    asked tsquery GENERATED ALWAYS AS (plainto_tsquery('search.words', search.normal(word))) STORED,
    taken tsquery GENERATED ALWAYS AS (plainto_tsquery('search.words', search.normal(word))
                                       || plainto_tsquery('search.words', search.normal(means))) STORED,
    PRIMARY KEY (word, means)
);
INSERT INTO search.synonym (word, means)
SELECT way.word, way.means
FROM (VALUES ('js', 'javascript'), ('ecmascript', 'javascript'), ('ts', 'typescript'), ('py', 'python'), ('golang', 'go'),
             ('postgres', 'sql'), ('ml', 'machine learning'), ('ai', 'machine learning'),
             ('maths', 'mathematics'), ('math', 'mathematics'), ('calculus', 'analysis'), ('deutsch', 'german'),
             ('español', 'spanish'), ('français', 'french'), ('amarigna', 'amharic'), ('mandarin', 'chinese'),
             ('bookkeeping', 'accounting'), ('electronics', 'electrical engineering')) AS pair (a, b)
CROSS JOIN LATERAL (VALUES (pair.a, pair.b), (pair.b, pair.a)) AS way (word, means);

-- What is searched: narrow, because thousands of these are read for a question.
CREATE TABLE search.entry (
    tutor_id    uuid PRIMARY KEY,
    -- How good a result this is when nothing else is known, 0 to 1; no two alike, as far as that goes.
    quality     real NOT NULL,
    -- 0 for the best two thousand, 1 for the best eight, and so on; the last for all others. See search.tier.
    tier        smallint NOT NULL,
    price_minor bigint NOT NULL,
    rating      real NOT NULL,
    -- What is counted: `algebra:su ~am $EUR`, a subject with the first letters of its levels.
    facets      text NOT NULL,
    -- Words by weight: A the name, B what is taught, C the headline, D the rest. Without a place, what filters ask for:
    -- `=algebra`, `=algebra@school`, `=@school`, `~am`, `$EUR`, `$EUR.4` (a step of the price), `*45` (tenths of a
    -- star), `#130` (an hour of the week, UTC, in which a session may begin).
    doc         tsvector NOT NULL,
    -- Changes with whatever another engine is told of this tutor.
    stamp       bigint NOT NULL
);
CREATE INDEX entry_by_quality ON search.entry (quality DESC, tutor_id DESC);
CREATE INDEX entry_by_price ON search.entry (price_minor, tutor_id DESC);
CREATE INDEX entry_by_rating ON search.entry (rating DESC, tutor_id DESC);

-- Words of the best first: a word that many use is found among few tutors. Without a list of what waits to be put in, which
-- every search would have to read. They are functions, because an empty table is filled without them and they are made at
-- the end: a fifth of the time.
CREATE FUNCTION search.make_word_indexes() RETURNS void LANGUAGE sql AS $$
    CREATE INDEX IF NOT EXISTS entry_tier_0 ON search.entry USING gin (doc) WITH (fastupdate = off) WHERE tier <= 0;
    CREATE INDEX IF NOT EXISTS entry_tier_1 ON search.entry USING gin (doc) WITH (fastupdate = off) WHERE tier <= 1;
    CREATE INDEX IF NOT EXISTS entry_tier_2 ON search.entry USING gin (doc) WITH (fastupdate = off) WHERE tier <= 2;
    CREATE INDEX IF NOT EXISTS entry_tier_3 ON search.entry USING gin (doc) WITH (fastupdate = off) WHERE tier <= 3;
    CREATE INDEX IF NOT EXISTS entry_tier_4 ON search.entry USING gin (doc) WITH (fastupdate = off) WHERE tier <= 4;
    CREATE INDEX IF NOT EXISTS entry_of_all ON search.entry USING gin (doc) WITH (fastupdate = off);
$$;
CREATE FUNCTION search.drop_word_indexes() RETURNS void LANGUAGE sql AS $$
    DROP INDEX IF EXISTS search.entry_tier_0, search.entry_tier_1, search.entry_tier_2, search.entry_tier_3,
        search.entry_tier_4, search.entry_of_all;
$$;
SELECT search.make_word_indexes();

-- From which quality on a tutor is in a tier. Without a row nobody is left for the tiers below.
CREATE TABLE search.tier (
    tier  smallint PRIMARY KEY,
    least real NOT NULL
);

-- What the list shows of a tutor.
CREATE TABLE search.card (
    tutor_id       uuid PRIMARY KEY,
    handle         text NOT NULL,
    name           text NOT NULL,
    -- What the name is compared by: folding takes longer than comparing.
    folded         text NOT NULL GENERATED ALWAYS AS (search.folded(name)) STORED,
    headline       text NOT NULL,
    price_minor    bigint NOT NULL,
    currency       text NOT NULL,
    rating         real NOT NULL,
    rating_count   bigint NOT NULL,
    taught_count   bigint NOT NULL,
    -- Within how many minutes half of the latest requests were answered; none as long as few were.
    answer_minutes integer,
    -- `[{"slug": "algebra", "name": "Algebra", "levels": ["school"]}]`, by name.
    subjects       jsonb NOT NULL,
    -- `{"algebra": ["algebra", "math"]}`: the words of each subject, to tell by which one somebody was found.
    lexemes        jsonb NOT NULL,
    -- Codes of the languages of teaching.
    languages      text[] NOT NULL
);
CREATE INDEX card_by_name ON search.card USING gin (folded gin_trgm_ops);

-- When a session of so many minutes may begin within the next four weeks. A bit is a quarter of an hour; its place is the
-- quarter's number since 1970 modulo 3,072 (32 days), so that all rows are asked by one mask however old they are.
CREATE TABLE search.free (
    tutor_id     uuid NOT NULL,
    minutes      smallint NOT NULL,
    notice_hours smallint NOT NULL,
    -- Sessions that begin with a quarter, and those that begin within one.
    on_quarter   bit(3072) NOT NULL,
    off_quarter  bit(3072),
    -- The same exactly: minutes since 1970 of the first of a run, and how many follow each other every half hour.
    runs         integer[] NOT NULL,
    counted_at   timestamptz NOT NULL,
    PRIMARY KEY (tutor_id, minutes)
) WITH (fillfactor = 80);
CREATE INDEX free_by_age ON search.free (counted_at);

-- Bits in their order from `first` on, `count` of them, round the end.
CREATE FUNCTION search.stretch(first integer, count integer) RETURNS bit(3072)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN first + count <= 3072
                THEN ((~ 0::bit(3072)) >> first) & ~ ((~ 0::bit(3072)) >> (first + count))
                ELSE ((~ 0::bit(3072)) >> first) | ~ ((~ 0::bit(3072)) >> (first + count - 3072)) END;

-- How many there are of each thing that is counted, over everyone; '' is everyone.
CREATE TABLE search.tally (
    thing text PRIMARY KEY,
    count bigint NOT NULL
);
