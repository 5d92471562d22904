#!/bin/sh
# make-pack-seeds.sh DRAGOMAN - write tests/fuzz/corpus/pack anew; needed when the
# pack format changes (tests/cli/test_pack_command.sh fails then and says so).
set -eu
dragoman=$1
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
printf '# lang: en\nfile\torigin\tlicence\n' >"$tmp/SOURCES.tsv"
"$dragoman" pack build "$tmp" corpus/pack/empty.pack
mkdir "$tmp/lexicon" "$tmp/rules" "$tmp/model"
awk '/^----/ { rules = 1; next } !rules' corpus/rules/talks.txt >"$tmp/lexicon/a.tsv"
awk 'rules; /^----/ { rules = 1 }' corpus/rules/talks.txt >"$tmp/rules/a.rules"
printf '[PAD]\nthe\n##s\n' >"$tmp/model/vocab.txt"
header='{"__metadata__":{"format":"drg-model/1"},"emb.word.q":{"dtype":"I8","shape":[3,4],"data_offsets":[0,12]}}'
printf "\\$(printf %o ${#header})\\0\\0\\0\\0\\0\\0\\0%sabcdefghijkl" "$header" >"$tmp/model/full.safetensors"
for f in lexicon/a.tsv rules/a.rules model/vocab.txt model/full.safetensors; do
	printf '%s\ta test\tApache-2.0\n' "$f" >>"$tmp/SOURCES.tsv"
done
"$dragoman" pack build "$tmp" corpus/pack/all.pack
