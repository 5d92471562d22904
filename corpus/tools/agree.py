#!/usr/bin/env python3
"""agree.py FIRST SECOND [--ids REGEX] [--json] : agreement of two annotations of the same reports, per layer.

FIRST and SECOND: gold JSONL files, or folders or files in the authoring format. Only reports present in both count, with
--ids of these the ones whose id the expression matches whole; their texts must be equal. Precision and recall change places with
the arguments, F1 does not. Definitions (micro-averaged):
  sentence, zone, time, place, quantity, label: rows matched one to one by overlapping spans; "+" rows also agree in their values
  mention: exact spans; mention+form; coref: B-cubed over all mentions of both
  claim: contents matched one to one by Jaccard index of code points >= .5; origin, chain: as the chain scorer defines them
  event: triggers overlap; +type +mode +code3 +status +actor +recipient +all, and each factor
  position, condition, proposal, agreement, talks: main spans in the same sentence, matched one to one by overlap; "+" rows the values too
Entities are the same when a mention of one overlaps a mention of the other with more than half of the shorter."""
import re, sys, os, json, argparse
from collections import defaultdict

def load(p):
    if p.endswith('.jsonl'): return {o['id']: o for o in map(json.loads, open(p, encoding='utf-8'))}
    from resolve import resolve, paths
    return {o['id']: o for o in map(resolve, paths([p]))}

def only(reports, expression): return {i: o for i, o in reports.items() if re.fullmatch(expression, i)}

def inter(a, b): return max(0, min(a[1], b[1]) - max(a[0], b[0]))

def match(A, B, score, floor=1):
    cand = sorted(((score(a, b), i, j) for i, a in enumerate(A) for j, b in enumerate(B)), key=lambda x: (-x[0], x[1], x[2]))
    ua, ub, out = set(), set(), []
    for s, i, j in cand:
        if s >= floor and i not in ua and j not in ub: ua.add(i); ub.add(j); out.append((A[i], B[j]))
    return out

class Pair:
    """one report twice: entity identity between the two"""
    def __init__(self, a, b):
        self.ea, self.eb = {e['id']: e for e in a['entities']}, {e['id']: e for e in b['entities']}
        self.memo = {}
    def same(self, x, y):
        if x is None or y is None: return x is None and y is None
        k = (x, y)
        if k not in self.memo:
            ma, mb = [m['span'] for m in self.ea[x]['mentions']], [m['span'] for m in self.eb[y]['mentions']]
            self.memo[k] = any(2 * inter(s, t) > min(s[1] - s[0], t[1] - t[0]) and 2 * inter(s, t) > .8 * max(s[1] - s[0], t[1] - t[0]) for s in ma for t in mb) \
                or self.ea[x]['name'].lower() == self.eb[y]['name'].lower()
        return self.memo[k]
    def sets(self, xs, ys): return len(xs) == len(ys) and all(any(self.same(x, y) for y in ys) for x in xs)

def points(spans): return {i for s, e in spans for i in range(s, e)}

def compare(first, second):
    n = defaultdict(lambda: [0, 0, 0])    # layer -> matched, in first, in second
    def add(k, m, a, b): n[k][0] += m; n[k][1] += a; n[k][2] += b
    bc = [0.0, 0, 0.0, 0]
    ids = sorted(set(first) & set(second))
    for i in ids:
        a, b = first[i], second[i]
        if a['text'] != b['text']: raise SystemExit(f'{i}: the texts differ at {next((k for k, (x, y) in enumerate(zip(a["text"], b["text"])) if x != y), min(len(a["text"]), len(b["text"])))}')
        P = Pair(a, b)
        def simple(layer, key, values):
            A, B = a[layer], b[layer]
            M = match(A, B, lambda x, y: inter(x[key], y[key]))
            name = {'times': 'time', 'zones': 'zone', 'places': 'place', 'quantities': 'quantity', 'labels': 'label', 'positions': 'position', 'conditions': 'condition',
                    'proposals': 'proposal', 'agreements': 'agreement', 'talks': 'talks'}[layer]
            add(name, len(M), len(A), len(B))
            add(name + '+', sum(values(x, y) for x, y in M), len(A), len(B))
        S, Q = {tuple(s) for s in a['sentences']}, {tuple(s) for s in b['sentences']}
        add('sentence', len(S & Q), len(S), len(Q))
        ma = {tuple(m['span']): (e['id'], m['form']) for e in a['entities'] for m in e['mentions']}
        mb = {tuple(m['span']): (e['id'], m['form']) for e in b['entities'] for m in e['mentions']}
        add('mention', len(set(ma) & set(mb)), len(ma), len(mb))
        add('mention+form', sum(ma[s][1] == mb[s][1] for s in set(ma) & set(mb)), len(ma), len(mb))
        ca, cb = defaultdict(set), defaultdict(set)
        for s, (e, _) in ma.items(): ca[e].add(s)
        for s, (e, _) in mb.items(): cb[e].add(s)
        for s, (e, _) in ma.items():
            if s in mb: bc[0] += len(ca[e] & cb[mb[s][0]]) / len(ca[e])
            bc[1] += 1
        for s, (e, _) in mb.items():
            if s in ma: bc[2] += len(cb[e] & ca[ma[s][0]]) / len(cb[e])
            bc[3] += 1
        simple('zones', 'span', lambda x, y: x['kind'] == y['kind'])
        simple('times', 'span', lambda x, y: x['value'] == y['value'])
        simple('places', 'span', lambda x, y: x['name'] == y['name'])
        simple('quantities', 'span', lambda x, y: (x['measure'], x['operator'], x['low'], x['best'], x['high']) == (y['measure'], y['operator'], y['low'], y['best'], y['high']))
        simple('labels', 'span', lambda x, y: P.same(x['target'], y['target']) and P.same(x['user'], y['user']))
        simple('positions', 'span', lambda x, y: P.same(x['party'], y['party']) and x['issue'] == y['issue'] and x['stance'] == y['stance'])
        simple('conditions', 'operator', lambda x, y: x['type'] == y['type'] and P.sets(x['by'], y['by']))
        simple('proposals', 'span', lambda x, y: P.sets(x['by'], y['by']) and [s['state'] for s in x['states']] == [s['state'] for s in y['states']])
        simple('agreements', 'span', lambda x, y: [s['status'] for s in x['statuses']] == [s['status'] for s in y['statuses']])
        simple('talks', 'span', lambda x, y: P.sets(x['parties'], y['parties']) and x['format'] == y['format'])
        A, B = [c for c in a['claims'] if c['kind'] != 'own'], [c for c in b['claims'] if c['kind'] != 'own']
        def jac(x, y): p, q = points(x['spans']), points(y['spans']); return len(p & q) / len(p | q)
        M = match(A, B, jac, .5)
        hop = lambda g, h: P.same(g['entity'], h['entity']) or bool(g['span'] and h['span'] and inter(g['span'], h['span']))
        def chains(x, y, test): return any(test(g, h) for g in [x['chain']] + x.get('accept', []) for h in [y['chain']] + y.get('accept', []))
        add('claim', len(M), len(A), len(B))
        add('claim origin', sum(chains(x, y, lambda g, h: hop(g[-1], h[-1])) for x, y in M), len(A), len(B))
        add('claim chain', sum(chains(x, y, lambda g, h: len(g) == len(h) and all(map(hop, g[1:], h[1:]))) for x, y in M), len(A), len(B))
        add('claim kind', sum(x['kind'] == y['kind'] for x, y in M), len(A), len(B))
        add('claim stance', sum(x['stance'] == y['stance'] for x, y in M), len(A), len(B))
        add('claim factuality', sum(x['factuality'] == y['factuality'] for x, y in M), len(A), len(B))
        A, B = a['events'], b['events']
        M = match(A, B, lambda x, y: inter(x['trigger'], y['trigger']))
        tests = {'type': lambda x, y: x['type'] == y['type'], 'mode': lambda x, y: x['type'] == y['type'] and x['mode'] == y['mode'],
                 'code3': lambda x, y: x['cameo'][:3] == y['cameo'][:3], 'status': lambda x, y: x['status'] == y['status'],
                 'actor': lambda x, y: P.sets(x['actors'], y['actors']), 'recipient': lambda x, y: P.sets(x['recipients'], y['recipients'])}
        add('event', len(M), len(A), len(B))
        for k, f in tests.items(): add('event +' + k, sum(f(x, y) for x, y in M), len(A), len(B))
        for k in ('polarity', 'modality', 'temporality', 'contested'): add('event ' + k, sum(x[k] == y[k] for x, y in M), len(A), len(B))
        add('event all', sum(all(tests[k](x, y) for k in ('type', 'status', 'actor', 'recipient')) for x, y in M), len(A), len(B))
    out = {'reports': len(ids)}
    for k, (m, x, y) in n.items(): out[k] = {'f1': 2 * m / (x + y) if x + y else None, 'matched': m, 'first': x, 'second': y}
    p, r = (bc[2] / bc[3] if bc[3] else 0), (bc[0] / bc[1] if bc[1] else 0)
    out['coref (B-cubed)'] = {'f1': 2 * p * r / (p + r) if p + r else None, 'matched': None, 'first': bc[1], 'second': bc[3]}
    return out

if __name__ == '__main__':
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('first'); ap.add_argument('second'); ap.add_argument('--json', action='store_true'); ap.add_argument('--ids', default='.*')
    x = ap.parse_args(); r = compare(only(load(x.first), x.ids), only(load(x.second), x.ids))
    if x.json: print(json.dumps(r))
    else:
        print(f'{r.pop("reports")} reports\n{"layer":22s} {"F1":>5s} match first second')
        for k, v in r.items(): print(f'{k:22s} {"  -  " if v["f1"] is None else format(v["f1"], "5.3f")} {v["matched"] if v["matched"] is not None else "":>5} {v["first"]:5d} {v["second"]:6d}')
