#!/bin/sh
# parties.sh BUILD HELD [--write]: the weights of src/stage/event_whom.c, fitted anew.
#
# HELD is what args_held.py wrote: each report of train is read with the head for event
# arguments that has not seen its storyline; dev is read with the model of data/en.  After
# changes of the corpus, the encoder, frames or who is who.  Needs numpy (PYTHON=python3)
# and `cmake --build BUILD --target bench_parties`.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=$1 held=$2 python=${PYTHON:-python3}
gold=$here/corpus/gold
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
input() { # split, part ("" for all): reports on standard output
	python3 -c 'import json, re, sys, zlib
for l in open(sys.argv[1]):
    d = json.loads(l)
    if sys.argv[2] in ("", str(zlib.crc32(re.match("[A-Z]+", d["id"])[0].encode()) % 5)):
        print(json.dumps({"id": d["id"], "text": d["text"], "outlet": d["outlet"]["name"], "published": d["published"]["value"]}))' "$gold/$1.jsonl" "$2"
}
cp -r "$here/data" "$t/data"
for k in 0 1 2 3 4; do
	cp "$held/$k/full.safetensors" "$t/data/en/model/full.safetensors"
	"$build/dragoman" pack build --quiet "$t/data/en" "$t/en.pack"
	input train $k >"$t/in"
	"$build/bench/bench_parties" "$t/en.pack" "$t/in" >>"$t/train"
done
input dev "" >"$t/in"
"$build/bench/bench_parties" "$build/en.pack" "$t/in" >"$t/dev"
"$python" "$here/train/parties.py" "$t/train" "$gold/train.units.jsonl" "$t/dev" "$gold/dev.units.jsonl" \
	$([ "${3:-}" != --write ] || echo --write "$here/src/stage/event_whom.c")
