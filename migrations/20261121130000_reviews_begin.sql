-- Code that asks to be read, the people who read it, and what they say about it.
CREATE SCHEMA reviews;

-- The text of a file, once for all iterations and submissions that hold it. `hash` is the SHA-256 of the text.
CREATE TABLE reviews.blob (
    hash  bytea PRIMARY KEY CHECK (length(hash) = 32),
    text  text NOT NULL,
    lines integer NOT NULL CHECK (lines >= 0)
);

CREATE TABLE reviews.submission (
    id           uuid PRIMARY KEY,
    author_id    uuid NOT NULL REFERENCES accounts.person (id),
    title        text NOT NULL,
    -- What the author wants reviewed, in markdown.
    ask          text NOT NULL,
    -- The slug of the main language.
    language     text NOT NULL,
    level        text NOT NULL CHECK (level IN ('beginner', 'intermediate', 'advanced')),
    urgency      text NOT NULL CHECK (urgency IN ('whenever', 'this_week', 'stuck')),
    -- Everyone, or those who have the link.
    visibility   text NOT NULL CHECK (visibility IN ('public', 'link')),
    link         text NOT NULL,
    -- Neither side learns who the other is until it is finished.
    anonymous    boolean NOT NULL DEFAULT false,
    -- Reviewers wanted at a time; two of them do not see each other's words before both have published.
    seats        smallint NOT NULL DEFAULT 1 CHECK (seats IN (1, 2)),
    state        text NOT NULL CHECK (state IN ('draft', 'open', 'finished', 'closed')),
    -- The latest one.
    iteration    integer NOT NULL CHECK (iteration >= 1),
    -- Whose move it is while it is open.
    turn         text NOT NULL CHECK (turn IN ('author', 'reviewer')),
    turn_since   timestamptz NOT NULL,
    -- The place in the queue: the time of publishing, earlier for what is urgent. Waiting never costs a place.
    queued_at    timestamptz NOT NULL,
    request_key  uuid,
    created_at   timestamptz NOT NULL,
    published_at timestamptz,
    ended_at     timestamptz,
    UNIQUE (author_id, request_key),
    CONSTRAINT submission_link_key UNIQUE (link),
    CHECK ((state = 'draft') = (published_at IS NULL)),
    CHECK ((state IN ('finished', 'closed')) = (ended_at IS NOT NULL))
);
CREATE INDEX submission_of_author ON reviews.submission (author_id, created_at DESC, id DESC);
CREATE INDEX submission_published ON reviews.submission (published_at DESC, id DESC)
    WHERE state <> 'draft' AND visibility = 'public';
CREATE INDEX submission_published_in ON reviews.submission (language, published_at DESC, id DESC)
    WHERE state <> 'draft' AND visibility = 'public';
CREATE INDEX submission_waiting ON reviews.submission (turn_since) WHERE state = 'open';

-- The queue holds what has a free seat; kept by the verbs in the same transaction.
CREATE TABLE reviews.queue (
    submission_id uuid PRIMARY KEY REFERENCES reviews.submission (id) ON DELETE CASCADE,
    language      text NOT NULL,
    level         text NOT NULL,
    queued_at     timestamptz NOT NULL
);
CREATE INDEX queue_by_age ON reviews.queue (queued_at, submission_id);
CREATE INDEX queue_by_language ON reviews.queue (language, queued_at, submission_id);
CREATE INDEX queue_by_level ON reviews.queue (level, queued_at, submission_id);

CREATE TABLE reviews.iteration (
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    number        integer NOT NULL CHECK (number >= 1),
    note          text NOT NULL DEFAULT '',
    made_at       timestamptz NOT NULL,
    PRIMARY KEY (submission_id, number)
);

CREATE TABLE reviews.file (
    submission_id uuid NOT NULL,
    iteration     integer NOT NULL,
    path          text NOT NULL CHECK (path <> '' AND path !~ '(^|/)\.{1,2}(/|$)' AND path !~ '^/'),
    hash          bytea NOT NULL REFERENCES reviews.blob (hash),
    PRIMARY KEY (submission_id, iteration, path),
    FOREIGN KEY (submission_id, iteration) REFERENCES reviews.iteration (submission_id, number) ON DELETE CASCADE
);

-- An iteration is what it was: people have commented on it.
CREATE FUNCTION reviews.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an iteration does not change' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER iteration_is_final BEFORE UPDATE ON reviews.iteration FOR EACH ROW EXECUTE FUNCTION reviews.refuse_change();
CREATE TRIGGER file_is_final BEFORE UPDATE ON reviews.file FOR EACH ROW EXECUTE FUNCTION reviews.refuse_change();
CREATE TRIGGER blob_is_final BEFORE UPDATE ON reviews.blob FOR EACH ROW EXECUTE FUNCTION reviews.refuse_change();

-- One person's work on one submission: claimed first, and theirs for good once something is published.
CREATE TABLE reviews.review (
    id            uuid PRIMARY KEY,
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    reviewer_id   uuid NOT NULL REFERENCES accounts.person (id),
    seat          smallint NOT NULL CHECK (seat IN (1, 2)),
    state         text NOT NULL CHECK (state IN ('claimed', 'published', 'left')),
    claimed_at    timestamptz NOT NULL,
    -- Until then nobody else may take the seat; only while it is claimed.
    claimed_until timestamptz NOT NULL,
    -- How the author found it: great, good, acceptable, problematic.
    rating        text CHECK (rating IN ('great', 'good', 'acceptable', 'problematic')),
    rating_words  text NOT NULL DEFAULT '',
    thanked       boolean NOT NULL DEFAULT false,
    rated_at      timestamptz
);
CREATE UNIQUE INDEX review_seat ON reviews.review (submission_id, seat) WHERE state <> 'left';
CREATE UNIQUE INDEX review_once ON reviews.review (submission_id, reviewer_id) WHERE state <> 'left';
CREATE INDEX review_of_reviewer ON reviews.review (reviewer_id, claimed_at DESC, id DESC);
CREATE INDEX review_claims ON reviews.review (reviewer_id) WHERE state = 'claimed';

-- What a reviewer publishes in one go.
CREATE TABLE reviews.round (
    review_id    uuid NOT NULL REFERENCES reviews.review (id) ON DELETE CASCADE,
    number       integer NOT NULL CHECK (number >= 1),
    iteration    integer NOT NULL,
    verdict      text NOT NULL CHECK (verdict IN ('ship_it', 'fix_then_ship', 'needs_work')),
    summary      text NOT NULL,
    published_at timestamptz NOT NULL,
    PRIMARY KEY (review_id, number)
);

-- A conversation about a range of lines, a file (no lines) or the whole (no path). What is not published yet is seen by
-- its writer alone.
CREATE TABLE reviews.thread (
    id            uuid PRIMARY KEY,
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    -- Counted within the submission, for its address: `#t3`.
    number        integer NOT NULL CHECK (number >= 1),
    -- None for a question that the author asks beforehand.
    review_id     uuid REFERENCES reviews.review (id) ON DELETE CASCADE,
    opened_by     uuid NOT NULL REFERENCES accounts.person (id),
    kind          text NOT NULL CHECK (kind IN ('bug', 'improvement', 'question', 'praise')),
    iteration     integer NOT NULL,
    path          text,
    from_line     integer CHECK (from_line >= 1),
    to_line       integer,
    state         text NOT NULL CHECK (state IN ('open', 'verify', 'fixed', 'dropped')),
    opened_at     timestamptz NOT NULL,
    published_at  timestamptz,
    UNIQUE (submission_id, number),
    CHECK ((from_line IS NULL) = (to_line IS NULL)),
    CHECK (from_line IS NULL OR path IS NOT NULL),
    CHECK (to_line >= from_line)
);
CREATE INDEX thread_of_review ON reviews.thread (review_id);

CREATE TABLE reviews.comment (
    id           uuid PRIMARY KEY,
    thread_id    uuid NOT NULL REFERENCES reviews.thread (id) ON DELETE CASCADE,
    author_id    uuid NOT NULL REFERENCES accounts.person (id),
    -- Markdown.
    text         text NOT NULL,
    written_at   timestamptz NOT NULL,
    published_at timestamptz
);
CREATE INDEX comment_of_thread ON reviews.comment (thread_id, written_at, id);

-- Other lines for the thread's range, proposed by a comment.
CREATE TABLE reviews.suggestion (
    comment_id  uuid PRIMARY KEY REFERENCES reviews.comment (id) ON DELETE CASCADE,
    -- Without the last newline. NULL deletes the lines.
    replacement text,
    state       text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'applied', 'declined')),
    -- The iteration that it became part of.
    applied_in  integer,
    applied_at  timestamptz,
    -- Of the lines it brought, those that the latest iteration still has.
    kept        integer,
    brought     integer,
    CHECK ((state = 'applied') = (applied_in IS NOT NULL))
);

-- Hunks that a person has looked at, by the hash of what they change: they stay viewed in later iterations.
CREATE TABLE reviews.viewed (
    person_id     uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    hunk          text NOT NULL,
    PRIMARY KEY (submission_id, person_id, hunk)
);

-- The iteration that a person saw last.
CREATE TABLE reviews.look (
    person_id     uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    iteration     integer NOT NULL,
    looked_at     timestamptz NOT NULL,
    PRIMARY KEY (submission_id, person_id)
);

-- What happened, for the timeline.
CREATE TABLE reviews.step (
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    number        integer NOT NULL,
    happened      text NOT NULL,
    actor_id      uuid REFERENCES accounts.person (id),
    note          text NOT NULL DEFAULT '',
    at            timestamptz NOT NULL,
    PRIMARY KEY (submission_id, number)
);

CREATE VIEW reviews.public_submission AS
SELECT id, author_id, title, language, state, anonymous, iteration, visibility, published_at FROM reviews.submission;

CREATE VIEW reviews.public_review AS
SELECT r.id, r.submission_id, r.reviewer_id, r.state, r.rating, r.rating_words, r.thanked,
       (SELECT max(o.published_at) FROM reviews.round o WHERE o.review_id = r.id) AS published_at
FROM reviews.review r;

CREATE VIEW reviews.public_round AS
SELECT r.submission_id, r.reviewer_id, o.review_id, o.number, o.verdict, o.summary, o.published_at
FROM reviews.round o JOIN reviews.review r ON r.id = o.review_id;
