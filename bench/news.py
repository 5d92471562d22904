#!/usr/bin/env python3
"""news.py ARTICLES.tar.xz - the gold bodies of saved news pages as JSON lines, for speed: id, title, published, text."""
import json
import sys
import tarfile

with tarfile.open(sys.argv[1]) as t:
    for m in t:
        if m.name.endswith("ground-truth.json"):
            for key, v in sorted(json.load(t.extractfile(m)).items()):
                if v.get("articleBody"):
                    print(json.dumps({"id": key, "title": v.get("title"), "published": v.get("date"), "text": v["articleBody"]}))
