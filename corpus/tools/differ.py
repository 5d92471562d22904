#!/usr/bin/env python3
"""differ.py FIRST SECOND [--layer claims|events|times|quantities|positions|conditions|proposals|agreements|mentions] : where two annotations differ, as strings."""
import sys, argparse
from agree import load, match, inter, points, Pair

def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument('first'); ap.add_argument('second'); ap.add_argument('--layer', default='events')
    a = ap.parse_args(); A, B = load(a.first), load(a.second)
    for i in sorted(set(A) & set(B)):
        x, y = A[i], B[i]; t = x['text']; P = Pair(x, y)
        s = lambda sp: t[sp[0]:sp[1]]
        if a.layer == 'claims':
            X, Y = [c for c in x['claims'] if c['kind'] != 'own'], [c for c in y['claims'] if c['kind'] != 'own']
            M = match(X, Y, lambda p, q: len(points(p['spans']) & points(q['spans'])) / len(points(p['spans']) | points(q['spans'])), .5)
            show = lambda c: f"{c['stance']} {c['factuality']['origin']} " + ' > '.join(f"{h['role']}:{h['name']}" for h in c['chain'][1:]) + ' [' + ' .. '.join(map(s, c['spans'])) + ']'
            for p, q in M:
                if show(p) != show(q): print(f'{i} differ\n   1 {show(p)[:230]}\n   2 {show(q)[:230]}')
        elif a.layer == 'events':
            X, Y = x['events'], y['events']
            M = match(X, Y, lambda p, q: inter(p['trigger'], q['trigger']))
            show = lambda v, d: f"{s(v['trigger'])}: {v['type']}/{v['mode']} {v['cameo']} {v['status']} " + ','.join(d['entities'][k]['name'] if isinstance(k, int) else next(e['name'] for e in d['entities'] if e['id'] == k) for k in v['actors']) + ' > ' + ','.join(next(e['name'] for e in d['entities'] if e['id'] == k) for k in v['recipients'])
            for p, q in M:
                if (p['type'], p['status'], p['cameo'][:3]) != (q['type'], q['status'], q['cameo'][:3]) or not P.sets(p['actors'], q['actors']) or not P.sets(p['recipients'], q['recipients']): print(f'{i} differ\n   1 {show(p, x)}\n   2 {show(q, y)}')
        else:
            key = {'conditions': 'operator'}.get(a.layer, 'span')
            if a.layer == 'mentions':
                X, Y = ([{'span': m['span'], 'e': e['name']} for e in d['entities'] for m in e['mentions']] for d in (x, y))
                M = match(X, Y, lambda p, q: p['span'] == q['span'])
            else: X, Y = x[a.layer], y[a.layer]; M = match(X, Y, lambda p, q: inter(p[key], q[key]))
            show = lambda r: s(r[key]) + '  ' + str({k: v for k, v in r.items() if k not in ('id', 'span', 'claim', 'operators')})[:150]
            if a.layer in ('times', 'quantities'):
                for p, q in M:
                    if {k: v for k, v in p.items() if k not in ('id', 'span', 'claim', 'what', 'what_text', 'unit', 'label', 'as_of', 'subset', 'believer')} != {k: v for k, v in q.items() if k not in ('id', 'span', 'claim', 'what', 'what_text', 'unit', 'label', 'as_of', 'subset', 'believer')}: print(f'{i} differ\n   1 {show(p)}\n   2 {show(q)}')
        for p in X:
            if not any(p is m[0] for m in M): print(f'{i} first only: {show(p) if a.layer != "events" else show(p, x)}'[:260])
        for q in Y:
            if not any(q is m[1] for m in M): print(f'{i} second only: {show(q) if a.layer != "events" else show(q, y)}'[:260])

if __name__ == '__main__': main()
