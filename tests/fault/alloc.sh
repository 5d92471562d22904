# alloc.sh - fail every allocation of a command, one run each.  To be sourced:
#
#   . "$SOURCE_DIR/tests/fault/alloc.sh"
#   each_allocation NAME CHECK COMMAND...
#
# runs COMMAND once to count its allocations, then once for each with that one
# failing, then a few times with that one and all later ones failing.  No run may
# end by a signal, or with the code 0 unless CHECK agrees; a failing run says why
# on standard error.  After each run the shell command CHECK must succeed.
# fault_step=N takes one allocation in N only.
# Where the library is not built (sanitizers, other systems) it says so.
failmalloc=$BUILD_DIR/tests/fault/failmalloc.so
faults=0

each_allocation() {
	name=$1 check=$2
	shift 2
	if [ ! -f "$failmalloc" ]; then
		echo "$name: no failmalloc in this build, not run"
		return 0
	fi
	out=$(mktemp)
	if ! LD_PRELOAD=$failmalloc FAILMALLOC_COUNT=$out.n "$@" >"$out" 2>&1; then
		echo "$name: fails without any fault:"
		cat "$out"
		faults=1
		return 1
	fi
	count=$(cat "$out.n")
	for mode in AT FROM; do
		k=1
		while [ "$k" -le "$count" ]; do
			env "FAILMALLOC_$mode=$k" LD_PRELOAD="$failmalloc" "$@" >"$out" 2>"$out.err"
			code=$?
			if [ $code -gt 5 ]; then
				echo "$name: allocation $k of $count ($mode): exit $code"
				cat "$out.err"
				faults=1
			elif [ $code -ne 0 ] && [ ! -s "$out.err" ] && [ $mode = AT ]; then
				echo "$name: allocation $k of $count: exit $code without a word"
				faults=1
			elif ! sh -c "$check" >"$out" 2>&1; then
				echo "$name: allocation $k of $count ($mode), exit $code: afterwards \"$check\" fails:"
				cat "$out"
				faults=1
			fi
			if [ $mode = AT ]; then k=$((k + ${fault_step:-1})); else k=$((k * 2)); fi
		done
	done
	rm -f "$out" "$out.n" "$out.err"
	echo "$name: each of $count allocations failed once"
}
