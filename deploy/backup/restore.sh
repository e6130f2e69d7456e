#!/bin/bash
# restore.sh <backup folder> <data directory> [<instant>]: prepares a data directory that, when PostgreSQL is started on it, replays the changes
# up to the instant (2026-11-22T08:30:00+08:00), or to the last one received. Run it as the server's own user; the directory must be empty.
set -euo pipefail
usage='usage: restore.sh <backup folder> <empty data directory> [<instant with offset>]'
backup=$(realpath "${1:?$usage}")
data=${2:?$usage}
instant=${3:-}
if [ -n "$(ls -A "$data" 2>/dev/null)" ]; then
  echo "$data is not empty: move the old data directory away first, do not delete it" >&2
  exit 1
fi
if [ -n "$instant" ] && ! [[ $instant =~ (Z|[+-][0-9]{2}:?[0-9]{2})$ ]]; then
  echo "$usage" >&2
  exit 1
fi
upto=$(date -u ${instant:+-d "$instant"} +%Y%m%dT%H%M%S.%NZ)
# the newest copy that was complete by then; the names sort like instants
base=$(find "$backup/base" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%f\n' | sort | awk -v upto="$upto" '$0 <= upto' | tail -n 1)
if [ -z "$base" ]; then
  echo "no base backup was complete by $upto" >&2
  exit 1
fi
mkdir -p "$data"
chmod 700 "$data"
cp -a "$backup/base/$base/." "$data/"
# what was being received when the server died is in a file named .partial
cat >> "$data/postgresql.auto.conf" <<CONF
restore_command = 'cp "$backup/wal/%f" "%p" 2>/dev/null || cp "$backup/wal/%f.partial" "%p"'
recovery_target_action = 'promote'
CONF
if [ -n "$instant" ]; then
  echo "recovery_target_time = '$(date -u -d "$instant" '+%Y-%m-%d %H:%M:%S.%6N+00')'" >> "$data/postgresql.auto.conf"
fi
touch "$data/recovery.signal"
echo "base backup $base; start PostgreSQL on $data and it replays up to ${instant:-the last change received}"
