"""Running news text with UPOS from an earlier model, ready for spacy_silver.py and then for train.py --news.

usage: news_silver.py MODEL.pt DATA_DIR OUT.pkl [--words 260000]
Text: article bodies of articles/fundus-en and newspaper4k. Only entities are learned from it: spaCy's spans (OntoNotes is news, where
our other entity sets are web and Wikipedia), UPOS deciding which words outside a span are surely no names (data.spacy_mask).
"""
import argparse
import pickle
import random

import torch

import data
import evaluate
import silver
from model import collate


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--words", type=int, default=260000)
    a = ap.parse_args()
    m, wp, inv = evaluate.load(a.model)
    m.eval()
    arts = [x for x in silver.articles(a.data) if not x[0].startswith("wcxb")]
    random.Random(7).shuffle(arts)
    arts.sort(key=lambda x: not x[0].startswith("fundus"))  # all of fundus, which is news throughout, then newspaper4k
    docs, n = [], 0
    for name, paras in arts:
        d = silver.to_doc(name, paras)
        if len(d) >= 60 and n < a.words:
            d.starts, d.upos = list(d.par), ["X"] * len(d)
            docs.append(d)
            n += len(d)
    todo = [(d,) + t for d in docs for t in data.eval_windows(d, wp, None, context=16)]
    todo.sort(key=lambda t: len(t[1].pieces))
    with torch.no_grad():
        for k in range(0, len(todo), 16):
            g = todo[k:k + 16]
            b = collate([t[1] for t in g], wp.pad)
            b["deps"] = False
            with torch.autocast("cpu", dtype=torch.bfloat16):
                p = torch.softmax(m(b)["upos"], -1)
            v, i = (x.numpy() for x in p.max(-1))
            for r, (d, w, s, e) in enumerate(g):
                for j in range(s, e):
                    d.upos[j] = inv["upos"][i[r, j - w.lo]] if v[r, j - w.lo] >= 0.7 else None
    pickle.dump([(d.name, d.words, d.starts, d.upos) for d in docs], open(a.out, "wb"))
    print(len(docs), "documents", n, "words")


if __name__ == "__main__":
    main()
