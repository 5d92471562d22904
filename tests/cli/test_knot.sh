#!/bin/sh
# The knot of one report and of a record: drawn, as JSON, for Graphviz, and what would open.
. "$SOURCE_DIR/tests/cli/lib.sh"
cat >"$tmp/knot.txt" <<'T'
The Marsh Front said it would not sign any truce until the army pulls its guns back from the river. The army will not withdraw from the river unless the Marsh Front signs a truce, its spokeswoman said. The Marsh Front demands a full end to the war. The army offered a seven-day pause.
T
"$d" talks --knot -q "$tmp/knot.txt" >"$tmp/out" || fail "the knot is not drawn"
grep -q '1 circle' "$tmp/out" || { fail "the circle is not found"; cat "$tmp/out"; }
grep -q '^Gaps' "$tmp/out" || fail "the gap is not found"
"$d" talks --knot -q --if withdrawal "$tmp/knot.txt" | grep -q 'no longer blocked' || fail "nothing opens"
"$d" talks --knot -q --if elections "$tmp/knot.txt" | grep -q 'no condition asks for it' || fail "what nobody asks for opens something"
"$d" talks --json -q "$tmp/knot.txt" >"$tmp/json" || fail "no JSON"
python3 -c 'import json, sys
rows = [json.loads(l) for l in sys.stdin]
assert sum(r["row"] == "edge" for r in rows) == 2 and sum(r["row"] == "circle" for r in rows) == 1 and sum(r["row"] == "gap" for r in rows) == 1
ids = {r["id"] for r in rows if r["row"] == "edge"}
assert all(set(r["edges"]) <= ids for r in rows if r["row"] == "circle")' <"$tmp/json" || { fail "the JSON is not the knot"; cat "$tmp/json"; }
# what holds as long as something goes on does not wait for it
cat >"$tmp/while.txt" <<'T'
The Marsh Front said it would not sign any truce as long as the army keeps its guns at the river. The army said the Marsh Front would lose its last road if it shelled the town.
T
"$d" talks --knot -q "$tmp/while.txt" | grep -q 'as long as .* the army keeps its guns' || fail "a condition that lasts is drawn the wrong way round"
"$d" talks --knot -q --if withdrawal "$tmp/while.txt" | grep -q 'no longer blocked' && fail "what goes on opens something"
# a threat carried out unless somebody gives in; a demand that is dropped; people for people, which one party offers alone
cat >"$tmp/more.txt" <<'T'
The Marsh Front threatened on Tuesday to shell the town unless the army withdraws from the bridge. The Marsh Front no longer insists on an amnesty.

The Marsh Front offered to free the engineers in exchange for the release of 22 prisoners.
T
"$d" talks --knot -q "$tmp/more.txt" >"$tmp/out"
grep -q 'unless .* the army withdraws' "$tmp/out" || fail "a threat loses its unless"
grep -q '0 circles' "$tmp/out" || fail "an offer of people for people is a circle of its own"
"$d" add -q --db "$tmp/more.db" "$tmp/more.txt" && "$d" talks --db "$tmp/more.db" >"$tmp/out"
grep -q 'Marsh Front no longer demands' "$tmp/out" || fail "a dropped demand is shown as one"
grep -q 'unless the army withdraws' "$tmp/out" || fail "the record's view loses the unless"
"$d" talks --dot -q "$tmp/knot.txt" | grep -q '^digraph knot' || fail "no graph"
# every edge has an id that why explains
"$d" add -q --db "$tmp/r.db" "$tmp/knot.txt" || fail "no record"
for id in $(sed -n 's/.*"row":"edge","id":"\([^"]*\)".*/\1/p' "$tmp/json"); do
	"$d" why --db "$tmp/r.db" "$id" >/dev/null || fail "why does not know $id"
done
"$d" talks --db "$tmp/r.db" --knot | grep -q '2 conditions, 1 circle' || fail "the record has another knot"
printf 'The choir sang on Sunday.\n' >"$tmp/none.txt"
"$d" talks --knot -q "$tmp/none.txt" >"$tmp/out"; [ $? -eq 1 ] || fail "a report without talks does not exit 1"
grep -q 'Nobody is said to hold anything back' "$tmp/out" || fail "a report without talks is not said to have none"
"$d" talks 2>/dev/null; [ $? -eq 2 ] || fail "talks of nothing is no usage error"
exit $bad
