#!/bin/sh
# start.sh [read | check | check-all | setup] [--yes]
#
#   ./start.sh         installs what is missing, builds, reads the example report
#   ./start.sh check   installs what is missing, builds, runs the tests
#
# Debian 12 and newer, Ubuntu 22.04 and newer; as root, or as an ordinary user
# who may use sudo.  Nothing is installed or built twice.  On other systems it
# says what it needs and builds with what is there.
set -eu
cd "$(dirname "$0")"

what=${1:-read}
case $what in
read | check | check-all | setup) ;;
*)
	sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
	exit 2
	;;
esac

build_needs="gcc libc6-dev make cmake pkg-config libsqlite3-dev libjson-c-dev libutf8proc-dev zlib1g-dev libzstd-dev nettle-dev libxxhash-dev"
test_needs="libcmocka-dev python3 python3-jsonschema"
more_needs="clang llvm libclang-rt-dev libdnnl-dev xz-utils"

needs=$build_needs
case $what in
check) needs="$needs $test_needs" ;;
check-all) needs="$needs $test_needs $more_needs" ;;
esac

is_installed() {
	dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}
# Where the clang package already holds its runtime (Debian 12), or a package
# has another name, there is nothing to install under that name.
is_offered() {
	apt-cache show "$1" >/dev/null 2>&1
}

if command -v dpkg-query >/dev/null 2>&1 && command -v apt-get >/dev/null 2>&1; then
	missing=
	for p in $needs; do
		is_installed "$p" || missing="$missing $p"
	done
	if [ "$missing" = " libclang-rt-dev" ] && ! is_offered libclang-rt-dev; then
		missing=
	fi
	if [ -n "$missing" ]; then
		if [ "$(id -u)" -eq 0 ]; then
			run=
		elif command -v sudo >/dev/null 2>&1; then
			run="sudo -E"
		else
			echo "start.sh: these packages are missing, and neither root nor sudo is at hand:" >&2
			echo "  $missing" >&2
			echo "Ask an administrator to run: apt-get install$missing" >&2
			exit 1
		fi
		echo "start.sh: installing, from this machine's own package sources:$missing" >&2
		export DEBIAN_FRONTEND=noninteractive
		$run apt-get -qq update || echo "start.sh: apt-get update failed; trying with the lists at hand" >&2
		offered=
		for p in $missing; do
			if is_offered "$p"; then offered="$offered $p"; else echo "start.sh: no package $p here; going on without it" >&2; fi
		done
		# shellcheck disable=SC2086
		$run apt-get -qq -y --no-install-recommends install $offered >/dev/null
	fi
else
	echo "start.sh: not a Debian or Ubuntu system; needed: a C11 compiler, make, cmake, pkg-config," >&2
	echo "  and the development files of SQLite, json-c, utf8proc, zlib, zstd, nettle, xxhash (tests: cmocka)" >&2
fi

case $what in
setup) ;;
read)
	echo "start.sh: building (once)" >&2
	make -s all >&2
	echo "start.sh: build/dragoman read examples/report.html" >&2
	build/dragoman read examples/report.html
	;;
check) make -s check ;;
check-all) make -s check-all ;;
esac
