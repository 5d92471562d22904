#!/bin/sh
# weights.sh [BUILD] - fit anew, after the model or the corpus changed, the weights of pronouns' antecedents
# (src/stage/who_pronoun.c), of what is a claim (src/stage/claim_worth.c), on the corpus's train and dev
# splits as the build's program reads them, and of which numbers are counts (src/stage/count_worth.c), on the train split.  Each is fitted
# on what the weights before it find; who acts and whom an event concerns: parties.sh, after these.  Then build again, bless the goldens, run the tests.  PYTHON: one with numpy.
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
build=${1:-$here/build}
python=${PYTHON:-python3}
gold=$here/corpus/gold
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
for s in train dev; do
	python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    print(json.dumps({"id": d["id"], "text": d["text"], "outlet": d["outlet"]["name"], "published": d["published"]["value"]}))' "$gold/$s.jsonl" >"$t/$s.in"
done

# features of PROGRAM
features() {
	cmake --build "$build" --target "bench_$1" >/dev/null
	for s in train dev; do "$build/bench/bench_$1" "$build/en.pack" "$t/$s.in" >"$t/$s"; done
}

features pronouns
"$python" "$here/train/pronouns.py" "$t/train" "$gold/train.jsonl" "$t/dev" "$gold/dev.jsonl" --write "$here/src/stage/who_pronoun.c"
features claim_worth
"$python" "$here/train/claims.py" "$t/train" "$gold/train.units.jsonl" "$t/dev" "$gold/dev.units.jsonl" --write "$here/src/stage/claim_worth.c"
features counts
"$python" "$here/train/counts.py" "$t/train" "$gold/train.jsonl" --write "$here/src/stage/count_worth.c"
