#!/usr/bin/env python3
"""coverage.py REPORTS [--out COVERAGE.md] : phenomena by split, from the reports themselves.

REPORTS holds one folder a split. Fails when a storyline lies in two splits or an id is used twice. Below the aims (8 in train,
3 in test) a count is marked with *."""
import sys, os, re, json, argparse
from collections import Counter
from resolve import resolve, paths
import tables as T

SPLITS = ('train', 'dev', 'test')

def phenomena(o):
    """Counter of (group, value) for one report"""
    n = Counter()
    ents = {e['id']: e for e in o['entities']}
    form = {tuple(m['span']): m['form'] for e in o['entities'] for m in e['mentions']}
    n['report', 'all'] += 1; n['report', 'control'] += o['control']; n['genre', o['genre']] += 1
    for c in o['claims']:
        if c['kind'] == 'own': continue
        n['claim', 'all'] += 1; n['claim kind', c['kind']] += 1; n['stance', c['stance']] += 1
        n['chain: hops after the publisher', len(c['chain']) - 1] += 1
        n['factuality of the origin', c['factuality']['origin']] += 1
        for h in c['chain'][1:]:
            n['hop role', h['role']] += 1; n['hop basis', h['basis']] += 1
        h = c['chain'][-1]
        if not h['span']: n['source of the origin', 'missing'] += 1
        elif h['role'] == 'issuer': n['source of the origin', 'document'] += 1
        else: n['source of the origin', form.get(tuple(h['span']), 'other')] += 1
        if h['entity'] and ents[h['entity']]['kind'] == 'unnamed': n['source of the origin', 'unnamed'] += 1
        if len(c['spans']) > 1: n['claim', 'discontinuous'] += 1
        if c['hedges']: n['claim', 'hedged'] += 1
        if c['kind'] == 'direct' and sum(any(s[0] < x[1] and x[0] < s[1] for s in c['spans']) for x in o['sentences']) > 1: n['claim', 'quotation of several sentences'] += 1
        if any(d is not c and d['kind'] != 'own' and any(a[0] < b[0] and b[1] <= a[1] for a in c['spans'] for b in d['spans']) for d in o['claims']): n['claim', 'holds another claim'] += 1
        if c['kind'] == 'direct' and any(re.search(r"[“\"‘]|(?:^|[\s(])'\w", o['text'][s:e]) for s, e in c['spans']): n['claim', 'quotation inside a quotation'] += 1
    for a in o['attributions']: n['attribution', 'with recipient'] += bool(a['recipient']); n['attribution', 'with parent'] += bool(a['parent'])
    for v in o['events']:
        n['PLOVER type', v['type']] += 1; n['event status', v['status']] += 1; n['CAMEO root', v['cameo'][:2]] += 1
        for m in v['modes']: n['PLOVER mode', f'{v["type"]}/{m}'] += 1
        n['polarity', v['polarity']] += 1; n['modality', v['modality']] += 1; n['temporality', v['temporality']] += 1
        n['contested', 'yes' if v['contested'] else 'no'] += 1
        n['event', 'told again (same)'] += v['same'] is not None; n['event', 'no actor'] += not v['actors']; n['event', 'several factors at once'] += (v['polarity'] == '-') + (v['modality'] != 'certain') + (v['temporality'] in ('future', 'background')) + v['contested'] > 1
    for k in o['conditions']: n['condition', k['type']] += 1
    for p in o['proposals']:
        n['proposal', 'all'] += 1; n['proposal', 'conveyed by a third'] += bool(p['via'])
        for s in p['states']: n['proposal state', s['state']] += 1
    for p in o['positions']: n['position stance', p['stance']] += 1; n['position aspect', p['aspect'] or 'none'] += 1; n['position voice', p['voice']] += 1; n['issue', p['issue']] += 1
    for a in o['agreements']:
        for s in a['statuses']: n['agreement status', s['status']] += 1
    for t in o['talks']:
        n['talks format', t['format']] += 1
        for x in t['third']: n['third party', x['role']] += 1
    for q in o['quantities']: n['quantity operator', q['operator']] += 1; n['quantity measure', q['measure']] += 1
    for l in o['labels']: n['label voice', l['voice']] += 1
    for z in o['zones']: n['zone', z['kind']] += 1
    for t in o['times']: n['time type', t['type']] += 1
    for e in o['entities']:
        n['entity kind', e['kind']] += 1
        for m in e['mentions']: n['mention form', m['form']] += 1
    return n

WANTED = {'chain: hops after the publisher': [1, 2, 3, 4, 5], 'hop role': [r for r in T.ROLES if r != 'publisher'], 'hop basis': T.BASES,
          'source of the origin': ['name', 'nominal', 'pronoun', 'document', 'missing', 'unnamed'], 'claim kind': ['direct', 'indirect', 'mixed'],
          'claim': ['all', 'discontinuous', 'hedged', 'quotation of several sentences', 'holds another claim', 'quotation inside a quotation'],
          'attribution': ['with recipient', 'with parent'], 'stance': T.STANCES, 'factuality of the origin': T.FACTS, 'condition': T.CONDITIONS,
          'proposal state': T.PROPOSAL_STATES, 'agreement status': T.AGREEMENT_STATUS, 'position stance': T.POSITION_STANCES, 'position aspect': T.ASPECTS,
          'position voice': ['own', 'reported'], 'issue': T.ISSUES, 'talks format': T.FORMATS, 'third party': ['mediator', 'host', 'guarantor', 'conveyor'],
          'event status': 'asserted negated future hypothetical requested historical alleged'.split(), 'polarity': ['-'], 'modality': 'probable possible wanted conditional'.split(),
          'temporality': 'present future background'.split(), 'contested': ['yes'], 'quantity operator': T.OPERATORS, 'quantity measure': T.MEASURES, 'PLOVER type': list(T.QUAD),
          'PLOVER mode': [f'{t}/{m}' for t in T.MODES for m in T.MODES[t]], 'zone': T.ZONES, 'label voice': ['own', 'attributed'], 'time type': ['DATE', 'TIME', 'DURATION', 'SET'],
          'entity kind': T.KINDS, 'mention form': ['name', 'nominal', 'pronoun'],
          'genre': 'wire paper broadcaster agency statement interview liveblog analysis brief transcript'.split()}
FREE = ('report', 'claim kind', 'mention form', 'genre', 'entity kind')   # no aim of 8 and 3

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('reports'); ap.add_argument('--out')
    a = ap.parse_args()
    counts, stories, ids, words = {}, {}, {}, {}
    for s in SPLITS:
        counts[s] = Counter(); words[s] = 0
        for p in paths([os.path.join(a.reports, s)]):
            o = resolve(p)
            if os.path.basename(p) != o['id'] + '.txt': sys.exit(f'{p}: id {o["id"]} is not the file name')
            if o['id'] in ids: sys.exit(f'{o["id"]} is in {ids[o["id"]]} and {p}')
            if stories.setdefault(o['story'], s) != s: sys.exit(f'storyline {o["story"]} lies in {stories[o["story"]]} and {s}')
            ids[o['id']] = p; counts[s] += phenomena(o); words[s] += len(o['text'].split())
    out = ['# Coverage', '', 'Generated by `tools/coverage.py reports --out COVERAGE.md`. Aim: at least 8 of each in train and 3 in test; a count below the aim carries a *.', '',
           '| | train | dev | test |', '|---|---|---|---|']
    def row(name, k, aim=True):
        x = [counts[s][k] for s in SPLITS]
        m = ['*' if aim and x[i] < w else '' for i, w in enumerate((8, 0, 3))]
        out.append(f'| {name} | {x[0]}{m[0]} | {x[1]} | {x[2]}{m[2]} |')
    row('reports', ('report', 'all'), False); row('of these controls', ('report', 'control'), False)
    out.append('| words | ' + ' | '.join(str(words[s]) for s in SPLITS) + ' |')
    out.append('| storylines | ' + ' | '.join(str(sum(v == s for v in stories.values())) for s in SPLITS) + ' |')
    for g, vals in WANTED.items():
        out.append(f'| **{g}** | | | |')
        extra = sorted({str(k[1]) for s in SPLITS for k in counts[s] if k[0] == g} - set(map(str, vals)))
        for v in vals: row(str(v), (g, v), g not in FREE)
        for v in extra: row(v, (g, v), False)
    missing = [f'{g}: {v}' for g, vals in WANTED.items() if g not in FREE for v in vals if counts['train'][g, v] < 8 or counts['test'][g, v] < 3]
    out += ['', f'Below the aim ({len(missing)}): ' + ('; '.join(missing) or 'none') + '.', '']
    text = '\n'.join(out)
    if a.out: open(a.out, 'w', encoding='utf-8').write(text)
    else: print(text)

if __name__ == '__main__': main()
