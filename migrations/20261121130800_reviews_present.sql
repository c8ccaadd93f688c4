-- Who looks at a submission right now, a row for each open page. Rows that nobody renews mean nothing.
CREATE UNLOGGED TABLE reviews.present (
    page_id       uuid PRIMARY KEY,
    submission_id uuid NOT NULL REFERENCES reviews.submission (id) ON DELETE CASCADE,
    person_id     uuid NOT NULL REFERENCES accounts.person (id) ON DELETE CASCADE,
    seen_at       timestamptz NOT NULL
);
CREATE INDEX present_at ON reviews.present (submission_id, seen_at);
