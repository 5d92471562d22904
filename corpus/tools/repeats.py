#!/usr/bin/env python3
"""repeats.py INPUT.. : share of five-word sequences that occur in more than one report.

INPUT: folders or files in the authoring format, or JSONL (.jsonl or .jsonl.xz) with a field "text". Words are runs of letters, digits
and apostrophes, lower-cased. Reported: share of running five-word sequences also found in another report of the same input, and the
most repeated ones. The share grows with the number of words, so --words N cuts the input after N words for a fair comparison."""
import sys, re, json, lzma, argparse
from collections import defaultdict

def texts(p):
    if p.endswith(('.jsonl', '.jsonl.xz')):
        op = lzma.open if p.endswith('.xz') else open
        return [(o.get('id') or o.get('doc'), o.get('text') or ' '.join(o.get('words', o.get('tokens', [])))) for o in map(json.loads, op(p, 'rt', encoding='utf-8'))]
    from resolve import paths
    from markup import read
    return [(r.meta['id'], r.text) for r in map(read, paths([p]))]

def measure(docs, limit=None):
    where, total, words = defaultdict(set), [], 0
    for i, t in docs:
        w = re.findall(r"[a-z0-9]+(?:['’][a-z]+)*", t.lower())
        if limit and words + len(w) > limit: break
        words += len(w)
        for k in range(len(w) - 4): g = tuple(w[k:k + 5]); where[g].add(i); total.append(g)
    hit = sum(len(where[g]) > 1 for g in total)
    return words, len({i for s in where.values() for i in s}), hit / len(total) if total else 0.0, sorted(((len(s), ' '.join(g)) for g, s in where.items() if len(s) > 1), reverse=True)

if __name__ == '__main__':
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('inputs', nargs='+'); ap.add_argument('--words', type=int); ap.add_argument('--top', type=int, default=5)
    a = ap.parse_args()
    for p in a.inputs:
        w, d, share, top = measure(texts(p), a.words)
        print(f'{p}: {d} reports, {w} words, {share:.4%} of five-word sequences repeated')
        for n, g in top[:a.top]: print(f'  {n} x {g}')
