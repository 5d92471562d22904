#!/bin/sh
# run.sh HTML_DUMP: html5lib-tests if the development data is there.
here=$(dirname "$0")
tests=$here/../../../shared/hostile/third_party/html5lib-tests
[ -d "$tests" ] || { echo "skipped: ../shared/hostile is not there"; exit 0; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
exec python3 "$here/run.py" "$1" "$tests" "$here/known.tsv"
