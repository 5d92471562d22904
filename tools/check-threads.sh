#!/bin/sh
# check-threads.sh BUILD - read and add with 8 workers, BUILD made with the thread sanitizer.
# A data race makes the program exit with 66; the output must be that of one worker.
set -eu
build=$1
pack=${DRAGOMAN_PACK:-$build/en.pack}
[ -f "$pack" ] || pack=build/en.pack
export DRAGOMAN_PACK="$pack" TSAN_OPTIONS="exitcode=66 halt_on_error=1"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Sixteen different reports from the shipped example, cut at different places.
i=0
while [ $i -lt 16 ]; do
	head -c $((200 + i * 37)) examples/report.txt >"$tmp/r$i.txt"
	i=$((i + 1))
done
"$build/dragoman" read --json --quiet --jobs 1 "$tmp"/r*.txt >"$tmp/one"
"$build/dragoman" read --json --quiet --jobs 8 "$tmp"/r*.txt >"$tmp/eight"
cmp "$tmp/one" "$tmp/eight"
"$build/dragoman" add --quiet --jobs 8 --db "$tmp/a.db" "$tmp"/r*.txt
"$build/dragoman" add --quiet --jobs 1 --db "$tmp/b.db" "$tmp"/r*.txt
"$build/dragoman" dump --db "$tmp/a.db" >"$tmp/a"
"$build/dragoman" dump --db "$tmp/b.db" >"$tmp/b"
cmp "$tmp/a" "$tmp/b"
echo "threads: no race, same bytes with 1 and 8 workers"
