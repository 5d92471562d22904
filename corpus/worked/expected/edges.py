#!/usr/bin/env python3
"""edges.py : writes edges.tsv, the knot's edges of every report of the worked case as the annotation has them.

Columns: report, condition, type, who sets it, what it blocks, who has to fulfil it, what it requires, voice (own: the setter or who
speaks for it is the origin; reported: another; publisher: the report's own words), origin, words of the operator."""
import os, json
HERE = os.path.dirname(os.path.abspath(__file__))

def rows(o):
    t, ents = o['text'], {e['id']: e for e in o['entities']}
    cl = {c['id']: c for c in o['claims']}
    def words(spans): return ' + '.join(t[a:b].replace('\n', ' ') for a, b in spans)
    for k in o['conditions']:
        org = cl[k['claim']]['chain'][-1]
        voice = 'publisher' if org['role'] == 'publisher' else 'own' if org['entity'] in k['by'] or ents.get(org['entity'], {}).get('of') in k['by'] else 'reported'
        blocks, requires = k['blocks'] or k['gives'] or k['steps'][1:], k['requires'] or k['gets'] or k['steps'][:1]
        yield [o['id'], k['id'], k['type'], ','.join(ents[e]['name'] for e in k['by']), words(blocks), ','.join(ents[e]['name'] for e in k['on']), words(requires), voice, org['name'] or '-', words([k['operator']])]

def table():
    with open(os.path.join(HERE, '..', '..', 'gold', 'worked.jsonl'), encoding='utf-8') as f:
        return ''.join('\t'.join(r) + '\n' for l in f for r in rows(json.loads(l)))

if __name__ == '__main__': open(os.path.join(HERE, 'edges.tsv'), 'w', encoding='utf-8').write(table())
