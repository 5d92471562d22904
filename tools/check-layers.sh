#!/bin/sh
# check-layers.sh ROOT - who may include whom (doc/architecture.md holds the same table).
# Reads every #include "..." of src/, cli/, serve/ and fails on one that the
# table does not allow.  Also: sqlite3.h only in record, no libm in nn.
set -u
root=${1:-.}
cd "$root" || exit 2
find src cli serve bindings -name '*.[ch]' 2>/dev/null | sort | xargs awk '
BEGIN {
	may["base"]   = "base"
	may["doc"]    = "base doc pack"
	may["pack"]   = "base pack"
	may["nn"]     = "base nn"
	may["ingest"] = "base doc pack ingest"
	may["stage"]  = "base doc pack nn stage"
	may["link"]   = "base doc pack link"
	may["record"] = "base doc link record"
	may["export"] = "base doc record export"
	may["api"]    = "base doc pack nn ingest stage link record export"
}
/^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, q, "\""); inc = q[2]
	n = split(FILENAME, path, "/")
	room = path[1] == "src" ? (n == 2 ? "api" : path[2]) : path[1]
	if (inc == "dragoman.h" || inc ~ /^[a-z_]+\.inc$/) next
	k = split(inc, part, "/")
	if (room == "cli" || room == "serve" || room == "bindings") {
		if (k > 1) { print FILENAME ":" FNR ": " room " may include only dragoman.h and its own headers, not " inc; bad = 1 }
		next
	}
	if (k < 2) { print FILENAME ":" FNR ": write the room: \"room/" inc "\""; bad = 1; next }
	ok = 0
	m = split(may[room], a, " ")
	for (i = 1; i <= m; i++) if (a[i] == part[1]) ok = 1
	if (!(room in may)) { print FILENAME ": no such room in the house: " room; bad = 1 }
	else if (!ok) { print FILENAME ":" FNR ": " room " may not include " part[1] " (" inc ")"; bad = 1 }
}
/^[ \t]*#[ \t]*include[ \t]*<sqlite3.h>/ && FILENAME !~ /^src\/record\// { print FILENAME ":" FNR ": only record uses SQLite"; bad = 1 }
/^[ \t]*#[ \t]*include[ \t]*<math.h>/ && FILENAME ~ /^src\/(nn|stage)\// { print FILENAME ":" FNR ": no libm in " FILENAME ": results must not depend on it"; bad = 1 }
END { exit bad }'
