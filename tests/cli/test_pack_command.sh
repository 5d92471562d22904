#!/bin/sh
# pack build, check, info: output, exit codes, messages.
set -u
d=$1
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
expect() { # expect CODE PATTERN COMMAND...: exit code, and a line of the output
	code=$1 pattern=$2
	shift 2
	"$@" >"$tmp/out" 2>&1
	got=$?
	if [ $got -ne "$code" ] || { [ -n "$pattern" ] && ! grep -q -- "$pattern" "$tmp/out"; }; then
		echo "$*: exit $got, wanted $code and \"$pattern\":"
		cat "$tmp/out"
		bad=1
	fi
}
src=$tmp/en
mkdir -p "$src/lexicon"
printf '# lang: en\nfile\torigin\tlicence\nlexicon/a.tsv\twritten here\tApache-2.0\n' >"$src/SOURCES.tsv"
printf '# origin: written here\n# date: 2026-11-22\n# licence: Apache-2.0\nphrase\nalpha\n' >"$src/lexicon/a.tsv"

expect 0 '^.*/p.pack: [0-9]* bytes, fingerprint [0-9a-f]\{12\}$' "$d" pack build "$src" "$tmp/p.pack"
cp "$tmp/p.pack" "$tmp/first"
expect 0 '' "$d" pack build --quiet "$src" "$tmp/p.pack"
cmp "$tmp/p.pack" "$tmp/first" || { echo "a second build gives other bytes"; bad=1; }
[ "$(stat -c %a "$tmp/p.pack")" = 644 ] || { echo "the pack's permissions are not 644"; bad=1; }
expect 0 ': sound, fingerprint [0-9a-f]\{64\}$' "$d" pack check "$tmp/p.pack"
expect 0 ': no errors$' "$d" pack check "$src"
expect 0 '^  a  *1  2026-11-22  Apache-2.0    written here$' "$d" pack info "$tmp/p.pack"
expect 0 '^  lex.a ' "$d" pack info --sections "$tmp/p.pack"
expect 0 '"lexicons":\[{"name":"a","rows":1,"origin":"written here","date":"2026-11-22","licence":"Apache-2.0"}\],"rules":0}' \
	"$d" pack info --json "$tmp/p.pack"
expect 0 '"rules":\[\]}' "$d" pack info --json --rules "$tmp/p.pack"

printf 'beta\tgamma\n' >>"$src/lexicon/a.tsv"
expect 4 '/en/lexicon/a.tsv:6: the row has more than 1 cell$' "$d" pack build "$src" "$tmp/p.pack"
expect 4 '1 error in the sources; the pack was not written$' "$d" pack build "$src" "$tmp/p.pack"
expect 4 '1 error in the sources; no pack can be built from them$' "$d" pack check "$src"
cmp "$tmp/p.pack" "$tmp/first" || { echo "a failed build touched the old pack"; bad=1; }
[ "$(ls "$tmp" | tr '\n' ' ')" = "en first out p.pack " ] || { echo "a failed build left something:"; ls "$tmp"; bad=1; }
mkdir "$src/frames"
printf '# origin: written here\n# date: 2026-11-22\n# licence: Apache-2.0\npredicate: lift\n' >"$src/frames/x.frames"
expect 4 '/en/frames/x.frames:4: "predicate:" stands before any frame:$' "$d" pack build "$src" "$tmp/p.pack"
cmp "$tmp/p.pack" "$tmp/first" || { echo "a broken frame file touched the old pack"; bad=1; }
rm -r "$src/frames"
expect 4 '/none: cannot open: No such file or directory$' "$d" pack build "$tmp/none" "$tmp/p.pack"
sed -i '$d' "$src/lexicon/a.tsv"
expect 4 '/none/p.pack: cannot write beside it: No such file' "$d" pack build "$src" "$tmp/none/p.pack"

printf '# origin: wri\342\200\256tten\n# date: 2026-11-22\n# licence: Apache-2.0\nphrase\n' >"$src/lexicon/a.tsv"
expect 0 '' "$d" pack build --quiet "$src" "$tmp/bidi.pack"
expect 0 'wri<U+202E>tten' "$d" pack info "$tmp/bidi.pack"

head -c 2000 "$tmp/first" >"$tmp/cut"
expect 4 'is cut inside section' "$d" pack check "$tmp/cut"
: >"$tmp/nothing"
expect 4 '/nothing: is not a language pack$' "$d" pack info "$tmp/nothing"
expect 4 'is not a language pack$' "$d" pack check "$d"
expect 4 '/gone: cannot open: No such file' env DRAGOMAN_PACK="$tmp/gone" "$d" pack info
expect 0 "^$tmp/first\$" env DRAGOMAN_PACK="$tmp/first" "$d" pack info
expect 2 'say build, check or info' "$d" pack
expect 2 '"bild" is not one of build, check, info' "$d" pack bild
expect 2 'build needs the folder of sources and the file to write' "$d" pack build "$src"

# The seeds of the pack fuzzer must be packs of this format.
for seed in "$SOURCE_DIR"/tests/fuzz/corpus/pack/all.pack "$SOURCE_DIR"/tests/fuzz/corpus/pack/empty.pack; do
	"$d" pack check --quiet "$seed" || { echo "run tests/fuzz/make-pack-seeds.sh"; bad=1; }
done
exit $bad
