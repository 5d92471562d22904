#!/usr/bin/env bash
# tokens.sh OUT - cuts the texts of heads.py into words with the program itself, so that training sees the words the product sees.
#
# Writes OUT/NAME.tok.jsonl (spans of the words of each text).  Needs a build (BUILD, default ../build); DATA as in run.sh.
set -eu
cd "$(dirname "$0")"
out=$1 build=${BUILD:-../build} DATA=${DATA:-../../shared/data} PYTHON=${PYTHON:-python3}
mkdir -p "$out"
words_of() { # name, JSON Lines on standard input: id and text are kept
	[ -s "$out/$1.tok.jsonl" ] && return
	"$PYTHON" -c 'import json, sys
for line in sys.stdin:
    d = json.loads(line)
    print(json.dumps({"id": d["id"], "text": d["text"]}))' >"$out/$1.raw.jsonl"
	DRAGOMAN_PACK=$build/en.pack "$build/dragoman" read -q --layers tokens --json "$out/$1.raw.jsonl" >"$out/$1.tmp"
	mv "$out/$1.tmp" "$out/$1.tok.jsonl"
	rm "$out/$1.raw.jsonl"
}
for s in train dev; do
	xz -dc "$DATA/attribution/polnear-$s.jsonl.xz" | words_of polnear-$s
	words_of corpus-$s <../corpus/gold/$s.jsonl
done
for n in sentences status quantities; do words_of $n <../corpus/controls/$n.jsonl; done
for n in plover-sentences-a penta-a; do words_of $n <"$DATA/events/train/$n.jsonl"; done
