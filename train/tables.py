"""Writes the tables shared with the C tests: tests/numeric/shapes.tsv (word, shape id), lemmas.tsv (form, script, lemma).

usage: tables.py OUT_DIR
"""
import os
import sys

from words import lemma_apply, lemma_script, shape

WORDS = ["talks", "Estport", "NATO", "U.N.", "A", "I", "iPhone", "McDonald", "2023", "3,000", "7.5", "12:30", "24/7", "1980s", "B-52",
         "3rd", ".", ",", "\u201c", "\u2019", "'", "...", "--", "\u2013", "$", "%", "+", "\u20ac", "=", "a+", "cease-fire", "Al-Haddar",
         "UN-led", "'s", "\u2019s", "'S", "n't", "N'T", "n\u2019t", "'ve", "O'Dara", "don't", "caf\u00e9", "\u00c9tat", "\u0141\u00f3d\u017a",
         "\u041c\u0418\u0414", "\u041c\u0438\u0440", "\u65b0\u805e", "\u0633\u0644\u0627\u0645", "$5", "5%", "x", "Mr.", "p.m.", "e-mail", "-", "@user",
         "#tag", "\U0001f642", "\u00bd", "10-year", "COVID-19", "\u00e9", "\u01c5ep", "\u200b", "C++", "AT&T", "he/she", "http://x.org/a"]
FORMS = [("talks", "talk"), ("countries", "country"), ("said", "say"), ("was", "be"), ("'s", "be"), ("n't", "not"), ("n\u2019t", "not"),
         ("Estport", "Estport"), ("The", "the"), ("TALKS", "talk"), ("ESTPORT", "Estport"), ("better", "good"), ("\u00c9tats", "\u00e9tat"),
         ("us", "US"), ("leaving", "leave"), ("planned", "plan"), ("I", "I"), ("ii", "II"), ("agreed", "agree"), ("an", "a")]


def main():
    out = sys.argv[1]
    with open(os.path.join(out, "shapes.tsv"), "w", encoding="utf-8") as f:
        f.write("# word\tshape id; written by train/tables.py, read by the C tests\n")
        for w in WORDS:
            f.write(f"{w}\t{shape(w)}\n")
    with open(os.path.join(out, "lemmas.tsv"), "w", encoding="utf-8") as f:
        f.write("# form\tscript\tlemma; written by train/tables.py, read by the C tests\n")
        for a, b in FORMS:
            s = lemma_script(a, b)
            assert lemma_apply(s, a) == b
            f.write(f"{a}\t{s}\t{b}\n")
        for a, s in (("a", "l3:xy"), ("", "k0:x"), ("Ab", "t2:"), ("abC", "u1:d"), ("A:b", "k0::"), ("\u00c9t\u00e9", "l0:")):
            f.write(f"{a}\t{s}\t{lemma_apply(s, a)}\n")


if __name__ == "__main__":
    main()
