#!/usr/bin/env python3
"""merge.py FIRST SECOND --out UNITS.jsonl : two annotations of the same reports as one gold in the shape of the chain scorer.

Reports that only FIRST has are written as they are. The first annotation leads; what only one of the two has becomes optional (neither asked
for nor held against a system); where both have a unit or an event but differ (chain; type, mode, code, status, actors, recipients)
the second reading is added under "accept". Entities of the second that the first lacks are added with the prefix b_."""
import json, argparse
from agree import load, match, inter, points, Pair
from resolve import units

def merge(a, b):
    P, out, second = Pair(a, b), units(a), units(b)
    have, names = {}, {e['id']: e for e in b['entities']}
    def ent(y):
        """id in the merged report of an entity of the second annotation"""
        if y is None: return None
        if y not in have:
            x = next((e['id'] for e in a['entities'] if P.same(e['id'], y)), None)
            if x is None:
                x = 'b_' + y
                out['entities'].append({'e': x, 'name': names[y]['name'], 'kind': names[y]['kind'], 'mentions': [m['span'] for m in names[y]['mentions']]})
            have[y] = x
        return have[y]
    chain = lambda c: [{**h, 'e': ent(h['e'])} for h in c]
    same = lambda c, d: len(c) == len(d) and all(g['e'] == h['e'] or g['source'] and h['source'] and inter(g['source'], h['source']) for g, h in zip(c[1:], d[1:]))
    def jac(x, y): p, q = points(x['spans']), points(y['spans']); return len(p & q) / len(p | q)
    M = match(out['units'], second['units'], jac, .5)
    for x in out['units']:
        y = next((q for p, q in M if p is x), None)
        if y is None: x['optional'] = True; continue
        for c in [y['chain']] + y.get('accept', []):
            c = chain(c)
            if not any(same(c, d) for d in [x['chain']] + x.get('accept', [])): x.setdefault('accept', []).append(c)
    for y in second['units']:
        if not any(q is y for _, q in M): out['units'].append({**y, 'u': 'b_' + y['u'], 'chain': chain(y['chain']), 'accept': [chain(c) for c in y.get('accept', [])], 'optional': True})
    F = ('plover', 'mode', 'cameo', 'status', 'actor', 'recipient')
    M = match(out['events'], second['events'], lambda x, y: inter(x['trigger'], y['trigger']))
    mapped = lambda v: {**{k: v[k] for k in F[:4]}, 'actor': [ent(e) for e in v['actor']], 'recipient': [ent(e) for e in v['recipient']]}
    for x in out['events']:
        y = next((q for p, q in M if p is x), None)
        if y is None: x['optional'] = True; continue
        for v in [y] + [{**y, **alt} for alt in y.get('accept', [])]:
            v = mapped(v)
            if not any(all((sorted(v[k]) == sorted(d[k]) if isinstance(v[k], list) else v[k] == d[k]) for k in F) for d in [x] + [{**x, **alt} for alt in x.get('accept', [])]): x.setdefault('accept', []).append(v)
    for y in second['events']:
        if not any(q is y for _, q in M): out['events'].append({**y, **mapped(y), 'v': 'b_' + y['v'], 'accept': [mapped({**y, **alt}) for alt in y.get('accept', [])], 'optional': True})
    return out

if __name__ == '__main__':
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('first'); ap.add_argument('second'); ap.add_argument('--out', required=True)
    x = ap.parse_args(); A, B = load(x.first), load(x.second)
    with open(x.out, 'w', encoding='utf-8') as f:
        for i in sorted(A): f.write(json.dumps(merge(A[i], B[i]) if i in B else units(A[i]), ensure_ascii=False) + '\n')
    print(f'{len(A)} reports, {len(set(A) & set(B))} annotated twice')
