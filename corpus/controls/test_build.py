#!/usr/bin/env python3
"""Tests of build.py: what it accepts, what it refuses, and that the committed sets are what the sources give."""
import collections
import itertools
import json
import pathlib
import sys
import tempfile
import unittest

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "tools")]
import build                                             # noqa: E402
import tables                                            # noqa: E402

SECTION = {"sentences": "topic", "status": "construction", "quantities": "section"}


def make(kind, source):
    with tempfile.TemporaryDirectory() as d:
        path = pathlib.Path(d) / f"{kind}.src"
        path.write_text(source, encoding="utf-8")
        return build.load(kind, path)


class Refusals(unittest.TestCase):
    def refused(self, kind, line, why, section="@ s\n"):
        with self.assertRaises(build.Refused) as r:
            make(kind, section + line + "\n")
        self.assertIn(why, str(r.exception))
        self.assertRegex(str(r.exception), r"\.src:[1-9]")

    def test_sentences(self):
        for line, why in (
                ("The mayor said so.", "may attribute"),
                ("A {strike:PRO of luck.", "not closed"),
                ("A {strike:XYZ} of luck.", "unknown temptation"),
                ("A {strike} of luck.", "without a type"),
                ("A {stri:PRO}ke of luck.", "cuts a word"),
                ("A { strike:PRO} of luck.", "space at its edge"),
                ("Two  spaces.", "double space"),
                ("Rain.\nRain.", "same text")):
            self.refused("sentences", line, why)
        self.refused("sentences", "Rain.", "before the first", section="")

    def test_status(self):
        for line, why in (
                ("ASSAULT +cp N | [A:He] [T:fired].", "factors give asserted"),
                ("ASSAULT +cp A | [A:He] fired.", "0 triggers"),
                ("ASSAULT +cp A | [T:He] [T:fired].", "2 triggers"),
                ("ASSAULT:meet +cp A | He [T:fired].", "no mode meet"),
                ("SMITE +cp A | He [T:fired].", "unknown PLOVER"),
                ("ASSAULT +xp A | He [T:fired].", "expected"),
                ("ASSAULT +cp A | [Q:He] [T:fired].", "roles"),
                ("ASSAULT +cp A | [A:He [T:fired]].", "nest")):
            self.refused("status", line, why)

    def test_quantities(self):
        for line, why in (
                ("{Two} men fell.\n  people killed eq 2", "what is counted"),
                ("{Two} men fell.\n  people slain eq 2 what=men", "unknown measure"),
                ("{Two} men fell.\n  people killed about 2 what=men", "unknown operator"),
                ("{Two} men fell.\n  people killed range 2 what=men", "with 1 numbers"),
                ("{Two} men fell.\n  people killed range 3 2 what=men", "low to high"),
                ("{Two} men fell.\n  people killed eq two what=men", "not a number"),
                ("{Two} men fell.\n  people killed eq 2 what=women", "not in the text"),
                ("Men hit men: {two} fell.\n  people killed eq 2 what=men#3", "occurs 1 times"),
                ("{Two} men of ten fell.\n  people killed eq 2 what=men", "outside every mark"),
                ("{Two} men, men, men.\n  people killed eq 2 what=men", "ambiguous"),
                ("{Two} men fell.", "1 marks, 0"),
                ("{Two} rebels fell.\n  people killed eq 2 what=rebels", "is a label"),
                ("{Two} men fell.\n  people killed eq 2 what=men subset=men", "belongs to a part"),
                ("{Two} men fell.\n  people killed eq 2 what=men part=1", "no part of itself"),
                ("{Two} men fell.\n  people killed eq 2 what=men part=4", "no such quantity"),
                ("{Two} days.\n  duration eq 2", "duration with unit"),
                ("{Two} crowns.\n  money eq 2", "needs a unit"),
                ("  people killed eq 2", "without its text")):
            self.refused("quantities", line, why)


class Readings(unittest.TestCase):
    def test_spans_are_code_points(self):
        it = make("status", "@ s\nASSAULT +cp A | « É » [A:Zoë] [T:fired] 𝄞.\n")[0]
        s, e = it["trigger"]
        self.assertEqual(it["text"][s:e], "fired")
        self.assertEqual(it["actors"], [{"text": "Zoë", "span": [6, 9]}])

    def test_values_by_operator(self):
        want = {"eq": (5, 5, 5), "approx": (None, 5, None), "ordinal": (None, 5, None),
                "gt": (5, None, None), "ge": (5, None, None), "lt": (None, None, 5),
                "le": (None, None, 5), "nearly": (None, 5, 5)}
        for op, values in want.items():
            q = make("quantities", f"@ s\n{{Five}} men.\n  people killed {op} 5 what=men\n")[0]["quantities"][0]
            self.assertEqual((q["low"], q["best"], q["high"]), values, op)

    def test_phrase_taken_after_its_number(self):
        q = make("quantities", "@ s\nmen saw {five} men.\n  people killed eq 5 what=men\n")[0]["quantities"][0]
        self.assertEqual(q["what_span"], [13, 16])

    def test_split_stays_when_lines_are_appended(self):
        lines = [f"Rain number {'x' * i}." for i in range(1, 9)]
        a = make("sentences", "@ s\n" + "\n".join(lines[:5]) + "\n")
        b = make("sentences", "@ s\n" + "\n".join(lines) + "\n@ t\nSun.\n")
        self.assertEqual([(i["id"], i["split"]) for i in a], [(i["id"], i["split"]) for i in b[:5]])

    def test_learn_and_fit_sections_are_of_train(self):
        lines = "\n".join(f"Rain number {'x' * i}." for i in range(1, 9))
        a = make("sentences", f"@ s\n{lines}\n@ learn: s\n{lines.replace('Rain', 'Snow')}\n@ fit: s\n{lines.replace('Rain', 'Hail')}\n")
        self.assertEqual({i["split"] for i in a[:8]}, {"train", "dev", "test"})
        self.assertEqual({i["split"] for i in a[8:]}, {"train"})

    def test_derivation_is_the_corpus_tools_own(self):
        for f in itertools.product("+-", build.MODALITY.values(), build.TEMPORAL.values(), (False, True)):
            self.assertEqual(build.derive(*f), tables.status(*f), f)
        self.assertEqual(build.MEASURES, tuple(tables.MEASURES))
        self.assertEqual(build.Q_OPS, tuple(tables.OPERATORS))


class Committed(unittest.TestCase):
    def test_sets_are_current_and_whole(self):
        sizes = {"sentences": 1000, "status": 600, "quantities": 500}
        for kind in build.KINDS:
            items = build.load(kind)
            text = (HERE / f"{kind}.jsonl").read_text(encoding="utf-8")
            self.assertEqual(build.dump(items), text, f"{kind}.jsonl is stale")
            n = sum(len(i.get("quantities", [0])) for i in items)
            self.assertGreaterEqual(n, sizes[kind])
            items = [i for i in items if not i[SECTION[kind]].startswith(build.LEARN)]
            split = collections.Counter(i["split"] for i in items)
            for name, part in (("train", .5), ("dev", .25), ("test", .25)):
                self.assertAlmostEqual(split[name] / len(items), part, delta=.01)
            self.assertLess(build.repeated(items)[0], .005)

    def test_every_status_and_construction_in_every_split(self):
        seen = collections.defaultdict(set)
        for line in (HERE / "status.jsonl").read_text(encoding="utf-8").splitlines():
            it = json.loads(line)
            if it["construction"].startswith(build.LEARN):
                continue
            seen[it["status"]].add(it["split"])
            seen[it["construction"]].add(it["split"])
        for key, splits in seen.items():
            self.assertEqual(splits, {"train", "dev", "test"}, key)


if __name__ == "__main__":
    unittest.main()
