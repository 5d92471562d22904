#!/usr/bin/env python3
"""resolve.py FILE|FOLDER.. [--out GOLD.jsonl] [--units] [--bare FOLDER] [--lint]

Reads reports in the authoring format (../FORMAT.md), refuses whatever is ambiguous, checks the outcome (validate.py) and
writes one dragoman/1-shaped gold line a report. --units: the shape that the chain scorer reads, with accepted alternatives and
optional rows. --bare: the plain texts only, for a second annotator. --lint: also list pronouns and names left unmarked."""
import sys, os, re, json, shlex, argparse, hashlib
import tables as T
from markup import read, Refused

TITLES = set('president prime minister foreign secretary chancellor king queen prince emir governor mayor speaker general colonel major captain pope sultan ambassador'.split())
TRIM = ' \t\n,;:.!?“”"‘’\'()[]–—-'

def form_of(s, ent, given, sentence_start):
    """name, nominal or pronoun of a mention string; given is the author's override letter or None"""
    if given: return T.FORMS[given]
    if s.lower() in T.PRONOUNS: return 'pronoun'
    if ent['kind'] == 'unnamed': return 'nominal'
    if s.lower() == ent['name'].lower() and ent['kind'] != 'group': return 'name'
    head = re.split(r' (?:of|in|for|at|from|on|to|with|near|and|who|based|called|named)\b|,', s)[0]
    toks = [t.strip('“”"’\'().') for t in head.split()]
    while toks and toks[0].lower() in ('the', 'a', 'an', 'this', 'that', 'its', 'his', 'her', 'their', 'our'): toks.pop(0)
    if not toks or not toks[-1]: return 'nominal'
    known = set(re.findall(r"[\w’'-]+", ent['name']))
    if ent['kind'] in ('place', 'state') and any(w in known for w in re.findall(r"[A-Z][\w’'-]*", s)): return 'name'
    if ent['kind'] in ('org', 'other', 'document') and any(t in known and t[0].isupper() for t in toks) and all(t.lower() in {k.lower() for k in known} for t in toks): return 'name'
    if all(t.lower() in TITLES for t in toks): return 'nominal'
    w = toks[-1]
    if not (w[0].isupper() or w[0].isdigit()): return 'nominal'
    if sentence_start and len(toks) == 1 and s.startswith(w):
        return 'name' if w in re.findall(r"[\w’'-]+", ent['name']) or w[1:].lower() != w[1:] or ent['kind'] in ('person', 'state', 'place', 'outlet') else 'nominal'
    return 'name'

def inside(a, b): return b[0] <= a[0] and a[1] <= b[1]

def quoted_mask(text):
    """1 for each character inside double quotation marks. A paragraph that opens with a mark continues an unclosed quotation."""
    mask, depth, i = bytearray(len(text)), 0, 0
    for i, ch in enumerate(text):
        if ch == '“' or ch == '«': depth = 1; continue
        if ch == '”' or ch == '»': depth = 0; continue
        if ch == '"': depth = (1 if (i == 0 or text[i - 1] in ' \n([—–-‘') else 0); continue
        if depth: mask[i] = 1
    return mask

def kind_of(text, mask, spans):
    n = q = 0
    for s, e in spans:
        for i in range(s, e):
            if text[i].isalnum(): n += 1; q += mask[i]
    return 'direct' if q == n else 'indirect' if q == 0 else 'mixed'

class Builder:
    def __init__(self, rep, path):
        self.r, self.path, self.text = rep, path, rep.text
        self.mask = quoted_mask(rep.text)

    def refuse(self, msg, line=None): raise Refused(f'{self.path}{f" line {line}" if line else ""}: {msg}')

    def key(self, k, line=None):
        if k not in self.r.entities: self.refuse(f'no entity @{k}', line)
        return k

    def keys(self, s, line): return [] if s in ('-', '') else [self.key(k, line) for k in s.split(',')]

    # ---- stand-off lines
    def read_lines(self):
        self.claim_line, self.claim_alt, self.row_line, self.row_alt = {}, {}, {}, {}
        for no, l in self.r.lines:
            m = re.match(r'^(\d+)(~?)(.*)$', l)
            if m:
                n, rest = int(m[1]), m[3]
                if m[2]: self.claim_alt.setdefault(n, []).append((no, rest.strip(' :'))); continue
                if n in self.claim_line: self.refuse(f'claim {n} has two lines', no)
                self.claim_line[n] = (no, rest); continue
            m = re.match(r'^([vqkyrgw]\d+)(~?) (.*)$', l)
            if not m: self.refuse(f'cannot read "{l}"', no)
            if m[2]: self.row_alt.setdefault(m[1], []).append((no, m[3])); continue
            if m[1] in self.row_line: self.refuse(f'{m[1]} has two lines', no)
            self.row_line[m[1]] = (no, m[3])

    def read_chain(self, s, no):
        hops = []
        for part in s.split('>'):
            part = part.strip()
            m = re.match(r'^(\?|[a-z][a-z0-9_]*)(?::(\w+))?(?:/(\w+))?$', part)
            if not m: self.refuse(f'cannot read hop "{part}"', no)
            if m[1] != '?': self.key(m[1], no)
            if m[2] and m[2] not in T.ROLES: self.refuse(f'role {m[2]}', no)
            if m[3] and m[3] not in T.BASES: self.refuse(f'basis {m[3]}', no)
            hops.append({'key': None if m[1] == '?' else m[1], 'role': m[2], 'basis': m[3]})
        return hops

    # ---- marks
    def collect(self):
        self.contents, self.sources, self.cues, self.recips, self.hedges = {}, {}, {}, {}, {}
        self.mentions, self.rows, self.labels, self.times, self.zones = {k: [] for k in self.r.entities}, {}, [], [], []
        starts = {s for s, _ in self.r.sentences}
        for m in self.r.marks:
            sp, t = [m.start, m.end], m.tag
            if t[0] == 'e':
                self.key(t[1], m.line)
                s = self.text[sp[0]:sp[1]]
                self.mentions[t[1]].append({'span': sp, 'form': form_of(s, self.r.entities[t[1]], t[2], sp[0] in starts)})
                for n, let in t[3]: self.sources.setdefault(n, []).append({'let': let, 'key': t[1], 'span': sp, 'line': m.line})
                for n, let in t[4]: self.recips.setdefault(n, []).append({'let': let, 'span': sp, 'key': t[1]})
            elif t[0] == 'c': self.contents.setdefault(t[1], []).append(sp)
            elif t[0] == '=': self.cues.setdefault(t[1], []).append({'let': t[2], 'span': sp, 'line': m.line})
            elif t[0] == '<': self.sources.setdefault(t[1], []).append({'let': t[2], 'key': None, 'span': sp, 'line': m.line})
            elif t[0] == '>': self.recips.setdefault(t[1], []).append({'let': t[2], 'span': sp, 'key': None})
            elif t[0] == 'h': self.hedges.setdefault(t[1], []).append(sp)
            elif t[0] == 'row': self.rows.setdefault(t[1], []).append({'part': t[2], 'state': t[3], 'span': sp, 'line': m.line})
            elif t[0] == 'z':
                if t[1] not in T.ZONES: self.refuse(f'zone {t[1]}', m.line)
                self.zones.append({'span': sp, 'kind': t[1]})
            elif t[0] == 't': self.times.append({'span': sp, 'value': t[1], 'line': m.line})
            elif t[0] == 'l': self.labels.append({'span': sp, 'target': self.key(t[1], m.line), 'user': t[2], 'line': m.line})
        for n in set(self.sources) | set(self.cues) | set(self.recips) | set(self.hedges) | set(self.claim_line) | set(self.claim_alt):
            if n not in self.contents: self.refuse(f'claim {n} is referred to but has no content mark {{{n}|')
        for k in self.r.entities:
            if not self.mentions[k] and 'implicit' not in self.r.entities[k]: self.refuse(f'entity @{k} is never mentioned (write /implicit if so)')
        for x in set(self.row_line) | set(self.row_alt):
            if x not in self.rows: self.refuse(f'{x} has a line but no mark')
        for x in self.rows:
            if x not in self.row_line: self.refuse(f'{x} is marked but has no line')

    # ---- claims
    def outer(self, n):
        """the claim whose content most narrowly holds all of claim n and its signals, or None"""
        mine = self.contents[n]
        best = None
        for m, spans in self.contents.items():
            if m == n or not all(any(inside(a, b) for b in spans) for a in mine): continue
            if not all(any(inside(x['span'], b) for b in spans) for x in self.cues.get(n, []) + self.sources.get(n, [])): continue
            size = sum(e - s for s, e in spans)
            if sorted(spans) == sorted(mine): self.refuse(f'claims {n} and {m} have the same content')
            if best is None or size < best[0]: best = (size, m)
        return best[1] if best else None

    def own_chain(self, n):
        """hops that the marks and the line of claim n itself give"""
        src, cue = self.sources.get(n, []), self.cues.get(n, [])
        no, rest = self.claim_line.get(n, (None, ''))
        given = rest.split(':', 1)[1] if re.search(r'(^|\s):', rest) else None
        if given is not None:
            hops = self.read_chain(given, no)
            for h in hops: h['span'] = h['cue'] = None
        else:
            lets = sorted({x['let'] for x in src + cue})
            if not lets: self.refuse(f'claim {n} has neither source, cue nor a chain line')
            if '' in lets and len(lets) > 1: self.refuse(f'claim {n} mixes lettered and unlettered hops; give its chain in a line')
            hops = []
            for L in lets:
                ks = {x['key'] for x in src if x['let'] == L}
                if len(ks) != 1 or None in ks: self.refuse(f'claim {n} hop {L or "-"}: {"no" if not ks else "no single"} entity marked as source; give its chain in a line')
                hops.append({'key': ks.pop(), 'role': None, 'basis': None, 'span': None, 'cue': None, 'let': L})
        def hop_at(x, what):
            if x['let']:
                i = ord(x['let']) - 97 if given is not None else next((i for i, h in enumerate(hops) if h.get('let') == x['let']), None)
                if i is None or i >= len(hops): self.refuse(f'claim {n}: {what} letter {x["let"]} has no hop', x['line'])
                return hops[i]
            if x.get('key'):
                hit = [h for h in hops if h['key'] == x['key'] or self.r.entities[x['key']].get('by') == h['key'] and h['key']]
                if len(hit) != 1: self.refuse(f'claim {n}: source {x["key"]} fits {len(hit)} hops', x['line'])
                return hit[0]
            return hops[-1]
        for x in src:
            h = hop_at(x, 'source')
            if h['span']: self.refuse(f'claim {n}: two sources for one hop', x['line'])
            ek = x['key']
            if ek and h['key'] not in (ek, self.r.entities[ek].get('by')): self.refuse(f'claim {n}: source @{ek} stands at the hop of @{h["key"]}', x['line'])
            h['span'], h['doc'] = x['span'], bool(ek) and self.r.entities[ek]['kind'] == 'document' or ek is None and h['key'] is not None and h['role'] == 'issuer'
        for x in cue:
            h = hop_at(x, 'cue')
            if h['cue']: h.setdefault('cues', [h['cue']]).append(x['span'])
            else: h['cue'] = x['span']
        for i, h in enumerate(hops):
            e = self.r.entities.get(h['key']) if h['key'] else None
            if e and e['kind'] == 'document' and e.get('by'): h['key'] = e['by']; h['role'] = h['role'] or 'issuer'; e = self.r.entities[h['key']]
            if not h['role']:
                h['role'] = ('unspecified' if not e else 'issuer' if h.get('doc') or e['kind'] == 'document' else 'reporter' if e['kind'] == 'reporter' else
                             ('relay' if i == len(hops) - 1 or h['cue'] else 'addressee') if e['kind'] == 'outlet' else 'speaker')
            h['basis'] = h['basis'] or ('explicit' if h['span'] or (h['cue'] and not e) else 'implicit' if h['cue'] else 'inherited')
        return hops, given is not None

    def chain(self, n, seen=()):
        if n in seen: self.refuse(f'claims {n} and {seen[-1]} lie in each other')
        hops, given = self.own_chain(n)
        out = self.outer(n)
        if out and not given: hops = [dict(h) for h in self.chain(out, seen + (n,))] + hops
        return hops

    def hop_json(self, h):
        e = self.r.entities.get(h['key']) if h['key'] else None
        return {'role': h['role'], 'entity': h['key'], 'name': e['name'] if e else None, 'span': h['span'], 'cue': h['cue'], 'basis': h['basis']}

    def build_claims(self):
        pub = {'role': 'publisher', 'entity': None, 'name': self.r.meta['outlet'], 'span': None, 'cue': None, 'basis': 'explicit'}
        self.claims, self.attributions, seen = [], [], {}
        self.hops = {n: self.chain(n) for n in self.contents}
        for n in sorted(self.contents):
            no, rest = self.claim_line.get(n, (None, ''))
            words = re.split(r'(?:^|\s):', rest, maxsplit=1)[0].split()
            c = {'id': f'c{n}', 'spans': sorted(self.contents[n]), 'kind': kind_of(self.text, self.mask, self.contents[n]), 'stance': 'asserts',
                 'factuality': {'origin': None, 'publisher': 'Uu'}, 'chain': [pub] + [self.hop_json(h) for h in self.hops[n]],
                 'hedges': sorted(self.hedges.get(n, [])), 'said': None}
            for w in words:
                if w in T.STANCES: c['stance'] = w
                elif w == '?': c['optional'] = True
                elif re.match(r'^said=', w): c['said'] = {'edtf': w[5:], 'basis': 'explicit'}
                elif re.match(r'^k=', w): c['kind'] = w[2:]
                elif w.split('/')[0] in T.FACTS:
                    f = w.split('/'); c['factuality'] = {'origin': f[0], 'publisher': f[1] if len(f) > 1 else 'Uu'}
                else: self.refuse(f'claim {n}: cannot read "{w}"', no)
            if c['factuality']['origin'] is None:
                c['factuality']['origin'] = {'asserts': 'CT+', 'confirms': 'CT+', 'denies': 'CT-', 'doubts': 'PR-', 'asks': 'Uu', 'declines': 'Uu'}[c['stance']]
            if n in self.claim_alt:
                c['accept'] = []
                for an, s in self.claim_alt[n]:
                    hs = self.read_chain(s, an)
                    same = {h['key']: h for h in self.hops[n]}
                    for i, h in enumerate(hs):
                        o = same.get(h['key'], {})
                        e = self.r.entities.get(h['key']) if h['key'] else None
                        h.update(span=o.get('span'), cue=o.get('cue'), role=h['role'] or o.get('role') or ('unspecified' if not e else 'relay' if e['kind'] == 'outlet' else 'speaker'),
                                 basis=h['basis'] or o.get('basis') or 'inherited')
                    c['accept'].append([pub] + [self.hop_json(h) for h in hs])
            self.claims.append(c)
            parent, hops = None, self.hops[n]
            for i, h in enumerate(hops):
                if h['role'] == 'addressee' or not (h['span'] or h['cue']): continue
                key = (tuple(h['span'] or ()), tuple(h['cue'] or ()))
                last = i == len(hops) - 1
                if last: content = sorted(self.contents[n])
                else:
                    parts = [s for g in hops[i + 1:] for s in (g['span'], g['cue']) if s] + self.contents[n]
                    content = [[min(s for s, _ in parts), max(e for _, e in parts)]]
                    for hole in sorted(x for g in hops[:i + 1] for x in (g['span'], g['cue']) if x):
                        content = [q for s, e in content for q in ([[s, e]] if hole[1] <= s or hole[0] >= e else [[s, hole[0]], [hole[1], e]])]
                    content = [q for q in (self.trim(x) for x in content) if q]
                rec = [x['span'] for x in self.recips.get(n, []) if not x['let'] and last or x['let'] and ord(x['let']) - 97 == i]
                if i and hops[i - 1]['role'] == 'addressee' and hops[i - 1]['span']: rec.append(hops[i - 1]['span'])
                if key in seen and not last:
                    a = seen[key]
                    if content[0] not in a['content']: a['content'] = self.merge(a['content'] + content)
                else:
                    a = {'id': f'a{len(self.attributions) + 1}', 'source': [h['span']] if h['span'] else [], 'cue': h.get('cues') or ([h['cue']] if h['cue'] else []),
                         'content': content, 'recipient': sorted(rec), 'parent': parent, 'kind': c['kind'] if last else kind_of(self.text, self.mask, content),
                         'speaker': h['key'], 'stance': c['stance'] if last else 'asserts', 'claim': f'c{n}' if last else None}
                    self.attributions.append(a); seen.setdefault(key, a)
                parent = a['id']

    @staticmethod
    def merge(spans):
        out = []
        for s, e in sorted(spans):
            if out and s <= out[-1][1]: out[-1][1] = max(out[-1][1], e)
            else: out.append([s, e])
        return out

    def trim(self, sp):
        s, e = sp
        while s < e and self.text[s] in TRIM: s += 1
        while e > s and self.text[e - 1] in TRIM: e -= 1
        return [s, e] if e > s else None

    # ---- other rows
    def claim_at(self, pos):
        """id of the innermost claim around a position; a claim of kind own for the sentence when there is none"""
        best = None
        for n, spans in self.contents.items():
            if any(s <= pos < e for s, e in spans):
                size = sum(e - s for s, e in spans)
                if best is None or size < best[0]: best = (size, n)
        if best: return f'c{best[1]}'
        k = next(i for i, (s, e) in enumerate(self.r.sentences) if s <= pos < e)
        self.own.add(k)
        return f'o{k + 1}'

    def origin(self, claim):
        if claim[0] == 'o': return None
        return self.hops[int(claim[1:])][-1]['key']

    def main_mark(self, x, what):
        ms = [m for m in self.rows[x] if not m['part']]
        if not ms: self.refuse(f'{x} ({what}) has no main mark {{{x}|')
        return ms

    def parts(self, x, letters):
        out = {}
        for m in self.rows[x]:
            if m['part']:
                if m['part'][0] not in letters: self.refuse(f'{x}{m["part"]}: no such part', m['line'])
                out.setdefault(m['part'], []).append(m['span'])
        return out

    def options(self, s, no, positional, known):
        try: words = shlex.split(s)
        except ValueError as err: self.refuse(str(err), no)
        pos, opt = [], {}
        for w in words:
            m = re.match(r'^([a-z]+)=(.*)$', w)
            if m and m[1] in known: opt[m[1]] = m[2]
            elif m: self.refuse(f'unknown option {w}', no)
            else: pos.append(w)
        if not positional[0] <= len(pos) <= positional[1]: self.refuse(f'{len(pos)} words where {positional} are wanted: {s}', no)
        return pos, opt

    def event_line(self, s, no, base=None):
        v = base or {}
        words = s.split()
        if not words: self.refuse('empty event line', no)
        if words[0].startswith('=v'):
            if words[0][1:] not in self.events: self.refuse(f'{words[0]} refers to no earlier event', no)
            o = self.events[words[0][1:]]
            v = {k: o[k] for k in ('type', 'mode', 'modes', 'cameo', 'contexts', 'actors', 'recipients', 'polarity', 'modality', 'temporality', 'contested', 'time', 'place')}
            v['same'] = o['id']; words = words[1:]
        elif re.match(r'^[A-Z]', words[0]):
            tm = words[0].split('/')
            v = {'type': tm[0], 'mode': None, 'modes': tm[1].split('+') if len(tm) > 1 else [], 'polarity': '+', 'modality': 'certain', 'temporality': 'past',
                 'contested': False, 'time': None, 'place': None, 'contexts': [], 'same': None}
            v['mode'] = v['modes'][0] if v['modes'] else None
            if len(words) < 5 or words[3] != '>': self.refuse(f'event line needs TYPE CAMEO ACTORS > RECIPIENTS: {s}', no)
            v['cameo'] = words[1]; v['actors'] = self.keys(words[2], no); v['recipients'] = self.keys(words[4], no)
            words = words[5:]
        else: self.refuse(f'cannot read event line "{s}"', no)
        for w in words:
            if w == 'neg': v['polarity'] = '-'
            elif w == 'pos': v['polarity'] = '+'
            elif w in ('prob', 'poss', 'want', 'cond', 'cert'): v['modality'] = {'prob': 'probable', 'poss': 'possible', 'want': 'wanted', 'cond': 'conditional', 'cert': 'certain'}[w]
            elif w in ('past', 'pres', 'fut', 'bg'): v['temporality'] = {'past': 'past', 'pres': 'present', 'fut': 'future', 'bg': 'background'}[w]
            elif w == 'cont': v['contested'] = True
            elif w == 'sure': v['contested'] = False
            elif w == '?': v['optional'] = True
            elif w[0] == '@': v['time'] = {'edtf': w[1:], 'basis': 'text'} if w != '@-' else None
            elif w.startswith('in='): v['place'] = self.key(w[3:], no) if w != 'in=-' else None
            elif w.startswith('ctx='): v['contexts'] = w[4:].split(',')
            elif w.startswith('a='): v['actors'] = self.keys(w[2:], no)
            elif w.startswith('r='): v['recipients'] = self.keys(w[2:], no)
            else: self.refuse(f'cannot read "{w}" in event line', no)
        v['quad'] = T.QUAD.get(v['type'])
        v['status'] = T.status(v['polarity'], v['modality'], v['temporality'], v['contested'])
        return v

    def build_rows(self):
        self.own, self.events = set(), {}
        g = {k: [] for k in 'positions conditions proposals agreements talks quantities labels'.split()}
        for x in sorted(self.rows, key=lambda x: (x[0], int(x[1:]))):
            no, line = self.row_line[x]
            if x[0] == 'v':
                ms = self.main_mark(x, 'event')
                v = {'id': x, 'trigger': ms[0]['span'], **self.event_line(line, no)}
                v['id'] = x
                v['mentions'] = [{'trigger': m['span'], 'args': []} for m in ms]
                v['claim'] = self.claim_at(ms[0]['span'][0])
                if x in self.row_alt:
                    v['accept'] = []
                    for an, s in self.row_alt[x]:
                        keep = {k: v[k] for k in ('type', 'mode', 'modes', 'cameo', 'contexts', 'actors', 'recipients', 'polarity', 'modality', 'temporality', 'contested', 'time', 'place')}
                        a = self.event_line(s, an, keep) if re.match(r'^[A-Z=]', s) else self.event_alt(s, an, keep)
                        v['accept'].append({k: a[k] for k in ('type', 'mode', 'cameo', 'status', 'actors', 'recipients')})
                self.events[x] = v
                continue
            ms = self.rows[x]
            if x[0] == 'q':
                pos, o = self.options(line, no, (3, 3), {'what', 'sub', 'unit', 'label', 'asof', 'by'})
                q = self.main_mark(x, 'quantity')
                if len(q) > 1: self.refuse(f'{x} is marked twice', no)
                cl = self.claim_at(q[0]['span'][0])
                row = {'id': x, 'span': q[0]['span'], 'measure': pos[0], 'operator': pos[1], **self.value(pos[1], pos[2], no),
                       'what': o['what'] if o.get('what') in self.r.entities else None, 'what_text': o.get('what') if o.get('what') not in self.r.entities else None,
                       'subset': o.get('sub'), 'unit': o.get('unit', 'person'), 'label': o.get('label'), 'as_of': o.get('asof'),
                       'believer': self.key(o['by'], no) if 'by' in o else self.origin(cl), 'claim': cl}
                g['quantities'].append(row)
            elif x[0] == 'y':
                pos, o = self.options(line, no, (3, 6), {'k'})
                m = self.main_mark(x, 'position')[0]
                cl = self.claim_at(m['span'][0]); org = self.origin(cl); party = self.key(pos[0], no)
                asp = [w for w in pos[3:] if w in T.ASPECTS]; voice = [w for w in pos[3:] if w in ('own', 'rep')]
                if set(pos[3:]) - set(asp) - set(voice): self.refuse(f'cannot read {pos[3:]}', no)
                own = org is not None and (org == party or self.r.entities[org].get('of') == party or self.r.entities[party].get('of') == org)
                g['positions'].append({'id': x, 'span': m['span'], 'party': party, 'issue': pos[1], 'stance': pos[2], 'aspect': asp[0] if asp else None,
                                       'voice': {'own': 'own', 'rep': 'reported'}[voice[0]] if voice else 'own' if own else 'reported',
                                       'condition': o.get('k'), 'claim': cl})
            elif x[0] == 'k':
                pos, o = self.options(line, no, (1, 1), {'by', 'on', 'dl'})
                p = self.parts(x, 'brgts'); mm = self.main_mark(x, 'condition')
                g['conditions'].append({'id': x, 'type': pos[0], 'by': self.keys(o.get('by', ''), no), 'on': self.keys(o.get('on', ''), no), 'operator': mm[0]['span'],
                                        'operators': [m['span'] for m in mm], 'blocks': p.get('b', []), 'requires': p.get('r', []), 'gives': p.get('g', []), 'gets': p.get('t', []),
                                        'steps': [p[k][0] for k in sorted(p) if k[0] == 's'], 'deadline': o.get('dl'), 'claim': self.claim_at(mm[0]['span'][0])})
            elif x[0] == 'r':
                pos, o = self.options(line, no, (0, 0), {'by', 'to', 'via', 'dur', 'num', 'issue'})
                p = self.parts(x, 'gt'); sts = [m for m in ms if not m['part']]
                if any(not m['state'] for m in sts) or not sts: self.refuse(f'{x}: each main mark of a proposal names its state, {{{x}.offered|', no)
                g['proposals'].append({'id': x, 'span': sts[0]['span'], 'by': self.keys(o.get('by', ''), no), 'to': self.keys(o.get('to', ''), no), 'via': self.keys(o.get('via', ''), no),
                                       'issue': o.get('issue'), 'gives': p.get('g', []), 'gets': p.get('t', []), 'duration': o.get('dur'), 'number': o.get('num'),
                                       'states': [{'state': m['state'], 'span': m['span'], 'claim': self.claim_at(m['span'][0])} for m in sts]})
            elif x[0] == 'g':
                pos, o = self.options(line, no, (0, 0), {'parties', 'med', 'ann', 'eff', 'end', 'issue'})
                p = self.parts(x, 't'); sts = [m for m in ms if not m['part']]
                if any(not m['state'] for m in sts) or not sts: self.refuse(f'{x}: each main mark of an agreement names its status, {{{x}.announced|', no)
                g['agreements'].append({'id': x, 'span': sts[0]['span'], 'parties': self.keys(o.get('parties', ''), no), 'mediators': self.keys(o.get('med', ''), no), 'issue': o.get('issue'),
                                        'terms': p.get('t', []), 'announced': o.get('ann'), 'in_effect': o.get('eff'), 'end': o.get('end'),
                                        'statuses': [{'status': m['state'], 'span': m['span'], 'claim': self.claim_at(m['span'][0])} for m in sts]})
            elif x[0] == 'w':
                pos, o = self.options(line, no, (0, 0), {'parties', 'med', 'host', 'guar', 'conv', 'format', 'venue', 'last', 'next'})
                p = self.parts(x, 'c'); m = self.main_mark(x, 'talks')[0]
                g['talks'].append({'id': x, 'span': m['span'], 'parties': self.keys(o.get('parties', ''), no),
                                   'third': [{'role': r, 'entity': e} for a, r in (('med', 'mediator'), ('host', 'host'), ('guar', 'guarantor'), ('conv', 'conveyor')) for e in self.keys(o.get(a, ''), no)],
                                   'format': o.get('format', 'not_stated'), 'venue': self.key(o['venue'], no) if 'venue' in o else None, 'last': o.get('last'), 'next': o.get('next'),
                                   'characterisations': [{'span': s, 'claim': self.claim_at(s[0])} for s in p.get('c', [])], 'claim': self.claim_at(m['span'][0])})
        for i, l in enumerate(self.labels):
            cl = self.claim_at(l['span'][0])
            user = self.key(l['user'], l['line']) if l['user'] else self.origin(cl)
            g['labels'].append({'id': f'l{i + 1}', 'span': l['span'], 'term': self.text[l['span'][0]:l['span'][1]], 'user': user, 'target': l['target'],
                                'voice': 'own' if user is None else 'attributed', 'claim': cl})
        return g

    def event_alt(self, s, no, keep):
        """an accepted alternative that names only what differs: type=.. mode=.. cameo=.. a=.. r=.. and flags"""
        v = dict(keep); rest = []
        for w in s.split():
            if w.startswith('type='): v['type'] = w[5:]
            elif w.startswith('mode='): v['mode'] = w[5:] if w != 'mode=-' else None
            elif w.startswith('cameo='): v['cameo'] = w[6:]
            else: rest.append(w)
        self.events['v_'] = {**v, 'id': 'v_', 'modes': [v['mode']] if v['mode'] else []}
        out = self.event_line(' '.join(['=v_'] + rest), no)
        del self.events['v_']
        return out

    def value(self, op, s, no):
        if op == 'unstated' or s == '-': return {'low': None, 'best': None, 'high': None}
        try: nums = [float(x) if '.' in x.replace('..', '') else int(x) for x in (s.split('..') if '..' in s else [s])]
        except ValueError: self.refuse(f'cannot read number {s}', no)
        if op == 'range':
            if len(nums) != 2: self.refuse('a range needs low..high', no)
            return {'low': nums[0], 'best': None, 'high': nums[1]}
        if len(nums) != 1: self.refuse(f'operator {op} takes one number', no)
        n = nums[0]
        return {'eq': {'low': n, 'best': n, 'high': n}, 'approx': {'low': None, 'best': n, 'high': None}, 'gt': {'low': n, 'best': None, 'high': None},
                'ge': {'low': n, 'best': None, 'high': None}, 'lt': {'low': None, 'best': None, 'high': n}, 'le': {'low': None, 'best': None, 'high': n},
                'nearly': {'low': None, 'best': n, 'high': n}, 'ordinal': {'low': None, 'best': n, 'high': None}}.get(op) or self.refuse(f'operator {op}', no)

    def build(self):
        self.read_lines(); self.collect(); self.build_claims()
        rows = self.build_rows()
        pub = {'role': 'publisher', 'entity': None, 'name': self.r.meta['outlet'], 'span': None, 'cue': None, 'basis': 'explicit'}
        for k in sorted(self.own):
            s, e = self.r.sentences[k]
            cut = self.merge([z['span'][:] for z in self.zones if z['span'][0] < e and z['span'][1] > s] + [sp[:] for spans in self.contents.values() for sp in spans if sp[0] < e and sp[1] > s])
            free, at = [], s
            for a, b in cut: free.append([at, a]); at = max(at, b)
            free = [x for x in (self.trim(f) for f in free + [[at, e]] if f[1] > f[0]) if x]
            self.claims.append({'id': f'o{k + 1}', 'spans': free, 'kind': 'own', 'stance': 'asserts', 'factuality': {'origin': 'CT+', 'publisher': 'CT+'},
                                'chain': [pub], 'hedges': [], 'said': None})
        def timex(t):
            v = t['value']; typ = None
            if '!' in v: v, typ = v.split('!')
            typ = typ or ('DURATION' if v.startswith('P') else 'TIME' if re.search(r'T\d', v) else 'DATE')
            return {'span': t['span'], 'type': typ, 'value': v, 'edtf': None if v.startswith('P') or v in ('-', 'PAST_REF', 'PRESENT_REF', 'FUTURE_REF') or typ == 'SET' else v}
        ents, places = [], []
        for k, e in self.r.entities.items():
            ents.append({'id': k, 'name': e['name'], 'kind': e['kind'], 'code': None, 'country': e.get('cc'), 'sectors': e['sec'].split(',') if e.get('sec') else [],
                         'of': e.get('of'), 'mentions': self.mentions[k]})
            if e['kind'] in ('place', 'state'):
                places += [{'id': None, 'entity': k, 'span': m['span'], 'name': e['name'], 'country': e.get('cc')} for m in self.mentions[k] if m['form'] == 'name']
        places.sort(key=lambda p: p['span'])
        for i, p in enumerate(places): p['id'] = f'p{i + 1}'
        meta = self.r.meta
        return {'schema': 'dragoman/1', 'id': meta['id'], 'source': {'name': os.path.basename(self.path), 'id': meta['id'], 'sha256': hashlib.sha256(self.text.encode()).hexdigest()},
                'model': 'gold', 'story': meta['story'], 'genre': meta['genre'], 'region': meta.get('region'), 'control': meta.get('control') == 'yes',
                'title': next((self.text[z['span'][0]:z['span'][1]] for z in self.zones if z['kind'] == 'title'), meta.get('title')), 'byline': [x.strip() for x in meta['by'].split(',')] if meta.get('by') else [],
                'outlet': {'name': meta['outlet'], 'basis': 'given'}, 'lang': 'en', 'published': {'value': meta.get('date') or None, 'basis': 'given' if meta.get('date') else None},
                'text': self.text, 'zones': sorted(self.zones, key=lambda z: z['span']), 'sentences': self.r.sentences, 'entities': ents, 'attributions': self.attributions,
                'claims': self.claims, 'events': list(self.events.values()), **rows, 'times': [timex(t) for t in sorted(self.times, key=lambda t: t['span'])], 'places': places}

def lint(o):
    """names and personal pronouns that nobody marked (outside promo and credit zones): (offset, word)"""
    text, taken = o['text'], bytearray(len(o['text']))
    for z in o['zones']:
        if z['kind'] in ('promo', 'credit'): taken[z['span'][0]:z['span'][1]] = b'\1' * (z['span'][1] - z['span'][0])
    edges = {tuple(m['span']) for e in o['entities'] for m in e['mentions']}
    names = {text[s:e] for en in o['entities'] for m in en['mentions'] if m['form'] == 'name' for s, e in [m['span']]}
    out = []
    for m in re.finditer(r"\b(?:I|me|my|we|us|our|ours|he|him|his|she|her|hers|they|them|their|theirs)\b(?!\.\w)", text, re.I):
        if m[0] in ('US', 'ME', 'i', 'My', 'Us') and m[0] == 'US': continue
        if m.span() not in edges and not taken[m.start()]: out.append((m.start(), m[0]))
    for n in names:
        for m in re.finditer(r'(?<!\w)' + re.escape(n) + r'(?!\w)', text):
            if not taken[m.start()] and not any(s <= m.start() and m.end() <= e and text[s:e].count(' ') <= n.count(' ') + 3 for s, e in edges): out.append((m.start(), n))
    return sorted(out)

def resolve(path):
    return Builder(read(path), path).build()

def units(o):
    """dragoman/1 gold -> the shape of the chain scorer"""
    def chain(c): return [{'role': h['role'], 'e': h['entity'], 'source': h['span'], 'cue': h['cue']} for h in c]
    us = []
    for c in o['claims']:
        if c['kind'] == 'own': continue
        u = {'u': c['id'], 'spans': c['spans'], 'quoted': {'direct': True, 'indirect': False}.get(c['kind'], 'mixed'), 'chain': chain(c['chain'])}
        if c.get('accept'): u['accept'] = [chain(a) for a in c['accept']]
        if c.get('optional'): u['optional'] = True
        us.append(u)
    def ev(v): return {'plover': v['type'], 'mode': v['mode'], 'cameo': v['cameo'], 'status': v['status'], 'actor': v['actors'], 'recipient': v['recipients']}
    es = []
    for v in o['events']:
        for i, m in enumerate(v['mentions']):
            e = {'v': v['id'] + (f'.{i + 1}' if i else ''), 'trigger': m['trigger'], **ev(v), 'time': (v['time'] or {}).get('edtf'), 'place': v['place']}
            if v.get('accept'): e['accept'] = [ev(a) for a in v['accept']]
            if v.get('optional'): e['optional'] = True
            es.append(e)
    return {'id': o['id'], 'text': o['text'], 'published': o['published']['value'], 'publisher': o['outlet']['name'],
            'entities': [{'e': e['id'], 'name': e['name'], 'kind': e['kind'], 'mentions': [m['span'] for m in e['mentions']]} for e in o['entities']], 'units': us, 'events': es}

def paths(args):
    out = []
    for a in args:
        if os.path.isdir(a): out += sorted(os.path.join(d, f) for d, _, fs in os.walk(a) for f in fs if f.endswith('.txt'))
        else: out.append(a)
    return out

def main():
    import validate
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('inputs', nargs='+'); ap.add_argument('--out'); ap.add_argument('--units', action='store_true')
    ap.add_argument('--bare'); ap.add_argument('--lint', action='store_true')
    a = ap.parse_args(); bad = 0; done = []
    for p in paths(a.inputs):
        try: o = resolve(p)
        except Refused as e: print(f'REFUSED {e}' if p in str(e) else f'REFUSED {p}: {e}', file=sys.stderr); bad += 1; continue
        errs = validate.check(o)
        for e in errs: print(f'{p}: {e}', file=sys.stderr)
        bad += bool(errs)
        if a.lint:
            for at, w in lint(o): print(f'{p}: unmarked "{w}" in: ..{o["text"][max(0, at - 30):at + 30]!r}', file=sys.stderr)
        done.append(o)
    if a.bare:
        os.makedirs(a.bare, exist_ok=True)
        for o in done: open(os.path.join(a.bare, o['id'] + '.txt'), 'w', encoding='utf-8').write(o['text'] + '\n')
    if a.out and not bad:
        with open(a.out, 'w', encoding='utf-8') as f:
            for o in sorted(done, key=lambda o: o['id']): f.write(json.dumps(units(o) if a.units else o, ensure_ascii=False) + '\n')
    words = sum(len(o['text'].split()) for o in done)
    print(f'{len(done)} reports, {words} words, {bad} with errors', file=sys.stderr)
    sys.exit(1 if bad else 0)

if __name__ == '__main__': main()
