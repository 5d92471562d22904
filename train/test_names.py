"""Tests of names.py: python3 train/test_names.py"""
import os
import tempfile
import unittest

import data
import names
from data import TAGS, Doc


def tags(mask):
    """The only tag a set allows, else all of them."""
    return ["|".join(t for k, t in enumerate(TAGS) if m >> k & 1) for m in mask]


class Web(unittest.TestCase):
    def read(self, text):
        with tempfile.TemporaryDirectory() as folder:
            with open(os.path.join(folder, "web-1.txt"), "w", encoding="utf-8") as f:
                f.write(text)
            return names.web_docs(folder)

    def test_documents_and_sentences(self):
        docs = self.read("# genre: review\nGo there.\nI did.\n\n# genre: email\nThanks\n")
        self.assertEqual([d.words for d in docs], [["Go", "there", ".", "I", "did", "."], ["Thanks"]])
        self.assertEqual(docs[0].starts, [True, False, False, True, False, False])
        self.assertEqual(docs[0].par, [True] + [False] * 5)

    def test_marks(self):
        d, = self.read("# genre: review\nwe saw [PER Ada Holm]'s boss at [ORG Rill Bank] in [LOC Estport], [LOC France]\n")
        got = dict(zip(d.words, tags(d.ents)))
        self.assertEqual((got["Ada"], got["Holm"], got["boss"]), ("B-PERSON", "I-PERSON", "O"))
        self.assertEqual((got["Rill"], got["Bank"]), ("B-GROUP|B-ORG", "I-GROUP|I-ORG"))
        self.assertEqual((got["Estport"], got["France"]), ("B-PLACE", "B-STATE"))

    def test_venue_may_be_either(self):
        d, = self.read("# genre: review\n[ORG Umi Sushi] was full\n")
        self.assertEqual(tags(d.ents)[:2], ["B-GROUP|B-ORG|B-PLACE", "I-GROUP|I-ORG|I-PLACE"])

    def test_capitals_outside_may_be_another_name(self):
        d, = self.read("# genre: review\nThe Larch Accord failed\n")
        self.assertEqual(tags(d.ents)[0], "O")
        self.assertIn("B-DOCUMENT", tags(d.ents)[1])
        self.assertNotIn("B-ORG", tags(d.ents)[1])


class Listed(unittest.TestCase):
    def mark(self, words, upos):
        listed = {("Rill",): ["PERSON"], ("Rill", "Bank"): ["ORG"], ("Monday",): [], ("Sun",): None}
        d = Doc("x", words.split())
        d.upos = upos.split()
        return tags(names.mark_listed(d, listed).ents)

    def test_longest_wins(self):
        self.assertEqual(self.mark("Rill Bank hired Rill", "PROPN PROPN VERB PROPN"), ["B-GROUP|B-ORG", "I-GROUP|I-ORG", "O", "B-PERSON"])

    def test_open_and_none(self):
        self.assertEqual(self.mark("Sun Monday Tuesday fell", "PROPN PROPN PROPN VERB"), ["", "O", "", "O"])

    def test_needs_a_proper_noun(self):
        self.assertEqual(self.mark("Sun Rill", "NOUN NOUN"), ["O", "O"])

    def test_the_list_reads(self):
        listed = names.read_list(os.path.join(data.HERE, "lists/ewt-names.txt"))
        self.assertEqual((listed[("Houston",)], listed[("Enron",)], listed[("Monday",)]), (["PLACE"], ["ORG"], []))


if __name__ == "__main__":
    unittest.main()
