#!/usr/bin/env python3
"""test_make.py : the renderings of the worked case hold the annotated text and nothing depends on chance.

With DRAGOMAN=PROGRAM in the environment the pages are also read by the program, and every body paragraph, title and date has to
come out of them and nothing of the frame into the body; what fails is listed."""
import sys, os, re, json, html, subprocess, tempfile, filecmp
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from html.parser import HTMLParser
import make as M

class Words(HTMLParser):
    """visible text of a page, white space folded"""
    def __init__(self): super().__init__(); self.out, self.mute = [], 0
    def handle_starttag(self, tag, attrs):
        if tag in ('script', 'style', 'title'): self.mute += 1
        elif tag == 'br': self.out.append(' ')
    def handle_endtag(self, tag):
        if tag in ('script', 'style', 'title'): self.mute -= 1
    def handle_data(self, d):
        if not self.mute: self.out.append(d)

def fold(s): return re.sub(r'\s+', ' ', s).strip()

def visible(path):
    w = Words(); w.feed(open(path, encoding='utf-8').read()); w.close()
    return fold(''.join(w.out))

def check_files(a, b, reports):
    """complaints about the renderings in folder a; b: a second rendering, which has to be the same"""
    bad = []
    for d, _, fs in os.walk(a):
        for f in fs:
            p = os.path.join(d, f)
            if not filecmp.cmp(p, os.path.join(b, os.path.relpath(p, a)), shallow=False): bad.append(f'{f} differs between two runs')
    names = sorted(os.listdir(os.path.join(a, 'case')))
    rows = [json.loads(l) for n in names if n.endswith('.jsonl') for l in open(os.path.join(a, 'case', n), encoding='utf-8')]
    if sorted([n.rsplit('.', 1)[0] for n in names if not n.endswith('.jsonl')] + [r['id'] for r in rows]) != sorted(o['id'] for o in reports): bad.append('case/ does not hold each report once')
    texts = {r['id']: r['text'] for r in map(json.loads, open(os.path.join(a, 'reports.jsonl'), encoding='utf-8'))}
    for o in reports:
        if texts.get(o['id']) != o['text'] or open(os.path.join(a, 'text', o['id'] + '.txt'), encoding='utf-8').read() != o['text']: bad.append(f'{o["id"]}: text is not the annotated one')
        page = visible(os.path.join(a, 'html', o['id'] + '.html'))
        for k, s in M.pieces(o):
            if fold(s) not in page: bad.append(f'{o["id"]}: {k} is not on the page: {s[:50]!r}')
    return bad

def check_reader(program, folder, reports):
    """(wanted, list of what the program lost or took from the frame)"""
    out = subprocess.run([program, 'read', '--json'] + [os.path.join(folder, 'html', o['id'] + '.html') for o in reports], capture_output=True, text=True)
    lines = [json.loads(l) for l in out.stdout.splitlines()]
    if len(lines) != len(reports): return 1, [f'{len(lines)} lines for {len(reports)} pages']
    n, lost = 0, []
    for o, r in zip(reports, lines):
        paras = [fold(p) for p in r.get('text', '').split('\n\n')]
        want = [('title', o['title'], r.get('title')), ('date', o['published']['value'], ((r.get('published') or {}).get('value') or '')[:10])]
        for k, w, g in want:
            if w is None: continue
            n += 1
            if fold(w) != fold(g or ''): lost.append(f'{o["id"]} {k}: {w!r} read as {g!r}')
        for k, s in M.pieces(o):
            if k != 'body': continue
            n += 1
            if fold(s) not in paras: lost.append(f'{o["id"]} paragraph: {fold(s)[:60]!r}')
        known = {fold(s) for _, s in M.pieces(o)}
        set_aside = [r['text'][a:b] for z in r.get('zones', []) for a, b in [z['span']]]
        lost += [f'{o["id"]} frame read as body: {p[:60]!r}' for p in paras if p and p not in known and not any(p == fold(x) for x in set_aside)]
    return n, lost

def main():
    with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
        reports = M.make(a); M.make(b)
        bad = check_files(a, b, reports)
        print(f'renderings: {len(reports)} reports, {len(bad)} complaints')
        for x in bad: print(' ', x)
        if os.environ.get('DRAGOMAN'):
            n, lost = check_reader(os.environ['DRAGOMAN'], a, reports)
            print(f'reader: {n} titles, dates and paragraphs, {len(lost)} complaints')
            for x in lost: print(' ', x)
            bad += lost
    sys.exit(1 if bad else 0)

if __name__ == '__main__': main()
