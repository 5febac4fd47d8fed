#!/bin/sh
# Brings a running compose up to date without anybody noticing: new backends come beside the old ones, and when they are
# ready the old ones are ended one by one, each of which sends its clients to the others. What is sent meanwhile waits in
# outboxes for moments. From the checkout's folder: sh deploy/rolling-update.sh   (COMPOSE="docker-compose" for the old one)
set -eu
compose=${COMPOSE:-docker compose}

old=$($compose ps -q backend)
# Where there is none, grep fails as well as counting it.
count=$(printf '%s\n' "$old" | grep -c . || true)
[ "$count" -gt 0 ] || { echo 'no backend is running: docker compose up --build -d --scale backend=2' >&2; exit 1; }

$compose build
# Every migration leaves a schema that the release before can still work with.
$compose run --rm --no-deps migrate
$compose up -d --no-deps --no-recreate --scale backend=$((count * 2)) backend

isReady() { [ "$(docker inspect --format '{{.State.Health.Status}}' "$1")" = healthy ]; }
end() { for id in "$@"; do docker stop --time 30 "$id" >/dev/null; docker rm "$id" >/dev/null; done; }

new=
for id in $($compose ps -q backend); do
  case "$old" in *"$id"*) ;; *) new="$new $id" ;; esac
done
for id in $new; do
  tries=0
  until isReady "$id"; do
    tries=$((tries + 1))
    [ "$tries" -lt 60 ] || {
      docker logs --tail 20 "$id" >&2
      # The next try would take them for old ones, and double their number.
      end $new
      echo "$id does not get ready: the new backends are ended, the old ones are left as they are" >&2
      exit 1
    }
    sleep 1
  done
done

end $old
# The proxy holds the client's files: it is away for a moment, in which clients try again.
$compose up -d --no-deps proxy
echo "$count backends are up to date"
