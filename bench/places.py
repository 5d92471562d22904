#!/usr/bin/env python3
"""places.py SCORE_GEO.py NAME GOLD.jsonl PRED.jsonl: the table of bench/places.sh.

Scores by ../shared/measure/score_geo.py: all reports, and the half whose names
the resolver's weights were not fitted on (odd CRC-32 of the id)."""
import importlib.util
import sys
import zlib


def main():
    scorer, name, gold, pred = sys.argv[1:]
    spec = importlib.util.spec_from_file_location("score_geo", scorer)
    score_geo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score_geo)
    g = score_geo.load(gold)
    half = {i: o for i, o in g.items() if zlib.crc32(i.encode()) % 2}
    for which, part in (("all reports", g), ("unseen half", half)):
        for only in (True, False):
            p = score_geo.load(pred)
            r = score_geo.score(part, p, True, only)
            print("%-9s %-12s %-24s exact F1 %.3f  end-to-end F1 %.3f  recognised within 161 km %.3f  id %.3f" % (
                name, which, "names with a point" if only else "every name", r["exact_f1"], r["e2e_f1"], r.get("recognised_acc161", 0), r["id_acc"]))


if __name__ == "__main__":
    main()
