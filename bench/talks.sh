#!/bin/sh
# talks.sh [BUILD] [SPLIT] [STORIES] - quantities, talk acts, labels and the knot's edges
# against the corpus and its controls.  SPLIT: train, dev or test (default dev);
# STORIES: a regular expression, reports whose id begins with it (J: JA01 and on);
# test is for reporting, never for tuning.  What counts as right: talks.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../build}
split=${2:-dev}
stories=${3:-}
corpus=$here/../corpus
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
export DRAGOMAN_PACK="$build/en.pack"

score() { # SET GOLD
	python3 "$here/talks.py" input "$1" "$2" "$split" "$stories" >"$t/gold.jsonl"
	python3 -c 'import json, sys
for l in sys.stdin:
    d = json.loads(l)
    have = {"id": d["id"], "text": d["text"], "title": d.get("title"), "published": (d.get("published") or {}).get("value"), "outlet": (d.get("outlet") or {}).get("name")}
    print(json.dumps({k: v for k, v in have.items() if v}))' <"$t/gold.jsonl" >"$t/in.jsonl"
	"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
	python3 "$here/talks.py" score "$1" "$t/gold.jsonl" "$t/out.jsonl"
}

score quantities "$corpus/controls/quantities.jsonl"
score phantoms "$corpus/controls/sentences.jsonl"
score reports "$corpus/gold/$split.jsonl"
[ "$split" = train ] || [ "$split" = dev ] || score edges "$corpus/gold/worked.jsonl"
