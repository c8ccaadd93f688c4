-- What a seat costs, and how many are left, for whoever looks for one.
CREATE OR REPLACE VIEW bookings.public_group AS
SELECT id, tutor_id, title, subject, starts_at, ends_at, join_until, state, reason, seats_min, seats_max,
       seats_taken - seats_held AS seats_firm, price_minor, currency, seats_max - seats_taken AS seats_free
FROM bookings.group_session;
