#!/usr/bin/env python3
"""talk_scope.py DISPUTES GOLD OTHERS [--write src/stage/talk_scope.c]: the weights of a report's being of a dispute.

DISPUTES and OTHERS are output of bench_talks: the corpus's train reports (GOLD: their gold; never test) and pages that tell of other
matters (bench/offtopic.py input).  A report is of a dispute when its gold has a position, condition, proposal or agreement; the
corpus's control reports are others.  Logistic regression over the steps, weights of a step not of the wrong sign for its kind, by
projected gradients; prints what is right in ten parts by report.  --write puts the weights, in hundredths, into the table of
talk_scope.c.  Needs numpy.  Deterministic."""
import json
import re
import sys
import zlib

import numpy as np

PENALTY, STEPS, ROUNDS = 2.0, 5, 4000
LAYERS = ("positions", "conditions", "proposals", "agreements")


def load(path, gold):
    names, ids, x, y = None, [], [], []
    for o in map(json.loads, open(path, encoding="utf8")):
        names = o.get("features", names)
        if o["words"] < 80:
            continue
        v = np.zeros(len(names))
        v[o["f"]] = 1
        ids.append(o["id"])
        x.append(v)
        y.append(o["id"] in gold)
    return names, ids, np.array(x), np.array(y, bool)


def fit(x, y, sign):
    """Each class weighs the same, so that 0 is where both are as likely."""
    w = np.zeros(x.shape[1])
    weight = np.where(y, .5 / y.sum(), .5 / (~y).sum()) * len(y)
    rate = 4 / (np.linalg.norm(x * np.sqrt(weight)[:, None], 2) ** 2 + 4 * PENALTY)
    for _ in range(ROUNDS):
        p = 1 / (1 + np.exp(-x @ w))
        pull = PENALTY * w
        pull[-1] = 0
        w -= rate * (x.T @ (weight * (p - y)) + pull)
        w = np.where(sign * w < 0, 0, w)
    return w


def main():
    args = sys.argv[1:]
    out = args[args.index("--write") + 1] if "--write" in args else None
    gold = {o["id"] for o in map(json.loads, open(args[1], encoding="utf8")) if any(o.get(k) for k in LAYERS)}
    sets = [load(args[0], gold), load(args[2], set())]
    names = sets[0][0]
    ids = sum((s[1] for s in sets), [])
    x, y = (np.concatenate([s[k] for s in sets]) for k in (2, 3))
    sign = np.array([0 if n == "bias" else -1 if n.startswith("address") else 1 for n in names])
    parts = np.array([zlib.crc32(i.encode()) % 10 for i in ids])
    score = np.zeros(len(y))
    for part in range(10):
        score[parts == part] = x[parts == part] @ fit(x[parts != part], y[parts != part], sign)
    for t in (-100, -50, 0, 50, 100, 200):
        print(f"held out, above {t:4d}: disputes {np.mean(100 * score[y] > t):.3f} of {y.sum()}, others {np.mean(100 * score[~y] > t):.3f} of {(~y).sum()}")
    w = fit(x, y, sign)
    for i in range(0, len(names) - 1, STEPS):
        print(f"{names[i][:-2]:10s}", *(f"{v:6.2f}" for v in w[i:i + STEPS]))
    print(f"bias {w[-1]:.2f}")
    if out:
        code = open(out, encoding="utf8").read()
        for i in range(0, len(names) - 1, STEPS):
            row = ", ".join(str(round(100 * v)) for v in w[i:i + STEPS])
            code = re.sub(r'(\{ "%s", \{[^}]*\}, \{)[^}]*\}' % names[i][:-2], r"\1 %s }" % row, code)
        code = re.sub(r"static const int bias = -?\d+;", f"static const int bias = {round(100 * w[-1])};", code)
        open(out, "w", encoding="utf8").write(code)


main()
