#!/usr/bin/env python3
"""claims.py GOLD.jsonl SYSTEM.jsonl [--errors] - what is said of a claim that was found.

GOLD and SYSTEM of schema dragoman/1 (corpus/gold/SPLIT.jsonl has claims with stance, factuality
and hedges).  Attributed claims of both sides are matched one to one, by at least half of the
union of their characters, best first; of the matched ones:

stance       the share with gold's stance
factuality   the share with gold's factuality at the origin; beside it, over those whose gold is
             not CT+, precision, recall and F1 of the others
publisher    the share with gold's factuality at the publisher
hedges       precision, recall and F1 of hedging words: spans that meet one of the other side's
"""
import collections, json, sys

def points(spans): return {i for s, e in spans for i in range(s, e)}

def matched(gold, system):
    G = [(c, points(c["spans"])) for c in gold if c["kind"] != "own"]
    S = [(c, points(c["spans"])) for c in system if c["kind"] != "own"]
    found = sorted(((-len(a & b) / len(a | b), i, k) for i, (_, a) in enumerate(G) for k, (_, b) in enumerate(S) if a | b))
    used_g, used_s = set(), set()
    for j, i, k in found:
        if j <= -.5 and i not in used_g and k not in used_s:
            used_g.add(i); used_s.add(k)
            yield G[i][0], S[k][0]

def meets(a, spans): return any(a[0] < s[1] and s[0] < a[1] for s in spans)

def f1(right_p, p, right_r, r):
    P, R = right_p / max(1, p), right_r / max(1, r)
    return f"P {P:.3f} R {R:.3f} F1 {2 * P * R / max(1e-9, P + R):.3f}"

def main():
    gold = {d["source"]["id"]: d for d in map(json.loads, open(sys.argv[1], encoding="utf8"))}
    n = collections.Counter()
    for line in open(sys.argv[2], encoding="utf8"):
        d = json.loads(line)
        g = gold[d["source"]["id"]]
        text = g["text"]
        for a, b in matched(g["claims"], d["claims"]):
            fa, fb = a["factuality"], b["factuality"]
            n["all"] += 1
            n["stance"] += a["stance"] == b["stance"]
            n["fact"] += fa["origin"] == fb["origin"]
            n["publisher"] += fa["publisher"] == fb["publisher"]
            n["gold other"] += fa["origin"] != "CT+"
            n["our other"] += fb["origin"] != "CT+"
            n["right other"] += fa["origin"] == fb["origin"] != "CT+"
            ha, hb = a.get("hedges", []), b.get("hedges", [])
            n["hedges"] += len(ha)
            n["our hedges"] += len(hb)
            n["hedge p"] += sum(meets(h, ha) for h in hb)
            n["hedge r"] += sum(meets(h, hb) for h in ha)
            if "--errors" in sys.argv and (fa["origin"] != fb["origin"] or a["stance"] != b["stance"]):
                cue = a["chain"][-1].get("cue")
                print(fa["origin"], fb["origin"], a["stance"], b["stance"], "|", text[cue[0]:cue[1]] if cue else "-", "|",
                      " .. ".join(text[s:e] for s, e in a["spans"])[:140])
    m = max(1, n["all"])
    print(f"claims matched {n['all']}: stance {n['stance'] / m:.3f}  factuality {n['fact'] / m:.3f} (all CT+ would be {1 - n['gold other'] / m:.3f})"
          f"  publisher {n['publisher'] / m:.3f}")
    print(f"factuality other than CT+   {f1(n['right other'], n['our other'], n['right other'], n['gold other'])}   ({n['gold other']} in gold)")
    print(f"hedges                      {f1(n['hedge p'], n['our hedges'], n['hedge r'], n['hedges'])}   ({n['hedges']} in gold)")

main()
