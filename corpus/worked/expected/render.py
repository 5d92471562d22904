#!/usr/bin/env python3
"""render.py : writes DATE.txt beside each DATE.json of this folder."""
import json, glob, os
HERE = os.path.dirname(os.path.abspath(__file__))

def value(v):
    if v['operator'] == 'unstated': return 'unstated'
    n = v['best'] if v['best'] is not None else v['low'] if v['low'] is not None else v['high']
    return {'eq': '', 'approx': 'about ', 'gt': 'more than ', 'ge': 'at least ', 'lt': 'under ', 'le': 'up to ', 'nearly': 'nearly '}[v['operator']] + str(n)

def names(x): return ' and '.join(x) if isinstance(x, list) else x or 'nobody named'

def states(s):
    """one state as text, 12 sections"""
    out = [f"State of the talks on {s['as_of']}, after {s['reports_read']} reports", '']
    def section(t, lines): out.extend([t] + ([f'  {l}' for l in lines] or ['  none']) + [''])
    section('POSITIONS', [f"{p['party']} | {p['issue']} | {p['stance']}: {p['about']} ({p['voice']}, since {p['since']}, last {p['latest']}; {len(p['reports'])} reports)"
                          + (f" [{p['condition']}]" if p.get('condition') else '') + (f" -- {p['note']}" if p.get('note') else '') for p in sorted(s['positions'], key=lambda p: (p['party'], p['issue']))])
    section('CONDITIONS', [f"{k['id']} ({k['status']}) {names(k['by'])}: {k['blocks']} <- {k['requires']} (for {names(k['on'])}; {k['type']}, since {k['since']})" + (f" -- {k['note']}" if k.get('note') else '')
                           for k in sorted(s['conditions'], key=lambda k: k['status'] != 'unmet')])
    section('THE KNOT', [f"{e['who']} holds back {e['blocks']} until {e['until']} ({e['whose']}) [{e['condition']}; {e['voice']}; {e['sourcing']}]" for e in s['knot']['edges']]
            + [f"circle: {' > '.join(c + [c[0]])}" for c in s['knot']['cycles']] + [s['knot']['remark']])
    section('PROPOSALS', [f"{p['id']} {names(p['by'])} to {names(p['to'])}: {p['gives']} for {p['gets'] or 'nothing stated'} | " + ' > '.join(f"{h['state']} {h['date']} ({h['says']})" for h in p['history']) + (f" -- {p['note']}" if p.get('note') else '') for p in s['proposals']])
    section('AGREEMENTS', [f"{a['id']} {a['form']} ({names(a['parties'])}): {a['status']}, in effect {a['in_effect']}, end {a['end']}" + ''.join(f"; breach of {v['date']} by {v['by_whom'] or 'nobody named'}: {v['says']}" for v in a['violations'])
                           + (f" -- {a['note']}" if a.get('note') else '') for a in s['agreements']])
    section('COUNTS', [f"{c['what']} ({c['measure']}): " + '; '.join(f"{value(v)} {v['by']} {v['said']}" for v in c['values']) for c in s['counts']])
    t = s['talks']
    section('TALKS', [f"format {t['format'] or 'none'}; mediators {names(t['mediators'])}; hosts {names(t['hosts'])}; conveyors {names(t['conveyors'])}; last {t['last'] or 'not known'}; next {t['next'] or 'not set'}", t['remark']])
    section('WHO CALLS WHOM WHAT', [f"{l['user']}: {l['target']} = {l['term']}" for l in s['labels']])
    section('STATEMENTS THAT TRAVEL', [f"{x['id']} {x['origin']}: {len(x['reports'])} reports, {x['relays']} relays, {x['origins']} origin" + (f" -- {x['note']}" if x.get('note') else '') for x in s['statements']])
    section('CHANGED', s['changed']); section('NOT KNOWN', s['unknown'])
    return '\n'.join(out)

def main():
    for f in sorted(glob.glob(os.path.join(HERE, '20*.json'))):
        with open(f[:-5] + '.txt', 'w', encoding='utf-8') as o: o.write(states(json.load(open(f, encoding='utf-8'))))

if __name__ == '__main__': main()
