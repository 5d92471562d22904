#!/usr/bin/env python3
"""times.py SET... : our times beside the peers', by bench/times.sh.

SET is timebank-te3, aquaint-te3, wikiwars-train (of ../shared/data/time, scored by
../shared/measure/score_timex.py) or corpus:dev, corpus:train, corpus:test (of corpus/gold).

On the corpus a time is right when its interval is that of the gold, to the day
(of a clock time, to the minute; of a duration or set, by its value), out of all
gold times; an event's time when the interval that drg__when_of gives for its
trigger is the gold's, out of the events whose gold has one; and "left open" are
the events without a time in the gold that get none.  --errors prints what was not right."""
import calendar
import datetime
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile

TOOL, PACK, SHARED, ROOT = (os.environ[k] for k in ("TOOL", "PACK", "SHARED", "ROOT"))
PEERS = {  # PEERS.md: HeidelTime, measured on these files
    "timebank-te3": (.885, .809, .759),
    "aquaint-te3": (.874, .746, .638),
    "wikiwars-train": (.921, .856, .831),
}


def run(docs, triggers=None):
    """bench_times on [(id, text, date)]: {id: prediction} and its line on the cost."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as t:
        for line in triggers or []:
            t.write(" ".join(map(str, line)) + "\n")
        t.flush()
        text = "".join(json.dumps({"id": i, "text": x, "date": d}) + "\n" for i, x, d in docs)
        r = subprocess.run([TOOL, PACK] + ([t.name] if triggers else []), input=text, capture_output=True, text=True, check=True)
    return {p["id"]: p for p in map(json.loads, r.stdout.splitlines())}, r.stderr.strip()


def timex(name):
    sys.path.insert(0, os.path.join(SHARED, "measure"))
    from score_timex import score
    with lzma.open(os.path.join(SHARED, "data", "time", name + ".jsonl.xz"), "rt") as f:
        gold = {d["id"]: d for d in map(json.loads, f)}
    pred, cost = run([(i, d["text"], d["dct"][:10]) for i, d in gold.items()])
    r, _ = score(gold, pred)
    print("%-16s relaxed %.3f  strict %.3f  value %.3f   HeidelTime %.3f  %.3f  %.3f   (%s)" % (
        name, r["relaxed_f1"], r["strict_f1"], r["value_f1"], *PEERS[name], cost))


# ---------------------------------------------------------------- corpus --

def day_range(s):
    """First and last day of a plain EDTF date or a part of one; None if it is none."""
    s = re.sub(r"T.*|[~?%]", "", s)
    m = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", s)
    if not m:
        return None
    y, mo, d = int(m[1]), m[2] and int(m[2]), m[3] and int(m[3])
    if d:
        return s, s
    if not mo:
        return "%04d-01-01" % y, "%04d-12-31" % y
    if mo <= 12:
        return "%s-01" % s, "%s-%02d" % (s, calendar.monthrange(y, mo)[1])
    if 21 <= mo <= 24:
        first = (mo - 20) * 3
        last = datetime.date(y + (first == 12), (first + 2) % 12 or 12, 1)
        return "%04d-%02d-01" % (y, first), "%04d-%02d-%02d" % (last.year, last.month, calendar.monthrange(last.year, last.month)[1])
    return None


def interval(edtf):
    if edtf and "/" in edtf:
        a, b = edtf.split("/")
        a, b = day_range(a) or ("", ""), day_range(b) or ("", "")
        return a[0], b[1]
    return day_range(edtf or "")


def amount(value):
    """A duration in its smallest usual units, months and seconds apart."""
    m = re.fullmatch(r"P(?:([\d.]+)Y)?(?:([\d.]+)M)?(?:([\d.]+)W)?(?:([\d.]+)D)?(?:T(?:([\d.]+)H)?(?:([\d.]+)M)?(?:([\d.]+)S)?)?", value)
    if not m or value == "P":
        return value
    y, mo, w, d, h, mi, s = (float(x or 0) for x in m.groups())
    return y * 12 + mo, ((w * 7 + d) * 24 + h) * 3600 + mi * 60 + s


def same_time(gold, ours):
    want = interval(gold["edtf"])
    if want:
        clock = re.search(r"T(\d\d:\d\d)", gold["edtf"])
        if clock and "/" not in gold["edtf"] and "T" + clock[1] not in ours["value"]:
            return False
        have = (ours["earliest"], ours["latest"])
        return have == want or (gold["edtf"].endswith("/..") and have[0] == want[0])
    return amount(gold["value"]) == amount(ours["value"])


def corpus(split, errors):
    with open(os.path.join(ROOT, "corpus", "gold", split + ".jsonl"), encoding="utf-8") as f:
        gold = [d for d in map(json.loads, f) if "times" in d]
    docs = [(d["id"], d["text"], d["published"] and d["published"]["value"]) for d in gold]
    pred, cost = run(docs, [[e["trigger"][0] for e in d["events"]] for d in gold])
    times = found = right = events = event_right = free = left = 0
    for d in gold:
        p, used = pred[d["id"]], set()
        for g in d["times"]:
            times += 1
            best = max((k for k, t in enumerate(p["timexes"]) if k not in used and t["start"] < g["span"][1] and g["span"][0] < t["end"]),
                       key=lambda k: min(p["timexes"][k]["end"], g["span"][1]) - max(p["timexes"][k]["start"], g["span"][0]), default=None)
            ours = None if best is None else p["timexes"][best]
            ok = ours is not None and same_time(g, ours)
            found += ours is not None
            right += ok
            used.add(best)
            if errors and not ok:
                s, e = g["span"]
                print("  time %s %r: %s, ours %s | ..%s.." % (d["id"], d["text"][s:e], g["value"], ours and ours["value"],
                                                              d["text"][max(0, s - 40):e + 30].replace("\n", " ")))
        for g, o in zip(d["events"], p["events"]):
            want = g["time"] and interval(g["time"]["edtf"])
            if not want:
                free += 1
                left += not o["earliest"]
                continue
            events += 1
            ok = (o["earliest"], o["latest"]) == want or (g["time"]["edtf"].endswith("/..") and o["earliest"] == want[0])
            event_right += ok
            if errors and not ok:
                s, e = g["trigger"]
                print("  event %s %r: %s, ours %s | ..%s.." % (d["id"], d["text"][s:e], g["time"]["edtf"], o["earliest"],
                                                              d["text"][max(0, s - 60):e + 60].replace("\n", " ")))
    print("corpus %-9s times found %d of %d, right %.3f   event times right %.3f of %d, left open %.3f of %d   (%s)" % (
        split, found, times, right / times, event_right / max(1, events), events, left / max(1, free), free, cost))


for name in (a for a in sys.argv[1:] if a != "--errors"):
    if name.startswith("corpus:"):
        corpus(name[7:], "--errors" in sys.argv)
    else:
        timex(name)
