#!/usr/bin/env python3
"""train.py FEATURES GOLD [FEATURES GOLD ...] [--out weights.tsv]: the weights of the place resolver.

FEATURES is the output of bench_places --features, GOLD the reports with
"toponyms" (start, end in code points; lat, lon; geonames_id).  For every gold
name with a point that one of our names covers exactly, the right bearers are
those with the gold id or, without one, within 161 km; a log-linear model is fitted so
that they get the probability.  Features that depend on what the other names
mean were computed with the old weights, so run twice.

Cross-validated over documents (five parts); then fitted on the documents whose
id has an even CRC-32, so that the others stay unseen (bench/places.sh shows
both).  A
feature that no bearer of the data has keeps its old weight.  Needs numpy; takes
a minute.  Deterministic."""
import json
import sys
import zlib

import numpy as np

KM = 161.0


def distance(a, b, c, d):
    a, b, c, d = map(np.radians, (a, b, c, d))
    s = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * 6371.009 * np.arcsin(np.sqrt(np.minimum(1, s)))


def load(features, gold):
    """[(document, matrix [bearers][features], right [bearers])]"""
    golds = {o["id"]: o for o in map(json.loads, open(gold, encoding="utf8"))}
    out = []
    for line in open(features, encoding="utf8"):
        o = json.loads(line)
        g = golds[o["id"]]
        at = {}
        k = 0
        for n, ch in enumerate(g["text"]):
            at[k] = n
            k += len(ch.encode())
        at[k] = len(g["text"])
        spans = {}
        for b in o["toponyms"]:
            spans.setdefault((at[b["start"]], at[b["end"]]), []).append(b)
        for t in g["toponyms"]:
            v = spans.get((t["start"], t["end"]))
            if not v or t.get("lat") is None or len(v) < 2:
                continue
            right = np.array([b["id"] == t["geonames_id"] for b in v]) if t.get("geonames_id") else np.zeros(len(v), bool)
            if not right.any():
                right = np.array([distance(t["lat"], t["lon"], b["lat"], b["lon"]) <= KM for b in v])
            if right.any() and not right.all():
                near = np.array([distance(t["lat"], t["lon"], b["lat"], b["lon"]) <= KM for b in v])
                out.append((o["id"], np.array([b["f"] for b in v]), right, near))
    return out


def fit(data, n, decay=0.5, steps=400):
    """Adam on the mean negative log probability of the right bearers, all at once."""
    x = np.concatenate([d[1] for d in data])
    right = np.concatenate([d[2] for d in data])
    begin = np.cumsum([0] + [len(d[2]) for d in data[:-1]])
    which = np.repeat(np.arange(len(data)), [len(d[2]) for d in data])
    w = np.zeros(n)
    m = np.zeros(n)
    v = np.zeros(n)
    for step in range(1, steps + 1):
        s = x @ w
        s -= np.maximum.reduceat(s, begin)[which]
        e = np.exp(s)
        p = e / np.add.reduceat(e, begin)[which]
        pr = np.where(right, p, 0)
        target = pr / np.add.reduceat(pr, begin)[which]
        g = x.T @ (p - target) / len(data) + decay * w / len(data)
        m = .9 * m + .1 * g
        v = .999 * v + .001 * g * g
        w -= .05 * (m / (1 - .9 ** step)) / (np.sqrt(v / (1 - .999 ** step)) + 1e-8)
    return w


def accuracy(data, w):
    return sum(bool(d[3][np.argmax(d[1] @ w)]) for d in data) / len(data)


def main():
    args = sys.argv[1:]
    target = None
    if "--out" in args:
        k = args.index("--out")
        target = args[k + 1]
        del args[k:k + 2]
    if len(args) < 2 or len(args) % 2:
        sys.exit(__doc__)
    sets = [load(args[i], args[i + 1]) for i in range(0, len(args), 2)]
    data = [d for s in sets for d in s]
    n = data[0][1].shape[1]
    old = None
    if target:
        rows = [line.rstrip("\n") for line in open(target, encoding="utf8")]
        old = np.array([float(r.split("\t")[1]) for r in rows if not r.startswith("#") and not r.startswith("feature\t")])
    docs = sorted({d[0] for d in data})
    part = {d: i % 5 for i, d in enumerate(docs)}
    for name, s in zip(args[::2], sets):
        hits = 0
        for k in range(5):
            w = fit([d for d in data if part[d[0]] != k], n)
            test = [d for d in s if part[d[0]] == k]
            hits += accuracy(test, w) * len(test) if test else 0
        line = "%s: %d ambiguous names, within %d km: cross-validated %.4f" % (name, len(s), KM, hits / len(s))
        print(line + (", the weights in use %.4f" % accuracy(s, old) if old is not None else ""))
    if not target:
        return
    data = [d for d in data if zlib.crc32(d[0].encode()) % 2 == 0]
    w = fit(data, n)
    unseen = ~np.concatenate([d[1] for d in data]).any(axis=0)
    w[unseen] = old[unseen]
    k = 0
    for i, r in enumerate(rows):
        if r.startswith("#") or r.startswith("feature\t"):
            continue
        f = r.split("\t")
        f[1] = "%.2f" % w[k]
        rows[i] = "\t".join(f)
        k += 1
    open(target, "w", encoding="utf8").write("\n".join(rows) + "\n")


if __name__ == "__main__":
    main()
