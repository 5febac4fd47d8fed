#!/bin/sh
# Tells the program where the database is, with the password out of the volume: of whatever signs, as an address takes it.
set -eu
password=$(node -p 'encodeURIComponent(require("node:fs").readFileSync("/run/parley/postgres", "utf8"))')
DATABASE_URL="postgres://parley:$password@postgres:5432/parley"
export DATABASE_URL
exec "$@"
