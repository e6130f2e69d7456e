#!/bin/bash
# copy-files.sh <FILES_DIR of the gateway> <backup folder>: adds the evidence files that the backup does not have yet.
# Files never change once they are there, so a copy that is newer than the database's point in time serves it as well. Nothing is deleted
# here: prune.sh does that when no point in time that can be restored may need it any more.
set -euo pipefail
usage='usage: copy-files.sh <FILES_DIR> <backup folder>'
source=${1:?$usage}
backup=${2:?$usage}
umask 077
mkdir -p "$backup/files"
copied=0
cd "$source"
while IFS= read -r -d '' name; do
  target=$backup/files/$name
  [ -e "$target" ] && continue
  mkdir -p "$(dirname "$target")"
  # the hourly expiry may take a loose file away between the listing and the copy
  cp -p "$name" "$target.part" 2>/dev/null || { [ -e "$name" ] && exit 1; continue; }
  mv "$target.part" "$target"
  copied=$((copied + 1))
done < <(find . -type f ! -name '*.part' -printf '%P\0')
sync -f "$backup/files"
echo "files: $copied copied, $(find "$backup/files" -type f | wc -l) in the backup"
