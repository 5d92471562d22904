#!/bin/sh
# slow_hostile.sh PROGRAM: every hostile input for ingest, in one process:
# the generator's whole, third-party files whole and cut at 64 points; then the
# files one by one through the program itself under a memory limit.
# Best in a sanitized build: make asan && ctest --test-dir build-asan -R hostile
set -u
prog=$1
src=${SOURCE_DIR:-$(cd "$(dirname "$0")/../.." && pwd)}
build=${BUILD_DIR:-$src/build}
data=$src/../shared/hostile
[ -d "$data" ] || { echo "skipped: ../shared/hostile is not there"; exit 0; }
command -v python3 >/dev/null || { echo "skipped: no python3"; exit 0; }
tmp=$(mktemp -d) && trap 'rm -rf "$tmp"' EXIT INT TERM
python3 "$data/gen_hostile.py" make "$tmp/gen" ${HOSTILE_BIG:+--big} >/dev/null || exit 1
bad=0
find "$tmp/gen/text" "$tmp/gen/enc" "$tmp/gen/json" "$tmp/gen/html" "$tmp/gen/feed" "$tmp/gen/warc" -type f -print0 |
	xargs -0 "$build/tests/hostile_run" 0 || bad=1
find "$data/third_party" -type f -print0 | xargs -0 "$build/tests/hostile_run" "${HOSTILE_CUTS:-64}" || bad=1
# Through the program: no signal, no sanitizer report; exit 0, 1 or 3.
if "$prog" read --help >/dev/null 2>&1; then
	find "$tmp/gen/text" "$tmp/gen/enc" "$tmp/gen/json" "$tmp/gen/html" "$tmp/gen/feed" "$tmp/gen/warc" -type f >"$tmp/list"
	n=0 left=0
	while IFS= read -r f; do
		# HOSTILE_MAX, in bytes: the sanitizers take too long over the largest.
		if [ -n "${HOSTILE_MAX:-}" ] && [ "$(wc -c <"$f")" -gt "$HOSTILE_MAX" ]; then
			left=$((left + 1))
			continue
		fi
		timeout "${HOSTILE_SECONDS:-60}" "$prog" read --json "$f" >"$tmp/out" 2>"$tmp/err" </dev/null
		rc=$?
		case $rc in
		0|1|3) ;;
		*) echo "BAD exit $rc: $f"; tail -3 "$tmp/err"; bad=1 ;;
		esac
		n=$((n + 1))
	done <"$tmp/list"
	echo "program: $n files, $left left out as larger than ${HOSTILE_MAX:-any limit}"
fi
exit $bad
