#!/usr/bin/env python3
"""validate.py SCHEMA [FILE]: every line of FILE (or standard input) against the schema, strictly (a key the
schema does not name is an error here), and its spans against its text: inside, ordered, words where they should be."""
import json
import sys

import jsonschema

schema = json.load(open(sys.argv[1], encoding="utf-8"))


def strict(node):
    if isinstance(node, dict):
        if node.get("type") == "object" and "properties" in node:
            node["additionalProperties"] = False
        for v in node.values():
            strict(v)
    elif isinstance(node, list):
        for v in node:
            strict(v)


strict(schema)
check = jsonschema.Draft7Validator(schema)
bad = lines = 0


def fail(what):
    global bad
    bad += 1
    print(f"line {lines}: {what}", file=sys.stderr)


def spans(node, n, path=""):
    if isinstance(node, dict):
        for k, v in node.items():
            spans(v, n, path + "." + k)
    elif isinstance(node, list):
        if len(node) == 2 and all(type(x) is int for x in node):
            if not 0 <= node[0] <= node[1] <= n:
                fail(f"{path}: span {node} outside a text of {n} code points")
        else:
            for v in node:
                spans(v, n, path)


for raw in (open(sys.argv[2], "rb") if len(sys.argv) > 2 else sys.stdin.buffer):
    lines += 1
    try:
        doc = json.loads(raw.decode("utf-8"))
    except ValueError as e:
        fail(f"not JSON: {e}")
        continue
    name = "failure" if "error" in doc else "document"
    one = jsonschema.Draft7Validator({**schema, "oneOf": [{"$ref": "#/definitions/" + name}]})
    for e in one.iter_errors(doc):
        fail(f"{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}")
    if name == "failure":
        continue
    text = doc.pop("text")
    spans(doc, len(text))
    ids = [r["id"] for k in ("entities", "attributions", "claims", "positions", "conditions", "proposals") for r in doc.get(k, [])]
    if len(set(ids)) != len(ids):
        fail("an id stands twice")
    known = set(ids)
    for k in ("claims", "positions", "conditions", "proposals", "attributions"):
        for r in doc.get(k, []):
            for key in ("claim", "attribution", "parent", "party", "by", "to", "conveyed_by", "same_as", "condition", "speaker"):
                if r.get(key) and r[key] not in known:
                    fail(f"{k}: {key} {r[key]} is no row")
            for h in r.get("chain", []):
                if h["entity"] and h["entity"] not in known:
                    fail(f"{k}: {h['entity']} is no row")
if not lines:
    fail("no line")
sys.exit(bad > 0)
