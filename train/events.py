#!/usr/bin/env python3
"""events.py [FEATURES GOLD | --seen FEATURES GOLD] ... [--write src/stage/event_worth.c]
   events.py --web TREEBANK.conllu.xz > GOLD

train/events.sh runs all of it.

The weights of src/stage/event_worth.c: which words that may name an act name one that a report tells.

FEATURES is the output of bench_events, GOLD the same reports with their gold: of the corpus (the .units file: a candidate is right when it
overlaps a trigger; annotators differ on an optional one, so nothing is asked there), control clauses (only candidates at the marked trigger are asked about), control sentences or what
--web makes (reviews and answers of the web, whole or sentence by sentence: none is right).  --seen: the encoder's head was trained on these texts, so its opinion of them says too much; they get weights of
their own for it, which are thrown away, and count less.  Never test.

Logistic regression (fitting.py).  Prints, for weights fitted without a
fifth of the groups (storylines, constructions, topics) and tried on it: P, R, F1 of triggers, clauses found, phantoms per
1,000 sentences; and the weights.  --write puts them, in hundredths, into the table.  Needs numpy.  Deterministic."""
import json
import lzma
import re
import sys
import zlib

import numpy as np

import fitting

PENALTY = 8.0
PARTS = 5
# what a row weighs; of texts that the head has learned, and of others
SEEN = {'reports': 0.5, 'clauses': 2, 'sentences': 2}
UNSEEN = {'reports': 1, 'clauses': 8, 'sentences': 22, 'web': 0.1}
HEADS = re.compile(r'head-|agrees|share-|acts-|torn')


def group(g):
    """What must not stand on both sides of a fold."""
    key = g.get('construction') or g.get('topic') or g['id'].rstrip('0123456789')
    return fitting.fold(key, PARTS)


def load(features, gold, seen):
    golds = fitting.by_id(gold)
    names, rows, asked = None, [], []
    for line in open(features, encoding='utf8'):
        o = json.loads(line)
        names = o.get('features', names)
        g = golds[o['id']]
        at = fitting.offsets(g['text'])
        kind = 'clauses' if 'construction' in g else 'reports' if 'tempts' not in g else 'web' if 'n' in g else 'sentences'
        spans = [g['trigger']] if kind == 'clauses' else [e['trigger'] for e in g['events'] if not e.get('optional')]
        open_spans = [e['trigger'] for e in g.get('events', []) if e.get('optional')]
        part = group(g)
        asked.append((kind, seen, part, len(spans), g.get('n', 1)))
        for r in o['rows']:
            hit, free = ([(s, e) for s, e in v if r['start'] < at[e] and at[s] < r['end']] for v in (spans, open_spans))
            if hit or (kind != 'clauses' and not free):
                rows.append((kind, seen, part, o['id'], hit[0] if hit else None, r['f']))
    return names, rows, asked


def matrix(names, rows):
    """One column a feature; for rows that were seen, the head's in columns of their own."""
    own = [k for k, n in enumerate(names) if HEADS.match(n)]
    column = {k: len(names) + i for i, k in enumerate(own)}
    x = np.zeros((len(rows), len(names) + len(own)))
    for i, (_, seen, _, _, _, f) in enumerate(rows):
        for k in f:
            x[i, k] = 1
            if seen and k in column:
                x[i, column[k]] = 1
    return x


def report(rows, asked, kept, title):
    for kind in ('reports', 'clauses', 'sentences', 'web'):
        for seen in (True, False):
            n = [a for a in asked if a[0] == kind and a[1] == seen]
            if not n:
                continue
            pick = [i for i, r in enumerate(rows) if r[0] == kind and r[1] == seen]
            found = len({(rows[i][3], rows[i][4]) for i in pick if kept[i] and rows[i][4]})
            could = len({(rows[i][3], rows[i][4]) for i in pick if rows[i][4]})
            gold, told = sum(a[3] for a in n), sum(bool(kept[i]) for i in pick)
            text = f'{told} rows, {1000 * told / sum(a[4] for a in n):.1f} per 1,000'
            if gold:
                text = f'{found / gold:.3f} found of {gold} (candidates at {could / gold:.3f})'
            if kind == 'reports':
                p, r = found / max(told, 1), found / gold
                text += f', P {p:.3f}, F1 {2 * p * r / max(p + r, 1e-9):.3f}'
            print(f'{title} {kind}{" seen" if seen else ""}: {text}')


def web(path):
    """Half of the documents whole, of the others every second longer sentence by itself."""
    docs = []
    for line in lzma.open(path, 'rt', encoding='utf8'):
        if line.startswith('# newdoc id = '):
            docs.append((line.split('=')[1].strip(), []))
        elif line.startswith('# text = '):
            docs[-1][1].append(line[9:].strip())
    for name, sents in docs:
        h = zlib.crc32(name.encode())
        whole = [(name, ' '.join(sents), len(sents))]
        single = [(f'{name}-{k}', t, 1) for k, t in enumerate(sents) if len(t.split()) >= 6 and (h + k) % 2 == 0]
        for i, text, n in (single if h % 2 else whole) if name.startswith(('reviews', 'answers')) else []:
            print(json.dumps({'id': i, 'text': text, 'tempts': [], 'topic': name, 'n': n, 'events': []}))


def main():
    args, sets, out = sys.argv[1:], [], None
    if args[:1] == ['--web']:
        return web(args[1])
    while args:
        a = args.pop(0)
        if a == '--write':
            out = args.pop(0)
        else:
            seen = a == '--seen'
            sets.append(load(args.pop(0) if seen else a, args.pop(0), seen))
    names = sets[0][0]
    rows, asked = [r for s in sets for r in s[1]], [a for s in sets for a in s[2]]
    x, y = matrix(names, rows), np.array([r[4] is not None for r in rows])
    weight = np.array([(SEEN if r[1] else UNSEEN)[r[0]] for r in rows])
    parts = np.array([r[2] for r in rows])
    held = np.zeros(len(rows))
    for k in range(PARTS):
        other = parts != k
        held[parts == k] = 1 / (1 + np.exp(-x[parts == k] @ fitting.logistic(x[other], y[other], PENALTY, weight[other])))
    for t in (.3, .4, .5, .6):
        report(rows, asked, held >= t, f'held out, at {t}:')
    w = fitting.logistic(x, y, PENALTY, weight)
    for k, name in enumerate(names):
        print(f'{name:18s} {w[k]:6.2f}   {int(x[y, k].sum())} of {int(x[:, k].sum())}')
    if out:
        fitting.write(out, names, w)


main()
