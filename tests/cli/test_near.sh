#!/bin/sh
# list claims --near: only what is said of locations in reach, whatever it is called.
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
[ $? -eq 2 ] || fail "--near goes with claims"
exit $bad
