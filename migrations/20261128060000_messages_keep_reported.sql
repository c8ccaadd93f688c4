-- Somebody left whose message a moderator has still to look at: its words go with the decision.
ALTER TABLE messages.message ADD COLUMN erase_when_decided boolean NOT NULL DEFAULT false;
