#!/bin/sh
# sh verify.sh: run in the unpacked folder before anything of it is used. Needs coreutils and findutils alone.
set -eu
cd "$(dirname "$0")"
sha256sum --quiet -c SHA256SUMS
listed=$(mktemp)
found=$(mktemp)
trap 'rm -f "$listed" "$found"' EXIT
cut -c 67- SHA256SUMS | LC_ALL=C sort > "$listed"
find . -type f ! -name SHA256SUMS -printf '%P\n' | LC_ALL=C sort > "$found"
cmp -s "$listed" "$found" || { echo 'there are files that no checksum covers:' >&2; comm -13 "$listed" "$found" >&2; exit 1; }
echo "all $(wc -l < "$listed") files are as they were bundled"
