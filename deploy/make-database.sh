#!/bin/sh
# Runs once, when the database's volume is empty. The owner makes the tables; the application logs in as a role that owns
# nothing, and puts on react_published to read released figures. None is a superuser: row-level security binds them all.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv password DATABASE_PASSWORD
CREATE ROLE react_cases LOGIN PASSWORD :'owner_password';
CREATE ROLE react_app LOGIN PASSWORD :'password';
CREATE ROLE react_published NOLOGIN;
GRANT react_published TO react_app WITH INHERIT FALSE, SET TRUE;
CREATE DATABASE react_cases OWNER react_cases;
SQL
