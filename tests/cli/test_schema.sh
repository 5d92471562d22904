#!/bin/sh
# Every line of read --json and of dump is what doc/schema/dragoman-1.schema.json says.
. "$SOURCE_DIR/tests/cli/lib.sh"
python3 -c 'import jsonschema' 2>/dev/null || { echo "python3-jsonschema is missing: not run"; exit 77; }
reports
printf '{"text":\n' >"$tmp/in/broken.jsonl"
printf 'bad \377 byte, caf\303\251 \360\237\230\200 and \342\200\256 said Lena Ort.\n' >"$tmp/in/odd.txt"
: >"$tmp/in/empty.txt"
[ ! -d "$SOURCE_DIR/examples" ] || cp -r "$SOURCE_DIR/examples" "$tmp/in"
schema=$SOURCE_DIR/doc/schema/dragoman-1.schema.json
"$d" read --json "$tmp/in" "$tmp/none" 2>/dev/null | python3 "$SOURCE_DIR/tests/cli/validate.py" "$schema" || fail "read --json"
# With some layers only: what was not asked for is absent, and what is there is complete.
for l in tokens sentences deps entities claims talks tokens,claims; do "$d" read --json --layers $l "$tmp/in/a.txt"; done >"$tmp/some"
python3 "$SOURCE_DIR/tests/cli/validate.py" "$schema" "$tmp/some" || fail "read --json --layers"
sed -n 2p "$tmp/some" | grep -q '"claims"' && fail "a layer that was not made is in the JSON"
sed -n 6p "$tmp/some" | grep -q '"positions":\[' || fail "a layer that was asked for is missing"
"$d" add -q --db "$tmp/r.db" "$tmp/in" 2>/dev/null
"$d" dump --db "$tmp/r.db" | grep '^{"schema":"dragoman/1"' | python3 "$SOURCE_DIR/tests/cli/validate.py" "$schema" || fail "dump"
# The validator can fail.
echo '{"schema":"dragoman/1","source":{"name":"x","id":null},"error":{"code":"gossip","message":"m"}}' |
	python3 "$SOURCE_DIR/tests/cli/validate.py" "$schema" 2>/dev/null && fail "the validator accepts anything"
# Rows of list and talks are JSON, one a line.
for c in "list claims" "list reports" "list positions" "list conditions" "list proposals" "list actors" "list unnamed" talks status; do
	# shellcheck disable=SC2086
	"$d" $c --json --db "$tmp/r.db"
done >"$tmp/rows"
"$d" dump --db "$tmp/r.db" >>"$tmp/rows"
python3 -c 'import json, sys
for line in open(sys.argv[1], encoding="utf-8"): json.loads(line)' "$tmp/rows" || fail "a row is not JSON"
exit $bad
