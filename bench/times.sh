#!/bin/sh
# Times beside the peers': recognition, values, intervals, events' times, cost.
#   bench/times.sh [SET...]     with a release build in build/ (or BUILD=dir); SETs as in times.py
# The TempEval-3 sets and WikiWars are of ../shared, the rest of corpus/gold; corpus:test is for this alone.
set -eu
ROOT=$(cd "$(dirname "$0")/.." && pwd)
BUILD=${BUILD:-$ROOT/build} SHARED=${SHARED:-$ROOT/../shared}
TOOL=$BUILD/bench/bench_times PACK=$BUILD/en.pack
[ -x "$TOOL" ] || { echo "no $TOOL: cmake --build $BUILD --target bench-tools" >&2; exit 2; }
[ $# -gt 0 ] || set -- timebank-te3 aquaint-te3 wikiwars-train corpus:dev corpus:test
export ROOT SHARED TOOL PACK
exec python3 "$ROOT/bench/times.py" "$@"
