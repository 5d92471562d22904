#!/bin/sh
# pronouns.sh [BUILD] - fit the weights of pronouns anew, after the model or the corpus changed: reads the
# corpus's train and dev reports with the build's program and writes the table of src/stage/who_pronoun.c.
# Then build again, bless the goldens, run the tests.  PYTHON: one with numpy.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$here/build}
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
cmake --build "$build" --target bench_pronouns >/dev/null
for s in train dev; do
	python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    print(json.dumps({"id": d["id"], "text": d["text"], "outlet": d["outlet"]["name"], "published": d["published"]["value"]}))' "$here/corpus/gold/$s.jsonl" >"$t/$s.in"
	"$build/bench/bench_pronouns" "$build/en.pack" "$t/$s.in" >"$t/$s"
done
"${PYTHON:-python3}" "$here/train/pronouns.py" "$t/train" "$here/corpus/gold/train.jsonl" "$t/dev" "$here/corpus/gold/dev.jsonl" --write "$here/src/stage/who_pronoun.c"
