#!/bin/sh
# What is asked wrongly is answered in one line, with the way to help, and code 2.
. "$SOURCE_DIR/tests/cli/lib.sh"
expect 2 "$d"; silent out; err '^Examples:'
expect 2 "$d" nonsense; silent out; lines err 1; err 'no command "nonsense"'
expect 0 "$d" --version; out '^dragoman [0-9.]*$'
expect 0 "$d" --help; silent err; [ "$(head -1 "$tmp/out")" = "Examples:" ] || fail "help does not begin with examples"
commands=$(sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p' "$tmp/out")
[ "$(echo "$commands" | wc -w)" -ge 11 ] || fail "help lists too few commands: $commands"
for c in $commands; do
	expect 0 "$d" "$c" --help; silent err
	[ "$(head -1 "$tmp/out")" = "Examples:" ] || fail "$c --help does not begin with examples"
	out "^Usage: dragoman $c"
	cp "$tmp/out" "$tmp/first"
	expect 0 "$d" help "$c"; cmp -s "$tmp/out" "$tmp/first" || fail "help $c is not $c --help"
	expect 2 "$d" "$c" --no-such-option x; silent out; lines err 1; err "see dragoman $c --help"
done
expect 2 "$d" read; lines err 1; err 'name a file'
expect 2 "$d" read --date; err 'needs a value'
expect 2 "$d" read --date 2023-02-29 x; err '2023-02-29'
expect 2 "$d" read --date 21.12.2023 x
expect 2 "$d" read --jobs many x; err 'not a number'
expect 2 "$d" read --jobs 1000 x
expect 2 "$d" read --as novel x; err 'novel'
expect 2 "$d" read -z x; err 'no option -z'
expect 2 "$d" read --json=yes x; err 'takes no value'
expect 2 "$d" add x; err '--db'
expect 2 "$d" list --db x; err 'what to list'
expect 2 "$d" list gossip --db x; lines err 1; err 'nothing of a record is called "gossip"'
expect 2 "$d" list claims events --db x; lines err 1; err '"events" is one word too many'
expect 2 "$d" judge c-1 praise --by me --db x; lines err 1; err 'no judgement is called "praise"'
expect 2 "$d" list claims --db x --since yesterday
for c in "list claims" talks status verify dump "show r-1" "why c-1"; do
	# shellcheck disable=SC2086
	expect 2 "$d" $c; lines err 1; err '--db'
	# shellcheck disable=SC2086
	expect 4 "$d" $c --db "$tmp/none.db"; lines err 1; err 'none.db: cannot open the record: No such file'
	[ ! -e "$tmp/none.db" ] || fail "$c made a record"
done
# What cannot be written is said.
printf 'Nobody spoke.\n' >"$tmp/x.txt"
if [ -w /dev/full ]; then
	"$d" read "$tmp/x.txt" >/dev/full 2>"$tmp/err"; [ $? -eq 5 ] || fail "a full disk goes unnoticed"
	err 'standard output: cannot write: No space left'
	"$d" --help >/dev/full 2>"$tmp/err"; [ $? -eq 5 ] || fail "a full disk goes unnoticed by --help"
fi
# Inputs that cannot be read are named, each once, with the reason and the place.
printf '{"text":\n' >"$tmp/bad.jsonl"
expect 3 "$d" read "$tmp/bad.jsonl"; lines err 1; err 'bad.jsonl: line 1: byte 8: ends too early'
expect 3 "$d" eval "$tmp/bad.jsonl"; lines err 1; err 'bad.jsonl: line 1: byte 8: ends too early'
expect 3 "$d" eval "$tmp/none.jsonl"; lines err 1; err 'none.jsonl: cannot open: No such file'
expect 3 "$d" talks "$tmp/none.txt"; lines err 1; err 'none.txt: cannot open: No such file'
awk 'BEGIN { for (i = 0; i < 99; i++) printf "\001\002q\003" }' >"$tmp/noise"
expect 3 "$d" read "$tmp/noise"; silent out; lines err 1; err 'noise: .*is binary data, which cannot be read'
expect 0 "$d" read --as text "$tmp/noise"
expect 4 "$d" read --pack "$tmp/x.txt" "$tmp/x.txt"; lines err 1; err 'x.txt'
expect 4 "$d" read --pack "$tmp/none.pack" "$tmp/x.txt"; lines err 1; err 'none.pack'
exit $bad
