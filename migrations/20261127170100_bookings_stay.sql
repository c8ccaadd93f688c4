-- Nobody books somebody who is about to leave, also not at the very moment: who leaves locks their row, and this waits for
-- them and looks again.
CREATE FUNCTION bookings.refuse_who_leaves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM FROM accounts.public_person WHERE id IN (NEW.student_id, NEW.tutor_id) ORDER BY id FOR KEY SHARE;
    IF EXISTS (SELECT FROM accounts.public_person WHERE id IN (NEW.student_id, NEW.tutor_id) AND disabled) THEN
        RAISE EXCEPTION 'one of them is about to leave'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'booking_with_people_who_stay', SCHEMA = 'bookings', TABLE = 'booking';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER booking_with_people_who_stay BEFORE INSERT ON bookings.booking
    FOR EACH ROW WHEN (NEW.state NOT IN ('declined', 'expired', 'cancelled', 'completed'))
    EXECUTE FUNCTION bookings.refuse_who_leaves();
-- A no that was taken back is a session as well.
CREATE TRIGGER booking_again_with_people_who_stay BEFORE UPDATE OF state ON bookings.booking
    FOR EACH ROW WHEN (OLD.state = 'declined' AND NEW.state <> 'declined')
    EXECUTE FUNCTION bookings.refuse_who_leaves();
