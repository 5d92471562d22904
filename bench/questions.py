#!/usr/bin/env python3
"""questions.py BUILD [-v] - the one-report questions of the worked case, each answered by one command.

The worked case (corpus/worked) is added to a record as its outlets' reports; each question of expected/questions.jsonl is put to the
command named in COMMAND, whose rows are those of the question's report.  A question is right when every row of its answer is among
them: names share a word that is not a small one, numbers, states and days are equal, and of the words that the answer quotes at least
six in ten stand in the row.  Rows beyond the answer are not counted against it (a question asks for less than a list shows).
The reports were read by those who wrote the rules (no test material is kept apart here): a development figure."""
import json, os, re, subprocess, sys, tempfile

SMALL = set('the of a an and s in for to on at by'.split())
COMMAND = {'count': 'list counts', 'path': 'list claims', 'labels': 'list labels', 'must_happen': 'list conditions', 'exchange': 'list conditions',
           'order': 'list conditions', 'own_voice': 'list positions', 'offered': 'list proposals', 'proposal_states': 'list proposals',
           'unnamed': 'list unnamed', 'agreement_status': 'list agreements', 'who_broke': 'list agreements', 'last_meeting': 'list rounds',
           'next_meeting': 'list rounds', 'mediates': 'list rounds', 'contradict': 'list claims', 'contested': 'list claims'}


def tokens(s): return [w for w in re.findall(r'\w+', (s or '').lower()) if w not in SMALL]


def same(want, have):
    """A name: one word in common; a list of names wants each."""
    if isinstance(want, list): return all(same(w, have) for w in want)
    if isinstance(have, list): return any(same(want, h) for h in have)
    initials = ''.join(w[0] for w in want.split() if w[0].isupper()).lower()  # "ONA", Orsena News Agency
    return bool(set(tokens(want)) & set(tokens(have))) or len(initials) > 1 and initials in tokens(have)


def said(words, *texts):
    want, have = tokens(words), set(t for x in texts for t in tokens(x if isinstance(x, str) else ''))
    return not want or sum(w in have for w in want) >= .6 * len(want)


def texts(row): return [v for k, v in row.items() if isinstance(v, str)]


def hops(row): return [h['name'] for h in row.get('chain') or []]


ANSWERS = {'under_study', 'accepted', 'accepted_with_changes', 'rejected', 'countered'}


def whose(row):
    answers = row.get('to') if row.get('state') in ANSWERS else None  # whoever accepts or rejects says so by doing it
    return [x for x in [answers, row.get('speaker'), row.get('party'), row.get('by'), row.get('user'), row.get('believer')] + hops(row)[-1:] if x]


def number(a, row):
    return a['operator'] == row['operator'] and a['best'] == row['best'] and same(a['by'], whose(row) or ['']) and ('subset' in a) == bool(row['subset'])


def chain(a, row):
    names = hops(row)
    return said(a['words'].replace('the number at', ''), row['text']) and len(names) == len(a['chain']) and all(map(same, a['chain'], names))


def named(row, *cells):
    """The name in a cell, with the side that other reports of the record give it."""
    return [row.get(c + e) for c in cells for e in ('', '_of') if row.get(c + e)] or ['']


def condition(a, row):
    ok = same(a['by'], named(row, 'party'))
    for k, mine in (('blocks', 'blocks'), ('requires', 'requires'), ('gives', 'blocks'), ('gets', 'requires')):
        ok = ok and (k not in a or said(a[k], row.get(mine)))
    return ok and ('steps' not in a or all(said(s, *texts(row)) for s in a['steps']))


def proposal(a, row):
    ok = all(k not in a or row.get(m) and same(a[k], named(row, m)) for k, m in (('by', 'by'), ('to', 'to'), ('via', 'conveyed_by')))
    return ok and said(a['gives'], row['terms'], row['text']) and row['state'] in a['states']


def agreement(a, row):
    ok = 'status' not in a or row['status'] == a['status']
    ok = ok and ('says' not in a or same(a['says'], whose(row) or [''])) and ('party' not in a or same(a['party'], named(row, 'parties') + whose(row)))
    ok = ok and all(k not in a or row.get(k) == a[k] for k in ('end', 'duration', 'in_effect'))
    return ok and ('broken_by' not in a or row['status'].startswith(('broken', 'breach', 'violat')) and same(a['broken_by'], texts(row))) and said(a['words'], *texts(row))


def meeting(a, row):
    days = all(k not in a or a[k] in (row.get(k) or '', row.get(k + '_day') or '') for k in ('last', 'next'))
    names = all(k not in a or same(a[k], row.get(k) or '') for k in ('mediator', 'host', 'venue'))
    return days and names and ('format' not in a or row['format'] == a['format']) and ('parties' not in a or all(same(p, texts(row)) for p in a['parties'])) and \
        ('says' not in a or same(a['says'], whose(row) or ['']))


def claim(a, row):
    who = a.get('by') or a.get('says') or a.get('denies')
    return same(who, hops(row)[-1:]) and said(a['words'], row['text']) and ('denies' not in a or row['stance'] == 'denies')


RIGHT = {'count': number, 'path': chain, 'must_happen': condition, 'exchange': condition, 'order': condition, 'offered': proposal,
         'labels': lambda a, r: same(a['user'], r['user'] or '') and said(a['term'], r['term']) and same(a['target'], r['target'] or ''),
         'own_voice': lambda a, r: r['voice'] == 'own' and same(a['party'], named(r, 'party')) and a['stance'] == r['stance'] and said(a['words'], r['text']),
         'proposal_states': lambda a, r: r['state'] == a['state'] and same(a['says'], whose(r) or ['']) and said(a['words'], *texts(r)),
         'unnamed': lambda a, r: same(a['source'], hops(r)[-1:]) and said(a['words'], r['text']),
         'agreement_status': agreement, 'who_broke': agreement, 'last_meeting': meeting, 'next_meeting': meeting, 'mediates': meeting, 'contested': claim}


def answered(q, rows):
    """How many rows of the answer are there, of how many."""
    if q['kind'] == 'contradict':
        return sum(any(claim(x[s], r) for r in rows) for x in q['answer'] for s in 'ab'), 2 * len(q['answer'])
    if 'measure' in q.get('about', {}): rows = [r for r in rows if r['measure'] == q['about']['measure']]
    return sum(any(RIGHT[q['kind']](a, r) for r in rows) for a in q['answer']), len(q['answer'])


def run(program, *words, **more): return subprocess.run([program, *words], check=True, text=True, capture_output=True, **more).stdout


def main():
    build, loud = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1] != '-v' else 'build', '-v' in sys.argv
    case = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'corpus', 'worked')
    program = os.path.join(build, 'dragoman')
    os.environ['DRAGOMAN_PACK'] = os.path.join(build, 'en.pack')
    questions = [json.loads(l) for l in open(os.path.join(case, 'expected', 'questions.jsonl'))]
    with tempfile.TemporaryDirectory() as d:
        subprocess.run([sys.executable, os.path.join(case, 'make.py'), d], check=True, capture_output=True)
        db = os.path.join(d, 'case.db')
        run(program, 'add', '-q', '--db', db, os.path.join(d, 'reports.jsonl'))
        id_of = {r['source_id']: r['id'] for r in map(json.loads, run(program, 'list', 'reports', '--db', db, '--json').splitlines())}
        rows = {c: list(map(json.loads, run(program, *c.split(), '--db', db, '--json').splitlines())) for c in sorted(set(COMMAND.values()))}
    total, kinds = [0, 0, 0, 0], {}
    for q in questions:
        mine = [r for r in rows[COMMAND[q['kind']]] if r['report'] == id_of[q['report']]]
        n, of = answered(q, mine)
        k = kinds.setdefault(q['kind'], [0, 0, 0, 0])
        for t in (k, total):
            for i, v in enumerate((n == of, 1, n, of)): t[i] += v
        if loud and n < of: print(q['report'], q['kind'], f'{n} of {of}', json.dumps(q['answer']), *(f'\n    {json.dumps(r)[:400]}' for r in mine if q['kind'] not in ('path', 'contradict', 'contested')))
    print('questions right / rows of the answers found')
    for k, (a, b, c, e) in sorted(kinds.items()): print(f'  {k:18} {COMMAND[k]:18} {a:2d} of {b:2d}   {c:2d} of {e:2d}')
    print(f'  all                                   {total[0]} of {total[1]} ({total[0] / total[1]:.3f}; asked .85)   {total[2]} of {total[3]} ({total[2] / total[3]:.3f})')


main()
