#!/usr/bin/env python3
"""calibration.py GOLD.jsonl SYSTEM.jsonl - are rows with score p right in p of the cases?

GOLD with "attributions" (PolNeAR; SYSTEM as attribution.py writes it): right = it fits a gold
attribution (attribution_errors.py).  GOLD with "units" (chains; SYSTEM of schema dragoman/1):
right = a unit shares half of the union of characters.  Prints the share right by score, and for
the band around .9 that is asked for."""
import json, sys
from attribution_errors import fits

BANDS = [(0, .5), (.5, .6), (.6, .7), (.7, .8), (.8, .85), (.85, .95), (.95, 1.01)]

def points(spans): return {i for s, e in spans for i in range(s, e)}

def attributions(gold, d):
    for a in d["attributions"]:
        yield a["score"], any(not fits(g, a, gold["text"]) for g in gold["attributions"])

def claims(gold, d):
    units = [points(u["spans"]) for u in gold["units"]]
    for c in d["claims"]:
        if c["kind"] == "own": continue
        p = points(c["spans"])
        yield c["score"], any(2 * len(p & u) >= len(p | u) for u in units)

def main():
    gold = {d["id"]: d for d in map(json.loads, open(sys.argv[1], encoding="utf8"))}
    rows = []
    for line in open(sys.argv[2], encoding="utf8"):
        d = json.loads(line)
        g = gold[d["source"]["id"] if "source" in d else d["id"]]
        rows += claims(g, d) if "units" in g else attributions(g, d)
    for lo, hi in BANDS:
        part = [(s, ok) for s, ok in rows if lo <= s < hi]
        if part:
            print(f"score {lo:.2f} to {min(hi, 1):.2f}   {len(part):5d} rows, mean score {sum(s for s, _ in part) / len(part):.2f}, right {sum(ok for _, ok in part) / len(part):.2f}")

if __name__ == "__main__":
    main()
