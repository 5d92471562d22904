#!/usr/bin/env python3
"""events.py convert SYSTEM.jsonl {CAMEO|PLOVER|QUAD5} > RECORDS.jsonl
   events.py status GOLD.jsonl SYSTEM.jsonl
   events.py phantoms GOLD.jsonl SYSTEM.jsonl

convert: our events (dragoman/1) in the shape that score_events.py reads.  Those sets give a sentence one code, that of
its main act: of our events the first that is reported as done, else the first that is not merely wanted; one with
parties before one without, one that a frame finds before one that the head proposes (and none of its below .6).
PLOVER's recoding of what lies ahead is applied (manual 2.0: future CONSULT, SUPPORT, COOPERATE and AID are AGREE, a
hostile deed ahead is THREATEN, what a party says it will not do is REJECT).  Several actors without recipient act on
one another.  Countries are those of the sets, where the United Nations and the European Union are IGO; the five classes
are those of CAMEO roots.
status, phantoms: the control clauses and sentences of corpus/controls."""
import json
import os
import re
import sys

AHEAD = {'CONSULT': 'AGREE', 'SUPPORT': 'AGREE', 'COOPERATE': 'AGREE', 'AID': 'AGREE', 'RETREAT': 'CONCEDE'}
HOSTILE = {'PROTEST', 'MOBILIZE', 'SANCTION', 'COERCE', 'ASSAULT'}
REFUSED = {'CONSULT', 'SUPPORT', 'COOPERATE', 'AID', 'RETREAT', 'AGREE', 'CONCEDE'}
SERIES = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../data/en/ontology/series.tsv')
# classes of penta: by CAMEO root, with appeals (02) neutral and broken relations (16) verbal conflict
QUAD = {'01': 0, '02': 0, '03': 1, '04': 1, '05': 1, '06': 2, '07': 2, '08': 2, '09': 3, '10': 3, '11': 3, '12': 3,
        '13': 3, '16': 3}


def series(column):
    """Code of promising or refusing an act, by the beginning of the act's code: data/en/ontology/series.tsv."""
    rows = [x.rstrip('\n').split('\t') for x in open(SERIES, encoding='utf8') if not x.startswith('#')]
    return {r[0]: r[rows[0].index(column)] for r in rows[1:] if r[rows[0].index(column)]}


def lines(path):
    with open(path, encoding='utf8') as f:
        return [json.loads(x) for x in f if x.strip()]


def source_id(d):
    return (d.get('source') or {}).get('id') or d.get('id')


def longest(table, code):
    return next((table[code[:n]] for n in (4, 3, 2) if code[:n] in table), code)


def recode(e):
    """Type and code as the PLOVER manual has them for what lies ahead or is refused."""
    t, c = e['type'], e['cameo'] or ''
    if e['status'] == 'negated' and t in REFUSED:
        return 'REJECT', longest(series('reject'), c)
    if e['status'] == 'future' and t in HOSTILE:
        return 'THREATEN', longest(series('threaten'), c)
    ahead = e['status'] in ('future', 'hypothetical') and e['temporality'] == 'future' and e['modality'] != 'conditional'
    return (AHEAD[t], longest(series('intend'), c)) if ahead and t in AHEAD else (t, c)


def main_act(events):
    events = [e for e in events if e['by'] == 'frame' or e['score'] >= 0.6]
    done = [e for e in events if e['status'] in ('asserted', 'alleged', 'historical')]
    kept = done or [e for e in events if e['status'] != 'requested'] or events
    named = [e for e in kept if any(m['args'] for m in e['mentions'])] or kept
    return ([e for e in named if e['by'] == 'frame'] or named)[:1]


def who(d, e, role):
    ents = {x['id']: x for x in d.get('entities', [])}
    out = []
    for m in e['mentions']:
        for a in m['args']:
            if a['role'] != role:
                continue
            x = ents.get(a['entity']) or {}
            country = a['country'] or x.get('country') or ''
            country = 'IGO' if country in ('UNO', 'EUR') else country
            text = d['text'][a['span'][0]:a['span'][1]] if a['span'] else ''
            out.append((country, text, a['span'])) # the sets are scored by country
    return out


def on_one_another(d, actors):
    """"X met Y" is X's act towards Y; "X and Y met" is each one's towards the other."""
    pairs = []
    for i, a in enumerate(actors):
        for b in actors[i + 1:]:
            between = d['text'][a[2][1]:b[2][0]] if a[2] and b[2] else ''
            pairs.append((a, b))
            if a[2] and b[2] and (a[2][1] > b[2][0] or not re.search('[a-z]', re.sub(r'\b(and|the|as|well)\b', '', between))):
                pairs.append((b, a))
    return pairs


def records(d, scheme):
    out = []
    for e in main_act(d.get('events', [])):
        t, c = recode(e)
        actors, recipients = who(d, e, 'actor'), who(d, e, 'recipient')
        pairs = [(a, b) for a in actors or [('', '', None)] for b in recipients or [('', '', None)]]
        if not recipients and len(actors) > 1:
            pairs = on_one_another(d, actors)
        for (ac, at, _), (rc, rt, _) in pairs:
            r = {'actor': ac, 'target': rc, 'actor_text': at, 'target_text': rt, 'code': c if scheme == 'CAMEO' else t}
            if scheme == 'QUAD5':
                r['quad'] = str(QUAD.get(c[:2], 4))
            if r not in out:
                out.append(r)
    if scheme == 'QUAD5' and not out:
        out.append({'actor': '', 'target': '', 'code': 'Q0', 'quad': '0'})
    return out


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def status(gold, system):
    by = {source_id(d): d for d in system}
    n = found = typed = right = 0
    for g in gold:
        hit = next((e for e in by[g['id']].get('events', []) if overlap(e['trigger'], g['trigger'])), None)
        n += 1
        found += hit is not None
        typed += hit is not None and hit['type'] in [g['type']] + g['accept_types']
        right += hit is not None and hit['status'] == g['status']
    print(f'clauses {n}  event found {found / n:.3f}  with its type {typed / n:.3f}  status right {right / n:.3f}'
          f'  of those found {right / max(found, 1):.3f}')


def main():
    what, a = sys.argv[1], sys.argv[2:]
    if what == 'convert':
        for d in lines(a[0]):
            print(json.dumps({'id': source_id(d), 'events': records(d, a[1])}))
    elif what == 'status':
        status(lines(a[0]), lines(a[1]))
    elif what == 'phantoms':
        n, k = len(lines(a[0])), sum(len(d.get('events', [])) for d in lines(a[1]))
        print(f'control sentences {n}  events {k}  per thousand {1000 * k / n:.1f}')


main()
