#!/bin/sh
# The two roles of Corsia and its database, at the first start of the database's container.
set -eu
psql --set ON_ERROR_STOP=1 --username postgres --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set app_password="$APP_PASSWORD" <<'SQL'
create role corsia_owner login password :'owner_password';
create role corsia_app login password :'app_password';
create database corsia owner corsia_owner;
SQL
