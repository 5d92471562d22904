"""Tests of fitting.py: python3 train/test_fitting.py"""
import os
import tempfile
import unittest

import numpy as np

import fitting


class Fitting(unittest.TestCase):
    def test_logistic_finds_the_odds(self):
        x = np.array([[1.0, 0]] * 400 + [[1.0, 1]] * 400)
        y = np.array([True] * 100 + [False] * 300 + [True] * 300 + [False] * 100)
        w = fitting.logistic(x, y, 1e-6)
        self.assertAlmostEqual(w[0], -np.log(3), 3)
        self.assertAlmostEqual(w.sum(), np.log(3), 3)
        twice = fitting.logistic(x, y, 1e-6, np.where(y, 3.0, 1.0))  # of the first, as many right as wrong
        self.assertAlmostEqual(twice[0], 0, 3)

    def test_choice_prefers_what_is_right(self):
        x = np.array([[1.0, 0], [0, 1.0], [0, 0]])
        w = fitting.choice([(x, np.array([False, True, False]))] * 40 + [(x[:1], np.array([False]))], 2, 1.0)
        self.assertGreater(w[1], 1)
        self.assertLess(w[0], 0)

    def test_choice_stays_near_what_it_mends(self):
        x, right = np.array([[1.0, 0], [0, 1.0], [0, 0]]), np.array([False, True, False])
        np.testing.assert_allclose(fitting.choice([(x, right)], 2, 1e6, np.array([2.0, -1.0])), [2, -1], atol=1e-3)
        w = fitting.choice([(x, right)] * 40, 2, 1.0, np.array([2.0, -1.0]))
        self.assertGreater(w[1], w[0])

    def test_a_storyline_stands_in_one_part(self):
        self.assertEqual(fitting.storyline("FA01"), "FA")
        self.assertEqual(fitting.fold(fitting.storyline("FA01")), fitting.fold(fitting.storyline("FA77")))

    def test_offsets_count_bytes(self):
        self.assertEqual(fitting.offsets("aé—b"), [0, 1, 3, 6, 7])

    def test_write_keeps_what_it_does_not_name(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "x.c")
            with open(path, "w", encoding="utf8") as f:
                f.write('{ "near", -3 },\n{ "near-by", 4 },\n{ "far", { 1, 2 } },\n')
            fitting.write(path, ["near"], [0.126])
            fitting.write(path, ["far"], [1.0], [-2.0])
            with open(path, encoding="utf8") as f:
                self.assertEqual(f.read(), '{ "near", 13 },\n{ "near-by", 4 },\n{ "far", { 100, -200 } },\n')


if __name__ == "__main__":
    unittest.main()
