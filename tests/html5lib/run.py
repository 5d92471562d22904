#!/usr/bin/env python3
"""run.py HTML_DUMP HTML5LIB-TESTS KNOWN.tsv: hold the tokenizer and the tree to html5lib-tests.

Tokenizer: every case whose input can be UTF-8, exactly.  Tree: the cases
without fragments, script or templates, reduced to what text depends on: the
sequence of characters and of block boundaries around them.  KNOWN.tsv lists
the cases that do not pass, with the reason; a listed case that passes fails
too, so that the list stays true."""
import glob, json, os, re, subprocess, sys

dump, tests, known_file = sys.argv[1:4]
known = {}
for line in open(known_file, encoding='utf8'):
    if line.strip() and not line.startswith('#'):
        key, reason = line.rstrip('\n').split('\t')
        known[key] = reason
STATES = {'Data state': 0, 'RCDATA state': 1, 'RAWTEXT state': 2, 'Script data state': 3, 'PLAINTEXT state': 4, 'CDATA section state': 5}


def unescape(s):
    return re.sub(r'\\u([0-9A-Fa-f]{4})', lambda m: chr(int(m.group(1), 16)), s)


def deep(o):
    if isinstance(o, str):
        return unescape(o)
    if isinstance(o, list):
        return [deep(x) for x in o]
    if isinstance(o, dict):
        return {deep(k): deep(v) for k, v in o.items()}
    return o


def merge(tokens):
    out = []
    for t in tokens:
        if t[0] == 'Character' and out and out[-1][0] == 'Character':
            out[-1] = ['Character', out[-1][1] + t[1]]
        else:
            out.append(list(t))
    return [t for t in out if not (t[0] == 'Character' and t[1] == '')]


cases = []
for f in sorted(glob.glob(os.path.join(tests, 'tokenizer', '*.test'))):
    d = json.load(open(f, encoding='utf8'))
    for t in d.get('tests', d.get('xmlViolationTests', [])):
        if 'xmlViolation' in f:
            continue  # an optional mode for making XML of HTML
        if t.get('doubleEscaped'):
            t = dict(t, input=unescape(t['input']), output=deep(t['output']))
        for s in t.get('initialStates', ['Data state']):
            key = 'tok:%s:%s:%s' % (os.path.basename(f), t['description'], s)
            try:
                raw = t['input'].encode('utf8')
            except UnicodeEncodeError:
                continue  # lone surrogates cannot reach us
            cases.append((key, STATES[s], t.get('lastStartTag') or '-', raw, t['output']))
inp = b''.join(b'%d %s %d\n' % (st, last.encode(), len(raw)) + raw for _, st, last, raw, _ in cases)
got = subprocess.run([dump, 'tok'], input=inp, stdout=subprocess.PIPE, check=True).stdout.decode('utf8').split('\n')
bad, n_tok = {}, len(cases)
for (key, _, _, raw, want), line in zip(cases, got):
    w, g = merge(want), merge(json.loads(line))
    if w != g:
        bad[key] = '%r\n  want %s\n  got  %s' % (raw, json.dumps(w), json.dumps(g))

# ---- trees
BLOCK = set('address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer form '
            'h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol option p plaintext pre search section summary table tbody td tfoot '
            'th thead tr ul xmp'.split())
DROP = {'script', 'style', 'title', 'noscript', 'head'}


def skeleton(rows):
    """rows: (depth, name, text) in document order -> text pieces cut at block boundaries."""
    out, drop, blocks = [], None, []
    for depth, name, text in rows:
        if drop is not None and depth > drop:
            continue
        drop = None
        while blocks and blocks[-1] >= depth:
            blocks.pop()
            out.append('|')
        if name == '#text':
            out.append(text)
        elif name in DROP:
            drop = depth
        elif name in BLOCK:
            out.append('|')
            blocks.append(depth)
    s = ''.join(out)
    return [x for x in (' '.join(p.split()) for p in s.split('|')) if x]


tree = []
for f in sorted(glob.glob(os.path.join(tests, 'tree-construction', '*.dat'))):
    text = open(f, encoding='utf8', newline='').read()
    for i, block in enumerate(re.split(r'(?:^|\n\n)#data\n', text)[1:]):
        data, rest = block.split('\n#errors', 1) if '\n#errors' in block else block.split('#errors', 1)
        if '#document-fragment' in rest or '#script-on' in rest or '<template' in data.lower():
            continue
        doc = rest.split('#document\n', 1)[1]
        rows, last = [], None
        for line in doc.split('\n'):
            m = re.match(r'\| ( *)(.*)', line)
            if m:
                depth, body = len(m.group(1)) // 2, m.group(2)
                if body.startswith('"'):
                    rows.append([depth, '#text', body[1:]])
                    last = rows[-1]
                elif body.startswith('<') and not body.startswith('<!'):
                    rows.append([depth, body[1:-1].split(' ')[-1], ''])
                    last = None
                else:
                    last = None
            elif last is not None:
                last[2] += '\n' + line
        for r in rows:
            if r[1] == '#text':
                r[2] = r[2].rstrip('\n')[:-1] if r[2].rstrip('\n').endswith('"') else r[2]
        tree.append(('tree:%s:%d' % (os.path.basename(f), i + 1), data.encode('utf8', 'surrogatepass'), skeleton(rows)))
inp = b''.join(b'%d\n' % len(raw) + raw for _, raw, _ in tree)
got = subprocess.run([dump, 'tree'], input=inp, stdout=subprocess.PIPE, check=True).stdout.decode('utf8', 'replace').split('\n')
for (key, raw, want), line in zip(tree, got):
    g = skeleton([(r[0], r[1], r[2].replace('\x00', '') if len(r) > 2 else '') for r in json.loads(line)])
    if want != g:
        bad[key] = '%r\n  want %r\n  got  %r' % (raw, want, g)
new = [k for k in bad if k not in known]
stale = [k for k in known if k not in bad]
for k in new:
    print('FAIL', k, bad[k])
for k in stale:
    print('PASSES NOW, take it off the list:', k)
nt = sum(k.startswith('tok:') for k in bad)
print('tokenizer %d of %d cases, tree %d of %d cases; %d known failures' % (n_tok - nt, n_tok, len(tree) - (len(bad) - nt), len(tree), len(known)))
sys.exit(1 if new or stale else 0)
