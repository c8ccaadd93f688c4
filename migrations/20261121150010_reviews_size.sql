-- How much was read for a round: the lines of its iteration.
CREATE VIEW reviews.public_round_size AS
SELECT o.review_id, o.number, coalesce(sum(b.lines), 0)::integer AS lines
FROM reviews.round o
JOIN reviews.review r ON r.id = o.review_id
JOIN reviews.file f ON f.submission_id = r.submission_id AND f.iteration = o.iteration
JOIN reviews.blob b ON b.hash = f.hash
GROUP BY o.review_id, o.number;
