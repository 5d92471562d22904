#!/bin/sh
# syntax.sh [split] - words, trees and names against UD English EWT and UNER-EWT (split: test, or dev).
#
# Needs ../shared/data (treebank, ner/uner-ewt), python3 and a build with the
# tests on (make check).  Peers are run too where their Python packages are
# installed for $PEERS_PYTHON (default python3); see bench/syntax_peers.py.
set -eu
cd "$(dirname "$0")/.."
split=${1:-test}
data=${DATA:-../shared/data}
prog=build/dragoman pack=build/en.pack py=${PEERS_PYTHON:-python3}
cmake --build build --target bench_encode >/dev/null
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
xz -dc "$data/treebank/en_ewt-$split.conllu.xz" > "$tmp/gold"
python3 bench/score_names.py --words "$data/ner/uner-ewt/$split.iob2" > "$tmp/words"

echo "UD English EWT $split (CoNLL 2018 definitions; relations without their subtypes, then with them)"
build/bench/bench_encode $pack "$tmp/gold" > "$tmp/a"
printf '  gold words and sentences  ' && python3 bench/score_syntax.py "$tmp/gold" "$tmp/a"
printf '      with subtypes         ' && python3 bench/score_syntax.py "$tmp/gold" "$tmp/a" --full
build/bench/bench_encode $pack "$tmp/gold" --free > "$tmp/b"
printf '  gold words                ' && python3 bench/score_syntax.py "$tmp/gold" "$tmp/b"
python3 bench/raw_text.py "$tmp/gold" > "$tmp/raw.jsonl"
DRAGOMAN_PACK=$pack $prog read -q --conllu "$tmp/raw.jsonl" > "$tmp/c"
printf '  raw text                  ' && python3 bench/score_syntax.py "$tmp/gold" "$tmp/c"
echo "UNER-EWT $split, gold words and sentences, strict span F1"
build/bench/bench_encode $pack "$tmp/words" > "$tmp/d"
printf '  dragoman                  ' && python3 bench/score_names.py "$data/ner/uner-ewt/$split.iob2" "$tmp/d"
python3 bench/news.py "$data/articles/newspaper4k.tar.xz" > "$tmp/news.jsonl"
if "$py" bench/syntax_peers.py "$tmp/words" "$tmp/news.jsonl" > "$tmp/e" 2> "$tmp/e.speed"; then
	printf '  spaCy sm (OntoNotes)      ' && python3 bench/score_names.py "$data/ner/uner-ewt/$split.iob2" "$tmp/e"
	"$py" bench/syntax_peers.py "$tmp/gold" "$tmp/news.jsonl" 2>/dev/null | awk -F'\t' '
		NR == FNR { if ($1 ~ /^[0-9]+$/) gold[++n] = $4; next }
		$1 ~ /^[0-9]+$/ { hit += $4 == gold[++k] }
		END { printf "  spaCy sm on EWT words     upos %.2f\n", 100 * hit / n }' "$tmp/gold" -
	sed 's/^/  /' "$tmp/e.speed"
else
	echo "  spaCy is not installed for $py"
fi
echo "published: UDPipe 1.2 on EWT, gold words: upos 94.4 uas 84.4 las 81.1; spaCy trf: 96.9 / 91.9 / 89.4"
