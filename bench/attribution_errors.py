#!/usr/bin/env python3
"""attribution_errors.py GOLD.jsonl SYSTEM.jsonl [--show CLASS [N]] - what is missed, by class.

GOLD in the form of PolNeAR, SYSTEM as attribution.py writes it.  A gold attribution that no system
attribution fits (cue shares a character, contents share half of each, sources meet or are both
missing) is put into the first class that holds:

  content     a cue is there, its content is not
  source      cue and content are there, the source is not
  no cue      nothing was found at the cue
and a system attribution that fits none is
  spurious    its cue is none of gold's
  (those whose cue is gold's are counted with content or source)

Each class is counted by cue and by the kind of content; --show prints examples."""
import collections, json, sys

def chars(spans): return {i for s, e in spans for i in range(s, e)}

def fits(g, s, text):
    if not chars(g["cue"]) & chars(s["cue"]): return "no cue"
    a, b = chars(g["content"]), chars(s["content"])
    a, b = ({i for i in x if text[i].isalnum()} for x in (a, b))
    if 2 * len(a & b) < len(a) or 2 * len(a & b) < len(b): return "content"
    ga, sa = chars(g["source"]), chars(s["source"])
    if (ga or sa) and not ga & sa: return "source"
    return ""

ORDER = ["", "source", "content", "no cue"]

def words(text, spans): return " .. ".join(text[s:e] for s, e in spans)

def show(text, a):
    lo = min((s for r in ("source", "cue", "content") for s, e in a[r]), default=0)
    hi = max((e for r in ("source", "cue", "content") for s, e in a[r]), default=0)
    return " | ".join(words(text, a[r]) for r in ("source", "cue", "content")) + "   <<" + text[max(0, lo - 60):hi + 60].replace("\n", " / ") + ">>"

def kind(text, a):
    n = sum(text.count(q, 0, s) for s, e in a["content"][:1] for q in "\"") % 2
    return "quoted" if a["content"] and (n or "“" in text[max(0, a["content"][0][0] - 1):a["content"][0][0]]) else "plain"

def main():
    gold = {d["id"]: d for d in map(json.loads, open(sys.argv[1], encoding="utf8"))}
    count, cues, kept = collections.Counter(), collections.defaultdict(collections.Counter), collections.defaultdict(list)
    for line in open(sys.argv[2], encoding="utf8"):
        d = json.loads(line)
        g = gold[d["id"]]
        text = g["text"]
        met = set()
        for a in g["attributions"]:
            best, which = "no cue", None
            for k, s in enumerate(d["attributions"]):
                f = fits(a, s, text)
                if f != "no cue": met.add(k)
                if ORDER.index(f) < ORDER.index(best): best, which = f, s
            if best:
                count[best] += 1
                cues[best][words(text, a["cue"]).lower()] += 1
                kept[best].append("G " + show(text, a) + ("\n     S " + show(text, which) if which else ""))
        for k, s in enumerate(d["attributions"]):
            if k not in met:
                count["spurious"] += 1
                cues["spurious"][words(text, s["cue"]).lower()] += 1
                kept["spurious"].append(show(text, s))
    if "--show" in sys.argv:
        i = sys.argv.index("--show")
        n = int(sys.argv[i + 2]) if len(sys.argv) > i + 2 else 20
        rows = kept[sys.argv[i + 1]]
        for r in rows[::max(1, len(rows) // n)]: print("-", r)
        return
    for c, n in count.most_common():
        print(f"{c:10s}{n:6d}   " + ", ".join(f"{w} {k}" for w, k in cues[c].most_common(25)))

if __name__ == "__main__":
    main()
