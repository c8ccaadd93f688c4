-- The ledger only grows: an entry goes only when its person is erased, by who says so in the same transaction
-- (`SET LOCAL tutorforge.erasing = 'on'`).
CREATE FUNCTION ranking.refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('tutorforge.erasing', true) = 'on' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'the ledger only grows';
END $$;
CREATE TRIGGER entry_stays BEFORE DELETE ON ranking.entry FOR EACH ROW EXECUTE FUNCTION ranking.refuse_removal();
CREATE TRIGGER entries_stay BEFORE TRUNCATE ON ranking.entry FOR EACH STATEMENT EXECUTE FUNCTION ranking.refuse_removal();
