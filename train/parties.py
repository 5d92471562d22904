#!/usr/bin/env python3
"""parties.py [--from src/stage/event_whom.c] FEATURES GOLD [FEATURES GOLD ...] [--write src/stage/event_whom.c]: the weights of who acts and whom an event concerns.

parties.sh runs it.  FEATURES is the output of bench_parties, GOLD units of the corpus (train and dev; never test), on reports that the
encoder's head for arguments was not trained on (args_held.py).  Of the gold events that one of ours overlaps, a candidate is right when
its entities are those of the gold's role or of an accepted reading, as score_chains.py has it: as many, and a mention of each overlaps
one of the gold's; nobody (score 0) is right when the gold has nobody there; a role where no candidate is right, and somebody was meant,
teaches nothing.  One softmax over the candidates and nobody per class (fitting.choice).  --from: few reports (those of corpus/FRESH, and dev) mend the
weights that the source has, the penalty pulls toward those and not toward 0.  Prints, held out by storyline, how many roles come out
right, beside those of the grammar alone, and how many that the grammar leaves open or gives otherwise are named rightly; --write puts the weights, in hundredths,
into the table.  Needs numpy.  Deterministic."""
import json
import re
import sys

import numpy as np

import fitting

PENALTY, PULL = 2.0, 100.0  # toward 0, and toward the weights of --from
LEAST = [(.33, .25)] * 3 + [(.33, .33), (.7, .7)]  # `least` of event_whom.c: named in the act's sentence, elsewhere
CLASSES = ["words against", "steps towards", "force", "actors", "actors of force"]
ROLES = ["actor", "recipient"]


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def readings(g, event, role, at):
    """The sets of parties that the gold allows in the role, each party by the spans of its mentions."""
    spans = {e["e"]: [(at[s], at[e]) for s, e in e["mentions"]] for e in g["entities"]}
    return [[spans[x] for x in reading.get(role, event[role]) if x in spans] for reading in [event] + event.get("accept", [])]


def agree(gold, ours):
    return len(gold) == len(ours) and all(any(overlap(a, b) for y in ours for a in x for b in y) for x in gold)


def asked(rows):
    """Each role with its candidates: bench_parties puts a row without a candidate first."""
    for row in rows:
        if len(row) == 4:
            item = (row, [])
            yield item
        else:
            item[1].append(row)


def load(features, gold):
    """The names; (class, fold, values [candidates, nobody last], which are right, the grammar's, event) of each role."""
    golds = fitting.by_id(gold)
    names, out = None, []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        names = o.get("features", names)
        g = golds[o["id"]]
        at = fitting.offsets(g["text"])
        for (s, e, role, k), cands in list(asked(o["rows"])):
            v = max(g["events"], key=lambda v: overlap((s, e), [at[x] for x in v["trigger"]]), default=None)
            if v is None or v.get("optional") or not overlap((s, e), [at[x] for x in v["trigger"]]):
                continue
            sets = readings(g, v, ROLES[role], at)
            right = [any(agree(x, c[4]) for x in sets) for c in cands] + [any(not x for x in sets)]
            x = np.zeros((len(cands) + 1, len(names)))
            for i, c in enumerate(cands):
                for j, value in c[5]:
                    x[i, j] = value
            own = next((i for i in range(len(cands)) if x[i, names.index("own")]), len(cands))
            out.append((k, fitting.fold(fitting.storyline(o["id"])), x, np.array(right), own, (o["id"], s)))
    return names, out


def weights(source, names):
    """The weights that the table of a source has: [class][feature]."""
    rows = dict(re.findall(r'^\t\{ "([^"]+)", \{ ([-0-9, ]+) \} \},', open(source, encoding="utf8").read(), flags=re.M))
    return np.array([[int(v) for v in rows[n].split(",")] for n in names]).T / 100


def fit(items, n, toward):
    return fitting.choice([(x, r) for _, _, x, r, *_ in items], n, PENALTY if toward is None else PULL, toward)


def choose(x, w, own, least, here, words, pronoun):
    """The candidate, the last for nobody; as choose() of event_whom.c.  here: which are named in the act's sentence; words: the
    grammar gives words of no entity; pronoun: one that acts."""
    if own < len(x) - 1 and not words:
        return own
    z = x @ w
    p = np.exp(z - z.max())
    p /= p.sum()
    k = int(np.argmax(z[:-1])) if words else int(np.argmax(z))
    return own if k != own and p[k] < least[not here[k]] * (.75 if pronoun else 1) else k


def main():
    source = sys.argv[2] if sys.argv[1] == "--from" else None
    files, out = fitting.arguments(sys.argv[3 if source else 1:])
    sets = [load(*f) for f in files]
    names = sets[0][0]
    items = [x for s in sets for x in s[1]]
    begin = weights(source, names) if source else [None] * len(CLASSES)
    found, both, before, words = [], {}, {}, [names.index("own-noun"), names.index("own-pronoun"), names.index("own-guess")]
    for k, title in enumerate(CLASSES):
        mine = [x for x in items if x[0] == k]
        got, named = [], []
        for part in range(5):
            w = fit([x for x in mine if x[1] != part], len(names), begin[k])
            for _, p, x, r, own, event in mine:
                if p != part:
                    continue
                here = x[:, [names.index("before"), names.index("after")]].any(1)
                c = choose(x, w, own, LEAST[k], here, x[own, words].any(), k > 2 and x[own, words[1]] > 0)
                both.setdefault(event, []).append(r[c])
                before.setdefault(event, []).append(r[own])
                got.append((r[c], r[own], r.any()))
                if c != own:
                    named.append(r[c])
        found.append(fit(mine, len(names), begin[k]))
        now, alone, some = np.mean(got, 0)
        print(f"{title}: {len(got)} roles, right {now:.3f} held out; the grammar alone {alone:.3f}, some candidate {some:.3f}; "
              f"named where the grammar does not: {sum(named)} of {len(named)}")
    print(f"both roles right: {np.mean([all(v) for v in both.values()]):.3f} of {len(both)}; the grammar alone {np.mean([all(v) for v in before.values()]):.3f}")
    for j, name in enumerate(names):
        print(f"{name:16s}" + "".join(f"{w[j]:8.2f}" for w in found))
    if out:
        fitting.write(out, names, *found)


main()
