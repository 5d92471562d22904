#!/usr/bin/env python3
"""tokens.py WORDS CONLLU[.xz] [--errors N] - words and sentences against UD English EWT.

WORDS is the program built from bench/words.c.  The raw text of each document is
put together from the treebank (SpaceAfter, paragraphs as lines, as in plain text
input); figures are F1 over exact spans, of words and of sentences."""
import json, lzma, subprocess, sys
from collections import Counter

def load(fn):
    docs, text, toks, sents, sent, sep = [], "", [], [], [], ""
    skip, left, pos, after = 0, "", 0, ""
    def flush():
        if toks: docs.append((text, toks, sents))
    f = lzma.open(fn, "rt", encoding="utf8") if fn.endswith(".xz") else open(fn, encoding="utf8")
    for line in f:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            flush(); text, toks, sents, sep = "", [], [], ""
        elif line.startswith("# newpar"):
            if text: sep = "\n"
        elif not line:
            if sent: sents.append((sent[0][0], sent[-1][1]))
            sent, skip = [], 0
        elif line[0] != "#":
            c = line.split("\t")
            if "." in c[0]: continue
            if "-" in c[0]:
                skip = int(c[0].split("-")[1]); text += sep; pos = len(text); text += c[1]; left = c[1]
                sep = ""; after = "" if "SpaceAfter=No" in c[9] else " "
                continue
            i = int(c[0])
            if i <= skip:
                n = len(left) if i == skip else min(len(c[1]), len(left))
                if n: toks.append((pos, pos + n)); sent.append((pos, pos + n))
                pos += n; left = left[n:]
                if i == skip: sep = after
                continue
            text += sep; s = len(text); text += c[1]
            toks.append((s, len(text))); sent.append((s, len(text)))
            sep = "" if "SpaceAfter=No" in c[9] else " "
    flush()
    return docs

def bytepos(text):
    at, m = 0, {}
    for i, ch in enumerate(text):
        m[at] = i; at += len(ch.encode())
    m[at] = len(text)
    return m

def main():
    words, fn = sys.argv[1:3]
    show = int(sys.argv[4]) if len(sys.argv) > 4 else 0
    docs = load(fn)
    blob = b"".join(str(len(t.encode())).encode() + b"\n" + t.encode() for t, _, _ in docs)
    out = subprocess.run([words], input=blob, stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
    tot = Counter(); miss = Counter(); extra = Counter()
    for d, (text, gt, gs) in enumerate(docs):
        m = bytepos(text)
        for name, line, gold in (("word", out[2 * d], gt), ("sent", out[2 * d + 1], gs)):
            v = list(map(int, line.split()[1:])); got = {(m[v[i]], m[v[i + 1]]) for i in range(0, len(v), 2)}
            gold = set(gold)
            tot[name, "ok"] += len(gold & got); tot[name, "gold"] += len(gold); tot[name, "got"] += len(got)
            if show and name == "word":
                for a, b in sorted(gold - got):
                    miss[text[max(0, a - 6):a] + "[" + text[a:b] + "]" + text[b:b + 6]] += 1
            if show and name == "sent":
                gb = {s for s, _ in gold}; sb = {s for s, _ in got}
                for a in gb - sb: extra["MISSED  " + text[max(0, a - 40):a].replace("\n", "/") + " || " + text[a:a + 30]] += 1
                for a in sb - gb: extra["WRONG   " + text[max(0, a - 40):a].replace("\n", "/") + " || " + text[a:a + 30]] += 1
    for name in ("word", "sent"):
        ok, g, s = tot[name, "ok"], tot[name, "gold"], tot[name, "got"]
        print(f"{name}  P {100 * ok / s:.2f}  R {100 * ok / g:.2f}  F1 {200 * ok / (g + s):.2f}  ({g} gold)")
    for c in (miss, extra):
        for k, n in c.most_common(show): print(n, k)

main()
