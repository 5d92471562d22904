#!/bin/sh
# build.sh : check every report and write gold, plain texts' list, splits and the coverage matrix. Fails on the first error.
set -eu
cd "$(dirname "$0")/.."
mkdir -p gold
for s in train dev test; do python3 tools/resolve.py "reports/$s" --out "gold/$s.jsonl"; done
for s in train dev test; do python3 tools/merge.py "reports/$s" second --out "gold/$s.units.jsonl"; done
for s in train dev test; do ls "reports/$s" | sed -n 's/\.txt$//p' | sed "s/^/$s /"; done > SPLITS
python3 tools/resolve.py worked/reports --out gold/worked.jsonl
python3 tools/coverage.py reports --out COVERAGE.md
