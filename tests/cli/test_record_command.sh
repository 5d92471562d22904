#!/bin/sh
# The record by way of the program: made private, added to once, stopped and resumed, refused when it is none.
. "$SOURCE_DIR/tests/cli/lib.sh"
reports
r=$tmp/r.db
expect 0 "$d" add --db "$r" "$tmp/in"; silent out; err '4 added, 0 known already, 0 failed$'
[ "$(stat -c %a "$r")" = 600 ] || fail "the record's permissions are $(stat -c %a "$r")"
[ "$(ls "$tmp" | tr '\n' ' ')" = 'err in out r.db ' ] || fail "something was left beside the record: $(ls "$tmp")"
expect 0 "$d" dump --db "$r"; cp "$tmp/out" "$tmp/dump"; silent err
cp "$r" "$tmp/before.db"
expect 0 "$d" add --db "$r" "$tmp/in"; err '0 added, 4 known already'
cmp -s "$r" "$tmp/before.db" || fail "adding what is known changed the record"
expect 0 "$d" add -q --db "$r" "$tmp/in/a.txt"; silent err
expect 0 "$d" verify --db "$r"; out '^whole'
expect 0 "$d" status --db "$r"; out '^  reports  *4$'
expect 0 "$d" status --json --db "$r"; out '"reports":4,"sources":4,"readings":4,"current":4'

# The same record whatever the workers; the documents those that read prints.
for j in 1 8; do
	expect 0 "$d" add -q -j $j --db "$tmp/j$j.db" "$tmp/in"
	expect 0 "$d" dump --db "$tmp/j$j.db"; cmp "$tmp/out" "$tmp/dump" || fail "$j workers give another record"
done
"$d" read --json "$tmp/in" | sort >"$tmp/read"
grep '^{"schema":"dragoman/1"' "$tmp/dump" | sort | cmp - "$tmp/read" || fail "the record holds other documents than read prints"
expect 0 "$d" show --json --db "$r" two; cp "$tmp/out" "$tmp/show"
grep -q -x -F -f "$tmp/show" "$tmp/read" || fail "show --json prints another document than read --json"
"$d" show --text --db "$r" one >"$tmp/out"; out '^Lena Ort, a spokeswoman, denied that any offer had been made.$'

# In pieces: the same record again.
for f in a.txt b.jsonl c.html; do expect 0 "$d" add -q --db "$tmp/p.db" "$tmp/in/$f"; done
expect 0 "$d" dump --db "$tmp/p.db"; cmp "$tmp/out" "$tmp/dump" || fail "pieces give another record"

# Other options: a further reading; both stay, the newest is current.
expect 0 "$d" add -q --date 2024-05-06 --db "$tmp/p.db" "$tmp/in/a.txt"
expect 0 "$d" status --json --db "$tmp/p.db"; out '"reports":4,"sources":4,"readings":5,"current":4'
expect 0 "$d" list reports --json --since 2024-05-06 --db "$tmp/p.db"; lines out 1; out '"current":1'
expect 0 "$d" list reports --json --superseded --db "$tmp/p.db"; lines out 5
expect 0 "$d" verify --db "$tmp/p.db"

# Rows: each with an id that why explains.
for c in "list claims" "list unnamed" talks; do
	# shellcheck disable=SC2086
	expect 0 "$d" $c --json --db "$r"
	for id in $(sed -n 's/.*"id":"\([a-z]*-[0-9a-f]*\)".*/\1/p' "$tmp/out" | sort -u); do
		expect 0 "$d" why --db "$r" "$id"; out "^$id "; out '^  words '; out '^  sentence '; out '^  rule '; out '^  source '; out 'SHA-256'
	done
done
expect 0 "$d" list claims --db "$r" --by 'lena ort'; out 'Lena Ort'
"$d" list unnamed --json --db "$r" >"$tmp/unnamed"
expect 0 "$d" list claims --unnamed --json --db "$r"; cmp -s "$tmp/out" "$tmp/unnamed" || { echo '--unnamed differs from the kind unnamed'; bad=1; }
printf 'The Dornmark army closed the harbour of Kestrel Bay on Monday.\n\nLena Ort said it would open again.\n' >"$tmp/own.txt"
expect 0 "$d" add --quiet --db "$tmp/own.db" "$tmp/own.txt"
expect 0 "$d" list claims --own-voice --json --db "$tmp/own.db"; lines out 1; out '"kind":"own"'
expect 2 "$d" list reports --own-voice --db "$r"
expect 2 "$d" list claims --own-voice --unnamed --db "$r"
# A claim: who spoke, how far it is held, when it was said.
printf 'The envoy told Gray Wire on Monday that the ferry might leave.\n' >"$tmp/held.txt"
expect 0 "$d" add --quiet --date 2031-03-05 --db "$tmp/held.db" "$tmp/held.txt"
expect 0 "$d" list claims --db "$tmp/held.db"; out 'PS+,'; out 'said 2031-03-03'
expect 0 "$d" list claims --json --db "$tmp/held.db"; out '"said_basis":"explicit"'
id=$(sed -n 's/.*"id":"\(c-[0-9a-f]*\)".*/\1/p' "$tmp/out")
expect 0 "$d" why --db "$tmp/held.db" "$id"
out '^  spoke .*heads'; out '^  held      PS+ by the origin, Uu by the publisher, hedged by might'; out '^  said      2031-03-03, as its words say'
expect 0 "$d" why --json --db "$tmp/held.db" "$id"; out '"factuality":{"origin":"PS+","publisher":"Uu"}'; out '"heads":{"cue":'
expect 0 "$d" read --date 2031-03-05 "$tmp/held.txt"; out 'says, as possible: the ferry might leave'
printf 'Lena Ort spoke.\n\n"Who will pay for the ferry?" she said.\n' >"$tmp/held.txt"
expect 0 "$d" read "$tmp/held.txt"; out 'as a question: "Who will pay'
# ... and leads into the saved page, from the record alone.
id=$("$d" list claims --json --db "$r" | sed -n 's/.*"id":"\(c-[0-9a-f]*\)".*promised an answer.*/\1/p' | head -n 1)
expect 0 "$d" why --json --db "$r" "$id"
bytes=$(sed -n 's/.*"source_bytes":\[\([0-9]*\),\([0-9]*\)\].*/\1 \2/p' "$tmp/out")
from=${bytes% *} to=${bytes#* }
words=$(tail -c +$((from + 1)) "$tmp/in/c.html" | head -c $((to - from)))
case $words in *'We were promised an answer'*) ;; *) fail "the bytes $bytes of the page are not the words: $words" ;; esac
expect 0 "$d" why --db "$r" "$id"; out "c.html, its bytes $from-$to"
expect 1 "$d" list claims --db "$r" --by nobody-of-this-name; silent out; silent err
expect 1 "$d" why --db "$r" c-0000000000000000; err 'no row "c-0000000000000000"'
expect 1 "$d" show --db "$r" r-0000000000000000; err 'no report'
expect 1 "$d" show --db "$r" "$tmp/in/b.jsonl"; err 'more than one report'

# What is not a record, or not a whole one, is refused and left as it was.
refuse() { # refuse PATTERN FILE
	cp "$2" "$tmp/copy"
	for c in "list claims" talks status verify dump "show r-1" "why c-1"; do
		# shellcheck disable=SC2086
		expect 4 "$d" $c --db "$2"; silent out; lines err 1; err "$1"
	done
	expect 4 "$d" add --db "$2" "$tmp/in/a.txt"; lines err 1; err "$1"
	cmp "$2" "$tmp/copy" || fail "$2 was changed"
}
cp "$tmp/in/c.html" "$tmp/page.db"; refuse 'is not a record$' "$tmp/page.db"
: >"$tmp/zero.db"; refuse 'is not a record: it is empty$' "$tmp/zero.db"
head -c 20000 "$r" >"$tmp/short.db"; refuse 'cut short: 20000 of' "$tmp/short.db"
cp "$r" "$tmp/new.db"; printf '\0\0\0\011' | dd of="$tmp/new.db" bs=1 seek=60 conv=notrunc 2>/dev/null; refuse 'version 9; this program knows versions up to' "$tmp/new.db"
cp "$r" "$tmp/app.db"; printf 'NOPE' | dd of="$tmp/app.db" bs=1 seek=68 conv=notrunc 2>/dev/null; refuse 'another program' "$tmp/app.db"
expect 4 "$d" add --db "$tmp/in" "$tmp/in/a.txt"; err 'it is a directory'
expect 4 "$d" add --db "$tmp/no/such/r.db" "$tmp/in/a.txt"; lines err 1; err 'no/such/r.db'
if [ "$(id -u)" -ne 0 ]; then
	cp "$r" "$tmp/ro.db"; chmod 400 "$tmp/ro.db"
	expect 4 "$d" add --db "$tmp/ro.db" "$tmp/in/a.txt"; lines err 1; err 'read-only'
	expect 0 "$d" list claims --db "$tmp/ro.db"
fi
# Damage inside: found by verify, and no command falls over it.
cp "$r" "$tmp/hurt.db"
size=$(wc -c <"$r") at=4096
while [ $at -lt "$size" ]; do
	printf '\252' | dd of="$tmp/hurt.db" bs=1 seek=$((at + 977)) conv=notrunc 2>/dev/null
	at=$((at + 4096))
done
expect 4 "$d" verify --db "$tmp/hurt.db"; err 'damaged'
for c in "list claims" talks status dump "show two"; do
	# shellcheck disable=SC2086
	"$d" $c --db "$tmp/hurt.db" >"$tmp/out" 2>"$tmp/err"; code=$?
	[ $code -le 5 ] || fail "$c on a damaged record: exit $code"
done
# whose somebody is may stand in another report
cat >"$tmp/two.jsonl" <<'T'
{"id":"a","published":"2031-05-02","text":"Hana Lind, the negotiator of the Marsh Front, said on Friday that the Marsh Front rejects an amnesty."}
{"id":"b","published":"2031-05-03","text":"\"We will free the prisoners only if the army leaves the towns,\" Hana Lind said. \"We will open the road only if the army leaves the towns,\" Odo Renn said."}
T
"$d" add -q --db "$tmp/two.db" "$tmp/two.jsonl" && "$d" list conditions --db "$tmp/two.db" --json >"$tmp/out"
grep -q '"party":"Hana Lind","party_of":"Marsh Front"' "$tmp/out" || fail "the other report's side of a negotiator is not used"
grep -q '"party":"Odo Renn","party_of":null' "$tmp/out" || fail "a side is made up"
"$d" list conditions --db "$tmp/two.db" | grep -q 'Hana Lind (Marsh Front)' || fail "the side is not shown"
exit $bad
