#!/bin/sh
# The examples of man/dragoman-pack.5 compile, and it names what the language has.
set -u
d=$1
page=$SOURCE_DIR/man/dragoman-pack.5
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/lexicon" "$tmp/rules"
cp "$SOURCE_DIR/data/en/inflect.tsv" "$tmp"
awk -v dir="$tmp/" '/^\.\\" example: / { file = dir $3; next } /^\.EX/ { in_it = 1; next } /^\.EE/ { in_it = 0 }
	in_it { gsub(/\\e/, "\\"); print >file }' "$page"
for f in lexicon/talks.tsv rules/talks.rules; do
	[ -s "$tmp/$f" ] || { echo "no example of $f in the page"; exit 1; }
done
printf '# lang: en\nfile\torigin\tlicence\ninflect.tsv\tx\tApache-2.0\nlexicon/talks.tsv\tx\tApache-2.0\nrules/talks.rules\tx\tApache-2.0\n' >"$tmp/SOURCES.tsv"
"$d" pack check "$tmp" || exit 1

# What the builder says there is, the page says too.
bad=0
known() { # known PATTERN SED: words of the builder's own list
	printf '\nrule: x\npattern: %s\nmatch: x\nnot: y\n' "$1" | cat "$tmp/rules/talks.rules" - >"$tmp/r" && cp "$tmp/rules/talks.rules" "$tmp/keep"
	mv "$tmp/r" "$tmp/rules/talks.rules"
	"$d" pack check "$tmp" 2>&1 | sed -n "$2"
	mv "$tmp/keep" "$tmp/rules/talks.rules"
}
words=$(known @nothing 's/.*(known: \(.*\)).*/\1/p'; known '[nothing]' 's/.*is one of \(.*\), a UPOS.*/\1/p')
[ "$(echo "$words" | wc -w)" -gt 25 ] || { echo "the builder lists only: $words"; bad=1; }
for w in $words; do
	grep -qw -- "$w" "$page" || { echo "the page does not name $w"; bad=1; }
done
if command -v man >/dev/null 2>&1 && command -v groff >/dev/null 2>&1; then
	LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -l "$page" 2>"$tmp/warn" >/dev/null
	[ -s "$tmp/warn" ] && { cat "$tmp/warn"; bad=1; }
fi
exit $bad
