#!/usr/bin/env python3
"""test_expected.py : the expected states and answers agree with the reports they cite."""
import sys, os, json, glob
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', '..', 'tools')); sys.path.insert(0, HERE)
import tables as T, render, edges

GOLD = {o['id']: o for o in map(json.loads, open(os.path.join(HERE, '..', '..', 'gold', 'worked.jsonl'), encoding='utf-8'))}

def cited(x):
    """every report id below x"""
    if isinstance(x, dict): return [r for k, v in x.items() for r in (v if k == 'reports' else cited(v))]
    return [r for v in x for r in cited(v)] if isinstance(x, list) else []

def check_state(s):
    day = s['as_of']
    if s['reports_read'] != sum(o['published']['value'] <= day for o in GOLD.values()): yield 'reports_read is wrong'
    for r in cited(s):
        if r not in GOLD: yield f'{r} does not exist'
        elif GOLD[r]['published']['value'] > day: yield f'{r} is younger than the state'
    ids = {k['id'] for k in s['conditions']}
    for p in s['positions']:
        if p['issue'] not in T.ISSUES or p['stance'] not in T.POSITION_STANCES: yield f'{p["id"]}: {p["issue"]} {p["stance"]}'
        if p.get('condition') not in ids | {None}: yield f'{p["id"]}: no condition {p["condition"]}'
        if (p['stance'] == 'refuses_until') != bool(p.get('condition')) and p['stance'] == 'refuses_until': yield f'{p["id"]}: refuses_until without condition'
        if not p['since'] <= p['latest'] <= day: yield f'{p["id"]}: dates'
    for e in s['knot']['edges']:
        if e['condition'] not in ids: yield f'edge of {e["condition"]}'
    for c in s['knot']['cycles']:
        if set(c) - ids: yield f'cycle {c}'
    for k in s['conditions']:
        if k['type'] not in T.CONDITIONS or not k['reports']: yield f'{k["id"]}: type or reports'
    for p in s['proposals']:
        for h in p['history']:
            if h['state'] not in T.PROPOSAL_STATES: yield f'{p["id"]}: {h["state"]}'
    for a in s['agreements']:
        if a['status'] not in T.AGREEMENT_STATUS: yield f'{a["id"]}: {a["status"]}'

def check_answer(q):
    o = GOLD[q['report']]
    known = {e['name'] for e in o['entities']} | {o['outlet']['name']}
    for row in q['answer']:
        for a in [row] + [row[k] for k in ('a', 'b') if k in row]:
            for k in ('words', 'blocks', 'requires', 'gives', 'gets', 'term'):
                if k in a and ' '.join(a[k].split()) not in ' '.join(o['text'].split()): yield f'{q["report"]}: {k} {a[k]!r} is not in the report'
            for n in [a.get('by'), a.get('on'), a.get('user')] + a.get('chain', []):
                for x in n if isinstance(n, list) else [n]:
                    if x and x not in known: yield f'{q["report"]}: {x!r} is no entity of the annotation'
    if not q['answer']: yield f'{q["report"]}: no answer'

def main():
    bad, n = [], 0
    for f in sorted(glob.glob(os.path.join(HERE, '20*.json'))):
        s = json.load(open(f, encoding='utf-8')); n += 1
        bad += [f'{s["as_of"]}: {x}' for x in check_state(s)]
        if open(f[:-5] + '.txt', encoding='utf-8').read() != render.states(s): bad.append(f'{s["as_of"]}.txt is not current (render.py)')
    qs = [json.loads(l) for l in open(os.path.join(HERE, 'questions.jsonl'), encoding='utf-8')]
    for q in qs: bad += list(check_answer(q))
    if open(os.path.join(HERE, 'edges.tsv'), encoding='utf-8').read() != edges.table(): bad.append('edges.tsv is not current (edges.py)')
    for b in bad: print(b)
    print(f'{n} states, {len(qs)} questions, {len(bad)} complaints')
    sys.exit(bool(bad) or n != 5)

if __name__ == '__main__': main()
