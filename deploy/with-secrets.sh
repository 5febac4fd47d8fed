#!/bin/sh
# Tells the program where the database is, with the password out of the volume.
set -eu
DATABASE_URL="postgres://parley:$(cat /run/parley/postgres)@postgres:5432/parley"
export DATABASE_URL
exec "$@"
