# lib.sh - to be sourced: $d the program, $tmp a folder of its own, expect and friends.
set -u
d=$1
tmp=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$tmp" 2>/dev/null; rm -rf "$tmp"' EXIT
bad=0
unset NO_COLOR COLUMNS
export LC_ALL=C.UTF-8

fail() {
	echo "$*"
	bad=1
}

# expect CODE COMMAND...: the exit code; output in $tmp/out, messages in $tmp/err
expect() {
	want=$1
	shift
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	if [ "$got" -ne "$want" ]; then
		fail "$*: exit $got, wanted $want"
		cat "$tmp/err"
	fi
}

# out PATTERN, err PATTERN: some line of it holds the pattern
out() { grep -q -- "$1" "$tmp/out" || { fail "output lacks \"$1\":"; head -20 "$tmp/out"; }; }
err() { grep -q -- "$1" "$tmp/err" || { fail "messages lack \"$1\":"; head -20 "$tmp/err"; }; }
silent() { [ ! -s "$tmp/$1" ] || { fail "$1 should be empty:"; head -20 "$tmp/$1"; }; }
lines() { [ "$(wc -l <"$tmp/$1")" -eq "$2" ] || { fail "$1 has not $2 lines:"; head -20 "$tmp/$1"; }; }

# A few reports of our own.
reports() {
	mkdir -p "$tmp/in"
	cat >"$tmp/in/a.txt" <<'END'
KESTREL BAY, Dec 21 - Dornmark rejected a week-long pause in the fighting on Thursday, saying there would be no talks until the offensive ends.

"There will be no talk of exchange deals except after a full end to the offensive," the group said in a statement.

A senior official, who spoke on condition of anonymity, told Kestrel News Agency that an offer had been conveyed through Ostrava mediators.
END
	cat >"$tmp/in/b.jsonl" <<'END'
{"id":"one","text":"Lena Ort, a spokeswoman, denied that any offer had been made.","published":"2023-12-20","outlet":"Harbour Post"}
{"id":"two","text":"“The bridge stays closed,” Mara Quill said.","published":"2023-12-21","outlet":"Kestrel News"}
END
	cat >"$tmp/in/c.html" <<'END'
<!doctype html><html><head><title>Bridge stays closed</title><meta property="article:published_time" content="2023-12-22"></head>
<body><article><h1>Bridge stays closed</h1><p>The bridge at Vell stays closed, the harbour office said on Friday. It gave no reason for the decision.</p>
<p>“We were promised an answer,” said Tom Hask, who has crossed it for thirty years and lost his stall to the shelling.</p></article></body></html>
END
}
