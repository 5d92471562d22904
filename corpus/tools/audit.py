#!/usr/bin/env python3
"""audit.py REPORTS.. [--only KIND] : places in the gold that a reader should look at again.

Heuristics over words, not rules of the scheme: each line may be right. Kinds: sentence (a mark that seems to hold two sentences),
stance (a cue that says another stance), factuality (a belief or a wish given as certain), recipient ("told" without one), demand,
status (a modal or negation beside a trigger whose factors do not show it), quote (a quotation in the body in no claim),
trigger (one word coded with several types over all reports)."""
import sys, re, argparse
from collections import defaultdict, Counter
from resolve import resolve, paths
from markup import Refused

ABBR = r'(?:Mr|Mrs|Ms|Dr|St|Sir|Cllr|Gen|Col|Lt|No|vs|Rev|Prof|Sgt|Capt|Jan|Feb|Aug|Sept|Oct|Nov|Dec|[A-Z])'
STANCE = [(r'\b(den(y|ies|ied|ying))\b', 'denies'), (r'\bdoubt', 'doubts'), (r'\b(asked|asks|wondered|wonders) *$', 'asks'), (r'\bconfirm', 'confirms'),
          (r'declin|would not (say|comment|be drawn|discuss)|refused to (say|comment)|could not say|neither confirm', 'declines')]
SOFT = r'\b(believ|think|thought|expect|suspect|reckon|suppos|fear|hope|estimat)'
WISH = r'\b(demand|urg|call(ed|s)? (on|for)|appeal|want|ordered|insist(ed|s)? on|propos)'

def audit(o):
    t = o['text']
    def near(s, e, n=40): return t[max(0, s - n):e + n].replace('\n', ' ')
    body = bytearray(b'\1' * len(t))
    for z in o['zones']: body[z['span'][0]:z['span'][1]] = bytes(z['span'][1] - z['span'][0])
    for s, e in o['sentences']:
        for m in re.finditer(r'[.!?]["”’]? (?=["“]?[A-Z])', t[s:e]):
            if body[s + m.start()] and not re.search(rf'\b{ABBR}\.$', t[s:s + m.start() + 1]): yield 'sentence', near(s + m.start(), s + m.end())
    for c in o['claims']:
        if c['kind'] == 'own': continue
        cue = c['chain'][-1]['cue']
        if cue:
            w = t[cue[0]:cue[1]]
            for rx, st in STANCE:
                if re.search(rx, w) and c['stance'] != st and not (st == 'asks' and re.search(r'^(to|for|that)\b', t[c['spans'][0][0]:c['spans'][0][0] + 5])): yield 'stance', f'{c["id"]} {c["stance"]}: {w} | {t[c["spans"][0][0]:c["spans"][0][1]][:70]}'
            if re.search(SOFT, w) and c['factuality']['origin'] == 'CT+': yield 'factuality', f'{c["id"]} CT+: {w} | {t[c["spans"][0][0]:c["spans"][0][1]][:70]}'
            if re.search(WISH, w) and c['factuality']['origin'] == 'CT+' and c['stance'] == 'asserts': yield 'demand', f'{c["id"]} CT+: {w} | {t[c["spans"][0][0]:c["spans"][0][1]][:70]}'
            if re.match(r'(told|tells|tell)$', w):
                a = [x for x in o['attributions'] if x['claim'] == c['id']]
                if not any(x['recipient'] for x in a) and len(c['chain']) < 3: yield 'recipient', f'{c["id"]}: {near(*cue)}'
    for v in o['events']:
        s, e = v['trigger']; before = re.split(r'[.;:,]', t[max(0, s - 22):s])[-1]
        if v['polarity'] == '+' and re.search(r"\b(not|never|nor|n't)\b", before): yield 'status', f'{v["id"]} {v["type"]} {v["status"]}: {near(s, e, 30)}'
        if v['status'] == 'asserted' and re.search(r'\b(will|would|may|might|could|should|to)\s*$', before) and v['temporality'] != 'present': yield 'status', f'{v["id"]} {v["type"]} {v["status"]}: {near(s, e, 30)}'
    held = bytearray(len(t))
    for c in o['claims']:
        if c['kind'] != 'own':
            for s, e in c['spans']: held[s:e] = b'\1' * (e - s)
    for m in re.finditer(r'["“]([^"”\n]{25,}?)["”]', t):
        if body[m.start()] and not any(held[m.start() + 1:m.end() - 1]): yield 'quote', m[0][:90]

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('inputs', nargs='+'); ap.add_argument('--only')
    a = ap.parse_args(); n = Counter(); words = defaultdict(Counter); where = defaultdict(lambda: defaultdict(list))
    for p in paths(a.inputs):
        try: o = resolve(p)
        except Refused as e: print(e); continue
        for k, msg in audit(o):
            n[k] += 1
            if a.only in (None, k): print(f'{o["id"]} {k}: {msg}')
        for v in o['events']:
            w = o['text'][v['trigger'][0]:v['trigger'][1]].lower()
            words[w][v['type']] += 1; where[w][v['type']].append(f'{o["id"]}/{v["id"]}')
    for w, c in sorted(words.items()):
        if len(c) > 1:
            n['trigger'] += 1
            if a.only in (None, 'trigger'): print('trigger', w, {k: where[w][k] for k in c})
    print(dict(n), file=sys.stderr)

if __name__ == '__main__': main()
