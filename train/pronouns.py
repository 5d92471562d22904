#!/usr/bin/env python3
"""pronouns.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/who_pronoun.c]: the weights of pronouns' antecedents.

FEATURES is the output of bench_pronouns, GOLD reports of the corpus (train and dev; never test).  A candidate is right when
the gold mention that shares most of the union with its latest mention is of the pronoun's gold entity; a pronoun that is no gold
mention means nobody.  For he and she, for it and for they: a softmax over the candidates and nobody (score 0), fitted by
fitting.choice.  Prints the share of pronouns for which the choice is right, held out by storyline (the letters of
the report's id) and in all, beside the nearest candidate's; --write puts the weights, in hundredths, into the table.
Needs numpy.  Deterministic."""
import collections
import json
import sys

import numpy as np

import fitting

PENALTY = 2.0
CLASSES = ["he, she", "it", "they"]


def entity_at(mentions, s, e):
    """Entity of the gold mention that shares most of the union with [s, e), or None."""
    best = (0, None)
    for a, b, x in mentions:
        inter = min(b, e) - max(a, s)
        if inter > 0:
            best = max(best, (inter / (max(b, e) - min(a, s)), x), key=lambda v: v[0])
    return best[1]


def load(features, gold):
    golds = fitting.by_id(gold)
    names, out = None, []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        mentions = [(at[m["span"][0]], at[m["span"][1]], e["id"]) for e in g["entities"] for m in e["mentions"]]
        rows = collections.defaultdict(list)
        for r in o["rows"]:
            rows[r[0], r[1], r[4]].append((entity_at(mentions, r[2], r[3]), r[5:]))
        for (s, e, k), c in rows.items():
            who = next((x for a, b, x in mentions if (a, b) == (s, e)), None)
            right = np.array([who is not None and x == who for x, _ in c] + [who is None])
            x = np.array([f for _, f in c] + [[0.0] * len(names)])
            out.append((k, fitting.fold(fitting.storyline(o["id"])), x, right))
    return names, out


def fit(items, n):
    return fitting.choice([(x, r) for _, _, x, r in items], n, PENALTY)


def share(items, w):
    return float(np.mean([r[int(np.argmax(x @ w))] for _, _, x, r in items])) if items else 0.0


def main():
    files, out = fitting.arguments(sys.argv[1:])
    sets = [load(f, g) for f, g in files]
    names = sets[0][0]
    items = [x for s in sets for x in s[1]]
    weights = []
    for k, title in enumerate(CLASSES):
        mine = [x for x in items if x[0] == k]
        held = []
        for part in range(5):
            w = fit([x for x in mine if x[1] != part], len(names))
            held += [r[int(np.argmax(x @ w))] for _, p, x, r in mine if p == part]
        w = fit(mine, len(names))
        near = np.mean([r[0] for _, _, _, r in mine])
        print(f"{title}: {len(mine)} pronouns, right {np.mean(held):.3f} held out, {share(mine, w):.3f} in all; the nearest {near:.3f}; "
              f"reachable {np.mean([r.any() for *_, r in mine]):.3f}; per set " + " ".join(f"{share([x for x in s[1] if x[0] == k], w):.3f}" for s in sets))
        weights.append(w)
    for j, name in enumerate(names):
        print(f"{name:16s}" + "".join(f"{w[j]:8.2f}" for w in weights))
    if out:
        fitting.write(out, names, *weights)


main()
