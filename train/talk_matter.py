#!/usr/bin/env python3
"""talk_matter.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/talk_matter.c]: the weights of the issues of stances and offers.

FEATURES is the output of bench_talks, GOLD the corpus's reports (train split; never test).  A word that our rules take for a stance or
for a state of an offer has the issue of the gold's position or proposal that its bytes overlap; the others are left out.  Conditional
logit: every issue has its features, all issues share the weights, softmax over the issues, with a penalty.  Prints what is
right with each storyline held out in turn, and the weights.  --write puts them, in hundredths, into the table of talk_matter.c.
Needs numpy.  Deterministic."""
import json
import sys

import numpy as np

import fitting

PENALTY = 1.0


def load(features, gold):
    """(names, storylines, matrices [rows][issues][features], issues [rows])"""
    golds = fitting.by_id(gold)
    names, issues, docs, x, y = None, None, [], [], []
    for o in map(json.loads, open(features, encoding="utf8")):
        names, issues = o.get("matter_features", names), o.get("issues", issues)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        marks = [(p["span"], p["issue"]) for p in g.get("positions", [])]
        marks += [(s["span"], p["issue"]) for p in g.get("proposals", []) for s in p["states"] if p.get("issue")]
        for s, e, bits in o["matters"]:
            here = [k for span, k in marks if at[span[0]] < e and s < at[span[1]]]
            if not here:
                continue
            m = np.zeros((len(issues), len(names)))
            for k, f in enumerate(bits):
                m[k, f] = 1
            docs.append(fitting.storyline(o["id"]))
            x.append(m)
            y.append(issues.index(here[0]))
    return names, docs, np.array(x), np.array(y)


def fit(x, y):
    return fitting.choice([(m, np.arange(m.shape[0]) == k) for m, k in zip(x, y)], x.shape[2], PENALTY)


def main():
    files, out = fitting.arguments(sys.argv[1:])
    sets = [load(f, g) for f, g in files]
    names = next(s[0] for s in sets if s[0])
    docs = np.array(sum((s[1] for s in sets), []))
    x, y = (np.concatenate([s[k] for s in sets]) for k in (2, 3))
    held = np.zeros(len(y), int)
    for part in sorted(set(docs)):
        out_of = docs == part
        held[out_of] = (x[out_of] @ fit(x[~out_of], y[~out_of])).argmax(1)
    w = fit(x, y)
    print(f"{len(y)} stances and states; right with their storyline held out {np.mean(held == y):.3f}, fitted on {np.mean((x @ w).argmax(1) == y):.3f}, always other {np.mean(y == x.shape[1] - 1):.3f}")
    for name, value, n in zip(names, w, x.sum((0, 1))):
        print(f"{name:16s} {value:6.2f}   on {int(n)}")
    if out:
        fitting.write(out, names, w)


main()
