#!/usr/bin/env python3
"""measures.py FEATURES GOLD [FEATURES GOLD ...]: how sure the head for measures must be.

FEATURES is the output of bench_counts, GOLD reports of the corpus or quantities of the controls that the model has NOT been trained on
(never test).  Of the rows for which the encoder is asked (nothing else says what they count), those whose words overlap a quantity of the
gold with a measure are looked at.  Prints for thresholds how many rows would take the head's measure, how many of those are right, and
how many rows are right in all, the others being MEASURE_OTHER; the threshold in use is SURE of src/stage/count_heard.c.  Deterministic."""
import json
import math
import sys

import fitting
import heads

MEASURES = heads.TALK[heads.ACTS][1]


def load(features, gold):
    """(probabilities of the measures, the right one) of each row."""
    golds = fitting.by_id(gold)
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        g = golds.get(o["id"])
        at = fitting.offsets(g["text"]) if g else []
        for r in o["measures"] if g else []:
            hit = [q for q in g["quantities"] if at[q["span"][0]] < r["end"] and r["start"] < at[q["span"][1]]]
            if hit and hit[0]["measure"]:
                yield [math.exp(-c / 16) for c in r["cost"]], MEASURES.index(hit[0]["measure"])


def main():
    rows = [row for k in range(1, len(sys.argv), 2) for row in load(sys.argv[k], sys.argv[k + 1])]
    other = MEASURES.index("other")
    print(f"{len(rows)} rows, {sum(k == other for _, k in rows)} of them other")
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9):
        got = [next((m for m in range(1, len(p)) if p[m] >= least), other) for p, _ in rows]
        named = [(m, k) for m, (_, k) in zip(got, rows) if m != other]
        print(f"at {least}: {len(named)} named, {sum(m == k for m, k in named)} right; right in all {sum(m == k for m, (_, k) in zip(got, rows))}")


if __name__ == "__main__":
    main()
