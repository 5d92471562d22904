#!/usr/bin/env python3
"""validate.py GOLD.jsonl.. : every constraint of the gold shape. check(o) returns a list of complaints."""
import sys, json, re
import tables as T

EDTF1 = r'(?:-?\d{4}(?:-(?:\d{2}|XX|2[1-4])(?:-(?:\d{2}|XX))?(?:T\d{2}:\d{2}(?::\d{2})?)?)?|\d{3}X|\d{2}XX|XXXX(?:-\d{2}(?:-\d{2})?|-W(?:XX|\d{2})(?:-\d)?)?|-?\d{4}-W\d{2}(?:-\d)?|\d{4}-\d{2}-\d{2}T(?:MO|MI|AF|EV|NI))[?~%]?'
EDTF = re.compile(rf'^(?:{EDTF1}|(?:{EDTF1}|\.\.|)/(?:{EDTF1}|\.\.|))$')
DURATION = re.compile(r'^P(?:T?[\dX.]+[YMWDHS])+(?:T(?:[\dX.]+[HMS])+)?$')

def edtf(s): return bool(EDTF.match(s)) and s not in ('/', '')

def check(o):
    bad, text = [], o['text']
    n, ents = len(text), {e['id']: e for e in o['entities']}
    claims = {c['id']: c for c in o['claims']}
    def need(ok, msg):
        if not ok: bad.append(msg)
    def span(s, what):
        ok = s is not None and len(s) == 2 and 0 <= s[0] < s[1] <= n
        need(ok, f'{what}: span {s} outside the text')
        if ok: need(text[s[0]:s[1]] == text[s[0]:s[1]].strip(), f'{what}: span begins or ends with space')
        return ok
    def member(x, allowed, what): need(x in allowed, f'{what}: {x!r} is not one of {" ".join(sorted(map(str, allowed)))}')
    def ent(x, what):
        need(x is None or x in ents, f'{what}: no entity {x}')
    def date(x, what): need(x is None or edtf(x), f'{what}: {x!r} is no EDTF value')
    def dist(xs, what): need(len(set(xs)) == len(xs), f'{what}: ids repeat')

    # sentences, zones
    last = 0
    for s in o['sentences']:
        span(s, 'sentence'); need(s[0] >= last, 'sentences overlap'); last = s[1]
    need(not re.search(r'\S', ''.join(text[a:b] for a, b in zip([0] + [s[1] for s in o['sentences']], [s[0] for s in o['sentences']] + [n]))), 'text outside sentences')
    for z in o['zones']: span(z['span'], 'zone'); member(z['kind'], T.ZONES, 'zone')
    silent = [z['span'] for z in o['zones'] if z['kind'] in ('title', 'headline', 'promo', 'credit')]
    def in_silent(s): return any(a <= s[0] and s[1] <= b for a, b in silent)

    # entities
    dist([e['id'] for e in o['entities']], 'entities')
    seen = {}
    for e in o['entities']:
        member(e['kind'], T.KINDS, f'entity {e["id"]}')
        for x in e['sectors']: member(x, T.SECTORS, f'entity {e["id"]} sector')
        ent(e.get('of'), f'entity {e["id"]} of')
        for m in e['mentions']:
            if not span(m['span'], f'mention of {e["id"]}'): continue
            member(m['form'], ('name', 'nominal', 'pronoun'), 'form')
            k = tuple(m['span'])
            need(k not in seen, f'{text[k[0]:k[1]]!r} is a mention of {seen.get(k)} and of {e["id"]}')
            seen[k] = e['id']
            need(not text[k[0]:k[1]].endswith(("'s", '’s')) or any(x['name'].endswith(("'s", '’s')) and text[k[0]:k[1]].endswith(x['name']) for x in o['entities']), f'mention {text[k[0]:k[1]]!r} of {e["id"]} ends with a possessive mark')
            need(m['form'] != 'pronoun' or text[k[0]:k[1]].lower() in T.PRONOUNS, f'{text[k[0]:k[1]]!r} is called a pronoun')
            need(not any(z['kind'] in ('promo', 'credit') and z['span'][0] <= k[0] and k[1] <= z['span'][1] for z in o['zones']), f'mention {text[k[0]:k[1]]!r} in a promo or credit zone')

    # claims
    dist(list(claims), 'claims')
    for c in o['claims']:
        w = f'claim {c["id"]}'
        for s in c['spans']:
            if span(s, w) and c['kind'] != 'own':
                need(text[s[1] - 1] not in ',;:.' or text[s[0]:s[1]].endswith(('...', '…')) or re.search(r'\b(?:[A-Z]\.|[ap]\.m\.|Mr\.|St\.|etc\.)$', text[s[0]:s[1]]), f'{w}: content ends with {text[s[1] - 1]!r}: ..{text[max(s[0], s[1] - 25):s[1]]!r}')
                t = text[s[0]:s[1]]; even = t.count('“') == t.count('”') and t.count('"') % 2 == 0
                whole = even and t[0] in '“"' and t[-1] in '”"' and t.count('“') + t.count('"') <= (1 if t[0] == '“' else 2)
                need(t[0] not in ',.' and (even or t[0] not in '“"' and t[-1] not in '”"') and not whole, f'{w}: quotation mark at the edge of {t[:30]!r}..{t[-15:]!r}')
                need(not re.match(r'that\b', text[s[0]:s[1]]) or c.get('kind') == 'direct' or re.match(r'that (?:the|a|an|he|she|it|they|there|no|any|all|its|his|her)\b', text[s[0]:s[1]]) is None, f'{w}: the complementizer "that" stays outside the content')
                need(not in_silent(s), f'{w}: claims are not annotated in title, headline, promo and credit zones')
        member(c['kind'], ('direct', 'indirect', 'mixed', 'own'), w); member(c['stance'], T.STANCES, w)
        for k in ('origin', 'publisher'): member(c['factuality'][k], T.FACTS, w)
        for ch in [c['chain']] + c.get('accept', []):
            need(ch and ch[0]['role'] == 'publisher' and ch[0]['entity'] is None, f'{w}: the chain begins with the publisher')
            need((len(ch) == 1) == (c['kind'] == 'own'), f'{w}: kind {c["kind"]} with {len(ch)} hops')
            need(len(ch) <= 6, f'{w}: {len(ch)} hops')
            for i, h in enumerate(ch):
                member(h['role'], T.ROLES, w); member(h['basis'], T.BASES, w); ent(h['entity'], w)
                need(i == 0 or h['role'] != 'publisher', f'{w}: publisher inside the chain')
                need(h['role'] != 'unspecified' or h['entity'] is None, f'{w}: an unspecified hop with an entity')
                need(h['role'] in ('unspecified', 'publisher') or h['entity'], f'{w}: hop {h["role"]} without entity')
                need(h['role'] != 'addressee' or i + 1 < len(ch), f'{w}: an addressee cannot be the origin')
                fold = lambda x: re.sub(r'^the ', '', (x or '').lower())
                need(h['role'] not in ('addressee', 'relay') or fold(h['name']) != fold(o['outlet']['name']), f'{w}: the publisher {h["name"]} is no hop of its own chain (a recipient, if anything)')
                need(h['role'] != 'relay' or ents.get(h['entity'], {}).get('kind') in ('outlet', 'document', 'org', 'unnamed'), f'{w}: relay {h["entity"]} is of kind {ents.get(h["entity"], {}).get("kind")}')
                need(h['role'] != 'reporter' or ents.get(h['entity'], {}).get('kind') in ('reporter', 'unnamed'), f'{w}: reporter {h["entity"]} is of another kind')
                for k in ('span', 'cue'):
                    if h[k]: span(h[k], w)
                if h['span'] and h['entity'] and h['role'] != 'issuer':
                    need(any(h['span'] == m['span'] for m in ents[h['entity']]['mentions']), f'{w}: source {text[h["span"][0]:h["span"][1]]!r} is no mention of {h["entity"]}')
        if c['said']: date(c['said']['edtf'], w)
    ids = [a['id'] for a in o['attributions']]
    dist(ids, 'attributions')
    for a in o['attributions']:
        for k in ('source', 'cue', 'content', 'recipient'):
            for s in a[k]: span(s, f'attribution {a["id"]} {k}')
        need(a['parent'] is None or a['parent'] in ids and a['parent'] != a['id'], f'attribution {a["id"]}: parent {a["parent"]}')
        need(a['content'], f'attribution {a["id"]} without content')

    # events
    dist([v['id'] for v in o['events']], 'events')
    for v in o['events']:
        w = f'event {v["id"]}'
        span(v['trigger'], w); member(v['type'], T.QUAD, w)
        need(not in_silent(v['trigger']), f'{w}: events are not annotated in title, headline, promo and credit zones')
        if v['type'] in T.QUAD: need(v['quad'] == T.QUAD[v['type']], f'{w}: quad {v["quad"]}')
        for m in v['modes']: member(m, T.MODES.get(v['type'], []), f'{w} {v["type"]} mode')
        for x in v['contexts']: member(x, T.CONTEXTS, f'{w} context')
        for typ, code in [(v['type'], v['cameo'])] + [(a['type'], a['cameo']) for a in v.get('accept', [])]:
            ct = T.cameo_types(code)
            need(ct is not None, f'{w}: no CAMEO code {code}')
            need(ct is None or typ in ct, f'{w}: CAMEO {code} does not go with {typ} ({" ".join(sorted(ct or []))})')
        for a in v['actors'] + v['recipients']: ent(a, w)
        need(v['actors'] or v['recipients'], f'{w}: neither actor nor recipient')
        need(not set(v['actors']) & set(v['recipients']), f'{w}: {set(v["actors"]) & set(v["recipients"])} is actor and recipient')
        member(v['polarity'], '+-', w); member(v['modality'], ('certain', 'probable', 'possible', 'wanted', 'conditional'), w)
        member(v['temporality'], ('past', 'present', 'future', 'background'), w)
        need(v['status'] == T.status(v['polarity'], v['modality'], v['temporality'], v['contested']), f'{w}: status')
        if v['time']: date(v['time']['edtf'], w)
        need(v['place'] is None or ents.get(v['place'], {}).get('kind') in ('place', 'state', 'org', 'other', 'group'), f'{w}: place {v["place"]}')
        need(v['claim'] in claims, f'{w}: no claim {v["claim"]}')
        need(v.get('same') is None or v['same'] in {x['id'] for x in o['events']}, f'{w}: same {v.get("same")}')
    trig = {}
    for v in o['events']:
        for m in v['mentions']:
            need(tuple(m['trigger']) not in trig, f'events {trig.get(tuple(m["trigger"]))} and {v["id"]} share a trigger')
            trig[tuple(m['trigger'])] = v['id']

    # talk acts
    for p in o['positions']:
        w = f'position {p["id"]}'
        span(p['span'], w); ent(p['party'], w); member(p['issue'], T.ISSUES, w); member(p['stance'], T.POSITION_STANCES, w)
        member(p['aspect'], list(T.ASPECTS) + [None], w)
        need(p['condition'] is None or p['condition'] in {k['id'] for k in o['conditions']}, f'{w}: no condition {p["condition"]}')
        need(p['stance'] != 'refuses_until' or p['condition'], f'{w}: refuses_until without its condition (k=)')
    for k in o['conditions']:
        w = f'condition {k["id"]}'
        member(k['type'], T.CONDITIONS, w)
        for s in [k['operator']] + k['blocks'] + k['requires'] + k['gives'] + k['gets'] + k['steps']: span(s, w)
        for e in k['by'] + k['on']: ent(e, w)
        need(k['type'] not in ('precondition', 'threat', 'exception') or k['blocks'] or k['requires'], f'{w}: {k["type"]} needs what it blocks (b) or requires (r)')
        need(k['type'] != 'sequence' or len(k['steps']) > 1, f'{w}: a sequence needs steps s1, s2')
        need(k['type'] != 'exchange' or k['gives'] and k['gets'], f'{w}: an exchange needs gives (g) and gets (t)')
        date(k['deadline'], w)
    for p in o['proposals']:
        w = f'proposal {p["id"]}'
        member(p['issue'], list(T.ISSUES) + [None], w)
        for s in p['states']: span(s['span'], w); member(s['state'], T.PROPOSAL_STATES, w)
        for e in p['by'] + p['to'] + p['via']: ent(e, w)
        need(p['duration'] is None or p['duration'] == 'unstated' or DURATION.match(p['duration']), f'{w}: duration {p["duration"]}')
    for a in o['agreements']:
        w = f'agreement {a["id"]}'
        member(a['issue'], list(T.ISSUES) + [None], w)
        for s in a['statuses']: span(s['span'], w); member(s['status'], T.AGREEMENT_STATUS, w)
        for e in a['parties'] + a['mediators']: ent(e, w)
        for k in ('announced', 'in_effect', 'end'): date(a[k], w)
    for t in o['talks']:
        w = f'talks {t["id"]}'
        span(t['span'], w); member(t['format'], T.FORMATS, w); ent(t['venue'], w)
        for k in ('last', 'next'): date(t[k], w)
    for q in o['quantities']:
        w = f'quantity {q["id"]}'
        span(q['span'], w); member(q['operator'], T.OPERATORS, w); member(q['measure'], T.MEASURES, w); ent(q['what'], w); ent(q['believer'], w); date(q['as_of'], w)
        need((q['operator'] == 'unstated') == (q['low'] is None and q['best'] is None and q['high'] is None), f'{w}: value and operator')
    for l in o['labels']: span(l['span'], 'label'); ent(l['user'], 'label'); ent(l['target'], 'label')
    for rows in ('positions', 'conditions', 'proposals', 'agreements', 'talks', 'quantities', 'labels'):
        dist([x['id'] for x in o[rows]], rows)
        for x in o[rows]:
            for c in [x.get('claim')] + [s['claim'] for s in x.get('states', []) + x.get('statuses', []) + x.get('characterisations', [])]:
                need(c is None or c in claims, f'{rows} {x["id"]}: no claim {c}')
            if x.get('span'): need(not in_silent(x['span']), f'{rows} {x["id"]}: not annotated in title, headline, promo and credit zones')
    for t in o['times']:
        span(t['span'], 'time'); member(t['type'], ('DATE', 'TIME', 'DURATION', 'SET'), 'time')
        v = t['value']
        need(v in ('-', 'PAST_REF', 'PRESENT_REF', 'FUTURE_REF') or t['type'] == 'SET' or (DURATION.match(v) if v.startswith('P') else edtf(v)), f'time {text[t["span"][0]:t["span"][1]]!r}: value {v}')
    if o['published']['value']: date(o['published']['value'], 'published')
    return bad

if __name__ == '__main__':
    k = 0
    for f in sys.argv[1:]:
        for l in open(f, encoding='utf-8'):
            o = json.loads(l)
            for e in check(o): print(f'{f}: {o["id"]}: {e}'); k += 1
    sys.exit(1 if k else 0)
