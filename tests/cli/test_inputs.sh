#!/bin/sh
# Inputs good and bad: order, one line out for each in, a reason for each that fails, nothing lost of the others.
. "$SOURCE_DIR/tests/cli/lib.sh"
reports
expect 0 "$d" read --json "$tmp/in"; silent err; lines out 4
names=$(sed 's/.*"source":{"name":"\([^"]*\)","id":\(null\|"[^"]*"\).*/\1 \2/; s#.*/##' "$tmp/out" | tr '\n' ,)
[ "$names" = 'a.txt null,b.jsonl "one",b.jsonl "two",c.html null,' ] || fail "order: $names"
"$d" read --json - <"$tmp/in/a.txt" >"$tmp/out" 2>"$tmp/err" || fail "standard input is not read"
out '"name":"-"'
"$d" read --json --as jsonl - <"$tmp/in/b.jsonl" >"$tmp/out" 2>"$tmp/err" || fail "JSON Lines on standard input are not read"
lines out 2
expect 0 "$d" read --json --date 2024-01-02 --outlet 'The "Post"' --title T "$tmp/in/a.txt"
out '"published":{"value":"2024-01-02","basis":"given"}'; out '"outlet":{"name":"The \\"Post\\"","basis":"given"'; out '"title":"T"'

# A broken line costs itself alone, and stands in its place.
printf '{"text":"Lena Ort said yes."}\n{"text":\n\n{"text":"Tom Hask said no."}\n[]\n' >"$tmp/bad.jsonl"
expect 3 "$d" read --json "$tmp/bad.jsonl"; lines out 4
sed -n 2p "$tmp/out" | grep -q '^{"schema":"dragoman/1","source":{"name":".*bad.jsonl","id":null},"error":{"code":"format","message":".*","line":2' || fail "line 2 is not an error: $(sed -n 2p "$tmp/out")"
sed -n 3p "$tmp/out" | grep -q '"text":"Tom Hask said no."' || fail "line 3 was lost"
sed -n 4p "$tmp/out" | grep -q '"error"' || fail "a list passes for a report"
lines err 2; err 'bad.jsonl: line 2: '

# Missing, unreadable, empty, not a file.
mkdir "$tmp/empty" "$tmp/mixed"
expect 3 "$d" read --json "$tmp/missing" "$tmp/in/a.txt" "$tmp/empty"; lines out 3; lines err 2
err 'missing: cannot open: No such file or directory$'; err 'empty: is an empty directory$'
sed -n 2p "$tmp/out" | grep -q '"text":"KESTREL' || fail "the good file was lost"
expect 3 "$d" read "$tmp/empty"
: >"$tmp/mixed/empty.txt"
cp "$tmp/in/a.txt" "$tmp/mixed/z.txt"
mkfifo "$tmp/mixed/fifo"
ln -s . "$tmp/mixed/loop"
ln -s nowhere "$tmp/mixed/dangling"
ln -s self "$tmp/mixed/self"
expect 3 timeout 20 "$d" read --json "$tmp/mixed"
err 'empty.txt: .*is empty'; err 'mixed/fifo: is a fifo, not a file$'; err 'mixed/loop: is a loop'; err 'mixed/dangling: cannot open'; err 'mixed/self: '
out '"name":"[^"]*/z.txt"'
rm "$tmp/mixed/dangling" "$tmp/mixed/self" "$tmp/mixed/empty.txt"
expect 0 timeout 20 "$d" read --quiet --json "$tmp/mixed"; silent err
expect 3 timeout 20 "$d" read "$tmp/mixed/fifo"; lines err 1
if [ "$(id -u)" -ne 0 ]; then
	chmod 0 "$tmp/in/a.txt"
	expect 3 "$d" read --json "$tmp/in"; lines out 4; err 'a.txt: cannot open: Permission denied'
	chmod 600 "$tmp/in/a.txt"
fi
printf 'x' >"$tmp/in/-odd name"
expect 0 "$d" read --json -- "$tmp/in/-odd name"

# The same bytes for any number of workers.
i=0
while [ $i -lt 40 ]; do
	printf '{"id":"%d","text":"Lena Ort said that item %d would wait. \\"It must,\\" she said."}\n' $i $i
	[ $((i % 7)) -ne 3 ] || printf '{"id":\n'
	i=$((i + 1))
done >"$tmp/many.jsonl"
for f in "" --json; do
	# shellcheck disable=SC2086
	"$d" read -j 1 $f "$tmp/many.jsonl" "$tmp/in" >"$tmp/one" 2>"$tmp/one.err"
	# shellcheck disable=SC2086
	"$d" read -j 8 $f "$tmp/many.jsonl" "$tmp/in" >"$tmp/eight" 2>"$tmp/eight.err"
	cmp "$tmp/one" "$tmp/eight" || fail "8 workers print other bytes than one ($f)"
	cmp "$tmp/one.err" "$tmp/eight.err" || fail "8 workers complain otherwise than one ($f)"
done
exit $bad
