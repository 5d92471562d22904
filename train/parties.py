#!/usr/bin/env python3
"""parties.py FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/event_whom.c]: the weights of who fills an empty role of an event.

FEATURES is the output of bench_parties, GOLD units of the corpus (train; never test).  Of the gold events that one of ours
overlaps, a candidate is right when its latest mention overlaps a mention of one of the gold entities of that role or of an accepted
reading; nobody (score 0) is right when no candidate is.  A softmax over the candidates and nobody per class, a penalty on the
squares of the weights, gradient descent with momentum.  Prints, held out by storyline (the letters of the report's id), in how many
empty roles the choice is right, beside leaving all of them empty; --write puts the weights, in hundredths, into the table.  Needs
numpy.  Deterministic."""
import itertools
import json
import re
import sys
import zlib

import numpy as np

PENALTY = 3.0
LEAST = 1.2  # WHOM_LEAST of event_whom.h
CLASSES = ["words against", "steps towards", "force", "actors"]
ROLES = ["actor", "recipient"]


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def parties(g, event, role, at):
    """Spans of those that the gold allows in the role, and whether it allows nobody."""
    spans, nobody = [], False
    for reading in [event] + event.get("accept", []):
        who = [e for e in g["entities"] if e["e"] in reading.get(role, event[role])]
        nobody |= not who
        spans += [(at[s], at[e]) for x in who for s, e in x["mentions"]]
    return spans, nobody


def asked(rows):
    """Each empty role with its candidates: bench_parties puts a row without a candidate first."""
    for row in rows:
        if len(row) == 4:
            item = (row, [])
            yield item
        else:
            item[1].append(row)


def load(features, gold):
    golds = {o["id"]: o for o in map(json.loads, open(gold, encoding="utf8"))}
    names, out = None, []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = list(itertools.accumulate([len(ch.encode()) for ch in g["text"]], initial=0))
        for (s, e, role, k), cands in list(asked(o["rows"])):
            v = max(g["events"], key=lambda v: overlap((s, e), [at[x] for x in v["trigger"]]), default=None)
            if v is None or v.get("optional") or not overlap((s, e), [at[x] for x in v["trigger"]]):
                continue
            spans, _ = parties(g, v, ROLES[role], at)
            right = [any(overlap((c[4], c[5]), x) for x in spans) for c in cands]
            x = np.array([c[6:] for c in cands] + [[0.0] * len(names)])
            story = re.match(r"[A-Z]+", o["id"])[0]
            out.append((k, zlib.crc32(story.encode()) % 5, x, np.array(right + [not any(right)])))
    return names, out


def fit(items, n):
    w, v = np.zeros(n), np.zeros(n)
    for _ in range(600):
        g = PENALTY * w
        for _, _, x, r in items:
            z = x @ w
            p = np.exp(z - z.max())
            p /= p.sum()
            q = p * r
            q /= q.sum()
            g -= (q - p) @ x
        v = 0.9 * v - 0.3 / (len(items) + 50) * g
        w += v
    return w


def choice(x, w):
    """The candidate, the last for nobody."""
    z = x @ w
    z[-1] = LEAST
    return int(np.argmax(z))


def right(items, w):
    return [bool(r[choice(x, w)]) for _, _, x, r in items]


def precision(items, w):
    """Of the roles not left to nobody: how many are filled rightly, how many there are."""
    filled = [r[k] for _, _, x, r in items if (k := choice(x, w)) < len(r) - 1]
    return [int(sum(filled)), len(filled)]


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
        held, filled = [], np.zeros(2, int)
        for part in range(5):
            w = fit([x for x in mine if x[1] != part], len(names))
            rest = [x for x in mine if x[1] == part]
            held += right(rest, w)
            filled += precision(rest, w)
        w = fit(mine, len(names))
        print(f"{title}: {len(mine)} empty roles, right {np.mean(held):.3f} held out, {np.mean(right(mine, w)):.3f} in all; "
              f"all left empty {np.mean([r[-1] for *_, r in mine]):.3f}; held out {filled[0]} of {filled[1]} that name somebody")
        weights.append(w)
    for j, name in enumerate(names):
        print(f"{name:16s}" + "".join(f"{w[j]:8.2f}" for w in weights))
    if out:
        code = open(out, encoding="utf8").read()
        for j, name in enumerate(names):
            code = re.sub(r'\{ "%s", \{ [^}]*\} \}' % re.escape(name), '{ "%s", { %s } }' % (name, ", ".join(str(round(100 * w[j])) for w in weights)), code)
        open(out, "w", encoding="utf8").write(code)


main()
