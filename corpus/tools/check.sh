#!/bin/sh
# check.sh : all tests of the corpus, and that what build.sh generates is what lies here. Leaves the folder as it was.
set -eu
cd "$(dirname "$0")/.."
python3 tools/tests/test_tools.py
python3 controls/test_build.py
python3 worked/test_make.py
python3 worked/expected/test_expected.py
old=$(mktemp -d); trap 'rm -rf "$old"' EXIT
cp -R gold SPLITS COVERAGE.md "$old"
tools/build.sh >/dev/null 2>&1
for f in gold SPLITS COVERAGE.md; do diff -rq "$old/$f" "$f" || { echo "$f was not current: commit what build.sh made"; exit 1; }; done
echo "corpus: all checks passed"
