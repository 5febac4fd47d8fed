#!/bin/sh
# Writes each secret into the volume: the one that was chosen, else one made once. What is there already stays, unless
# another was chosen since.
set -eu
keep() {
  file="/run/parley/$1"
  if [ -n "$2" ]; then
    printf %s "$2" > "$file"
  elif [ ! -s "$file" ]; then
    head -c 24 /dev/urandom | base64 | tr -d '/+=\n' > "$file"
  fi
  # Read by the services that have this volume, each under a user of its own.
  chmod 444 "$file"
}
keep postgres "${POSTGRES_PASSWORD:-}"
keep grafana "${GRAFANA_PASSWORD:-}"
