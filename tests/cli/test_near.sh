#!/bin/sh
# list claims and events --near: only what is said of locations in reach, whatever they are called, and what happened there;
# --since and --until: when it was said, and when it happened.
. "$SOURCE_DIR/tests/cli/lib.sh"
cat >"$tmp/r.txt" <<'END'
Shells fell in Tripoli, Lebanon, on Monday, the army said. Roads were closed in Beirut, the mayor said.

Schools stayed shut in Geneva on Monday, the council said. An Egyptian minister said that prices had risen.
END
"$d" add -q --db "$tmp/r.db" --date 2023-05-03 "$tmp/r.txt" || fail "add: exit $?"
near() {
	"$d" list claims --db "$tmp/r.db" --json --near "$1" >"$tmp/out" 2>"$tmp/err"
}
near Beirut,100 || fail "Beirut,100: exit $?"
{ grep -q Tripoli "$tmp/out" && grep -q Beirut "$tmp/out"; } || fail "Beirut,100 misses a claim"
grep -q -e Geneva -e Egyptian "$tmp/out" && fail "Beirut,100 reaches too far"
near beirut,10 && { grep -q Tripoli "$tmp/out" && fail "beirut,10 reaches Tripoli"; }
near 46.2,6.15,20 || fail "LAT,LON,KM: exit $?"
{ grep -q Geneva "$tmp/out" && ! grep -q Beirut "$tmp/out"; } || fail "LAT,LON,KM"
near 0,-140,100
[ $? -eq 1 ] || fail "nothing near is exit 1"
near Atlantis,10
[ $? -ne 0 ] && grep -q Atlantis "$tmp/err" || fail "a place the record does not name"
for wrong in Beirut Beirut,far Beirut,-1 ,5 Beirut,nan; do
	near "$wrong" && fail "$wrong is taken"
	grep -q 'PLACE,KM' "$tmp/err" || fail "$wrong: not said what is wrong"
done
"$d" list actors --db "$tmp/r.db" --near Beirut,10 2>/dev/null
[ $? -eq 2 ] || fail "--near goes with claims and events"

cat >"$tmp/e.txt" <<'END'
Rebels shelled an army post in Tripoli, Lebanon, on Friday, a spokesman said. Police arrested two men in Geneva last week.

The rebels will attack the port on 20 May, the spokesman said on Tuesday.
END
"$d" add -q --db "$tmp/e.db" --date 2023-05-03 "$tmp/e.txt" || fail "add events: exit $?"
events() {
	"$d" list events --db "$tmp/e.db" --json "$@" >"$tmp/out" 2>"$tmp/err"
}
events --near Tripoli,50 || fail "events near Tripoli: exit $?"
{ grep -q '"text":"shelled"' "$tmp/out" && ! grep -q arrested "$tmp/out"; } || fail "events near Tripoli"
grep -q '"place":"Tripoli"' "$tmp/out" || fail "an event's place is not shown"
events --near 46.2,6.15,20 || fail "events near Geneva: exit $?"
{ grep -q '"text":"arrested"' "$tmp/out" && ! grep -q shelled "$tmp/out"; } || fail "events near Geneva"
# last week, 24 to 30 April, meets a range that it only overlaps
events --since 2023-04-26 --until 2023-04-27 || fail "a week that is overlapped: exit $?"
{ grep -q arrested "$tmp/out" && ! grep -q -e shelled -e '"text":"attack"' "$tmp/out"; } || fail "events of a range"
events --since 2023-05-10 || fail "events ahead: exit $?"
{ grep -q '"text":"attack"' "$tmp/out" && ! grep -q -e shelled -e arrested "$tmp/out"; } || fail "events ahead"
"$d" list claims --db "$tmp/e.db" --json --since 2023-05-02 --until 2023-05-02 >"$tmp/out" || fail "claims of a day: exit $?"
[ "$(wc -l <"$tmp/out")" -eq 1 ] && grep -q '20 May' "$tmp/out" || fail "claims of a day"
for kind in reports claims positions conditions proposals agreements rounds counts labels actors unnamed events; do
	"$d" list $kind --db "$tmp/e.db" --since 2030-01-01 >"$tmp/out" 2>"$tmp/err"
	[ $? -eq 1 ] && [ ! -s "$tmp/out" ] || fail "$kind of a time to come"
	"$d" list $kind --db "$tmp/e.db" --until 2000-01-01 >"$tmp/out" 2>"$tmp/err"
	[ $? -eq 1 ] && [ ! -s "$tmp/out" ] || fail "$kind of a time before"
done
exit $bad
