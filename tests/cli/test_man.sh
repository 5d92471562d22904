#!/bin/sh
# Every command and option is in a man page, no page speaks of one that is not there, every public function is in
# libdragoman(3), and every example of every page and of every --help runs.
. "$SOURCE_DIR/tests/cli/lib.sh"
man=$SOURCE_DIR/man
plain() { sed 's/\\f[A-Z]//g; s/\\-/-/g; s/\\(aq/'"'"'/g; s/\\e/\\/g' "$1"; }
commands=$("$d" --help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p')
[ -n "$commands" ] || fail "no commands"
for c in $commands; do
	page=$man/dragoman-$c.1
	[ -f "$page" ] || { fail "no page for $c"; continue; }
	grep -q "dragoman.*-$c (1)" "$man/dragoman.1" || fail "dragoman.1 does not name $c"
	"$d" "$c" --help | sed -n '/^Options:/,$s/^ *\(-[a-z], \)\{0,1\}--\([a-z-]*\).*/\2/p' | sort >"$tmp/have"
	plain "$page" | sed -n '/^.SH OPTIONS/,/^.SH EXIT/s/^\(-[a-z], \)\{0,1\}--\([a-z-]*\).*/\2/p' | sort >"$tmp/told"
	diff "$tmp/have" "$tmp/told" >"$tmp/diff" || { fail "$c: options of the program (<) and of its page (>):"; cat "$tmp/diff"; }
	grep -q '^.SH EXAMPLES' "$page" || fail "$c: no examples"
done
sed -n 's/^DRG_API .*[ *]\(drg_[a-z0-9_]*\)(.*/\1/p' "$SOURCE_DIR/include/dragoman.h" | sort -u >"$tmp/have"
[ "$(wc -l <"$tmp/have")" -ge 50 ] || fail "too few functions found in dragoman.h"
sed -n 's/^\.BR \(drg_[a-z0-9_]*\) ().*/\1/p' "$man/libdragoman.3" | sort -u >"$tmp/told"
diff "$tmp/have" "$tmp/told" >"$tmp/diff" || { fail "functions of dragoman.h (<) and of libdragoman(3) (>):"; cat "$tmp/diff"; }

# A place where the examples find what they name.
mkdir -p "$tmp/bin" "$tmp/place/archive" "$tmp/place/corpus/gold"
ln -s "$(cd "$(dirname "$d")" && pwd)/$(basename "$d")" "$tmp/bin/dragoman"
PATH=$tmp/bin:$PATH
cd "$tmp/place" || exit 2
cp -r "$SOURCE_DIR/examples" .
cp examples/report.txt report.txt
cp examples/report.txt archive/a.txt
# A pack of two files: what the whole one needs to be built, the build itself shows.
mkdir -p data/en/lexicon
printf '# lang: en\nfile\torigin\tlicence\nlexicon/talks.tsv\twritten for dragoman\tApache-2.0\n' >data/en/SOURCES.tsv
printf '# origin: written for dragoman\n# date: 2026-11-22\n# licence: Apache-2.0\nphrase\n~talk/n\n' >data/en/lexicon/talks.tsv
printf '{"id":"x","text":"Lena Ort said that the bridge would open.","sentences":[[0,41]]}\n' >reports.jsonl
cp reports.jsonl gold.jsonl
printf 'Harbour Front\tVEL\tREB\t2019\n' >mine.tsv
printf 'the Harbour Front\n' >phrases.txt
cp reports.jsonl corpus/gold/dev.jsonl
dragoman add -q --db talks.db report.txt examples/report.txt reports.jsonl || fail "no record for the examples"
row=$(dragoman list claims --json --db talks.db | sed -n 's/.*"id":"\(c-[^"]*\)".*/\1/p' | head -1)
report=$(dragoman list reports --json --db talks.db | sed -n 's/.*"id":"\(r-[^"]*\)".*/\1/p' | head -1)
run() { # run ORIGIN LINE: what page and --help share runs once
	grep -qxF -e "$2" ran && return
	printf '%s\n' "$2" >>ran
	sh -c "$2" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	case $2 in *" list "* | *" talks "* | *" timeline "*) [ $got -le 1 ] ;; *) [ $got -eq 0 ] ;; esac || { fail "$1: exit $got from: $2"; head -3 "$tmp/err"; }
	count=$((count + 1))
}
count=0
: >ran
for page in "$man"/dragoman*.1; do
	plain "$page" | sed -n 's/^\$ //p' >"$tmp/lines"
	[ -s "$tmp/lines" ] || fail "$page: no example"
	while IFS= read -r line; do run "${page##*/}" "$line"; done <"$tmp/lines"
done
# The examples of --help: ids and the files of an archive are placeholders there.
for c in $commands; do
	dragoman "$c" --help | sed -n '/^Examples:/,/^$/s/^  //p' | sed "s/c-0123456789abcdef/$row/; s/r-3f0c/$report/" >"$tmp/lines"
	[ -s "$tmp/lines" ] || fail "$c --help: no example"
	while IFS= read -r line; do run "$c --help" "$line"; done <"$tmp/lines"
done
[ $count -ge 30 ] || fail "only $count examples were run"

# The program of libdragoman(3).
if [ -n "${CC:=$(command -v cc || command -v gcc || command -v clang)}" ] && ! grep -q 'DRG_\(SANITIZE\|TSAN\):BOOL=ON' "$BUILD_DIR/CMakeCache.txt"; then
	plain "$man/libdragoman.3" | sed -n '/^#include <dragoman.h>/,/^}$/p' >example.c
	if "$CC" -Wall -Wextra -Werror -I"$SOURCE_DIR/include" example.c -L"$BUILD_DIR" -ldragoman -o example 2>"$tmp/err"; then
		LD_LIBRARY_PATH=$BUILD_DIR ./example report.txt >"$tmp/out" 2>"$tmp/err" || fail "the example of libdragoman(3) fails"
		[ -s "$tmp/out" ] || fail "the example of libdragoman(3) prints nothing"
	else
		fail "the example of libdragoman(3) does not compile:"
		cat "$tmp/err"
	fi
fi
exit $bad
