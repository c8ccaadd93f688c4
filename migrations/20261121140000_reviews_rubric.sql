-- What reviews can be measured by. A rubric is a draft until it is published; then its criteria stay as they are, because
-- marks refer to them, and a newer one for the same language takes its place.
CREATE TABLE reviews.rubric (
    id           uuid PRIMARY KEY,
    title        text NOT NULL,
    -- Markdown.
    about        text NOT NULL,
    -- The slug of a language; none: for any.
    language     text,
    made_by      uuid NOT NULL REFERENCES accounts.person (id),
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    retired_at   timestamptz,
    CHECK (retired_at IS NULL OR published_at IS NOT NULL)
);
CREATE UNIQUE INDEX rubric_in_use ON reviews.rubric (coalesce(language, ''))
    WHERE published_at IS NOT NULL AND retired_at IS NULL;

CREATE TABLE reviews.criterion (
    rubric_id   uuid NOT NULL REFERENCES reviews.rubric (id) ON DELETE CASCADE,
    number      smallint NOT NULL CHECK (number BETWEEN 1 AND 8),
    title       text NOT NULL,
    description text NOT NULL,
    -- What the levels 0 to 3 mean.
    levels      text[] NOT NULL CHECK (cardinality(levels) = 4),
    weight      smallint NOT NULL CHECK (weight BETWEEN 1 AND 5),
    PRIMARY KEY (rubric_id, number)
);

CREATE FUNCTION reviews.refuse_other_criteria() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a criterion does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER criterion_is_final BEFORE UPDATE ON reviews.criterion
    FOR EACH ROW EXECUTE FUNCTION reviews.refuse_other_criteria();

-- Code that people try their eye on, with a review of reference.
CREATE TABLE reviews.example (
    rubric_id    uuid NOT NULL REFERENCES reviews.rubric (id) ON DELETE CASCADE,
    number       smallint NOT NULL CHECK (number >= 1),
    title        text NOT NULL,
    -- What the author asked, in markdown.
    about        text NOT NULL,
    made_by      uuid NOT NULL REFERENCES accounts.person (id),
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    PRIMARY KEY (rubric_id, number)
);

-- Examples are few and short: their texts are not shared with submissions.
CREATE TABLE reviews.example_file (
    rubric_id uuid NOT NULL,
    example   smallint NOT NULL,
    path      text NOT NULL CHECK (path <> '' AND path !~ '(^|/)\.{1,2}(/|$)' AND path !~ '^/'),
    text      text NOT NULL,
    PRIMARY KEY (rubric_id, example, path),
    FOREIGN KEY (rubric_id, example) REFERENCES reviews.example (rubric_id, number) ON DELETE CASCADE
);

-- What the example's writer says of it.
CREATE TABLE reviews.reference_mark (
    rubric_id uuid NOT NULL,
    example   smallint NOT NULL,
    criterion smallint NOT NULL,
    level     smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
    words     text NOT NULL,
    PRIMARY KEY (rubric_id, example, criterion),
    FOREIGN KEY (rubric_id, example) REFERENCES reviews.example (rubric_id, number) ON DELETE CASCADE,
    FOREIGN KEY (rubric_id, criterion) REFERENCES reviews.criterion (rubric_id, number)
);

-- What somebody said of an example before they saw the reference: once.
CREATE TABLE reviews.assessment (
    rubric_id   uuid NOT NULL,
    example     smallint NOT NULL,
    person_id   uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    -- 1: every level is that of the reference; 0: all are as far from it as can be.
    agreement   double precision NOT NULL CHECK (agreement BETWEEN 0 AND 1),
    assessed_at timestamptz NOT NULL,
    PRIMARY KEY (rubric_id, example, person_id),
    FOREIGN KEY (rubric_id, example) REFERENCES reviews.example (rubric_id, number)
);
CREATE INDEX assessment_of_person ON reviews.assessment (person_id);

CREATE TABLE reviews.assessment_mark (
    rubric_id uuid NOT NULL,
    example   smallint NOT NULL,
    person_id uuid NOT NULL,
    criterion smallint NOT NULL,
    level     smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
    words     text NOT NULL,
    PRIMARY KEY (rubric_id, example, person_id, criterion),
    FOREIGN KEY (rubric_id, example, person_id) REFERENCES reviews.assessment (rubric_id, example, person_id)
        ON DELETE CASCADE,
    FOREIGN KEY (rubric_id, criterion) REFERENCES reviews.criterion (rubric_id, number)
);

-- What a reviewer's marks count. Kept in the transaction of each assessment; who has none counts 1.
CREATE TABLE reviews.calibration (
    person_id uuid PRIMARY KEY REFERENCES accounts.person (id) ON DELETE CASCADE,
    examples  integer NOT NULL CHECK (examples >= 0),
    weight    double precision NOT NULL CHECK (weight BETWEEN 0.5 AND 1.5)
);

-- Marks that a reviewer published with a round.
CREATE TABLE reviews.round_mark (
    review_id uuid NOT NULL,
    round     integer NOT NULL,
    rubric_id uuid NOT NULL,
    criterion smallint NOT NULL,
    level     smallint NOT NULL CHECK (level BETWEEN 0 AND 3),
    PRIMARY KEY (review_id, round, criterion),
    FOREIGN KEY (review_id, round) REFERENCES reviews.round (review_id, number) ON DELETE CASCADE,
    FOREIGN KEY (rubric_id, criterion) REFERENCES reviews.criterion (rubric_id, number)
);

CREATE VIEW reviews.public_calibration AS SELECT person_id, examples, weight FROM reviews.calibration;
