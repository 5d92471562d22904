#!/bin/sh
# Every write of `add` failed once, and from there on: disk full, input/output error, half written.
# The record is whole, the failure is told, and giving the command again ends in the same record.
set -u
d=$1
failio=$BUILD_DIR/tests/fault/failio.so
[ -f "$failio" ] || { echo "no failio in this build, not run"; exit 0; }
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
faults=0
i=0
while [ $i -lt 12 ]; do
	printf '{"id":"%d","text":"Lena Ort said that item %d would wait. \\"It must,\\" Tom Hask told Kestrel News."}\n' $i $i
	i=$((i + 1))
done >"$tmp/in.jsonl"
r=$tmp/r.db
"$d" add -q -j 1 --db "$tmp/whole.db" "$tmp/in.jsonl" || exit 1
"$d" dump --db "$tmp/whole.db" >"$tmp/want" || exit 1
LD_PRELOAD=$failio FAILIO_COUNT=$tmp/n "$d" add -q -j 1 --db "$r" "$tmp/in.jsonl" || exit 1
count=$(cat "$tmp/n")
rm -f "$r"
[ "$count" -gt 5 ] || { echo "only $count writes were seen"; exit 1; }
for how in full io short; do
	for mode in AT FROM; do
		k=1
		while [ $k -le "$count" ]; do
			env LD_PRELOAD="$failio" FAILIO_HOW=$how FAILIO_$mode=$k "$d" add -q -j 1 --db "$r" "$tmp/in.jsonl" >"$tmp/out" 2>"$tmp/err"
			code=$?
			what="write $k of $count ($how, $mode): exit $code"
			if [ $code -ne 0 ] && [ $code -ne 4 ]; then
				echo "$what"; cat "$tmp/err"; faults=1
			elif [ $code -eq 4 ] && [ "$(wc -l <"$tmp/err")" -ne 1 ]; then
				echo "$what, not told in one line:"; cat "$tmp/err"; faults=1
			fi
			if [ -e "$r" ] && ! "$d" verify -q --db "$r"; then
				echo "$what: not whole"; faults=1
			fi
			if ! "$d" add -q -j 1 --db "$r" "$tmp/in.jsonl" || ! "$d" dump --db "$r" | cmp -s - "$tmp/want"; then
				echo "$what: cannot be resumed"; faults=1
			fi
			rm -f "$r" "$r-journal"
			k=$((k + 1))
		done
	done
done
[ "$(ls "$tmp" | tr '\n' ' ')" = 'err in.jsonl n out want whole.db ' ] || { echo "left behind: $(ls "$tmp")"; faults=1; }
echo "add: each of $count writes failed six times"
exit $faults
