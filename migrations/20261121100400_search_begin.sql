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
    -- `algebra`, `algebra@school` and `@school` for each specialty, `~am` for each language.
    tokens       text[] NOT NULL,
    doc          tsvector NOT NULL
);
CREATE INDEX tutor_by_quality ON search.tutor (quality DESC, tutor_id DESC);
CREATE INDEX tutor_by_price ON search.tutor (price_minor, tutor_id);
CREATE INDEX tutor_by_rating ON search.tutor (rating DESC, tutor_id DESC);
CREATE INDEX tutor_by_word ON search.tutor USING gin (doc);
CREATE INDEX tutor_by_token ON search.tutor USING gin (tokens);
CREATE INDEX tutor_by_name ON search.tutor USING gin (search.fold(name) gin_trgm_ops);
