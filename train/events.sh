#!/bin/sh
# events.sh [BUILD] [--write]: the weights of src/stage/event_worth.c, fitted anew.
#
# After changes of frames, lexicons, the encoder's event head or the corpus; needs
# numpy (PYTHON=python3) and `cmake --build BUILD --target bench_events`.  --write
# puts the weights into the source.  FRESH is a pattern of the reports of corpus train
# that the encoder's head was not trained on; best fitted when there are many.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../build
write=
for a in "$@"; do
	case $a in
	--write) write="--write $here/../src/stage/event_worth.c" ;;
	*) build=$a ;;
	esac
done
python=${PYTHON:-python3}
corpus=$here/../corpus
ewt=$here/../../shared/data/treebank/en_ewt-train.conllu.xz
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
args=

add() { # reports, name, flag, gold (the reports)
	python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    p = d.get("published")
    print(json.dumps({"id": d["id"], "text": d["text"], "date": p.get("value") if isinstance(p, dict) else p}))' "$1" >"$t/in.jsonl"
	"$build/bench/bench_events" "$build/en.pack" "$t/in.jsonl" >"$t/$2.rows"
	args="$args $3 $t/$2.rows ${4-$1}"
}

for part in train dev; do
	for seen in yes no; do
		for f in jsonl units.jsonl; do
			python3 -c 'import json, re, sys
for l in open(sys.argv[1]):
    if (sys.argv[2] == "train" and not re.match(sys.argv[4], json.loads(l)["id"])) == (sys.argv[3] == "yes"):
        print(l, end="")' "$corpus/gold/$part.$f" $part $seen "${FRESH-none}" >"$t/$part-$seen.$f"
		done
		[ ! -s "$t/$part-$seen.jsonl" ] || add "$t/$part-$seen.jsonl" "$part-$seen" "$([ $seen = no ] || echo --seen)" "$t/$part-$seen.units.jsonl"
	done
done
for s in status sentences; do
	for p in train fit dev; do # sections "fit: ..": of train, but no head was trained on them
		python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    fit = (d.get("construction") or d["topic"]).startswith("fit: ")
    if ("fit" if fit else d["split"]) == sys.argv[2]:
        print(l, end="")' "$corpus/controls/$s.jsonl" $p >"$t/$s-$p.jsonl"
		add "$t/$s-$p.jsonl" "$s-$p" "$([ $p != train ] || echo --seen)"
	done
done
if [ -f "$ewt" ]; then
	"$python" "$here/events.py" --web "$ewt" >"$t/web.jsonl"
	add "$t/web.jsonl" web ''
fi
"$python" "$here/events.py" $args $write
