#!/bin/sh
# Whole documents: what the program makes of each input is what stands in
# NAME.json beside it, read and agreed by a person.
#   BLESS=1 sh tests/golden/test_golden.sh build/dragoman    rewrites them; read the diff
set -u
prog=$1
root=${SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
cd "$root" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0 n=0
for in in examples/report.html examples/report.txt tests/golden/valley.txt tests/golden/market.txt tests/golden/quotes.jsonl; do
	name=$(basename "$in" | tr . -)
	want=tests/golden/$name.json
	"$prog" read --json --quiet "$in" >"$tmp/out"
	rc=$?
	[ $rc -le 1 ] || { echo "$in: exit $rc"; bad=1; }
	python3 tests/golden/strip.py <"$tmp/out" >"$tmp/got" || exit 1
	if [ -n "${BLESS:-}" ]; then
		cp "$tmp/got" "$want"
	elif ! diff -u "$want" "$tmp/got" >"$tmp/diff"; then
		echo "$in differs from $want:"
		head -40 "$tmp/diff"
		bad=1
	fi
	n=$((n + 1))
done
[ $n -gt 0 ] || exit 1
exit $bad
