#!/usr/bin/env python3
"""raw_text.py FILE.conllu[.xz] - the raw text of each document of a treebank, one JSON line each, for `dragoman read`.

SpaceAfter=No is honoured, paragraphs (# newpar) are parted by an empty line, as UD's own conllu_to_text.pl does."""
import json
import lzma
import sys


def documents(path):
    op = lzma.open if path.endswith(".xz") else open
    name, text, skip, gap = None, "", 0, ""
    for line in op(path, "rt", encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if text:
                yield name, text
            name, text, gap = line.split("=")[-1].strip(), "", ""
        elif line.startswith("# newpar"):
            gap = "\n\n" if text else ""
        elif not line:
            skip = 0
        elif line[0] != "#":
            c = line.split("\t")
            if "." in c[0] or ("-" not in c[0] and int(c[0]) <= skip):
                continue
            if "-" in c[0]:
                skip = int(c[0].split("-")[1])
            text += gap + c[1]
            gap = "" if "SpaceAfter=No" in c[9] else " "
    if text:
        yield name, text


for name, text in documents(sys.argv[1]):
    print(json.dumps({"id": name, "text": text}))
