-- What mails and others may tell of a submission that is no draft.
CREATE VIEW reviews.public_opening AS
SELECT s.id AS submission_id,
       s.state = 'open' AND s.seats > (SELECT count(*) FROM reviews.review r
                                       WHERE r.submission_id = s.id AND r.state <> 'left') AS has_free_seat
FROM reviews.submission s;

CREATE VIEW reviews.public_iteration AS
SELECT i.submission_id, i.number, i.note, i.made_at
FROM reviews.iteration i JOIN reviews.submission s ON s.id = i.submission_id WHERE s.state <> 'draft';

CREATE VIEW reviews.public_thread AS
SELECT id, submission_id, number, review_id, opened_by, kind, path, from_line, to_line, state, published_at
FROM reviews.thread WHERE published_at IS NOT NULL;

CREATE VIEW reviews.public_comment AS
SELECT c.id, c.thread_id, c.author_id, c.text, c.published_at
FROM reviews.comment c WHERE c.published_at IS NOT NULL;

CREATE VIEW reviews.public_suggestion AS
SELECT g.comment_id, t.submission_id, c.author_id, g.state, g.applied_in, g.applied_at, g.kept, g.brought
FROM reviews.suggestion g
JOIN reviews.comment c ON c.id = g.comment_id
JOIN reviews.thread t ON t.id = c.thread_id
WHERE c.published_at IS NOT NULL;
