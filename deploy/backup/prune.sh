#!/bin/bash
# prune.sh <backup folder> <days> [<FILES_DIR>]: keeps every point in time of the last <days> days restorable and deletes what only older ones
# need. With the gateway's folder, also the evidence files that have been gone from there for so long: a file must not outlive its erasure in the backup.
# How long is a decision about people too: what was erased on request (PIPL 47) is gone for good only when no backup holds it any more.
set -euo pipefail
usage='usage: prune.sh <backup folder> <days> [<FILES_DIR>]'
backup=${1:?$usage}
days=${2:?$usage}
[[ $days =~ ^[1-9][0-9]*$ ]] || { echo "$usage" >&2; exit 1; }
live=${3:-}

# When a file was first missed is the time of its mark; one that came back (a restore) loses the mark.
prune_files() {
  local name mark deleted=0
  while IFS= read -r -d '' name; do
    mark=$backup/gone/$name
    if [ -e "$live/$name" ]; then
      rm -f "$mark"
    elif [ ! -e "$mark" ]; then
      mkdir -p "$(dirname "$mark")"
      touch "$mark"
    elif [ -n "$(find "$mark" -mtime "+$((days - 1))")" ]; then
      rm -f "$backup/files/$name" "$mark"
      deleted=$((deleted + 1))
    fi
  done < <(find "$backup/files" -type f -printf '%P\0')
  echo "deleted $deleted evidence files that have been gone for $days days"
}

if [ -n "$live" ]; then
  # an unmounted folder would make every file look gone
  [ -n "$(ls -A "$live")" ] || { echo "$live is empty: is it mounted?" >&2; exit 1; }
  prune_files
fi
oldest=$(date -u -d "$days days ago" +%Y%m%dT%H%M%S.%NZ)
mapfile -t bases < <(find "$backup/base" -mindepth 1 -maxdepth 1 -type d ! -name '.*' -printf '%f\n' | sort)
keep=''
for base in "${bases[@]}"; do [[ $base > $oldest ]] || keep=$base; done
if [ -z "$keep" ]; then
  echo "nothing to delete: the oldest base backup is younger than $days days"
  exit 0
fi
for base in "${bases[@]}"; do
  [[ $base < $keep ]] && rm -rf "${backup:?}/base/$base" && echo "deleted base backup $base"
done
first=$(sed -n 's/^START WAL LOCATION: .*(file \(.*\))$/\1/p' "$backup/base/$keep/backup_label")
pg_archivecleanup "$backup/wal" "$first"
echo "every point in time since $keep can be restored"
