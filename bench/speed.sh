#!/bin/sh
# speed.sh [--claims | --events] - how fast `read` makes words, syntax and names, and what it costs in memory.
#
# News text: the gold bodies of ../shared/data/articles/newspaper4k.  Each figure
# is the median of five runs, with the lowest and the highest.  The ratio to one
# thread and to other kernels tells a busy machine from a slow program.
# --claims: only what claims and chains cost beside the encoder.
# --events: only the share of `read` that all event work has.
set -eu
cd "$(dirname "$0")/.."
data=${DATA:-../shared/data}
prog=build/dragoman
export DRAGOMAN_PACK=${DRAGOMAN_PACK:-build/en.pack}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 bench/news.py "$data/articles/newspaper4k.tar.xz" > "$tmp/all.jsonl"
python3 - "$prog" "$tmp" "$@" <<'P'
import json, os, statistics, subprocess, sys, time
prog, tmp = sys.argv[1:3]
news = [json.loads(l) for l in open(tmp + "/all.jsonl")]
layers = ["--layers", "tokens,deps,entities", "--json", "-q"]

# A small process of its own starts the program: the peak of a child begins at its parent's.
CHILD = """
import os, resource, subprocess, sys, time
t = time.time()
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, ru = os.wait4(p.pid, 0)
print(time.time() - t, ru.ru_utime + ru.ru_stime, ru.ru_maxrss, status)
"""

def run(args, kernel=None):
    env = dict(os.environ, **({"DRAGOMAN_KERNEL": kernel} if kernel else {}))
    r = subprocess.run([sys.executable, "-S", "-c", CHILD, prog, "read"] + args, env=env, capture_output=True, text=True)
    wall, cpu, kb, status = map(float, r.stdout.split())
    if status:
        sys.exit("read failed: " + r.stderr)
    return wall, cpu, kb

def show(name, xs, unit, digits=0):
    print(f"  {name:34} {statistics.median(xs):10.{digits}f} {unit}   ({min(xs):.{digits}f} to {max(xs):.{digits}f})")

with open(tmp + "/n.jsonl", "w") as f:
    f.writelines(json.dumps(r) + "\n" for r in news[:80])
out = subprocess.run([prog, "read", tmp + "/n.jsonl"] + layers, capture_output=True, text=True).stdout
count = [len(json.loads(l)["tokens"]) for l in out.splitlines()]
words = sum(count)
print(f"80 news articles, {words} words (load average {os.getloadavg()[0]:.1f})")
if "--events" in sys.argv:
    # Two reads in turns: everything, and the layers beside events; the event head's part of the encoder is in both.
    pairs = [[run([tmp + "/n.jsonl", "-j1", "--json", "-q"] + l)[1] for l in ([], ["--layers", "claims,talks"])] for _ in range(5)]
    show("share of `read` that events have", [1 - b / a for a, b in pairs], "", 3)
    sys.exit()
if "--claims" not in sys.argv:
    one = [run([tmp + "/n.jsonl", "-j1"] + layers) for _ in range(5)]
    two = [run([tmp + "/n.jsonl", "-j2"] + layers) for _ in range(5)]
    show("1 thread", [words / r[0] for r in one], "words/s")
    show("1 thread, by processor time", [words / r[1] for r in one], "words/s")
    show("2 threads", [words / r[0] for r in two], "words/s")
    show("2 threads, by processor time", [2 * words / r[1] for r in two], "words/s")
    show("2 threads to 1", [a[0] / b[0] for a, b in zip(one, two)], "", 2)
    show("peak memory, 1 thread", [r[2] / 1024 for r in one], "MB", 1)
    show("peak memory, 2 threads", [r[2] / 1024 for r in two], "MB", 1)
# What attribution costs (quotations, cues, speakers, times, places, claims), in turns so that a busy machine hits both.
pairs = [[run([tmp + "/n.jsonl", "-j1", "--layers", l, "--json", "-q"])[1] for l in ("sentences", "claims")] for _ in range(5)]
show("encoder alone, by processor time", [words / a for a, _ in pairs], "words/s")
show("  with claims and chains", [words / b for _, b in pairs], "words/s")
show("  ratio", [a / b for a, b in pairs], "", 2)
if "--claims" in sys.argv:
    sys.exit()
with open(tmp + "/k.jsonl", "w") as f:
    f.writelines(json.dumps(r) + "\n" for r in news[:8])
flags = set(open("/proc/cpuinfo").read().split())
for k, need in (("portable", None), ("avx2", "avx2"), ("avxvnni", "avx_vnni"), ("avx512vnni", "avx512_vnni"), ("amx", "amx_int8"),
                ("neon", "asimd"), ("dotprod", "asimddp")):
    if need and need not in flags:
        continue
    a = [run([tmp + "/k.jsonl", "-j1"] + layers, k) for _ in range(3)]
    show("kernel " + k + ", by processor time", [sum(count[:8]) / r[1] for r in a], "words/s")
text = min(news, key=lambda r: abs(len(r["text"].split()) - 400))["text"]
open(tmp + "/one.txt", "w").write(text)
a = [run([tmp + "/one.txt", "-j1"] + layers) for _ in range(21)]
show(f"one report of {len(text.split())} words", [1000 * r[0] for r in a], "ms", 1)
show("  of it processor time", [1000 * r[1] for r in a], "ms", 1)
P
"$prog" pack info "$DRAGOMAN_PACK" | awk '$1 == "model" { printf "  model sections of the pack         %10.1f MB\n", $(NF - 1) / 1e6 }'
