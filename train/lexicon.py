"""Writes lemmas.tsv: forms of EWT train with one lemma, and lemmas that exist (EWT train; WordNet's verbs).

usage: lexicon.py DATA_DIR OUT.tsv [WORDNET_DIR]      WORDNET_DIR: /usr/share/wordnet of Debian's wordnet-base
A (form, UPOS) pair is written if 99 % of its occurrences have the lemma; names and numbers only if the lemma differs from the form.
"""
import os
import sys
from collections import Counter

import data
from words import OPEN_CLASSES


def main():
    root, out = sys.argv[1:3]
    seen = {}
    for d in data.read_conllu(os.path.join(root, "treebank/en_ewt-train.conllu.xz")):
        for f, u, l in zip(d.words, d.upos, d.lemma):
            seen.setdefault((f.replace("\u2019", "'"), u), Counter())[l] += 1
    rows, known = [], set()
    for (f, u), c in seen.items():
        l, n = c.most_common(1)[0]
        if "\t" in f or f == "*":
            continue
        if n / sum(c.values()) >= 0.99 and (u in OPEN_CLASSES or l != f):
            rows.append((f, u, l))
        elif u in OPEN_CLASSES:
            known.add((u, l.lower()))
    if len(sys.argv) > 3:
        for line in open(os.path.join(sys.argv[3], "index.verb"), encoding="utf-8"):
            w = line.split(" ", 1)[0]
            if not line.startswith(" ") and w.isalpha() and w.isascii() and w.islower():
                known.add(("VERB", w))
    known -= {(u, l.lower()) for _, u, l in rows}
    rows += [("*", u, l) for u, l in known]
    rows.sort()
    with open(out, "w", encoding="utf-8") as f:
        f.write("# form, UPOS, lemma (form \"*\": the lemma exists). Read by train/words.py and the tagging stage.\n"
                "# Origin: UD English EWT, train split, CC BY-SA 4.0 (forms and lemmas only); verbs of WordNet 3.0, Copyright 2006 by\n"
                "# Princeton University, used by its licence (free use with this notice). Written by train/lexicon.py.\n")
        for r in rows:
            f.write("\t".join(r) + "\n")
    print(len(rows), "rows")


if __name__ == "__main__":
    main()
