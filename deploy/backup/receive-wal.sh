#!/bin/bash
# receive-wal.sh <backup folder>: keeps receiving every change as it is written; run it as a service that is always on.
# It survives restarts of the server. The slot makes the server keep what was not received yet, so watch its disk when this is not running.
set -euo pipefail
backup=${1:?usage: receive-wal.sh <backup folder>}
slot=${WEISU_BACKUP_SLOT:-weisu_backup}
umask 077
mkdir -p "$backup/wal"
pg_receivewal --directory="$backup/wal" --slot="$slot" --create-slot --if-not-exists --no-password
exec pg_receivewal --directory="$backup/wal" --slot="$slot" --synchronous --no-password
