#!/bin/sh
# Run once by the image of Postgres, in a new database: makes the two roles that the program uses. Neither is a superuser. The
# owner makes tables and changes them; what the other may do, `tutorforge migrate` says after each migration.
set -eu

psql --no-psqlrc -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" \
  -v owner="$(cat /run/secrets/owner_password)" -v server="$(cat /run/secrets/server_password)" <<'END'
CREATE ROLE tutorforge_owner LOGIN PASSWORD :'owner';
CREATE ROLE tutorforge LOGIN PASSWORD :'server';
ALTER DATABASE tutorforge OWNER TO tutorforge_owner;
REVOKE TEMPORARY, CREATE ON DATABASE tutorforge FROM PUBLIC;
END
