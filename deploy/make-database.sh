#!/bin/sh
# Runs once, when the database's volume is empty. The application's role owns its database and nothing else: it is no
# superuser, so that row-level security binds it.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv password DATABASE_PASSWORD
CREATE ROLE react_cases LOGIN PASSWORD :'password';
CREATE DATABASE react_cases OWNER react_cases;
SQL
