#!/bin/sh
# attribution.sh [BUILD [SPLIT]] - attributions and chains beside the peers.
# Reads PolNeAR dev and the wire reports from ../shared (development data, if
# present) and corpus/gold/SPLIT (default dev); prints our figures and those of
# ../shared/PEERS.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=${1:-$here/../build}
split=${2:-dev}
data=$here/../../shared/data/attribution
measure=$here/../../shared/measure
[ -d "$data" ] || { echo "attribution.sh: no development data in ../shared"; exit 0; }
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
export DRAGOMAN_PACK="$build/en.pack"

strip() { # id and text only
	python3 -c 'import json, sys
for l in sys.stdin:
    d = json.loads(l)
    print(json.dumps({"id": d["id"], "text": d["text"]}))'
}

xz -dc "$data/polnear-dev.jsonl.xz" >"$t/gold.jsonl"
strip <"$t/gold.jsonl" >"$t/in.jsonl"
"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
python3 "$here/attribution.py" "$t/out.jsonl" >"$t/system.jsonl"
echo "PolNeAR dev (relation F1; peers: nearest-subject rules with CoreNLP parses .500 direct .719 indirect .440 mixed .564 exact .254;"
echo "             perceptron over CoreNLP parses .624 direct .806 indirect .562 mixed .718 exact .434; two annotators .747)"
python3 "$measure/score_attrib.py" "$t/gold.jsonl" "$t/system.jsonl" --boot 200 | grep -E 'documents|P      R|relation|source acc'
python3 "$here/calibration.py" "$t/gold.jsonl" "$t/system.jsonl"
echo
echo "Wire reports, dev (two annotators on 20 reports: unit .97, origin .97, chain .95)"
strip <"$data/wire/dev.jsonl" >"$t/in.jsonl"
"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
python3 "$measure/score_chains.py" "$data/wire/dev.jsonl" "$t/out.jsonl" >"$t/chains"
head -5 "$t/chains"
echo
echo "Corpus, $split"
python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    print(json.dumps({"id": d["id"], "text": d["text"], "outlet": d["outlet"]["name"], "published": d["published"]["value"]}))' "$here/../corpus/gold/$split.jsonl" >"$t/in.jsonl"
"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
gold=$here/../corpus/gold/$split.units.jsonl
python3 "$measure/score_chains.py" "$gold" "$t/out.jsonl" >"$t/chains"
head -5 "$t/chains"
python3 "$here/speakers.py" "$gold" "$t/out.jsonl"
python3 "$here/calibration.py" "$gold" "$t/out.jsonl"
python3 "$here/claims.py" "$here/../corpus/gold/$split.jsonl" "$t/out.jsonl"
