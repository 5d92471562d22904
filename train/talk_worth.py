#!/usr/bin/env python3
"""talk_worth.py [--from src/stage/talk_worth.c] FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/talk_worth.c]: which stances found are positions.

FEATURES is the output of bench_talks, GOLD the corpus's reports (train split, never test; of reports that the encoder's head for talk
acts was trained on its opinion looks better than it is, so take those that it was not).  A stance found is right when its word overlaps
a position of the gold with that stance.  Logistic regression, storylines held out in turn; prints precision and
recall at thresholds, and the weights.  --from: few reports (those of corpus/FRESH) mend the weights that the source has, the penalty
pulls toward those and not toward 0.  --write puts them, in hundredths, into talk_worth.c.  Needs numpy.  Deterministic."""
import json
import re
import sys

import numpy as np

import fitting

PENALTY, PULL = 2.0, 12.0  # toward 0, and toward the weights of --from


def load(features, gold):
    golds = fitting.by_id(gold)
    names, docs, x, y, total = None, [], [], [], 0
    for o in map(json.loads, open(features, encoding="utf8")):
        names = o.get("stance_features", names)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        marks = [(p["span"], p["stance"]) for p in g.get("positions", [])]
        total += len(marks)
        for s, e, stance, f in o["stances"]:
            v = np.zeros(len(names))
            v[f] = 1
            docs.append(fitting.storyline(o["id"]))
            x.append(v)
            y.append(any(k == stance and at[a] < e and s < at[b] for (a, b), k in marks))
    return names, docs, np.array(x), np.array(y, bool), total


def weights(source):
    """The weights that the table of a source has."""
    code = open(source, encoding="utf8").read()
    table = re.search(r"static const int weight\[STANCE_FEATURES\] = \{\n(.*?)\};", code, flags=re.S)[1]
    return np.array([int(v) for v in re.findall(r"^\t(-?\d+),", table, flags=re.M)]) / 100


def main():
    args, toward, penalty = sys.argv[1:], None, PENALTY
    if args[0] == "--from":
        toward, penalty, args = weights(args[1]), PULL, args[2:]
    files, out = fitting.arguments(args)
    sets = [load(f, g) for f, g in files]
    names = next(s[0] for s in sets if s[0])
    docs = np.array(sum((s[1] for s in sets), []))
    x, y = (np.concatenate([s[k] for s in sets]) for k in (2, 3))
    total = sum(s[4] for s in sets)
    held = np.zeros(len(y))
    for part in sorted(set(docs)):
        held[docs == part] = 1 / (1 + np.exp(-x[docs == part] @ fitting.logistic(x[docs != part], y[docs != part], penalty, toward=toward)))
    print(f"{len(y)} stances found, {y.sum()} right, {total} in the gold; storylines held out:")
    for t in (0, .1, .2, .25, .3, .35, .4, .45, .5, .6):
        p, r = y[held > t].mean(), y[held > t].sum() / total
        print(f"  above {t:.2f}: {np.sum(held > t):4d}  P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")
    w = fitting.logistic(x, y, penalty, toward=toward)
    for name, value, n, k in zip(names, w, x.sum(0), x[y].sum(0)):
        print(f"{name:18s} {value:6.2f}   {int(k)} of {int(n)}")
    if out:
        code = open(out, encoding="utf8").read()
        rows = "".join(f"\t{round(100 * v)}, /* {n} */\n" for n, v in zip(names, w))
        code = re.sub(r"(static const int weight\[STANCE_FEATURES\] = \{\n).*?(\};)", lambda m: m[1] + rows + m[2], code, flags=re.S)
        open(out, "w", encoding="utf8").write(code)


main()
