#!/bin/sh
# Allocations of read (every one), of add and of the commands over a record (one in some) failed: no crash, no silence,
# and the record is whole and takes up where it was left.
set -u
d=$1
. "$SOURCE_DIR/tests/fault/alloc.sh"
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cat >"$tmp/a.txt" <<'END'
KESTREL BAY, Dec 21 - Dornmark rejected a week-long pause on Thursday, saying there would be no talks until the offensive ends.

"We offered a week," a senior official told Kestrel News.
END
printf '{"id":"a","text":"Lena Ort said that the bridge was open."}\n{"id":\n{"id":"b","text":"Nobody spoke."}\n' >"$tmp/b.jsonl"
r="$tmp/r.db"
"$d" add -q -j 1 --db "$r" "$tmp/a.txt" "$tmp/b.jsonl" 2>/dev/null
"$d" dump --db "$r" >"$tmp/want" || exit 1
cp "$r" "$tmp/kept.db"
rm -f "$r"
# Exit 3: the broken line of b.jsonl.
again="[ ! -e '$r' ] || '$d' verify -q --db '$r' || exit 1
'$d' add -q -j 1 --db '$r' '$tmp/a.txt' '$tmp/b.jsonl' 2>/dev/null; [ \$? -eq 3 ] || exit 1
'$d' dump --db '$r' | cmp - '$tmp/want' && rm -f '$r'"
same="cmp '$tmp/kept.db' '$tmp/kept.again'"
cp "$tmp/kept.db" "$tmp/kept.again"
c=$("$d" list claims --json --db "$tmp/kept.db" | sed -n 's/.*"id":"\(c-[0-9a-f]*\)".*/\1/p' | head -1)
each_allocation "read" true "$d" read -j 1 "$tmp/a.txt"
each_allocation "read --json" true "$d" read -j 1 --json "$tmp/a.txt"
# Twelve thousand here, most of them SQLite's: one in 41, each followed by a whole second run.
fault_step=41
each_allocation "add" "$again" "$d" add -q -j 1 --db "$r" "$tmp/a.txt"
# SQLite asks thousands of times in these; one in 23 is enough where nothing is written.
fault_step=23
for cmd in "list claims" "list actors --json" "talks" "show a --json" "why ${c:-c-0}" "status" "verify" "dump"; do
	# shellcheck disable=SC2086
	each_allocation "$cmd" "$same" "$d" $cmd --db "$tmp/kept.db"
done
exit $faults
