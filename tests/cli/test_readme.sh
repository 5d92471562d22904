#!/bin/sh
# What README.md shows of the example report is what the program prints:
# every line of its ```text blocks (commands and "..." apart) stands in the output; its other
# commands run, and the files it names are there.
set -u
dragoman=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
cd "$SOURCE_DIR" || exit 2
COLUMNS=80 LC_ALL=C.UTF-8 "$dragoman" read examples/report.html >"$tmp/out" || exit 1
"$dragoman" add --quiet --db "$tmp/r.db" examples/report.html || exit 1
id=$(sed -n 's/^\$ dragoman why .* \([a-z]*-[0-9a-f]*\)$/\1/p' README.md)
[ -n "$id" ] || { echo "README.md no longer asks why"; exit 1; }
COLUMNS=80 LC_ALL=C.UTF-8 "$dragoman" why --db "$tmp/r.db" "$id" >>"$tmp/out" || exit 1
awk '/^```text$/ { on = 1; next } /^```/ { on = 0 } on && !/^\$/ && !/^ *\.\.\.$/ && NF' README.md >"$tmp/want"
[ "$(wc -l <"$tmp/want")" -gt 20 ] || { echo "README.md shows no example"; exit 1; }
bad=0
while IFS= read -r line; do
	grep -qFx -- "$line" "$tmp/out" || { echo "README.md shows, the program does not print: $line"; bad=1; }
done <"$tmp/want"

# The first five minutes: every command runs, in a folder that has a report and an archive.
mkdir -p "$tmp/place/build" "$tmp/place/archive"
ln -s "$(cd "$(dirname "$dragoman")" && pwd)/$(basename "$dragoman")" "$tmp/place/build/dragoman"
cp examples/report.txt "$tmp/place"
cp examples/report.html "$tmp/place/archive"
sed -n 's/^\(build\/dragoman [^#]*\).*/\1/p' README.md >"$tmp/lines"
[ "$(wc -l <"$tmp/lines")" -ge 9 ] || { echo "README.md has lost its first five minutes"; exit 1; }
cd "$tmp/place" || exit 2
while IFS= read -r line; do
	row=$([ ! -e talks.db ] || build/dragoman list claims --json --db talks.db | sed -n 's/.*"id":"\(c-[^"]*\)".*/\1/p' | head -1)
	sh -c "$(echo "$line" | sed "s/c-\.\.\./$row/")" >/dev/null 2>"$tmp/err" </dev/null || { echo "README.md: exit $? from: $line"; head -3 "$tmp/err"; bad=1; }
done <"$tmp/lines"
# What it and the papers for developers point to is there.
cd "$SOURCE_DIR" || exit 2
for page in README.md CONTRIBUTING.md doc/architecture.md; do
	for f in $(grep -o '](\([^):#]*\))' "$page" | tr -d ']()') $(grep -o '`[a-z]*/[a-zA-Z0-9_./-]*`' "$page" | tr -d '`'); do
		case $f in build*) continue ;; esac
		[ -e "$f" ] || [ -e "src/$f" ] || { echo "$page names $f, which is not there"; bad=1; }
	done
done
exit $bad
