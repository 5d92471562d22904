#!/bin/sh
# CoNLL-U output: the format's rules (UD validation, level 2), held by awk, on
# prose, other scripts, no letters, absurd lengths; and the same bytes from every
# kernel and any number of workers.
set -u
prog=$1
dir=$(mktemp -d) || exit 1
trap 'rm -rf "$dir"' EXIT
bad=0
fail() { echo "FAIL: $1"; bad=1; }

cat > "$dir/prose.txt" <<'T'
ESTPORT, March 3 - Varonia's foreign minister, Teodor Haln, said on Tuesday that talks with the Northern League wouldn't resume until prisoners' families were told where they're held.

"We cannot accept this," he told Meridian News. He added: "It's gonna be O'Brien's turn..." The proposal — the third in two weeks — was rejected by both sides, according to a diplomat who asked not to be named.
T
printf '\320\234\320\270\320\275\320\270\321\201\321\202\321\200 \321\201\320\272\320\260\320\267\320\260\320\273, \321\207\321\202\320\276 \320\274\320\270\321\200. \344\270\255\345\233\275\345\244\226\344\272\244\351\203\250\350\241\250\347\244\272\343\200\202 \331\202\330\247\331\204 \330\247\331\204\331\210\330\262\331\212\330\261.\n' > "$dir/scripts.txt"
printf '1234 5678 -- !!! ... %% $ 17/3 (((((\n\n***\n' > "$dir/none.txt"
printf 'a\342\200\213b \357\277\275 c\302\240d \342\200\256evil\n' > "$dir/marks.txt"
awk 'BEGIN { for (i = 0; i < 5000; i++) printf "x"; print " said so."; for (i = 0; i < 150; i++) printf "and the talks that the party that the envoy named "; print "" }' > "$dir/long.txt"

check='
BEGIN { FS = "\t" }
function done(   i, k, steps) {
	if (!n) return
	if (roots != 1) err("has " (roots + 0) " roots")
	for (i = 1; i <= n; i++) {
		if (head[i] < 0 || head[i] > n || head[i] == i) err("word " i " has head " head[i])
		k = i
		for (steps = 0; k && steps <= n; steps++) k = head[k]
		if (k) err("word " i " is in a circle")
	}
	if (text != built) err("text is not its words: " text " / " built)
	n = roots = 0; built = ""; space = ""; upto = 0
}
function err(m) { print FILENAME ":" FNR ": " m; bad = 1 }
function grow(form, misc) { built = built space form; space = misc ~ /SpaceAfter=No/ ? "" : " " }
/^# text = / { text = substr($0, 10); next }
/^# sent_id = / { if ($0 in seen) err("the same sent_id twice"); seen[$0] = 1; next }
/^#/ { next }
/^$/ { done(); sentences++; next }
NF != 10 { err("has " NF " fields"); next }
{ for (i = 1; i <= 10; i++) if ($i == "" || $i ~ / /) err("field " i " is empty or has a space") }
$1 ~ /-/ { split($1, r, "-"); if (r[1] != n + 1 || r[2] <= r[1]) err("range " $1); grow($2, $10); upto = r[2]; next }
{
	n++
	if ($1 != n) err("word " $1 " where " n " should be")
	if (n > upto) grow($2, $10)
	if ($4 !~ /^(ADJ|ADP|ADV|AUX|CCONJ|DET|INTJ|NOUN|NUM|PART|PRON|PROPN|PUNCT|SCONJ|SYM|VERB|X)$/) err("UPOS " $4)
	if ($8 !~ /^[a-z]+(:[a-z]+)?$/) err("relation " $8)
	if (($7 == 0) != ($8 == "root")) err("root and its relation disagree")
	if ($6 != "_") { m = split($6, f, "|"); for (i = 2; i <= m; i++) if (tolower(f[i - 1]) >= tolower(f[i])) err("features out of order: " $6) }
	head[n] = $7
	roots += $7 == 0
}
END { done(); if (!sentences) err("no sentence"); exit bad }'

for f in prose scripts none marks long; do
	"$prog" read --conllu -q "$dir/$f.txt" > "$dir/$f.conllu" || fail "read --conllu $f exits $?"
	LC_ALL=C.UTF-8 awk "$check" "$dir/$f.conllu" || fail "$f is not sound CoNLL-U"
done
grep -q '^18-19	wouldn' "$dir/prose.conllu" || grep -q '	wouldn' "$dir/prose.conllu" || fail "no multi-word token"

for k in portable avx2 avx512vnni neon; do # test_passages has them all
	for f in prose scripts none marks; do
		DRAGOMAN_KERNEL=$k "$prog" read --conllu -q "$dir/$f.txt" | cmp -s - "$dir/$f.conllu" || fail "$k gives other bytes for $f"
	done
done
"$prog" read --conllu -q -j1 "$dir"/*.txt > "$dir/one"
"$prog" read --conllu -q -j8 "$dir"/*.txt > "$dir/eight"
cmp -s "$dir/one" "$dir/eight" || fail "1 and 8 workers differ"

"$prog" read --json -q --layers tokens,deps,entities "$dir/prose.txt" > "$dir/j" || fail "--layers"
for key in '"tokens":\[{"span":\[0,7\],"lemma":' '"upos":"VERB"' '"head":null,"rel":"root"' '"names":\[{"span":'; do
	grep -q "$key" "$dir/j" || fail "JSON lacks $key"
done
"$prog" read --json -q --layers tokens "$dir/prose.txt" | grep -q '"upos"' && fail "tokens alone carry syntax"
"$prog" read --json -q "$dir/prose.txt" | grep -q '"tokens"' && fail "tokens unasked"
"$prog" read --layers tokens,verses "$dir/prose.txt" >/dev/null 2>&1; [ $? = 2 ] || fail "an unknown layer is a usage error"
"$prog" read --json --conllu "$dir/prose.txt" >/dev/null 2>&1; [ $? = 2 ] || fail "--json --conllu is a usage error"
exit $bad
