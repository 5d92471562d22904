#!/usr/bin/env python3
"""counts.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/count_worth.c]: the weights of the counts' scores.

FEATURES is the output of bench_counts, GOLD the corpus's reports (train split;
never test).  A row is right when its words overlap a quantity of the gold.
Logistic regression; prints the weights, the share of right decisions and F1 of "listed" at
.5, both in ten parts by report.  --write puts the weights, in hundredths, into
the table of count_worth.c.  Needs numpy.  Deterministic."""
import json
import sys

import numpy as np

import fitting

PENALTY = 3


def load(features, gold):
    """(names of the features, report numbers, matrix [rows][features], right [rows])"""
    golds = fitting.by_id(gold)
    names, docs, x, y = None, [], [], []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        spans = [(at[q["span"][0]], at[q["span"][1]]) for q in g["quantities"]]
        for r in o["rows"]:
            v = np.zeros(len(names))
            v[r["f"]] = 1
            docs.append(fitting.fold(o["id"], 10))
            x.append(v)
            y.append(any(r["start"] < e and s < r["end"] for s, e in spans))
    return names, np.array(docs), np.array(x), np.array(y)


def main():
    files, out = fitting.arguments(sys.argv[1:])
    sets = [load(f, g) for f, g in files]
    names = sets[0][0]
    docs, x, y = (np.concatenate([s[k] for s in sets]) for k in (1, 2, 3))
    held = np.zeros(len(y), bool)
    for part in range(10):
        w = fitting.logistic(x[docs != part], y[docs != part], PENALTY)
        held[docs == part] = x[docs == part] @ w > 0
    right = (held & y).sum()
    print(f"{len(y)} rows, {y.sum()} counted; held out: right {np.mean(held == y):.3f}, P {right / held.sum():.3f} R {right / y.sum():.3f}")
    w = fitting.logistic(x, y, PENALTY)
    for name, value, n, k in zip(names, w, x.sum(0), x[y].sum(0)):
        print(f"{name:18s} {value:6.2f}   {int(k)} of {int(n)}")
    if out:
        fitting.write(out, names, w)


if __name__ == "__main__":
    main()
