#!/usr/bin/env python3
"""attribution.py SYSTEM.jsonl > OUT.jsonl - lines of schema dragoman/1 as score_attrib.py wants them.

The line's id becomes the input's own; attributions inside the content of another are left
out, since PolNeAR marks only the outermost one.  --all keeps them."""
import json, sys

def main():
    for line in open(sys.argv[1], encoding="utf8"):
        d = json.loads(line)
        keep = [a for a in d["attributions"] if a["parent"] is None or "--all" in sys.argv]
        print(json.dumps({"id": d["source"]["id"], "text": d["text"], "attributions": keep}))

main()
