#!/usr/bin/env python3
"""Strict span F1 of names against UNER (person, organisation, location).

usage: score_names.py GOLD.iob2 SYSTEM.conllu [--json]
       score_names.py --words GOLD.iob2 > WORDS.conllu      the words alone, for the system to read

SYSTEM has the same words; its last column carries Ent=B-PERSON or NE=B-PERSON.  Our types are folded: PERSON is PER; ORG, GROUP
and OUTLET are ORG; STATE and PLACE are LOC; DOCUMENT and OTHER have no counterpart and are left out.  spaCy's: PERSON; ORG and
NORP are looked at as ORG for ORG alone; GPE, LOC and FAC are LOC."""
import json
import re
import sys

FOLD = {"PERSON": "PER", "PER": "PER", "ORG": "ORG", "GROUP": "ORG", "OUTLET": "ORG", "STATE": "LOC", "PLACE": "LOC", "LOC": "LOC",
        "GPE": "LOC", "FAC": "LOC"}


def gold(path):
    words, tags = [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) >= 3 and c[0].isdigit():
            words.append(c[1])
            tags.append(c[2])
        elif len(c) < 2:
            tags.append(None) if tags and tags[-1] is not None else None
            words.append(None) if words and words[-1] is not None else None
    return words, tags


def system(path):
    words, tags = [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if len(c) == 10 and c[0].isdigit():
            m = re.search(r"(?:Ent|NE)=([^|]+)", c[9])
            words.append(c[1])
            tags.append(m.group(1) if m else "O")
        elif not line.strip() and words and words[-1] is not None:
            words.append(None)
            tags.append(None)
    return words, tags


def spans(tags):
    out, start, typ, k = set(), None, None, 0
    for t in list(tags) + [None]:
        inside = t is not None and t != "O"
        kind = FOLD.get(t[2:]) if inside else None
        if start is not None and not (inside and t[0] == "I" and t[2:] == typ):
            if FOLD.get(typ):
                out.add((start, k, FOLD[typ]))
            start = None
        if inside and start is None and (t[0] == "B" or kind):
            start, typ = k, t[2:]
        if t is not None:
            k += 1
    return out


def main():
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    if "--words" in sys.argv:
        for line in open(args[0], encoding="utf-8"):
            c = line.rstrip("\n").split("\t")
            print("\t".join([c[0], c[1]] + ["_"] * 4 + ["0", "_", "_", "_"]) if len(c) >= 3 and c[0].isdigit() else line.rstrip("\n"))
        return
    gw, gt = gold(args[0])
    sw, st = system(args[1])
    a, b = [w for w in gw if w is not None], [w for w in sw if w is not None]
    if a != b:
        k = next((i for i, (x, y) in enumerate(zip(a, b)) if x != y), min(len(a), len(b)))
        sys.exit(f"the words differ at {k}: {a[k:k + 3]} {b[k:k + 3]}")
    g, s = spans(gt), spans(st)
    r = {}
    for kind in ("PER", "ORG", "LOC", None):
        x = {e for e in g if kind in (None, e[2])}
        y = {e for e in s if kind in (None, e[2])}
        r[kind or "all"] = 200.0 * len(x & y) / (len(x) + len(y)) if x or y else 0.0
    print(json.dumps({k: round(v, 2) for k, v in r.items()}) if "--json" in sys.argv else
          "  ".join(f"{k} {v:.2f}" for k, v in r.items()))


if __name__ == "__main__":
    main()
