-- What those who look after the place read: what was reported, and what was written for them alone; the latest first.
CREATE INDEX rating_report_latest ON bookings.rating_report (reported_at DESC);
CREATE INDEX rating_noted ON bookings.rating (rated_at DESC) WHERE note <> '';
CREATE INDEX student_rating_noted ON bookings.student_rating (rated_at DESC) WHERE note <> '';
