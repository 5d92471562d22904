#!/usr/bin/env python3
"""show.py FILE.. : a report's gold rows as a person checks them, strings instead of offsets."""
import sys
from resolve import resolve, paths

def show(o, out=sys.stdout):
    t = o['text']
    def s(x): return '-' if not x else ' .. '.join(t[a:b] for a, b in x) if isinstance(x[0], list) else t[x[0]:x[1]]
    p = lambda *a: print(*a, file=out)
    p(f"== {o['id']} {o['outlet']['name']} {o['published']['value']} ({len(t.split())} words)")
    for e in o['entities']: p(f"  @{e['id']:8s} {e['kind']:8s} {e['name']}: " + '; '.join(f"{s(m['span'])}/{m['form'][:3]}" for m in e['mentions']))
    for c in o['claims']:
        p(f"  {c['id']:4s} {c['kind']:8s} {c['stance']:8s} {c['factuality']['origin']} " + ' > '.join(f"{h['role']}:{h['entity'] or '?'}({s(h['span'])}|{s(h['cue'])}{'' if h['basis'] == 'explicit' else '|' + h['basis']})" for h in c['chain'][1:]) + f"  [{s(c['spans'])}]")
    for a in o['attributions']:
        if a['parent'] or a['recipient']: p(f"  {a['id']:4s} in {a['parent']}: {s(a['source'])} | {s(a['cue'])} | to {s(a['recipient'])} | {s(a['content'])[:80]}")
    for v in o['events']: p(f"  {v['id']:4s} {s(v['trigger'])}: {v['type']}/{v['mode']} {v['cameo']} {','.join(v['actors'])} > {','.join(v['recipients'])} {v['status']} {v['time'] and v['time']['edtf']} {v['place']} {v['claim']}{' ?' if v.get('optional') else ''}")
    for r in o['positions']: p(f"  {r['id']} {r['party']} {r['stance']} {r['issue']} {r['voice']} {r['claim']} if {r['condition']}: {s(r['span'])}")
    for r in o['conditions']: p(f"  {r['id']} {r['type']} by {r['by']} on {r['on']}: {s(r['operator'])} | blocks {s(r['blocks'])} | requires {s(r['requires'])} | gives {s(r['gives'])} gets {s(r['gets'])} steps {s(r['steps'])}")
    for r in o['proposals']: p(f"  {r['id']} {r['by']} to {r['to']} via {r['via']}: " + ' > '.join(x['state'] for x in r['states']) + f" | gives {s(r['gives'])} | gets {s(r['gets'])} {r['duration']} {r['number']}")
    for r in o['agreements']: p(f"  {r['id']} {r['parties']}: " + ' > '.join(x['status'] for x in r['statuses']) + f" {r['announced']} {r['in_effect']} {r['end']} | {s(r['terms'])}")
    for r in o['talks']: p(f"  {r['id']} {s(r['span'])}: {r['parties']} {r['third']} {r['format']} last {r['last']} next {r['next']} | {s([x['span'] for x in r['characterisations']])}")
    for r in o['quantities']: p(f"  {r['id']} {s(r['span'])}: {r['measure']} {r['operator']} {r['low']}/{r['best']}/{r['high']} {r['unit']} of {r['what'] or r['what_text']} by {r['believer']} as of {r['as_of']}")
    for r in o['labels']: p(f"  {r['id']} {r['user'] or 'own voice'} calls {r['target']}: {r['term']}")
    p('  times: ' + '; '.join(f"{s(x['span'])}={x['value']}" for x in o['times']) + ' | zones: ' + '; '.join(f"{x['kind']}={s(x['span'])[:30]}" for x in o['zones']))

if __name__ == '__main__':
    for p in paths(sys.argv[1:]): show(resolve(p))
