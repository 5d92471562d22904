#!/usr/bin/env python3
"""make.py FOLDER [--case-only] : the worked case as a reader's program meets it.

Writes FOLDER/html/ID.html (every report as its outlet's page, noise and all), FOLDER/text/ID.txt and FOLDER/reports.jsonl (the
annotated text unchanged, so that the gold's offsets hold), and FOLDER/case/ with each report once, in the form that its outlet
delivers: agencies as text, Coast Review as JSON Lines, the others as pages. Nothing is random: the same reports give the same bytes.
Page frames are our own, one an outlet (frames.py)."""
import sys, os, json, argparse
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'tools')); sys.path.insert(0, HERE)
from resolve import resolve, paths
import frames

FORM = {'Northern Press': 'text', 'Union Wire': 'text', 'Orsena News Agency': 'text', 'Coast Review': 'jsonl'}

def pieces(o):
    """[(kind, string)] of a report in order: title, headline, credit, promo, caption, or body (one paragraph; line breaks kept).
    A paragraph of the annotated text that a zone begins or ends inside is cut there; a dateline stays in its paragraph."""
    text, cuts = o['text'], [z for z in o['zones'] if z['kind'] != 'dateline']
    out, at = [], 0
    for para in text.split('\n\n'):
        end, pos = at + len(para), at
        for z in [z for z in cuts if at <= z['span'][0] < end]:
            out += [('body', text[pos:z['span'][0]].strip()), (z['kind'], text[z['span'][0]:z['span'][1]])]
            pos = z['span'][1]
            while pos < end and text[pos] in '.,;': pos += 1
        out.append(('body', text[pos:end].strip()))
        at = end + 2
    return [(k, s) for k, s in out if s]

def report_line(o):
    """one JSON Lines row: what a news interface delivers beside the text"""
    row = {'id': o['id'], 'outlet': o['outlet']['name'], 'published': o['published']['value'], 'title': o['title'], 'authors': o['byline'], 'lang': 'en', 'text': o['text']}
    return json.dumps({k: v for k, v in row.items() if v}, ensure_ascii=False) + '\n'

def write(path, s):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8', newline='\n') as f: f.write(s)

def make(out, case_only=False):
    reports = sorted((resolve(p) for p in paths([os.path.join(HERE, 'reports')])), key=lambda o: (o['published']['value'], o['id']))
    earlier, rows = {}, {}
    for o in reports:
        name = o['outlet']['name']
        page = frames.page(o, pieces(o), earlier.get(name, []))
        if o['title']: earlier.setdefault(name, []).insert(0, (o['id'], o['title']))
        if not case_only:
            write(os.path.join(out, 'html', o['id'] + '.html'), page)
            write(os.path.join(out, 'text', o['id'] + '.txt'), o['text'])
        form = FORM.get(name, 'html')
        if form == 'html': write(os.path.join(out, 'case', o['id'] + '.html'), page)
        elif form == 'text': write(os.path.join(out, 'case', o['id'] + '.txt'), o['text'])
        else: rows.setdefault(name, []).append(report_line(o))
    for name, lines in rows.items(): write(os.path.join(out, 'case', name.lower().replace(' ', '-') + '.jsonl'), ''.join(lines))
    if not case_only: write(os.path.join(out, 'reports.jsonl'), ''.join(report_line(o) for o in reports))
    return reports

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('folder'); ap.add_argument('--case-only', action='store_true')
    a = ap.parse_args()
    print(f'{len(make(a.folder, a.case_only))} reports', file=sys.stderr)

if __name__ == '__main__': main()
