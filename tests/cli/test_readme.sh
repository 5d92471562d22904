#!/bin/sh
# What README.md shows of the example report is what the program prints:
# every line of its ```text blocks (commands and "..." apart) stands in the output.
set -u
dragoman=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$SOURCE_DIR" || exit 2
COLUMNS=80 LC_ALL=C.UTF-8 "$dragoman" read examples/report.html >"$tmp/out" || exit 1
"$dragoman" add --quiet --db "$tmp/r.db" examples/report.html || exit 1
id=$(sed -n 's/^\$ dragoman why .* \([a-z]*-[0-9a-f]*\)$/\1/p' README.md)
[ -n "$id" ] || { echo "README.md no longer asks why"; exit 1; }
COLUMNS=80 LC_ALL=C.UTF-8 "$dragoman" why --db "$tmp/r.db" "$id" >>"$tmp/out" || exit 1
awk '/^```text$/ { on = 1; next } /^```/ { on = 0 } on && !/^\$/ && !/^ *\.\.\.$/ && NF' README.md >"$tmp/want"
[ "$(wc -l <"$tmp/want")" -gt 20 ] || { echo "README.md shows no example"; exit 1; }
bad=0
while IFS= read -r line; do
	grep -qFx -- "$line" "$tmp/out" || { echo "README.md shows, the program does not print: $line"; bad=1; }
done <"$tmp/want"
exit $bad
