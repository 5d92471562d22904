#!/bin/sh
# check-all.sh - everything that is too slow for `make check`.
# Runs after `make check`.  Each step prints one line; the last line counts.
set -u
cd "$(dirname "$0")/.." || exit 2
log=build/check-all.log
: >"$log"
passed=0 failed=0 skipped=0

step() { # step NAME COMMAND...
	name=$1
	shift
	if "$@" >>"$log" 2>&1; then
		passed=$((passed + 1))
		echo "ok    $name"
	else
		failed=$((failed + 1))
		echo "FAIL  $name (see $log)"
		tail -n 25 "$log" | sed 's/^/      /'
	fi
}
skip() {
	skipped=$((skipped + 1))
	echo "skip  $1: $2"
}

have() { command -v "$1" >/dev/null 2>&1; }
jobs=$(nproc 2>/dev/null || echo 2)

# HOSTILE_CUTS=64 cuts each third-party hostile file at 64 points: an hour on a
# shared machine, so by hand before a release.
HOSTILE_CUTS=${HOSTILE_CUTS:-8}
export HOSTILE_CUTS
# Tests of size go all the way, in the steps below too (tests/full.h).
TESTS_FULL=1
export TESTS_FULL
step "quick tests at full size" ctest --test-dir build -j "$jobs" -LE slow --output-on-failure
step "slow tests (faults, kills, hostile inputs)" ctest --test-dir build -L slow --output-on-failure
export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1
step "build with address and undefined-behaviour sanitizers" make -s asan
step "tests under the sanitizers" ctest --test-dir build-asan -j "$jobs" -LE slow --output-on-failure
unset ASAN_OPTIONS
step "build with thread sanitizer" make -s tsan
step "threads: read and add with 8 workers under it" sh tools/check-threads.sh build-tsan
if have clang; then
	step "build with clang" make -s clang
	step "tests, clang build" ctest --test-dir build-clang -j "$jobs" -LE slow --output-on-failure
else
	skip "clang build" "clang is not installed (./start.sh check-all installs it)"
fi
if [ -d ../shared/hostile ]; then
	# The slow tests have read them with the release build; fewer cuts here.
	export ASAN_OPTIONS=detect_leaks=1:abort_on_error=1 UBSAN_OPTIONS=print_stacktrace=1 HOSTILE_CUTS=2 HOSTILE_MAX=40000 HOSTILE_SECONDS=120
	step "hostile inputs under the sanitizers" ctest --test-dir build-asan -R slow_hostile --output-on-failure
	unset ASAN_OPTIONS UBSAN_OPTIONS HOSTILE_MAX HOSTILE_SECONDS
else
	skip "hostile inputs" "../shared/hostile is not here (the slow test of them passed without running)"
fi
if [ -d ../shared/data ]; then
	step "scores: attribution" sh bench/attribution.sh
else
	skip "scores" "../shared/data is not here"
fi
if [ $skipped -gt 0 ]; then
	echo "$passed passed, $failed failed, $skipped skipped"
else
	echo "$passed passed, $failed failed"
fi
[ $failed -eq 0 ]
