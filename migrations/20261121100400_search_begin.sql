CREATE SCHEMA search;

-- Words without accents, in one dictionary chain for documents and queries.
CREATE TEXT SEARCH CONFIGURATION search.words (COPY = pg_catalog.english);
ALTER TEXT SEARCH CONFIGURATION search.words
    ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem;

-- Unlike `unaccent(text)` this names its dictionary and may stand in an index.
CREATE FUNCTION search.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT
    RETURN lower(public.unaccent('public.unaccent'::regdictionary, value));

-- What the search page shows of a tutor, in one row: made anew by a reaction whenever its source changes.
CREATE TABLE search.tutor (
    tutor_id     uuid PRIMARY KEY,
    handle       text NOT NULL,
    name         text NOT NULL,
    headline     text NOT NULL,
    price_minor  bigint NOT NULL,
    currency     text NOT NULL,
    rating       real NOT NULL,
    rating_count bigint NOT NULL,
    taught_count bigint NOT NULL,
    -- How good a result this is when nothing else is known, 0 to 1.
    quality      real NOT NULL,
    -- `[{"slug": "algebra", "name": "Algebra", "levels": ["school"]}]`, by name.
    subjects     jsonb NOT NULL,
    -- Codes of the languages of teaching.
    languages    text[] NOT NULL,
    -- `algebra`, `algebra@school` and `@school` for each specialty, `~am` for each language.
    tokens       text[] NOT NULL,
    doc          tsvector NOT NULL
);
-- Each order of the list carries what the filters ask for, so that a walk along it reads the index alone.
CREATE INDEX tutor_by_quality ON search.tutor (quality DESC, tutor_id DESC) INCLUDE (price_minor, rating, rating_count, tokens);
CREATE INDEX tutor_by_price ON search.tutor (price_minor, tutor_id DESC) INCLUDE (rating, rating_count, tokens);
CREATE INDEX tutor_by_rating ON search.tutor (rating DESC, tutor_id DESC) INCLUDE (price_minor, rating_count, tokens);
CREATE INDEX tutor_by_word ON search.tutor USING gin (doc);
CREATE INDEX tutor_by_token ON search.tutor USING gin (tokens);
CREATE INDEX tutor_by_name ON search.tutor USING gin (search.fold(name) gin_trgm_ops);

-- Whether so many tutors use all of these words that ranking them all would be slow: by the planner's own statistics,
-- more than 2,000 and more than a tenth of all, taking the words for independent of each other.
CREATE FUNCTION search.is_common(value text) RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE STRICT
    RETURN (
        WITH known AS (
            SELECT unnest(s.most_common_elems::text::text[]) AS word, unnest(s.most_common_elem_freqs) AS share
            FROM pg_catalog.pg_stats s
            WHERE s.schemaname = 'search' AND s.tablename = 'tutor' AND s.attname = 'doc'
        ),
        typed AS (
            SELECT coalesce(max(k.share), 0) AS share
            FROM unnest(tsvector_to_array(to_tsvector('search.words', value))) AS w (word)
            LEFT JOIN known k ON k.word = w.word
            GROUP BY w.word
        )
        SELECT coalesce(exp(sum(ln(greatest(share, 1e-9)::float8))) > greatest(0.1, 2000 / nullif(
                   (SELECT reltuples FROM pg_catalog.pg_class WHERE oid = 'search.tutor'::regclass), 0)::float8), false)
        FROM typed
    );
