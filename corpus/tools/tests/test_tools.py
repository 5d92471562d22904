#!/usr/bin/env python3
"""python3 corpus/tools/tests/test_tools.py : the corpus tools on small reports written here."""
import os, sys, copy, tempfile, unittest
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..'))
import resolve, validate, agree, coverage, tables, repeats
from markup import Refused

HEAD = 'id: T1\ndate: 2031-03-04\noutlet: The Post\nstory: T\ngenre: wire\n===\n'
ENTS = '@min person Lena Horak /of=gov\n@gov org Government\n@rtr outlet Meridian\n@opp org Front /sec=REB\n@doc document communiqué /by=gov\n'

def build(text, lines='', ents=ENTS, head=HEAD):
    ents = ents if '[gov' in text or ents != ENTS else ents.replace(' /of=gov', '').replace(' /by=gov', '')
    with tempfile.NamedTemporaryFile('w', suffix='.txt', delete=False, encoding='utf-8') as f:
        used = ''.join(e + '\n' for e in ents.splitlines() if f'[{e[1:].split()[0]}' in text)
        f.write(head + text + '\n---\n' + used + lines)
    try: return resolve.resolve(f.name)
    finally: os.unlink(f.name)

def strings(o, spans): return [o['text'][s:e] for s, e in spans]

class Markup(unittest.TestCase):
    def test_text_and_offsets(self):
        o = build('[min=1|Lena Horak] {=1|said} {1|it was \\[off\\]}.\nShe left.\n\nLast par.')
        self.assertEqual(o['text'], 'Lena Horak said it was [off]. She left.\n\nLast par.')
        self.assertEqual(strings(o, o['claims'][0]['spans']), ['it was [off]'])
        self.assertEqual(len(o['sentences']), 3)
        self.assertEqual(validate.check(o), [])
    def test_crossing_spans(self):
        o = build('[min=1|Lena Horak] {=1|said} {1(}they {t:2031|came{1)} later}.')
        self.assertEqual(strings(o, o['claims'][0]['spans'] + [o['times'][0]['span']]), ['they came', 'came later'])
    def test_refusals(self):
        for text, lines in [('[min|Horak said.', ''), ('Horak] said.', ''), ('[nobody|Horak] said.', ''), ('{1|It rained}.', ''), ('[min=1|Horak] {=1|said}.', ''),
                            ('[min=1|Horak] and [gov=1|the government] {=1|said} {1|no}.', ''), ('{v1|left}', ''), ('Left.', 'v1 RETREAT 087 - > -\n'),
                            ('[min|Horak] {v1|left}.', 'v1 RETREAT 087 min\n'), ('{min|Horak} said.', ''), ('[min=1|Horak] {=1|said} {1| no}.', '')]:
            with self.assertRaises(Refused, msg=text): build(text, lines)

class Chains(unittest.TestCase):
    def test_default_and_forms(self):
        o = build('[min=1|The minister] {=1|said} {1|[gov|the government] agreed}.\n"{2|No}," [min=2|she] {=2|said}.')
        self.assertEqual([h['role'] for h in o['claims'][0]['chain']], ['publisher', 'speaker'])
        self.assertEqual([c['kind'] for c in o['claims']], ['indirect', 'direct'])
        self.assertEqual([m['form'] for m in o['entities'][0]['mentions']], ['nominal', 'pronoun'])
    def test_addressee_and_relay(self):
        o = build('[min=1b|Horak] {=1b|told} [rtr=1a|Meridian] {1|it would}.\n[rtr=2a|Meridian] {=2a|reported} that [min=2b|she] {=2b|had said} {2|no}.')
        self.assertEqual([[h['role'] for h in c['chain'][1:]] for c in o['claims']], [['addressee', 'speaker'], ['relay', 'speaker']])
        outer = next(a for a in o['attributions'] if a['speaker'] == 'rtr')
        self.assertEqual(strings(o, outer['content']), ['she had said no'])
        inner = next(a for a in o['attributions'] if a['parent'])
        self.assertEqual(inner['parent'], outer['id'])
        self.assertEqual(strings(o, [x for a in o['attributions'] if not a['parent'] for x in a['recipient']]), ['Meridian'])
    def test_inherited_and_nested(self):
        o = build('[rtr=1a|Meridian] {=1a|said} [min=1b|Horak] {=1b|wrote} {1|this}.\n[min=2|She] {=2|added} {2|that one}.\n[gov=3|The government] {=3|said} {3|[opp=4|the Front] {=4|claimed} {4|victory} and left}.',
                  '2: rtr > min\n')
        c = {c['id']: c for c in o['claims']}
        self.assertEqual([(h['entity'], h['basis']) for h in c['c2']['chain'][1:]], [('rtr', 'inherited'), ('min', 'explicit')])
        self.assertEqual([h['entity'] for h in c['c4']['chain'][1:]], ['gov', 'opp'])
    def test_issuer_and_unspecified(self):
        o = build('{1|It was over}, [doc=1|the communiqué] {=1|read}.\n{2|All left}, {=2|reportedly}.\n[gov|The government] left.', '2: ?\n')
        self.assertEqual([(c['chain'][1]['role'], c['chain'][1]['entity']) for c in o['claims'][:2]], [('issuer', 'gov'), ('unspecified', None)])
        self.assertEqual(validate.check(o), [])

class Rows(unittest.TestCase):
    TEXT = '[min=1|Horak] {=1|said} {1|[gov|the government] {v1,y1|would not} {v2,k1b|sit down} {k1|until} {k1r|{q1|at least 40} {l:opp|rebels} left}}.\n[opp|The Front] {v3|attacked} [gov|it].'
    LINES = 'v1 REJECT/meet 125 gov > opp\nv2 CONSULT 046 gov,opp > - neg fut\nv3 ASSAULT/firearms 193 opp > gov cont\nv3~ mode=- cameo=190\nq1 other ge 40\ny1 gov status refuses_until k=k1\nk1 precondition by=gov on=opp\n'
    def test_rows(self):
        o = build(self.TEXT, self.LINES)
        self.assertEqual(validate.check(o), [])
        self.assertEqual([v['status'] for v in o['events']], ['asserted', 'negated', 'alleged'])
        self.assertEqual([v['claim'] for v in o['events']], ['c1', 'c1', 'o2'])
        self.assertEqual(o['positions'][0]['voice'], 'own')            # the minister speaks for her government
        self.assertEqual(o['labels'][0]['user'], 'min')
        self.assertEqual(o['quantities'][0]['low'], 40)
        self.assertEqual(strings(o, o['conditions'][0]['blocks']), ['sit down'])
        self.assertEqual(o['claims'][-1]['kind'], 'own')
        self.assertEqual(resolve.units(o)['events'][2]['accept'][0]['cameo'], '190')
    def test_validator_sees(self):
        good = build(self.TEXT, self.LINES)
        def broken(change):
            o = copy.deepcopy(good); change(o); return validate.check(o)
        for f in [lambda o: o['events'][0].update(cameo='190'), lambda o: o['events'][0].update(cameo='999'), lambda o: o['events'][0].update(modes=['phone']),
                  lambda o: o['events'][0].update(actors=['x']), lambda o: o['events'][0].update(status='future'), lambda o: o['events'][0].update(quad=4), lambda o: o['events'][0].update(trigger=[5, 9999]),
                  lambda o: o['claims'][0].update(stance='hm'), lambda o: o['claims'][0]['chain'].pop(0), lambda o: o['claims'][0]['spans'][0].__setitem__(1, o['claims'][0]['spans'][0][1] + 1),
                  lambda o: o['positions'][0].update(condition=None), lambda o: o['conditions'][0].update(blocks=[], requires=[]), lambda o: o['quantities'][0].update(operator='unstated'),
                  lambda o: o['entities'][0]['mentions'].append({'span': o['entities'][1]['mentions'][0]['span'], 'form': 'name'}), lambda o: o['sentences'].pop(),
                  lambda o: o['times'].append({'span': [0, 5], 'type': 'DATE', 'value': 'Monday'}), lambda o: o['zones'].append({'span': [0, 5], 'kind': 'footer'})]:
            self.assertTrue(broken(f))
    def test_status_precedence(self):
        self.assertEqual(tables.status('-', 'certain', 'future', True), 'negated')
        self.assertEqual(tables.status('+', 'wanted', 'future', False), 'requested')
        self.assertEqual(tables.status('+', 'certain', 'background', False), 'historical')
    def test_every_code_has_types(self):
        self.assertFalse([c for c in tables.CAMEO if not tables.cameo_types(c)])

class Agreement(unittest.TestCase):
    def test_self_and_difference(self):
        a = build(Rows.TEXT, Rows.LINES)
        r = agree.compare({'T1': a}, {'T1': a})
        self.assertEqual({v['f1'] for k, v in r.items() if k != 'reports'} - {None}, {1.0})
        b = build(Rows.TEXT.replace('{v3|attacked}', 'attacked').replace('{l:opp|rebels}', 'rebels'), '\n'.join(l for l in Rows.LINES.replace('neg fut', 'fut').splitlines() if not l.startswith('v3')) + '\n')
        r = agree.compare({'T1': a}, {'T1': b})
        self.assertEqual((r['event']['matched'], r['event']['first'], r['event']['second'], r['event +status']['matched']), (2, 3, 2, 1))
        self.assertEqual(r['label']['f1'], 0)
        self.assertEqual(r['claim chain']['f1'], 1)
    def test_ids_match_whole(self):
        self.assertEqual(sorted(agree.only({'F01': 1, 'FA01': 2, 'FA012': 3}, '[FG][A-L]0.')), ['FA01'])
    def test_texts_must_agree(self):
        a, b = build('One.'), build('Two.')
        with self.assertRaises(SystemExit): agree.compare({'T1': a}, {'T1': b})

class Merge(unittest.TestCase):
    def test_optional_and_accept(self):
        import merge
        a = build(Rows.TEXT, Rows.LINES)
        b = build(Rows.TEXT.replace('{v3|attacked}', 'attacked'), '\n'.join(l for l in Rows.LINES.replace('neg fut', 'cond fut').splitlines() if not l.startswith('v3')) + '\n')
        m = merge.merge(a, b)
        ev = {v['v']: v for v in m['events']}
        self.assertEqual((ev['v3'].get('optional'), ev['v1'].get('optional'), [x['status'] for x in ev['v2']['accept']]), (True, None, ['hypothetical']))
        self.assertEqual([u.get('optional') for u in m['units']], [None])
        m = merge.merge(b, a)
        self.assertTrue(next(v for v in m['events'] if v['v'] == 'b_v3')['optional'])

class Counts(unittest.TestCase):
    def test_coverage(self):
        n = coverage.phenomena(build(Rows.TEXT, Rows.LINES))
        self.assertEqual((n['condition', 'precondition'], n['PLOVER mode', 'ASSAULT/firearms'], n['chain: hops after the publisher', 1], n['event', 'several factors at once']), (1, 1, 1, 1))
    def test_repeats(self):
        w, d, share, top = repeats.measure([('a', 'one two three four five six'), ('b', 'Zero one two three four five')])
        self.assertEqual((w, d, share), (12, 2, 0.5))
    def test_lint(self):
        o = build('[min=1|Horak] {=1|said} {1|he left}.\nHorak went.')
        self.assertEqual([w for _, w in resolve.lint(o)], ['he', 'Horak'])

if __name__ == '__main__': unittest.main()
