#!/usr/bin/env python3
"""strip.py < dragoman/1 lines: what a golden file holds.

One value a line, so that a diff reads well.  Left out: what changes with every
pack (model, software) or every retraining in the last digits (scores), and
where the file lay."""
import json, sys

def plain(x):
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items() if k not in ("score", "heads", "model", "software", "line")}
    if isinstance(x, list):
        # spans stay on one line: they are turned into strings
        if x and all(isinstance(v, int) for v in x):
            return "[%s]" % ",".join(map(str, x))
        return [plain(v) for v in x]
    return x

for line in sys.stdin:
    d = plain(json.loads(line))
    if d.get("source"):
        d["source"]["name"] = None
    print(json.dumps(d, indent=1, ensure_ascii=True, sort_keys=True))
