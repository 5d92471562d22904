#!/bin/sh
# timeline: three clocks, and sums by dyad that hold only what is asserted.
. "$SOURCE_DIR/tests/cli/lib.sh"
cat >"$tmp/a.txt" <<'END'
Norway's foreign minister met rebels from Kenya in Vienna, the ministry said.

Kenyan troops shelled a village, a UN official said. Denmark denied that its army had fired on protesters.
END
printf 'Kenyan troops shelled another village, a UN official said.\n' >"$tmp/b.txt"
"$d" add -q --db "$tmp/r.db" --date 2023-05-03 "$tmp/a.txt" && "$d" add -q --db "$tmp/r.db" --date 2023-06-20 "$tmp/b.txt" || fail "add"
expect 0 "$d" timeline --db "$tmp/r.db" --clock said --json
python3 - "$tmp/out" <<'END' || fail "clock said"
import json, sys
rows = [json.loads(l) for l in open(sys.argv[1], encoding='utf8')]
days = [r['day'] for r in rows]
ok = days == sorted(days) and set(days) == {'2023-05-03', '2023-06-20'} and any('negated' in r['what'] for r in rows)
print(rows) if not ok else None
sys.exit(not ok)
END
expect 0 "$d" timeline --db "$tmp/r.db" --clock said --since 2023-06-01; out '^2023-06-20'; ! grep -q '^2023-05' "$tmp/out" || fail "--since"
expect 0 "$d" timeline --db "$tmp/r.db" --clock recorded --type event; out 'ASSAULT'
printf 'Kenyan troops shelled a port last week, a UN official said.\n' >"$tmp/c.txt"
"$d" add -q --db "$tmp/w.db" --date 2023-06-20 "$tmp/c.txt" || fail "add"
expect 0 "$d" timeline --db "$tmp/w.db" --since 2023-06-14 --until 2023-06-15; out '^2023-06-12/2023-06-18'
expect 1 "$d" timeline --db "$tmp/w.db" --since 2023-06-19
expect 1 "$d" timeline --db "$tmp/r.db" --text 'no such words'
expect 0 "$d" timeline --db "$tmp/r.db" --dyad --period year; out '^2023 .*KENMIL >'; ! grep -q ' MIL >' "$tmp/out" || fail "a denied event is summed"
expect 0 "$d" timeline --db "$tmp/r.db" --dyad NOR KEN --json; out '"period":"2023-05","actor":"NORGOV","recipient":"KENREB","events":1'
[ "$(wc -l <"$tmp/out")" -eq 1 ] || fail "a dyad chosen by two countries"
expect 0 "$d" timeline --db "$tmp/r.db" --dyad --period day; out '^period *events *quad'; out '^2023-05-03 *1 *1/0/0/0 *+1.0 *KENREB > NORGOV'
expect 2 "$d" timeline --db "$tmp/r.db" --clock tomorrow; err 'about, said or recorded'
expect 2 "$d" timeline --db "$tmp/r.db" --dyad --period week; err 'month, year or day'
expect 2 "$d" timeline --db "$tmp/r.db" --dyad --clock said; err 'no --clock'
expect 2 "$d" timeline --db "$tmp/r.db" Norway; err 'belong to --dyad'
exit $bad
