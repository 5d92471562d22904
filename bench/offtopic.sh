#!/bin/sh
# offtopic.sh [BUILD] - positions, conditions, proposals and events in pages that tell of no talks.
# Saved pages of ../shared/data/articles: all of wcxb-dev (guides, shops, companies) and those of
# newspaper4k and fundus-en whose address names a section of sport, business, science or leisure.
# Prints for each set: pages, sentences, rows, rows per 1,000 sentences, share of pages with a row, events per 1,000.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../build}
data=$here/../../shared/data/articles
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
export DRAGOMAN_PACK="$build/en.pack"

for set in wcxb-dev newspaper4k fundus-en; do
	[ -f "$data/$set.tar.xz" ] || continue
	python3 "$here/offtopic.py" input "$data/$set.tar.xz" >"$t/in.jsonl"
	"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
	python3 "$here/offtopic.py" score "$set" "$t/out.jsonl"
done
