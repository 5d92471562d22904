"""Entity spans of a spaCy model over given words, as a second opinion for silver.py (run in an environment with spaCy).

usage: spacy_silver.py MODEL_DIR IN.pkl OUT.pkl      IN: list of (name, words, sentence starts); OUT: dict name -> [(start, end, label)]
"""
import pickle
import sys

import spacy
from spacy.tokens import Doc


def main():
    nlp = spacy.load(sys.argv[1], exclude=["parser", "lemmatizer", "attribute_ruler", "tagger", "senter"])
    rows = pickle.load(open(sys.argv[2], "rb"))
    out = {}
    names = [r[0] for r in rows]
    docs = (Doc(nlp.vocab, words=[w.replace("\u2019", "'") for w in r[1]], sent_starts=[bool(x) for x in r[2]]) for r in rows)
    for name, d in zip(names, nlp.pipe(docs, batch_size=64)):
        out[name] = [(e.start, e.end, e.label_) for e in d.ents]
    pickle.dump(out, open(sys.argv[3], "wb"))


if __name__ == "__main__":
    main()
