#!/bin/sh
# export: each format has the columns its users load, ids are unique and stable,
# and what is planned, denied or feared is not among what was done.
. "$SOURCE_DIR/tests/cli/lib.sh"
cat >"$tmp/r.txt" <<'END'
Norway and Kenya held talks in Vienna on Tuesday, the ministry said.

Kenyan troops shelled the town of Marat on Monday, a UN official said. Finland condemned the attack, calling it "cruel", and the Swedish government plans to send aid to Kenya. Denmark denied that its army had fired on protesters.
END
"$d" add -q --db "$tmp/r.db" --date 2023-05-03 --outlet 'Harbour, Post' "$tmp/r.txt" || fail "add: exit $?"
for f in csv plover gdelt polecat geojson; do
	"$d" export --db "$tmp/r.db" --format $f >"$tmp/$f" || fail "$f: exit $?"
	[ -s "$tmp/$f" ] || fail "$f: nothing"
	"$d" export --db "$tmp/r.db" --format $f | cmp - "$tmp/$f" || fail "$f: not the same twice"
done
python3 - "$tmp" <<'END' || fail "formats"
import csv, io, json, sys
tmp = sys.argv[1]
bad = []
def check(ok, what):
    if not ok:
        bad.append(what)
raw = open(tmp + '/csv', newline='', encoding='utf8').read()
rows = list(csv.DictReader(io.StringIO(raw, newline='')))
check(raw.count('\r\n') == len(rows) + 1 and all(None not in r and None not in r.values() for r in rows), 'csv: cells')
check(len({r['id'] for r in rows}) == len(rows), 'csv: an id twice')
check({r['outlet'] for r in rows} == {'Harbour, Post'}, 'csv: quoting')
met = [(r['actor_country'], r['recipient_country']) for r in rows if r['type'] == 'CONSULT']
check({('KEN', 'NOR'), ('NOR', 'KEN')} <= set(met), 'csv: who met whom: %s' % met)
status = {r['trigger']: r['status'] for r in rows}
check(status.get('shelled') == 'asserted' and status.get('send') == 'future' and status.get('fired on', status.get('fired')) == 'negated', 'csv: status: %s' % status)
check(all(r['date'] for r in rows), 'csv: dates')
lines = [json.loads(l) for l in open(tmp + '/plover', encoding='utf8')]
check([l['id'] for l in lines] == [r['id'] for r in rows], 'plover: other rows than csv')
text = open(tmp + '/r.txt', encoding='utf8').read()
check(all(text[l['text_info']['start']:l['text_info']['end']] == l['event_text'][0] for l in lines), 'plover: offsets')
gdelt = [l.split('\t') for l in open(tmp + '/gdelt', encoding='utf8').read().splitlines()]
check(gdelt and all(len(g) == 58 for g in gdelt), 'gdelt: columns')
check(len({g[0] for g in gdelt}) == len(gdelt) and all(g[0].isdigit() and int(g[0]) < 2 ** 63 for g in gdelt), 'gdelt: ids')
check(all(g[26].startswith(g[28]) and len(g[28]) == 2 and g[1].startswith('2023050') for g in gdelt), 'gdelt: codes and dates')
check(('KENMIL', '194') in {(g[5], g[26]) for g in gdelt}, 'gdelt: the shelling: %s' % gdelt)
polecat = [l.split('\t') for l in open(tmp + '/polecat', encoding='utf8').read().splitlines()]
check(all(len(p) == 40 for p in polecat) and polecat[0][0] == 'Event ID', 'polecat: columns')
cow = {'KEN': '501', 'NOR': '385', 'FIN': '375', 'SWE': '380', 'DNK': '390', '': ''}
check(all(cow.get(p[i], p[i + 1]) == p[i + 1] for p in polecat[1:] for i in (8, 16)) and any(p[9] == '501' for p in polecat), 'polecat: COW numbers')
check(any(a['cow'] == '385' for l in lines for a in l['actor']), 'plover: COW numbers')
for name, got in (('gdelt', {g[0] for g in gdelt}), ('polecat', {p[0] for p in polecat[1:]})):
    done = [r for r in rows if r['status'] == 'asserted']
    check(len(got) == len(done), name + ': more or less than what was asserted')
geo = json.load(open(tmp + '/geojson', encoding='utf8'))
check(geo['type'] == 'FeatureCollection' and {f['id'] for f in geo['features']} <= {r['id'].rsplit('-', 1)[0] if r['id'].count('-') > 1 else r['id'] for r in rows}, 'geojson: other events than csv')
check(len({f['id'] for f in geo['features']}) == len(geo['features']), 'geojson: an event twice')
vienna = [f for f in geo['features'] if f['properties']['place'] == 'Vienna']
check(len(vienna) == 1 and vienna[0]['properties']['event'] == 'CONSULT' and vienna[0]['properties']['country'] == 'AUT' and
      abs(vienna[0]['geometry']['coordinates'][0] - 16.37) < .1 and abs(vienna[0]['geometry']['coordinates'][1] - 48.2) < .1, 'geojson: Vienna: %s' % vienna)
for b in bad:
    print(b)
sys.exit(bool(bad))
END
"$d" export --db "$tmp/r.db" --format csv --since 2024-01-01 | wc -l | grep -q '^ *1$' || fail "--since"
"$d" export --db "$tmp/r.db" --format xml >/dev/null 2>"$tmp/err"
[ $? -eq 2 ] && grep -q 'csv, plover, gdelt, polecat or geojson' "$tmp/err" || fail "an unknown format"
"$d" export --db "$tmp/none.db" --format csv >/dev/null 2>&1
[ $? -eq 4 ] || fail "a record that is not there"
[ -w /dev/full ] && { "$d" export --db "$tmp/r.db" --format csv >/dev/full 2>/dev/null; [ $? -eq 5 ] || fail "a full disk"; }
exit $bad
