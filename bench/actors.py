#!/usr/bin/env python3
"""actors.py [DATA] - are phrases that describe actors given the right country and main sector?

Gold: events/dev/actor-phrases.jsonl, the tests of a published coder (its README says which), whose own codebook is not
PLOVER's in every cell: MED and HLH there are media and health; UNK and empty stand for no sector.  A phrase that the
tests expect to resolve to a page of an encyclopaedia says nothing about codes and is not counted.
Prints the share of phrases whose country is right and whose main sector is right, of those for which the gold has one."""
import datetime, json, os, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
data = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, '../../shared/data')
program = os.environ.get('DRAGOMAN', os.path.join(here, '../build/dragoman'))
gold = [json.loads(l) for l in open(os.path.join(data, 'events/dev/actor-phrases.jsonl'), encoding='utf8')]
# their names of sectors in PLOVER's terms; phrases of theirs without a sector in PLOVER keep theirs and count as wrong
SAME = {'HLH': 'MED', 'CIV': 'CVL', 'UNK': '', '????': None, 'BUD': 'REL', 'JNK': None, 'COL': None, 'INT': 'IGO'}
def ours(phrases, date):
    args = [program, 'actor', '--json'] + (['--date', date] if date else []) + ['-']
    out = subprocess.run(args, input='\n'.join(phrases) + '\n', capture_output=True, text=True, check=True).stdout
    return [json.loads(l) for l in out.splitlines()]
def day(s):
    for form in ('%Y-%m-%d', '%d %B %Y', '%B %d, %Y', '%Y%m%d', '%d %b %Y'):
        try:
            return datetime.datetime.strptime(s.strip('" '), form).strftime('%Y-%m-%d')
        except ValueError:
            pass
    return ''
by_date = {}
for g in gold:
    by_date.setdefault(day(g.get('date', '')), []).append(g)
right = {'country': [0, 0], 'sector': [0, 0]}
wrong = []
for date, rows in by_date.items():
    for g, o in zip(rows, ours([r['text'].replace('\n', ' ') for r in rows], date)):
        e = g['expect']
        if 'country' in e and 'query_wiki' not in g['note']:
            ok = (o['country'] or '') == e['country']
            right['country'][0] += ok
            right['country'][1] += 1
            if not ok:
                wrong.append(('country', g['text'], e['country'], o['country']))
        if 'code_1' in e and 'query_wiki' not in g['note']:
            want = SAME.get(e['code_1'], e['code_1'])
            if want is None:
                continue
            got = (o['sectors'] or '').split(' ')
            # a mark says what kind of body it is, not its sector
            main = next((s for s in got if s not in ('IGO', 'NGO')), '')
            main = '' if main == 'UNK' else main
            ok = main == want
            right['sector'][0] += ok
            right['sector'][1] += 1
            if not ok:
                wrong.append(('sector', g['text'], want, main))
for k, (r, n) in right.items():
    print('%-8s %.3f  (%d of %d)' % (k, r / n, r, n))
if os.environ.get('SHOW'):
    for w in wrong:
        print('\t'.join(str(x) for x in w))
