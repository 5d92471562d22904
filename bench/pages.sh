#!/bin/sh
# pages.sh [--peers] [--cv]: article text and metadata on the development pages.
#
#   body F1, title, date, authors   ../shared/measure/score_article.py; what of the
#             gold metadata is in reach at all (pages_reach.py)
#   speed                           pages/s, MB/s, worst page, slope on growing inputs, archives
#   --peers   the extractors of PyPI on the same pages on this machine (venv in bench/cache)
#   --cv      the cross-validated figures of the block model (about ten minutes):
#             the plain figures below it are of a model fitted on these very pages
#
# Needs ../shared/data/articles; everything it makes goes to bench/cache.
set -eu
cd "$(dirname "$0")/.."
data=../shared/data/articles
score=../shared/measure/score_article.py
sets="fundus-en newspaper4k wcxb-dev"
peers="trafilatura readability newspaper4k boilerpy3 justext goose3"
cache=bench/cache/pages
[ -d "$data" ] || { echo "no ../shared/data/articles: nothing to measure"; exit 0; }
mkdir -p "$cache"
for s in $sets; do [ -d "$cache/$s" ] || tar -C "$cache" -xf "$data/$s.tar.xz"; done
make -s tests >/dev/null
cmake --build build --target bench_pages -- -s --no-print-directory >/dev/null
tool=build/bench/bench_pages
fields='import json,sys
d=json.load(sys.stdin)
print("  ".join("%s %.3f"%(k,d[k]) for k in ("body_p","body_r","body_f1","word_f1","title_r","date_r","authors_f1") if k in d))'
show() { # name set predictions
	printf '%-14s %-12s ' "$1" "$2"
	python3 "$score" --json "$cache/$2/ground-truth.json" "$3" | python3 -c "$fields"
}
venv() {
	[ -x bench/cache/venv/bin/python ] || python3 -m venv bench/cache/venv
	bench/cache/venv/bin/pip -q install "$@"
}
for a in "$@"; do
	case $a in
	--peers)
		venv trafilatura lxml_html_clean boilerpy3 justext goose3 newspaper4k cssselect chardet
		bench/cache/venv/bin/pip -q install --no-deps readability-lxml
		: >"$cache/peers.tsv"
		for p in $peers; do for s in $sets; do
			bench/cache/venv/bin/python bench/pages_peers.py $p "$cache/$s" "$cache/$p.$s.json" 2>/dev/null >>"$cache/peers.tsv" || echo "$p $s failed"
		done; done
		;;
	--cv)
		venv -r train/pages/requirements.txt
		for s in $sets; do $tool dump "$cache/$s"/html/*.html >"$cache/$s.dump"; done
		bench/cache/venv/bin/python train/pages/train.py "$cache" "$cache" --cv "$cache/cv"
		;;
	*) echo "pages.sh [--peers] [--cv]" >&2; exit 2 ;;
	esac
done
for s in $sets; do
	$tool ingest "$cache/$s"/html/*.html >"$cache/ours.$s.jsonl"
	show dragoman "$s" "$cache/ours.$s.jsonl"
	$tool meta "$cache/$s"/html/*.html >"$cache/meta.$s.jsonl"
	python3 bench/pages_reach.py "$cache/$s" "$cache/meta.$s.jsonl"
	[ -f "$cache/cv/$s.json" ] && show "  body, cv" "$s" "$cache/cv/$s.json"
	for p in $peers; do [ -f "$cache/$p.$s.json" ] && show "$p" "$s" "$cache/$p.$s.json"; done
done
for s in $sets; do
	printf 'parse   %-12s ' "$s"; $tool parse "$cache/$s"/html/*.html
	printf 'ingest  %-12s ' "$s"; $tool speed "$cache/$s"/html/*.html
done
[ -f "$cache/peers.tsv" ] && cat "$cache/peers.tsv"
[ -f "$cache/pages.warc.gz" ] || python3 bench/pages_warc.py "$cache/pages.warc.gz" "$cache"/newspaper4k/html/*.html
$tool archive "$cache/pages.warc.gz"
echo "cost on growing inputs (x: the last column's cost per MB over the first's)"
$tool slope
