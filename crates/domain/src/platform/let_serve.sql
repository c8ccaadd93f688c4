-- What the role named by tutorforge.serving may do in the database of the one who runs this. It owns nothing, so it can
-- neither change a table nor put away its triggers; nothing here lets it empty one.
DO $$
DECLARE
    serving text := current_setting('tutorforge.serving');
    place   text;
BEGIN
    FOR place IN
        SELECT nspname FROM pg_namespace
        WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'public')
          AND pg_has_role(nspowner, 'MEMBER')
    LOOP
        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', place, serving);
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO %I', place, serving);
        EXECUTE format('GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA %I TO %I', place, serving);
        EXECUTE format('GRANT EXECUTE ON ALL ROUTINES IN SCHEMA %I TO %I', place, serving);
    END LOOP;
    -- Which migrations there are.
    EXECUTE format('GRANT SELECT ON public._sqlx_migrations TO %I', serving);
    -- Only ever added to.
    EXECUTE format('REVOKE UPDATE, DELETE ON audit.entry FROM %I', serving);
END
$$;
