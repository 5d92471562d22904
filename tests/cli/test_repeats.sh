#!/bin/sh
# Copies and near copies are marked, not dropped, the same for any number of workers and after a stop; --strict.
. "$SOURCE_DIR/tests/cli/lib.sh"
a='The envoys of the two coastal provinces met on Tuesday for the third time this month, a mediator said, and agreed to exchange written answers. A spokesman for the northern province said that it would not discuss the bridge before the prisoners were released, and that the offer made in January had been withdrawn.'
near='The envoys of the two coastal provinces met on Tuesday for the third time this month, a mediator said, and agreed to exchange written answers. A spokesman for the northern province said that it would not discuss the bridge before the prisoners were released, and that the offer made in spring had been withdrawn.'
other='Ferries were stopped for a week because of the storm, the harbour office said on Monday, and would start again when the wind allowed. The mayor of Port Averin asked for patience and thanked the crews, who had worked for three nights without relief.'
{
	printf '{"id":"1","text":"%s"}\n{"id":"2","text":"%s"}\n{"id":"3","text":"%s"}\n' "$a" "$other" "$near"
	printf '{"id":"4","text":"%s"}\n{"id":"5","text":"Lena Ort said yes."}\n{"id":"6","text":"Lena Ort said no."}\n' "$a"
} >"$tmp/in.jsonl"
expect 0 "$d" read --json "$tmp/in.jsonl"; silent err; lines out 6
marks=$(sed 's/.*"source":{"name":"[^"]*","id":"\([0-9]\)".*"notes":\[\(.*\)\].*/\1 \2/; s/{"code":"\([a-z-]*\)","text":"\([^0-9]*[0-9]*%\)*.*(.*in.jsonl).*/\1/' "$tmp/out" | tr '\n' ,)
[ "$marks" = '1 ,2 ,3 repeats-nearly,4 repeats,5 ,6 ,' ] || fail "marked: $marks"
id=$(sed -n '1s/.*"id":"\(r-[0-9a-f]*\)".*/\1/p' "$tmp/out")
[ "$(grep -c "$id (" "$tmp/out")" -eq 2 ] || fail "the earliest, $id, is not named twice"
"$d" read -j 1 --json "$tmp/in.jsonl" "$tmp/in.jsonl" >"$tmp/one"
"$d" read -j 8 --json "$tmp/in.jsonl" "$tmp/in.jsonl" >"$tmp/eight"
cmp "$tmp/one" "$tmp/eight" || fail "other marks with eight workers"
[ "$(grep -c '"code":"repeats"' "$tmp/one")" -eq 7 ] || fail "a file read twice does not repeat itself"
"$d" read "$tmp/in.jsonl" >"$tmp/out"
out "repeats: the text of $id"

# In a record: kept, marked, listed; the same after a stop.
expect 0 "$d" add --db "$tmp/whole.db" "$tmp/in.jsonl"
err '6 added, 0 known already, 0 failed, 2 repeat an earlier report'
"$d" list reports --db "$tmp/whole.db" >"$tmp/out"
grep -q "again$" "$tmp/out" || fail "the list does not say what repeats"
"$d" list reports --json --db "$tmp/whole.db" >"$tmp/out"
lines out 6; out "\"repeats\":\"the text of $id"; out '"repeats":null'
head -n 2 "$tmp/in.jsonl" >"$tmp/half.jsonl"
"$d" add -q --db "$tmp/two.db" "$tmp/half.jsonl" && mv "$tmp/in.jsonl" "$tmp/half.jsonl" && "$d" add -q --db "$tmp/two.db" "$tmp/half.jsonl"
"$d" dump --db "$tmp/whole.db" | sed 's#[a-z]*\.jsonl##g' >"$tmp/whole"
"$d" dump --db "$tmp/two.db" | sed 's#[a-z]*\.jsonl##g' | cmp - "$tmp/whole" || fail "stopped and resumed: other marks"
"$d" verify -q --db "$tmp/two.db" || fail "not whole"

# --strict: repairs and things passed over are failures too; a repeat is none.
printf '\357\273\277Lena Ort said \377 yes.' >"$tmp/bad.txt"
expect 0 "$d" read "$tmp/bad.txt"; silent err
expect 3 "$d" read --strict --json "$tmp/bad.txt"; lines out 1; lines err 1
err 'bad.txt: byte 0: record 1: bad-bytes: .*'
expect 3 "$d" add --strict --db "$tmp/s.db" "$tmp/bad.txt"; err '1 added'
expect 0 "$d" read --strict --quiet "$tmp/half.jsonl"; silent err
mkdir "$tmp/dir"
cp "$tmp/half.jsonl" "$tmp/dir"
mkfifo "$tmp/dir/fifo"
expect 0 "$d" read --quiet "$tmp/dir"
expect 3 "$d" read --strict --quiet "$tmp/dir"; err 'fifo: is a fifo, not a file$'
exit $bad
