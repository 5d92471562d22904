#!/bin/sh
# Judgements: append-only, beside the row in every view, found again after re-reading.
. "$SOURCE_DIR/tests/cli/lib.sh"
db=$tmp/r.db
"$d" add -q --db "$db" "$SOURCE_DIR/examples/report.txt" || fail "no record"
id=$("$d" list positions --db "$db" --json | sed -n 's/.*"id":"\(p-[^"]*\)".*/\1/p' | head -1)
[ -n "$id" ] || fail "no position to judge"
"$d" judge "$id" reject --by "Ada Lind" --db "$db" || fail "cannot reject"
"$d" judge "$id" correct stance=wants --by "Jon Ek" --db "$db" || fail "cannot correct"
"$d" list positions --db "$db" | tr -s ' \n' ' ' | grep -q 'judged: reject (Ada Lind' || fail "list does not show it"
"$d" why "$id" --db "$db" | grep -q 'correct stance = wants, by Jon Ek' || fail "why does not show it"
"$d" show "$("$d" list reports --db "$db" --json | sed -n 's/.*"id":"\(r-[^"]*\)".*/\1/p' | head -1)" --db "$db" | grep -q 'reject by Ada Lind' || fail "show does not show it"
"$d" talks --db "$db" --json | grep -q 'reject (Ada Lind' || "$d" list positions --db "$db" --json | grep -q '"judged":"reject (Ada Lind' || fail "no judgement in the JSON"
[ "$("$d" dump --db "$db" | grep -c '^{"judgement"')" -eq 2 ] || fail "the dump has not both"
# another reading of the same report finds the row, and the judgement with it
"$d" add -q --db "$db" --outlet "Harbour Post" "$SOURCE_DIR/examples/report.txt" || fail "cannot read again"
"$d" list positions --db "$db" --json | grep "$id" | grep -q 'Ada Lind' || fail "a newer reading lost the judgement"
"$d" verify -q --db "$db" || fail "the record is not whole"
# what is refused
"$d" judge p-0000000000000000 accept --by X --db "$db" 2>/dev/null; [ $? -eq 1 ] || fail "a row that is not there was judged"
"$d" judge "$id" praise --by X --db "$db" 2>/dev/null; [ $? -eq 2 ] || fail "an unknown verb was kept"
"$d" judge "$id" correct stance --by X --db "$db" 2>/dev/null; [ $? -eq 2 ] || fail "a correction without a value was kept"
"$d" judge "$id" merge "$id" --by X --db "$db" 2>/dev/null; [ $? -eq 2 ] || fail "a row was merged with itself"
[ "$("$d" list judgements --db "$db" --json | wc -l)" -eq 2 ] || fail "what was refused was kept"
exit $bad
