#!/bin/sh
# counts: the section of an account, the list with its filters, the view of the talks.
. "$SOURCE_DIR/tests/cli/lib.sh"
cat >"$tmp/a.txt" <<'END'
The rebels hold more than 1,200 prisoners in the camps, the army said. The committee of the families puts the number at 46.

Gunmen killed nine villagers, three of them children, and wounded between 20 and 30, the hospital said. Their leader, 31, fled at six.
END
printf 'The mill sold eleven hats on Tuesday at noon.\n' >"$tmp/b.txt"
expect 0 "$d" read -q "$tmp/a.txt"
out '^Counts$'; out '^  held  *more than 1,200 '; out '^  held  *46 '; out '^  killed  *9  *villagers'; out '^  injured  *between 20 and 30 '
sed -n '/^Counts/,/^$/p' "$tmp/out" >"$tmp/section"
! grep -q ' 31 ' "$tmp/section" || fail "an age is listed as a count"
expect 0 "$d" read -q "$tmp/b.txt"
! grep -q '^Counts$' "$tmp/out" || fail "a heading over nothing"
"$d" add -q --db "$tmp/r.db" --date 2031-03-04 "$tmp/a.txt" || fail "add"
expect 0 "$d" list counts --db "$tmp/r.db"; out '^2031-03-04  *held  *more than 1,200  *prisoners'
expect 0 "$d" list counts --db "$tmp/r.db" --type killed; out 'killed  *9 '; ! grep -q held "$tmp/out" || fail "--type"
expect 0 "$d" list counts --db "$tmp/r.db" --actor prisoners --json; out '"measure":"held","operator":"gt","low":1200,'
[ "$(wc -l <"$tmp/out")" -eq 1 ] || fail "--actor finds whom the counted are"
expect 0 "$d" talks --db "$tmp/r.db"; out '^  held  *more than 1,200 '
exit $bad
