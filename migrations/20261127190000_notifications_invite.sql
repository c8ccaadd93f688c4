-- The calendar part of a mail, where there is one.
ALTER TABLE notifications.mailbox ADD COLUMN calendar text;
