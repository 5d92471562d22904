#!/usr/bin/env python3
"""claims.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/claim_worth.c]: the weights of what is a claim.

FEATURES is the output of bench_claim_worth, GOLD the reports' units (corpus/gold/*.units.jsonl; never test).  A row is
right when it is matched with a unit as score_chains.py matches them (at least half of the union of characters, one to one,
best first); rows matched with an optional unit are left out.  Logistic regression (fitting.py); prints the figures at the
threshold, held out by storyline (the letters of the report's id; five parts), beside keeping every row.  --write puts the
weights, in hundredths, into the table.  Needs numpy.  Deterministic."""
import json
import sys

import numpy as np

import fitting

PENALTY = 3
LEAST = -0.32  # CLAIM_LEAST of claim_worth.h


def points(spans):
    return {k for s, e in spans for k in range(s, e)}


def matched(units, rows):
    """For each row the unit it is matched with, or None."""
    found = []
    for i, u in enumerate(units):
        for k, r in enumerate(rows):
            both = len(u & r)
            if both and 2 * both >= len(u | r):
                found.append((-both / len(u | r), i, k))
    of, used = [None] * len(rows), set()
    for _, i, k in sorted(found):
        if of[k] is None and i not in used:
            of[k] = i
            used.add(i)
    return of


def load(features, gold):
    """(names, parts, matrix, right, units asked for in each part)"""
    golds = fitting.by_id(gold)
    names, parts, x, y, asked = None, [], [], [], np.zeros(5, int)
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        units = [points([(at[s], at[e]) for s, e in u["spans"]]) for u in g["units"]]
        part = fitting.fold(fitting.storyline(o["id"]))
        asked[part] += sum(not u.get("optional") for u in g["units"])
        for r, i in zip(o["rows"], matched(units, [points(r["spans"]) for r in o["rows"]])):
            if i is not None and g["units"][i].get("optional"):
                continue
            parts.append(part)
            x.append(r["f"])
            y.append(i is not None)
    return names, np.array(parts), np.array(x, float), np.array(y), asked


def figures(keep, right, asked):
    p, r = (keep & right).sum() / keep.sum(), (keep & right).sum() / asked
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}"


def main():
    files, out = fitting.arguments(sys.argv[1:])
    sets = [load(f, g) for f, g in files]
    names, asked = sets[0][0], sum(s[4] for s in sets)
    parts, x, y = (np.concatenate([s[k] for s in sets]) for k in (1, 2, 3))
    held = np.zeros(len(y), bool)
    for part in range(5):
        held[parts == part] = x[parts == part] @ fitting.logistic(x[parts != part], y[parts != part], PENALTY) >= LEAST
    print(f"{len(y)} rows, {y.sum()} claims of {asked.sum()} units; all kept: {figures(y | True, y, asked.sum())}; held out: {figures(held, y, asked.sum())}")
    w = fitting.logistic(x, y, PENALTY)
    print("all, per set: " + "; ".join(figures(s[2] @ w >= LEAST, s[3], s[4].sum()) for s in sets))
    for name, value, n, k in zip(names, w, x.sum(0), x[y].sum(0)):
        print(f"{name:18s} {value:6.2f}   {int(k)} of {int(n)}")
    if out:
        fitting.write(out, names, w)


if __name__ == "__main__":
    main()
