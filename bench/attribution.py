#!/usr/bin/env python3
"""attribution.py SYSTEM.jsonl > OUT.jsonl - lines of schema dragoman/1 as score_attrib.py wants them.

The line's id becomes the input's own; attributions inside the content of another are left
out, since PolNeAR marks only the outermost one (--all keeps them), as are quotations that nobody is
given, since its attributions have a cue, and the word "that" before a
content goes into it, as PolNeAR has it and we do not."""
import json, sys

def with_that(text, content):
    for span in content[:1]:
        before = text[max(0, span[0] - 5):span[0]]
        if before.lower() == "that ": span[0] -= 5
    return content

def main():
    for line in open(sys.argv[1], encoding="utf8"):
        d = json.loads(line)
        keep = [a for a in d["attributions"] if a["cue"] and (a["parent"] is None or "--all" in sys.argv)]
        for a in keep: with_that(d["text"], a["content"])
        print(json.dumps({"id": d["source"]["id"], "text": d["text"], "attributions": keep}))

main()
