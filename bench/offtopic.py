#!/usr/bin/env python3
"""offtopic.py input ARTICLES.tar.xz | score NAME SYSTEM.jsonl [-v] - pages that tell of no talks, and what talk acts and events were found in them.

A page is off topic when its set holds no news (wcxb-dev) or its address names such a section.  -v lists the rows."""
import json, re, sys, tarfile

SECTION = re.compile(r'/(sports?|football|soccer|tennis|cricket|baseball|basketball|nba|nfl|golf|business|economy|money|yourmoney|markets?|finance|technology|tech|science|'
                     r'health|wellness|food|recipes?|restaurants?|travel|life|lifestyle|style|fashion|beauty|entertainment|music|movies?|tv|games?|gaming|arts?|books|'
                     r'culture|celebrity|celebs|royals?|autos?|cars|gardening|home|shopping|gear)(/|-news|$)')
LAYERS = ('positions', 'conditions', 'proposals')


def pages(path):
    with tarfile.open(path) as t:
        for m in t:
            if m.name.endswith('ground-truth.json'): yield from sorted(json.load(t.extractfile(m)).items())


def main():
    mode, what = sys.argv[1:3]
    if mode == 'input':
        for key, v in pages(what):
            if v.get('articleBody') and ('wcxb' in what or SECTION.search(re.sub(r'^https?://[^/]*', '', v.get('url') or ''))):
                print(json.dumps({'id': key, 'title': v.get('title'), 'published': v.get('date'), 'text': v['articleBody']}))
        return
    n = sentences = rows = hit = events = 0
    for d in map(json.loads, open(sys.argv[3], encoding='utf8')):
        here = [(k, r) for k in LAYERS for r in d[k]]
        n, sentences, rows, hit, events = n + 1, sentences + len(d['sentences']), rows + len(here), hit + bool(here), events + len(d['events'])
        if '-v' in sys.argv:
            for k, r in here: print(d['id'], k, r.get('party'), r.get('stance') or r.get('kind') or r.get('state'), d['text'][r['span'][0]:r['span'][1]][:150].replace('\n', ' '), sep=' | ')
    print(f'{what}: {n} pages, {sentences} sentences, {rows} positions, conditions, proposals: {1000 * rows / max(1, sentences):.1f} per 1,000 sentences, on {hit / max(1, n):.3f} of the pages; events {1000 * events / max(1, sentences):.1f} per 1,000')


main()
