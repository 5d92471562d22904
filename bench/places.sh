#!/bin/sh
# places.sh: recognition and resolution of place names beside the peers, the size
# of the gazetteer in the pack, look-ups a second, and the stage's share of the
# time of reading.  Needs ../shared (development data); builds what it runs.
#
# LGL marks peoples and places inside the names of bodies, as our rows of use
# "modifier" do; GeoVirus marks neither of peoples, so they count as wrong there.
set -eu
cd "$(dirname "$0")/.."
shared=${SHARED:-../shared}
[ -f "$shared/data/place/lgl.jsonl.xz" ] || { echo "places.sh: no development data in $shared" >&2; exit 1; }
cmake --preset release -G "Unix Makefiles" -DDRG_TESTS=ON >/dev/null
cmake --build build -j 2 --target pack bench_places bench_gazetteer -- -s --no-print-directory
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
for set in lgl geovirus; do
	xz -dc "$shared/data/place/$set.jsonl.xz" >"$tmp/$set.jsonl"
	build/bench/bench_places build/en.pack "$tmp/$set.jsonl" >"$tmp/$set.pred"
	python3 bench/places.py "$shared/measure/score_geo.py" "$set" "$tmp/$set.jsonl" "$tmp/$set.pred"
done
echo "peers (PEERS.md), lgl: Edinburgh exact F1 .621, end-to-end F1 .470; GeoTxt .686, .465; CLAVIN .588, .415"
build/bench/bench_places build/en.pack "$tmp/geovirus.jsonl" --time 1
build/bench/bench_gazetteer build/en.pack
