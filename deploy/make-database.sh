#!/bin/sh
# Runs once, when the database's volume is empty. The owner makes the tables; the application logs in as a role that owns
# nothing. Neither is a superuser, so that row-level security binds both.
set -eu
psql --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname postgres <<'SQL'
\getenv owner_password DATABASE_OWNER_PASSWORD
\getenv password DATABASE_PASSWORD
CREATE ROLE react_cases LOGIN PASSWORD :'owner_password';
CREATE ROLE react_app LOGIN PASSWORD :'password';
CREATE DATABASE react_cases OWNER react_cases;
SQL
