#!/usr/bin/env python3
"""pronouns.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/who_pronoun.c]: the weights of pronouns' antecedents.

FEATURES is the output of bench_pronouns, GOLD reports of the corpus (train and dev; never test).  A candidate is right when
the gold mention that shares most of the union with its latest mention is of the pronoun's gold entity; a pronoun that is no gold
mention means nobody.  For he and she, for it and for they: a softmax over the candidates and nobody (score 0), whose right
ones share the probability; a penalty on the squares of the weights; Newton-like steps (L-BFGS would need scipy: plain gradient
descent with momentum instead).  Prints the share of pronouns for which the choice is right, held out by storyline (the letters of
the report's id) and in all, beside the nearest candidate's; --write puts the weights, in hundredths, into the table.
Needs numpy.  Deterministic."""
import collections
import json
import re
import sys
import zlib

import numpy as np

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
    golds = {o["id"]: o for o in map(json.loads, open(gold, encoding="utf8"))}
    names, out = None, []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = np.cumsum([0] + [len(ch.encode()) for ch in g["text"]])
        mentions = [(at[m["span"][0]], at[m["span"][1]], e["id"]) for e in g["entities"] for m in e["mentions"]]
        rows = collections.defaultdict(list)
        for r in o["rows"]:
            rows[r[0], r[1], r[4]].append((entity_at(mentions, r[2], r[3]), r[5:]))
        for (s, e, k), c in rows.items():
            who = next((x for a, b, x in mentions if (a, b) == (s, e)), None)
            right = np.array([who is not None and x == who for x, _ in c] + [who is None])
            x = np.array([f for _, f in c] + [[0.0] * len(names)])
            story = re.match(r"[A-Z]+", o["id"])[0]
            out.append((k, zlib.crc32(story.encode()) % 5, x, right))
    return names, out


def fit(items, n):
    w, v = np.zeros(n), np.zeros(n)
    items = [(x, r) for _, _, x, r in items if r.any()]
    for step in range(600):
        g = PENALTY * w
        for x, r in items:
            z = x @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * r
            q /= q.sum()
            g -= (q - p) @ x
        v = 0.9 * v - 0.3 / (len(items) + 50) * g
        w += v
    return w


def share(items, w):
    return float(np.mean([r[int(np.argmax(x @ w))] for _, _, x, r in items])) if items else 0.0


def main():
    args = sys.argv[1:]
    out = args[args.index("--write") + 1] if "--write" in args else None
    files = args[:args.index("--write")] if out else args
    sets = [load(f, g) for f, g in zip(files[::2], files[1::2])]
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
        code = open(out, encoding="utf8").read()
        for j, name in enumerate(names):
            code = re.sub(r'\{ "%s", \{ [^}]*\} \}' % re.escape(name), '{ "%s", { %s } }' % (name, ", ".join(str(round(100 * w[j])) for w in weights)), code)
        open(out, "w", encoding="utf8").write(code)


main()
