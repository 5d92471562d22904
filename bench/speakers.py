#!/usr/bin/env python3
"""speakers.py GOLD.jsonl SYSTEM.jsonl - what score_chains.py does not print.

GOLD with units and entities (corpus/gold/*.units.jsonl), SYSTEM lines of schema dragoman/1.
Units are matched as there (half of the union of characters, best first).

long chains   F1 of whole chains among the units whose gold chain, or whose system chain, has
              two or more hops after the publisher
speakers      matched units whose origin is an entity in gold: the share whose origin in the
              system is an entity that stands, by most of its other mentions, for that one (the hop's own words, if it has no others)"""
import collections, json, os, sys
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "shared", "measure"))
import score_chains as sc

def pairs(G, S):
    """Matched (gold unit, system unit), one to one."""
    found = []
    for i, g in enumerate(G):
        a = sc.points(g["spans"])
        for k, s in enumerate(S):
            b = sc.points(s["spans"])
            j = len(a & b) / len(a | b) if a | b else 0
            if j >= .5: found.append((-j, i, k))
    used_g, used_s = set(), set()
    for _, i, k in sorted(found):
        if i not in used_g and k not in used_s:
            used_g.add(i); used_s.add(k)
            yield G[i], S[k]

def closest(span, gold):
    """The gold entity one of whose mentions shares most of the union with the span, or None."""
    best = max(((sc.inter(span, x) / (max(span[1], x[1]) - min(span[0], x[0])), e["e"]) for e in gold for x in e["mentions"]), default=(0, None))
    return best[1] if best[0] > 0 else None

def stands_for(entity, hop, gold):
    """The gold entity that most of the entity's mentions elsewhere are closest to; the hop's own words if there are none."""
    own = hop.get("source")
    spans = [m for m in entity["mentions"] if not own or not sc.inter(m, own)] or ([own] if own else [])
    votes = collections.Counter(filter(None, (closest(m, gold) for m in spans)))
    return votes.most_common(1)[0][0] if votes else None

def main():
    gold = {d["id"]: d for d in map(json.loads, open(sys.argv[1], encoding="utf8"))}
    n_gold = n_sys = right = asked = resolved = 0
    for line in open(sys.argv[2], encoding="utf8"):
        s = sc.normal(json.loads(line))
        g = gold[s["id"]]
        GE, SE = {e["e"]: e for e in g["entities"]}, {e["e"]: e for e in s["entities"]}
        long = lambda u: len(sc.hops(u["chain"])) >= 2
        units = [u for u in g["units"] if not u.get("optional")]
        n_gold += sum(map(long, units))
        n_sys += sum(map(long, s["units"]))
        for a, b in pairs(g["units"], s["units"]):
            chains = [a["chain"]] + a.get("accept", [])
            if not a.get("optional") and long(a) and long(b) and any(sc.same_chain(c, b["chain"], GE, SE) for c in chains): right += 1
            ga, sb = sc.hops(a["chain"]), sc.hops(b["chain"])
            if ga and ga[-1].get("e") in GE:
                asked += 1
                e = SE.get(sb[-1].get("e")) if sb else None
                resolved += e is not None and stands_for(e, sb[-1], g["entities"]) == ga[-1]["e"]
    print(f"long chains   gold {n_gold} system {n_sys} right {right}  F1 {2 * right / max(1, n_gold + n_sys):.3f}")
    print(f"speakers      {asked} origins, resolved {resolved / max(1, asked):.3f}")

main()
