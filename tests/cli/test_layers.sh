#!/bin/sh
# The table of who may include whom refuses what it should, and accepts the tree as it is.
set -u
root=$SOURCE_DIR
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
sh "$root/tools/check-layers.sh" "$root" || { echo "the tree breaks its own table"; exit 1; }

fails() { # fails FILE LINE: a tree with this one line must be refused
	rm -rf "$tmp/t"
	mkdir -p "$tmp/t/$(dirname "$1")"
	echo "$2" >"$tmp/t/$1"
	if sh "$root/tools/check-layers.sh" "$tmp/t" >"$tmp/out" 2>&1; then
		echo "accepted in $1: $2"
		exit 1
	fi
	grep -q "$1" "$tmp/out" || { echo "does not name $1"; exit 1; }
}
fails src/base/x.c '#include "doc/layers.h"'
fails src/nn/x.c '#include "doc/layers.h"'
fails src/stage/x.c '#include "record/record.h"'
fails src/link/x.c '#include <sqlite3.h>'
fails src/stage/x.c '#include <math.h>'
fails cli/x.c '#include "base/str.h"'
fails src/newroom/x.c '#include "base/str.h"'
fails src/base/x.c '#include "str.h"'
