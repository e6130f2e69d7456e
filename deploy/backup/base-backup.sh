#!/bin/bash
# base-backup.sh <backup folder>: one full copy of the whole PostgreSQL server, which restore.sh starts from.
# The connection comes from PGHOST, PGPORT, PGUSER, PGPASSWORD or ~/.pgpass; the role needs REPLICATION.
set -euo pipefail
backup=${1:?usage: base-backup.sh <backup folder>}
umask 077
mkdir -p "$backup/base"
unfinished=$(mktemp -d "$backup/base/.unfinished-XXXXXX")
trap 'rm -rf "$unfinished"' EXIT
pg_basebackup --pgdata="$unfinished" --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --no-password
pg_verifybackup --quiet "$unfinished"
# Named by the instant at which it was complete: it serves every point in time after that.
complete=$backup/base/$(date -u +%Y%m%dT%H%M%S.%NZ)
mv "$unfinished" "$complete"
trap - EXIT
echo "base backup $complete, $(du -sh "$complete" | cut -f1)"
