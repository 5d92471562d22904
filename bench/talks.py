#!/usr/bin/env python3
"""talks.py input SET GOLD SPLIT STORIES | score SET GOLD.jsonl SYSTEM.jsonl - scores of the talk layers.

quantities  every marked number of the controls: class, measure, operator, low/best/high, unit, part, label, believer, as-of ("all fields");
            "core" is class, measure, operator, values, unit
phantoms    positions, conditions, proposals per 1,000 control sentences (none is right)
reports     F1 by layer; a row is right when its words overlap the gold's and
              positions    issue and stance agree ("full": the party's name too)
              conditions   the kind agrees ("full": each side that the gold marks overlaps ours)
              proposals    the state agrees ("full": by and to too, where the gold names them)
              agreements   the status agrees;  labels  the term overlaps ("full": user and target too)
              counts       measure, operator, values and the subset's presence agree
edges       conditions that hold something back, of the worked case's single reports: kind, party and the required side agree"""
import json, re, sys

LAYERS = ('positions', 'conditions', 'proposals', 'agreements', 'labels')
SMALL = {'the', 'of', 'a', 'an', 'and', 's', 'in', 'for'}


def overlap(a, b): return bool(a and b) and a[0] < b[1] and b[0] < a[1]


def number(a, b): return a is None and b is None or a is not None and b is not None and abs(a - b) <= 1e-3 * max(1, abs(a))


def same_name(a, b):
    if a is None or b is None: return a is b
    w = lambda s: {x for x in re.findall(r'\w+', s.lower()) if x not in SMALL}
    return bool(w(a) & w(b))


def f1(right, found, gold):
    p, r = right / max(1, found), right / max(1, gold)
    return f'gold {gold:4d} found {found:4d} right {right:4d}  P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}'


def words(t, s): return t[s[0]:s[1]] if s else None


def quantities(gold, system):
    """The sections "learn: .." and "fit: ..", every line of which may be read, are told apart."""
    pairs = list(zip(gold, system))
    for of, learn in (('', False), (', learn', True)):
        part = [p for p in pairs if p[0]['section'].startswith(('learn: ', 'fit: ')) == learn]
        if part: quantity_part(part, of)


def quantity_part(pairs, of):
    n = full = core = extra = 0
    for g, s in pairs:
        t, rows, used = g['text'], s.get('quantities', []), set()
        at = {r['id']: r for r in rows}
        for q in g['quantities']:
            n += 1
            here = [i for i, r in enumerate(rows) if i not in used and overlap(r['span'], q['span'])]
            if not here: continue
            i = max(here, key=lambda i: min(rows[i]['span'][1], q['span'][1]) - max(rows[i]['span'][0], q['span'][0]))
            used.add(i)
            r = rows[i]
            ok = (r['class'] == q['kind'] and (r['measure'] or None) == q['measure'] and (r['operator'] or None) == q['operator'] and
                  all(number(r[k], q[k]) for k in ('low', 'best', 'high')) and (r['unit'] or None) == q['unit'])
            core += ok
            whole = None if q['part_of'] is None else g['quantities'][q['part_of']]['span']
            mine = at[r['part_of']]['span'] if r['part_of'] else None
            ok = ok and (whole is None) == (mine is None) and (whole is None or overlap(whole, mine))
            ok = ok and words(t, r['subset']) == q['subset'] and words(t, r['label']) == q['label'] and words(t, r['as_of']) == q['as_of']
            b = words(t, r['believer']['span'])
            ok = ok and ((b or None) == (None if q['believer'] == 'unspecified' and not b else q['believer']) or
                         bool(b and q['believer'] and (b in q['believer'] or q['believer'] in b)))
            full += ok
        extra += len(rows) - len(used)
    print(f'quantity controls{of}: {n} numbers, all fields right {full / n:.3f}, core {core / n:.3f}, {extra} extra')


def phantoms(gold, system):
    n = sum(len(s.get(k, [])) for s in system for k in LAYERS[:3])
    print(f'phantom positions, conditions, proposals per 1,000 control sentences: {1000 * n / len(gold):.1f} ({n} in {len(gold)})')


def gold_rows(d, layer):
    for g in d.get(layer, []):
        if layer in ('proposals', 'agreements'):
            for s in g['states' if layer == 'proposals' else 'statuses']: yield s['span'], s.get('state', s.get('status')), g
        elif layer == 'conditions': yield g['operator'], g['type'], g
        elif layer == 'positions': yield g['span'], g['issue'] + ' ' + g['stance'], g
        else: yield g['span'], '', g


def key_of(layer, r):
    return {'positions': lambda: r['issue'] + ' ' + r['stance'], 'conditions': lambda: r['kind'], 'proposals': lambda: r['state'],
            'agreements': lambda: r['status'], 'labels': lambda: ''}[layer]()


class Names:
    def __init__(self, gold, system):
        t = gold['text']
        self.gold = {e['id']: e['name'] + ' ' + ' '.join(t[m['span'][0]:m['span'][1]] for m in e['mentions'] if m['form'] != 'pronoun') for e in gold['entities']}
        self.ours = {e['id']: e['name'] for e in system['entities']}

    def same(self, gold, ours): return same_name(self.gold.get(gold), self.ours.get(ours))


def full_match(layer, g, r, names):
    if layer == 'positions': return names.same(g['party'], r['party'])
    if layer == 'labels': return names.same(g['user'], r['user']) and names.same(g['target'], r['target'])
    if layer == 'proposals': return all(not g[k] or any(names.same(x, r[k]) for x in g[k]) for k in ('by', 'to'))
    if layer == 'agreements': return not g['parties'] or any(names.same(x, y) for x in g['parties'] for y in r['parties'])
    sides = (('blocks', 'blocks'), ('requires', 'requires'), ('gives', 'blocks'), ('gets', 'requires'))
    return all(not g[a] or any(overlap(r[b]['span'], z) for z in g[a]) for a, b in sides)


def listed(r):
    return r['score'] >= .5 and r['operator'] and (r['class'] in ('people', 'things', 'money', 'vote') or r['measure'] == 'sentence')


def counts(gold, system):
    n = found = right = 0
    for g, s in zip(gold, system):
        rows, used = [r for r in s['quantities'] if listed(r)], set()
        n += len(g['quantities'])
        found += len(rows)
        for q in g['quantities']:
            i = next((i for i, r in enumerate(rows) if i not in used and overlap(r['span'], q['span'])), None)
            if i is None: continue
            used.add(i)
            r = rows[i]
            right += (r['measure'] == q['measure'] and r['operator'] == q['operator'] and all(number(r[k], q[k]) for k in ('low', 'best', 'high')) and
                      (r['subset'] is None) == (q['subset'] is None))
    print(f'counts       {f1(right, found, n)}')


def reports(gold, system):
    for layer in LAYERS:
        n = found = right = whole = 0
        for g, s in zip(gold, system):
            names, rows, used = Names(g, s), s[layer], set()
            found += len(rows)
            for span, key, row in gold_rows(g, layer):
                n += 1
                place = lambda r: r['cue'] if layer in ('conditions', 'labels') else r['span']
                here = [i for i, r in enumerate(rows) if i not in used and overlap(place(r), span)]
                i = next((i for i in here if key_of(layer, rows[i]) == key), None)
                if i is None:
                    used.update(here[:1])
                    continue
                used.add(i)
                right += 1
                whole += full_match(layer, row, rows[i], names)
        print(f'{layer:12s} {f1(right, found, n)}  full F1 {2 * whole / max(1, found + n):.3f}')
    counts(gold, system)


HOLD = {'precondition', 'exception', 'exchange'}


def edges(gold, system):
    n = found = right = 0
    for g, s in zip(gold, system):
        names, used = Names(g, s), set()
        rows = [r for r in s['conditions'] if r['kind'] in HOLD and r['requires']['span']]
        found += len(rows)
        for c in g.get('conditions', []):
            if c['type'] not in HOLD: continue
            n += 1
            want = c['requires'] or c['gets']
            for i, r in enumerate(rows):
                if i in used or r['kind'] != c['type'] or not overlap(r['cue'], c['operator']): continue
                if c['by'] and not any(names.same(x, r['party']) for x in c['by']): continue
                if want and not any(overlap(r['requires']['span'], z) for z in want): continue
                used.add(i)
                right += 1
                break
    print(f'knot edges   {f1(right, found, n)} (worked case, single reports)')


def main():
    mode, kind, gold = sys.argv[1:4]
    rows = [json.loads(l) for l in open(gold, encoding='utf8')]
    if mode == 'input':
        for d in rows:
            if kind in ('quantities', 'phantoms') and d['split'] != sys.argv[4]: continue
            if kind == 'reports' and not re.match(sys.argv[5], d['id']): continue
            print(json.dumps(d))
        return
    system = [json.loads(l) for l in open(sys.argv[4], encoding='utf8')]
    {'quantities': quantities, 'phantoms': phantoms, 'reports': reports, 'edges': edges}[kind](rows, system)


main()
