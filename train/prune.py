"""Prunes the base vocabulary: keeps pieces that our text uses, and common ones, so that the tensor file stays small.

usage: prune.py BASE_DIR DATA_DIR OUT_VOCAB [--size 20480]
Kept always: [PAD] [UNK] [CLS] [SEP], every single character of Latin, digits, punctuation and currency (whole and as
continuation); then pieces by how often the development texts use them; then by the base's own order, which is by frequency.
Deterministic.
"""
import argparse
import glob
import json
import lzma
import os
import sys
import unicodedata
from collections import Counter

import data
from words import WordPiece


def texts(root):
    for f in sorted(glob.glob(os.path.join(root, "**", "*"), recursive=True)):
        if "test" in os.path.basename(f) or "/events/dev" in f or not os.path.isfile(f):
            continue
        if f.endswith((".txt", ".tsv", ".json", ".jsonl", ".xml", ".tml", ".csv")) and os.path.getsize(f) < 60e6:
            yield open(f, encoding="utf-8", errors="replace").read()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("base")
    ap.add_argument("data")
    ap.add_argument("out")
    ap.add_argument("--size", type=int, default=20480)
    a = ap.parse_args()
    wp = WordPiece(os.path.join(a.base, "vocab.txt"))
    count = Counter()
    words = Counter()
    for f in sorted(glob.glob(os.path.join(a.data, "attribution", "*train*.xz"))):
        for line in lzma.open(f, "rt", encoding="utf-8"):
            words.update(json.loads(line).get("text", "").split())
    for t in texts(a.data):
        words.update(t.split())
    for d in data.read_conllu(os.path.join(a.data, "treebank/en_ewt-train.conllu.xz")):
        for w in d.words:
            words[w] += 5
    for w, n in words.items():
        if len(w) < 60:
            for p in wp.word(w):
                count[p] += n
    keep = []
    for k, p in enumerate(wp.pieces):
        core = p[2:] if p.startswith("##") else p
        if p in ("[PAD]", "[UNK]", "[CLS]", "[SEP]"):
            keep.append((0, 0, k))
        elif p.startswith("[unused") or p == "[MASK]":
            continue
        elif len(core) == 1 and (ord(core) < 0x250 or unicodedata.category(core)[0] in "PS" and not p.startswith("##")):
            keep.append((0, 1, k))
        elif all(ord(c) < 0x250 for c in core):
            keep.append((1, -count[k] * (1.0 if count[k] >= 3 else 0), k))
    keep.sort()
    keep = sorted(k for _, _, k in keep[:a.size])
    with open(a.out, "w", encoding="utf-8") as f:
        for k in keep:
            f.write(wp.pieces[k] + "\n")
    tot = sum(count.values())
    kept = sum(count[k] for k in keep)
    print(f"{len(keep)} pieces kept, {kept / tot:.5f} of running pieces covered", file=sys.stderr)


if __name__ == "__main__":
    main()
