-- A tutor may introduce themselves in a video, which lies elsewhere: a link, which a moderator sees first where pages are looked at.
ALTER TABLE tutors.tutor ADD COLUMN video text NOT NULL DEFAULT '' CHECK (video = '' OR video LIKE 'https://%');
ALTER TABLE tutors.change ADD COLUMN video text;
