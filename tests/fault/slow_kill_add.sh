#!/bin/sh
# add killed (SIGKILL) at points spread over a run, then given again: the same record, for 1 and 8 workers.
set -u
d=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
faults=0
i=0
while [ $i -lt 1200 ]; do
	printf '{"id":"%d","text":"Lena Ort said that item %d would wait. \\"It must,\\" Tom Hask told Kestrel News. An official denied it."}\n' $i $i
	i=$((i + 1))
done >"$tmp/in.jsonl"
"$d" add -q --db "$tmp/whole.db" "$tmp/in.jsonl" || exit 1
"$d" dump --db "$tmp/whole.db" >"$tmp/want"
for jobs in 1 8; do
	r=$tmp/r$jobs.db
	kills=0
	for pause in 0 0.05 0.1 0.2 0.3 0.4 0.6 0.8 1 1.3; do
		"$d" add -q -j $jobs --db "$r" "$tmp/in.jsonl" 2>/dev/null &
		pid=$!
		sleep $pause
		kill -KILL $pid 2>/dev/null && kills=$((kills + 1))
		wait $pid 2>/dev/null
		[ ! -e "$r" ] || "$d" verify -q --db "$r" || { echo "killed after $pause s ($jobs workers): not whole"; faults=1; }
	done
	"$d" add -q -j $jobs --db "$r" "$tmp/in.jsonl" || { echo "cannot resume ($jobs workers)"; faults=1; }
	"$d" dump --db "$r" | cmp - "$tmp/want" || { echo "another record ($jobs workers)"; faults=1; }
	echo "$jobs workers: killed $kills times, then the same record"
done
exit $faults
