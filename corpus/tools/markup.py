"""The authoring format: plain text with inline marks, short stand-off lines below. See ../FORMAT.md.

read(path) gives a Report; resolve() in resolve.py turns it into gold rows. Everything unclear raises Refused with the line."""
import re

class Refused(Exception): pass

HEAD_FIELDS = {'id', 'date', 'outlet', 'story', 'genre', 'region', 'by', 'control', 'writer', 'note', 'title', 'source'}
ENT = re.compile(r'^([a-z][a-z0-9_]*)(?::([ndp]))?((?:[=>]\d+[a-f]?(?:,\d+[a-f]?)*)*)$')
TAG = re.compile(r'^(?:(?P<c>\d+)|(?P<rel>[=<>])(?P<n>\d+)(?P<let>[a-f]?)|h(?P<h>\d+)|(?P<row>[vqkyrgw]\d+)(?P<part>[a-z]\d?)?(?:\.(?P<state>[a-z_]+))?'
                 r'|z:(?P<z>[a-z]+)|t:(?P<t>[^|]+)|l:(?P<l>[a-z][a-z0-9_]*)(?:<(?P<lu>[a-z][a-z0-9_]*))?)$')

class Mark:
    __slots__ = ('tag', 'start', 'end', 'line', 'order')
    def __init__(self, tag, start, line): self.tag, self.start, self.line, self.end, self.order = tag, start, line, None, 0

class Report:
    """meta: header fields; text; sentences, marks (entity marks have tag ('e', key, form, sources, recipients));
    entities: key -> {kind, name, ..}; lines: stand-off lines as (line number, string)"""
    def __init__(self): self.meta, self.text, self.sentences, self.marks, self.entities, self.lines = {}, '', [], [], {}, []

def parse_head(head, entity, where):
    """the part before | of a mark -> list of tags"""
    if entity:
        m = ENT.match(head)
        if not m: raise Refused(f'{where}: cannot read entity mark [{head}|')
        src, rec = [], []
        for op, nums in re.findall(r'([=>])(\d+[a-f]?(?:,\d+[a-f]?)*)', m[3]):
            for x in nums.split(','):
                (src if op == '=' else rec).append((int(re.match(r'\d+', x)[0]), x.lstrip('0123456789')))
        return [('e', m[1], m[2], src, rec)]
    tags = []
    last = None
    for t in head.split(','):
        if last and re.match(r'^\d+[a-f]?$', t): t = last + t   # =1,2 : the sign carries over
        m = TAG.match(t)
        if not m: raise Refused(f'{where}: cannot read mark {{{t}|')
        last = m['rel']
        if m['c']: tags.append(('c', int(m['c'])))
        elif m['rel']: tags.append((m['rel'], int(m['n']), m['let']))
        elif m['h']: tags.append(('h', int(m['h'])))
        elif m['row']: tags.append(('row', m['row'], m['part'], m['state']))
        elif m['z']: tags.append(('z', m['z']))
        elif m['t']: tags.append(('t', m['t']))
        else: tags.append(('l', m['l'], m['lu']))
    return tags

def parse_text(lines, first):
    """lines of the text part -> text, sentences, marks. A line is a sentence, a blank line a paragraph break,
    a backslash at the end of a line a plain line break instead of the joining space."""
    out, n, sentences, marks, stack, named = [], 0, [], [], [], []
    glue = None
    for k, raw in enumerate(lines):
        where = f'line {first + k}'
        line = raw.strip()
        if not line:
            if n: glue = '\n\n'
            continue
        brk = line.endswith('\\')
        if brk: line = line[:-1].rstrip()
        if n: out.append(glue); n += len(glue)
        glue = '\n' if brk else ' '
        begin, i = n, 0
        while i < len(line):
            ch = line[i]
            if ch == '\\' and i + 1 < len(line):
                out.append(line[i + 1]); n += 1; i += 2
            elif ch in '[{':
                m = re.compile(r'[\[{]([^\[\]{}|\s]+?)([()])[\]}]').match(line, i)
                if m:    # {3(} .. {3)} : a span that crosses others
                    tags = parse_head(m[1], ch == '[', where)
                    if m[2] == '(':
                        if any(x[0] == (ch, m[1]) for x in named): raise Refused(f'{where}: {m[0]} opened twice')
                        named.append(((ch, m[1]), [Mark(t, n, first + k) for t in tags]))
                    else:
                        hit = [x for x in named if x[0] == (ch, m[1])]
                        if not hit: raise Refused(f'{where}: {m[0]} closes nothing')
                        for x in hit[0][1]: x.end = n; marks.append(x)
                        named.remove(hit[0])
                    i = m.end(); continue
                bar = line.find('|', i)
                if bar < 0 or re.search(r'[\[\]{}\s]', line[i + 1:bar]):
                    raise Refused(f'{where}: {ch} without key and bar near "{line[i:i + 30]}" (write \\{ch} for a literal one)')
                stack.append((ch, [Mark(t, n, first + k) for t in parse_head(line[i + 1:bar], ch == '[', where)]))
                i = bar + 1
            elif ch in ']}':
                if not stack: raise Refused(f'{where}: {ch} closes nothing near "{line[max(0, i - 25):i + 1]}"')
                op, ms = stack.pop()
                if (op, ch) not in (('[', ']'), ('{', '}')): raise Refused(f'{where}: {op}{ms[0].tag} (line {ms[0].line}) closed by {ch}')
                for x in ms: x.end = n; marks.append(x)
                i += 1
            else:
                out.append(ch); n += 1; i += 1
        if n == begin: raise Refused(f'{where}: empty sentence')
        sentences.append([begin, n])
    if stack: raise Refused(f'mark {stack[-1][1][0].tag} of line {stack[-1][1][0].line} is never closed')
    if named: raise Refused(f'mark {named[0][0]} is never closed')
    text = ''.join(out)
    for m in marks:
        s = text[m.start:m.end]
        if not s or s != s.strip(): raise Refused(f'line {m.line}: mark {m.tag} is empty or begins or ends with a space: "{s}"')
    marks.sort(key=lambda m: (m.start, -m.end))
    return text, sentences, marks

ENTITY_LINE = re.compile(r'^@([a-z][a-z0-9_]*) (\w+) ([^/]+?)((?: /\w+(?:=\S+)?)*)$')

def read(path):
    r = Report()
    with open(path, encoding='utf-8') as f: src = f.read().split('\n')
    try: cut = src.index('==='); end = len(src) - 1 - src[::-1].index('---')
    except ValueError: raise Refused(f'{path}: needs a line === before the text and a line --- after it')
    if end < cut: raise Refused(f'{path}: --- before ===')
    for k, l in enumerate(src[:cut]):
        if not l.strip(): continue
        m = re.match(r'^([a-z]+): *(.*)$', l)
        if not m or m[1] not in HEAD_FIELDS: raise Refused(f'{path} line {k + 1}: unknown header field "{l}"')
        r.meta[m[1]] = m[2].strip()
    for f in ('id', 'outlet', 'story', 'genre'):
        if not r.meta.get(f): raise Refused(f'{path}: header field {f} missing')
    r.text, r.sentences, r.marks = parse_text(src[cut + 1:end], cut + 2)
    for k, l in enumerate(src[end + 1:]):
        l = l.strip(); no = end + 2 + k
        if not l or l.startswith('#'): continue
        if l.startswith('@'):
            m = ENTITY_LINE.match(l)
            if not m: raise Refused(f'{path} line {no}: cannot read entity "{l}" (@key kind Name /of=key ..)')
            if m[1] in r.entities: raise Refused(f'{path} line {no}: entity {m[1]} twice')
            at = dict((x.split('=', 1) + [''])[:2] for x in re.findall(r' /(\S+)', m[4]))
            bad = set(at) - {'of', 'by', 'sec', 'cc', 'implicit'}
            if bad: raise Refused(f'{path} line {no}: unknown attribute {bad}')
            r.entities[m[1]] = {'kind': m[2], 'name': m[3].strip(), **at}
        else: r.lines.append((no, l))
    return r
