-- Whether any file still holds a text.
CREATE INDEX file_by_hash ON reviews.file (hash);
