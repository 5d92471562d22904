#!/usr/bin/env python3
"""counts.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/count_worth.c]: the weights of the counts' scores.

FEATURES is the output of bench_counts, GOLD the corpus's reports (train split;
never test).  A row is right when its words overlap a quantity of the gold.
Logistic regression with a penalty on the squares of the weights, by Newton's
method; prints the weights, the share of right decisions and F1 of "listed" at
.5, both in ten parts by report.  --write puts the weights, in hundredths, into
the table of count_worth.c.  Needs numpy.  Deterministic."""
import json
import re
import sys
import zlib

import numpy as np

PENALTY = 3


def load(features, gold):
    """(names of the features, report numbers, matrix [rows][features], right [rows])"""
    golds = {o["id"]: o for o in map(json.loads, open(gold, encoding="utf8"))}
    names, docs, x, y = None, [], [], []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = np.cumsum([0] + [len(ch.encode()) for ch in g["text"]])
        spans = [(at[q["span"][0]], at[q["span"][1]]) for q in g["quantities"]]
        for r in o["rows"]:
            v = np.zeros(len(names))
            v[r["f"]] = 1
            docs.append(zlib.crc32(o["id"].encode()) % 10)
            x.append(v)
            y.append(any(r["start"] < e and s < r["end"] for s, e in spans))
    return names, np.array(docs), np.array(x), np.array(y)


def fit(x, y):
    w = np.zeros(x.shape[1])
    pull = np.full(len(w), PENALTY)
    pull[0] = 1e-3
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        h = x.T @ (x * (p * (1 - p))[:, None]) + np.diag(pull)
        w -= np.linalg.solve(h, x.T @ (p - y) + pull * w)
    return w


def main():
    args = sys.argv[1:]
    out = args[args.index("--write") + 1] if "--write" in args else None
    files = args[:args.index("--write")] if out else args
    sets = [load(f, g) for f, g in zip(files[::2], files[1::2])]
    names = sets[0][0]
    docs, x, y = (np.concatenate([s[k] for s in sets]) for k in (1, 2, 3))
    held = np.zeros(len(y), bool)
    for part in range(10):
        w = fit(x[docs != part], y[docs != part])
        held[docs == part] = x[docs == part] @ w > 0
    right = (held & y).sum()
    print(f"{len(y)} rows, {y.sum()} counted; held out: right {np.mean(held == y):.3f}, P {right / held.sum():.3f} R {right / y.sum():.3f}")
    w = fit(x, y)
    for name, value, n, k in zip(names, w, x.sum(0), x[y].sum(0)):
        print(f"{name:18s} {value:6.2f}   {int(k)} of {int(n)}")
    if out:
        code = open(out, encoding="utf8").read()
        for name, value in zip(names, w):
            code = re.sub(r'\{ "%s", -?\d+ \}' % re.escape(name), f'{{ "{name}", {round(100 * value)} }}', code)
        open(out, "w", encoding="utf8").write(code)


if __name__ == "__main__":
    main()
