#!/bin/sh
# events.sh [BUILD] [--train | --test]: coded events beside the peers.
#
# Sets of ../shared/data/events/dev (development data, if present) and the corpus'
# dev split and controls; --train: the sets and splits that rules may be made from;
# --test: the corpus' test split and controls, for reporting, never for tuning.
# The peers' figures are those of ../shared/PEERS.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
build=$here/../build
part=dev
for a in "$@"; do
	case $a in
	--train) part=train ;;
	--test) part=test ;;
	*) build=$a ;;
	esac
done
data=$here/../../shared/data/events
measure=$here/../../shared/measure
corpus=$here/../corpus
t=$(mktemp -d)
trap 'rm -rf "$t"' EXIT
export DRAGOMAN_PACK="$build/en.pack"

read_all() { # JSONL with id and text: our documents
	python3 -c 'import json, sys
for l in open(sys.argv[1]):
    d = json.loads(l)
    print(json.dumps({"id": (d.get("source") or {}).get("id") or d["id"], "text": d["text"],
                      "date": (d.get("published") or {}).get("value") if isinstance(d.get("published"), dict) else d.get("published")}))' "$1" >"$t/in.jsonl"
	"$build/dragoman" read --json -q "$t/in.jsonl" >"$t/out.jsonl"
}

set_of() { # file, scheme, levels, the peer's line
	[ -f "$1" ] || return 0
	read_all "$1"
	python3 "$here/events.py" convert "$t/out.jsonl" "$2" >"$t/system.jsonl"
	printf '%-22s ' "$(basename "$1" .jsonl)"
	python3 "$measure/score_events.py" "$1" "$t/system.jsonl" --json | python3 -c 'import json, sys
d = json.load(sys.stdin)
print("  ".join("%s P %.2f R %.2f F1 %.3f" % (k, d[k]["p"], d[k]["r"], d[k]["f1"]) for k in sys.argv[1].split(",") if d.get(k)), sys.argv[2])' "$3" "$4"
}

if [ $part = train ]; then
	set_of "$data/train/plover-sentences-a.jsonl" PLOVER plover ""
	set_of "$data/train/penta-a.jsonl" QUAD5 quad ""
elif [ $part = dev ]; then
	set_of "$data/dev/plover-gsr.jsonl" PLOVER plover,actor3,triple_plover "(TABARI .40 / .51 / .33)"
	set_of "$data/dev/cameo-codebook.jsonl" CAMEO code "(TABARI .18)"
	set_of "$data/dev/plover-sentences-b.jsonl" PLOVER plover "(TABARI .36)"
	set_of "$data/dev/penta-b.jsonl" QUAD5 quad "(TABARI .54)"
	wire=$here/../../shared/data/attribution/wire/dev.jsonl
	if [ -f "$wire" ]; then
		read_all "$wire"
		echo "wire reports (two annotators .79 with type .76 all .54)"
		python3 "$measure/score_chains.py" "$wire" "$t/out.jsonl" | sed -n '/^trigger/,$p'
	fi
fi
if [ -f "$measure/score_chains.py" ]; then
	python3 - "$corpus/gold/$part.jsonl" >"$t/reports.jsonl" <<'P'
import json, sys
for l in open(sys.argv[1]):
    print(l, end='')
P
	read_all "$t/reports.jsonl"
	echo "corpus $part"
	python3 "$measure/score_chains.py" "$corpus/gold/$part.units.jsonl" "$t/out.jsonl" | sed -n '/^trigger/,$p'
fi
for s in status sentences; do
	python3 -c 'import json, sys
for l in open(sys.argv[1]):
    if json.loads(l)["split"] == sys.argv[2]:
        print(l, end="")' "$corpus/controls/$s.jsonl" $part >"$t/control.jsonl"
	read_all "$t/control.jsonl"
	python3 "$here/events.py" $([ $s = status ] && echo status || echo phantoms) "$t/control.jsonl" "$t/out.jsonl"
done
