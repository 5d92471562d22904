#!/bin/sh
# Interrupted and killed additions: 130, what is done is kept, and the end is the same.
. "$SOURCE_DIR/tests/cli/lib.sh"
i=0
while [ $i -lt 80 ]; do
	printf '{"id":"%d","text":"Lena Ort said that item %d would wait. \\"It must,\\" Tom Hask told Kestrel News. An official denied it."}\n' $i $i
	i=$((i + 1))
done >"$tmp/many.jsonl"
"$d" add -q -j 2 --db "$tmp/whole.db" "$tmp/many.jsonl" || fail "cannot add"
"$d" dump --db "$tmp/whole.db" >"$tmp/whole"

# Interrupted once the record has something: exit 130, then taken up again.
"$d" add -j 2 --db "$tmp/int.db" "$tmp/many.jsonl" 2>"$tmp/err" &
pid=$!
while [ ! -s "$tmp/int.db" ] && kill -0 $pid 2>/dev/null; do :; done
kill -INT $pid
wait $pid
code=$?
[ $code -eq 130 ] || [ $code -eq 0 ] || fail "interrupted: exit $code"
if [ $code -eq 130 ]; then
	kept=$(sed -n 's/.*: \([0-9]*\) added.*/\1/p' "$tmp/err")
	"$d" status --json --db "$tmp/int.db" | grep -q "\"reports\":$kept," || fail "said $kept were added, but they were not kept"
fi
"$d" verify -q --db "$tmp/int.db" || fail "interrupted: not whole"
"$d" add -q --db "$tmp/int.db" "$tmp/many.jsonl" || fail "cannot resume"
"$d" dump --db "$tmp/int.db" | cmp - "$tmp/whole" || fail "interrupted and resumed: another record"

# Killed at several points, one after the other, on one record.
for wait in 1 2 4 7; do
	"$d" add -q -j 2 --db "$tmp/kill.db" "$tmp/many.jsonl" 2>/dev/null &
	pid=$!
	n=0
	while [ $n -lt $((wait * 300)) ] && kill -0 $pid 2>/dev/null; do n=$((n + 1)); done
	kill -KILL $pid 2>/dev/null
	wait $pid 2>/dev/null
	if [ -e "$tmp/kill.db" ]; then
		"$d" verify -q --db "$tmp/kill.db" || fail "killed: not whole"
	fi
done
"$d" add -q --db "$tmp/kill.db" "$tmp/many.jsonl" || fail "cannot resume after a kill"
"$d" dump --db "$tmp/kill.db" | cmp - "$tmp/whole" || fail "killed and resumed: another record"
[ -z "$(ls "$tmp" | grep -e journal -e 'db\.')" ] || fail "something was left behind: $(ls "$tmp")"
exit $bad
