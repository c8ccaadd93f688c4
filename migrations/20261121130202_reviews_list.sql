-- The queue for one language and level.
CREATE INDEX queue_by_both ON reviews.queue (language, level, queued_at, submission_id);

-- What everyone may browse, by where it stands.
CREATE INDEX submission_published_as ON reviews.submission (state, published_at DESC, id DESC)
    WHERE state <> 'draft' AND visibility = 'public';
CREATE INDEX submission_published_in_as ON reviews.submission (language, state, published_at DESC, id DESC)
    WHERE state <> 'draft' AND visibility = 'public';

-- Whom has somebody reviewed, also where they left.
CREATE INDEX review_of_submission ON reviews.review (submission_id, reviewer_id);

-- What waits for its author.
CREATE INDEX submission_waits_for_author ON reviews.submission (author_id, turn_since DESC)
    WHERE state = 'open' AND turn = 'author';

-- What may wait for its reviewer: a review whose submission has ended never does again, so that the many that somebody
-- has behind them need not be looked at.
ALTER TABLE reviews.review ADD COLUMN over boolean NOT NULL DEFAULT false;
UPDATE reviews.review r SET over = true
FROM reviews.submission s WHERE s.id = r.submission_id AND s.state IN ('finished', 'closed');
CREATE INDEX review_under_way ON reviews.review (reviewer_id, submission_id) WHERE state <> 'left' AND NOT over;

CREATE FUNCTION reviews.end_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews.review SET over = true WHERE submission_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER reviews_end_with_their_submission AFTER UPDATE OF state ON reviews.submission
    FOR EACH ROW WHEN (NEW.state IN ('finished', 'closed')) EXECUTE FUNCTION reviews.end_reviews();

-- The iteration seen before `iteration`; none if that was the first.
ALTER TABLE reviews.look ADD COLUMN before integer;
