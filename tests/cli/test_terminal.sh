#!/bin/sh
# Nothing of a report reaches a terminal raw; widths, colours and plain ASCII as asked.
. "$SOURCE_DIR/tests/cli/lib.sh"
reports
printf 'Lena \033]0;owned\007Ort said \342\200\256desrever\342\200\254 and \033[2Jcleared. Zero\342\200\213width, tag\363\240\201\201, C1\302\233.\n' >"$tmp/h.txt"
printf '{"id":"\\u001b[31mred","text":"Tom Hask said it.","title":"T\\u202eitle","outlet":"Out\\u0007let"}\n' >"$tmp/h.jsonl"
cp "$tmp/h.txt" "$tmp/$(printf 'n\033[31mame.txt')"
raw() { LC_ALL=C grep -q "$(printf '[\001-\010\013-\037\177]')" "$1" || LC_ALL=C grep -qE "$(printf '\342\200[\216\217\252-\256]|\342\200\213|\302[\200-\237]|\363\240')" "$1"; }
raw "$tmp/h.txt" || fail "the test's own input looks harmless"
for f in "" --json; do
	# shellcheck disable=SC2086
	"$d" read $f --outlet 'Harbour Post' "$tmp/h.txt" "$tmp/h.jsonl" "$tmp"/n* "$tmp/none" >"$tmp/out" 2>"$tmp/err"
	raw "$tmp/out" && fail "read $f lets something through raw"
	raw "$tmp/err" && fail "messages of read $f let something through raw"
done
"$d" read "$tmp/h.jsonl" >"$tmp/out"
out 'T<U+202E>itle'; out 'Out<U+0007>let'
"$d" add -q --db "$tmp/r.db" "$tmp/h.txt" "$tmp/h.jsonl" "$tmp"/n*
for c in "list claims" "list reports" "list actors" "list claims --json" talks "show r-" dump status verify; do
	# shellcheck disable=SC2086
	"$d" $c --db "$tmp/r.db" >"$tmp/out" 2>"$tmp/err"
	raw "$tmp/out" && fail "$c lets something through raw"
	raw "$tmp/err" && fail "messages of $c let something through raw"
done
for c in $("$d" list claims --json --db "$tmp/r.db" | sed -n 's/.*"id":"\(c-[0-9a-f]*\)".*/\1/p'); do
	expect 0 "$d" why --db "$tmp/r.db" "$c"
	raw "$tmp/out" && fail "why lets something through raw"
	expect 0 "$d" why --json --db "$tmp/r.db" "$c"
	raw "$tmp/out" && fail "why --json lets something through raw"
done

# Width: nothing passes it, at any width.
for w in 40 61 80 120; do
	COLUMNS=$w "$d" read "$tmp/in" >"$tmp/out"
	awk -v w=$w 'length($0) > w { print FILENAME ": " length($0) " columns at " w ": " $0; bad = 1 } END { exit bad }' "$tmp/out" || bad=1
done
# A quotation that opens within the words of a claim is closed where the report closes it.
printf 'Lena Ort said she "understands the people." Tom Hask said it was "dead" and "gone."\n' >"$tmp/q.txt"
COLUMNS=120 "$d" read "$tmp/q.txt" >"$tmp/out"
out '"understands the people." '; out '"dead" and "gone." '
# Whom the clause of an act does not name is marked.
"$d" read "$SOURCE_DIR/examples/report.html" >"$tmp/out"
out 'asserted: Marsh Front > Sela (implied)'
# Two who speak at once.
printf 'Kenya and Norway called for dialogue on Monday. Spokesman and poet Lena Ort said the ferry had left.\n' >"$tmp/q.txt"
"$d" read "$tmp/q.txt" >"$tmp/out"
out 'Kenya and Norway, by way of'; out '^  Lena Ort, by way of'
# Plain ASCII in a plain locale; no colour without a terminal.
LC_ALL=C "$d" read "$tmp/in" >"$tmp/out" 2>"$tmp/err"
LC_ALL=C grep -q "$(printf '[\200-\377]')" "$tmp/out" && fail "other than ASCII in the C locale"
out 'The bridge stays closed'
# On a terminal: colour, unless refused; progress nowhere but there.
if command -v script >/dev/null 2>&1; then
	tty() { TERM=xterm script -qec "$*" /dev/null </dev/null | tr -d '\r'; }
	tty "stty cols 80; '$d' read -q '$tmp/in/a.txt' '$tmp/h.txt'" >"$tmp/out"
	grep -q "$(printf '\033\\[1m')" "$tmp/out" || fail "no colour on a terminal"
	sed "s/$(printf '\033')\\[[0-9]*m//g" "$tmp/out" >"$tmp/plain"
	raw "$tmp/plain" && fail "a terminal gets something raw"
	tty "stty cols 80; NO_COLOR=1 '$d' read -q '$tmp/in/a.txt'" >"$tmp/out"
	grep -q "$(printf '\033')" "$tmp/out" && fail "NO_COLOR is ignored"
	TERM=dumb script -qec "'$d' read -q '$tmp/in/a.txt'" /dev/null </dev/null >"$tmp/out"
	grep -q "$(printf '\033')" "$tmp/out" && fail "a dumb terminal gets colour"
fi
printf 'The Marsh Front rejected the proposal of the Hill League. The two signed a truce. The bandits of the Hill League broke it, the Marsh Front said.\n' >"$tmp/t.txt"
expect 0 "$d" read "$tmp/t.txt"
out 'proposal by Hill League to Marsh Front'
out 'agreement of .*: announced'
out 'Marsh Front says "bandits" of Hill League'
exit $bad
