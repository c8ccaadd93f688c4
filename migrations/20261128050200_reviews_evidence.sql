-- For what somebody has suggested, the latest first.
CREATE INDEX comment_of_author ON reviews.comment (author_id, published_at DESC) WHERE published_at IS NOT NULL;
