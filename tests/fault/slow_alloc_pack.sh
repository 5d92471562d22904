#!/bin/sh
# Every allocation of the pack commands failed once: no crash, the old pack stays.
set -u
d=$1
. "$SOURCE_DIR/tests/fault/alloc.sh"
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/en/lexicon" "$tmp/en/rules" "$tmp/en/model"
cp "$SOURCE_DIR"/data/en/inflect.tsv "$tmp/en"
awk '/^----/ { rules = 1; next } !rules' "$SOURCE_DIR/tests/fuzz/corpus/rules/talks.txt" >"$tmp/en/lexicon/a.tsv"
awk 'rules; /^----/ { rules = 1 }' "$SOURCE_DIR/tests/fuzz/corpus/rules/talks.txt" >"$tmp/en/rules/a.rules"
header='{"__metadata__":{"format":"drg-model/1"},"t":{"dtype":"I8","shape":[3,4],"data_offsets":[0,12]}}'
printf "\\$(printf %o ${#header})\\0\\0\\0\\0\\0\\0\\0%sabcdefghijkl" "$header" >"$tmp/en/model/full.safetensors"
printf '# lang: en\nfile\torigin\tlicence\ninflect.tsv\tx\tApache-2.0\nlexicon/a.tsv\tx\tApache-2.0\nrules/a.rules\tx\tApache-2.0\nmodel/full.safetensors\tx\tApache-2.0\n' >"$tmp/en/SOURCES.tsv"
"$d" pack build --quiet "$tmp/en" "$tmp/p.pack" || exit 1
cp "$tmp/p.pack" "$tmp/good"
whole="cmp '$tmp/p.pack' '$tmp/good' && [ \"\$(ls '$tmp' | tr '\n' ' ')\" = 'en good p.pack ' ]"
each_allocation "pack build" "$whole" "$d" pack build "$tmp/en" "$tmp/p.pack"
each_allocation "pack check (sources)" true "$d" pack check "$tmp/en"
each_allocation "pack check (file)" true "$d" pack check "$tmp/p.pack"
each_allocation "pack info" true "$d" pack info --json --rules "$tmp/p.pack"
exit $faults
