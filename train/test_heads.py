"""Tests of heads.py and of model.py's losses: python -m unittest test_heads (in train/; needs torch)."""
import itertools
import json
import os
import random
import tempfile
import unittest

import torch

import data
import heads
import model


def doc(text):
    spans, at = [], 0
    for w in text.split():
        s = text.index(w, at)
        spans.append((s, s + len(w)))
        at = s + len(w)
    return heads._doc("t", text, spans, "corpus")


def span(text, piece):
    return [text.index(piece), text.index(piece) + len(piece)]


class Heads(unittest.TestCase):
    def test_bucket_is_first_bound_not_below(self):
        self.assertEqual([heads.bucket(d, [-2, 0, 3]) for d in (-9, -2, -1, 0, 1, 3, 4)], [0, 0, 1, 1, 2, 2, 3])
        d = torch.tensor([-9, -2, -1, 0, 1, 3, 4])
        self.assertEqual(torch.bucketize(d, torch.tensor([-2, 0, 3])).tolist(), [0, 0, 1, 1, 2, 2, 3])

    def test_quantity_speaks_at_its_last_word(self):
        t = "More than 40 were held for ten days ."
        rows = [{"span": [0, 12], "measure": "held"}, {"span": span(t, "ten days"), "measure": None}]
        with tempfile.TemporaryDirectory() as root:
            os.mkdir(os.path.join(root, "controls"))
            with open(os.path.join(root, "controls/quantities.jsonl"), "w") as f:
                for ident, section in (("a", "learn: s"), ("b", "fit: s")):
                    f.write(json.dumps({"id": ident, "split": "train", "section": section, "text": t, "quantities": rows}) + "\n")
            with open(os.path.join(root, "quantities.tok.jsonl"), "w") as f:
                f.write(json.dumps({"source": {"id": "a"}, "tokens": [{"span": list(s)} for s in doc(t).spans]}) + "\n")
            self.assertEqual(heads.quantities(root, root, "dev"), [])
            d, = heads.quantities(root, root, "train")
        held = heads.TALK[heads.ACTS][1].index("held")
        self.assertEqual([row[heads.ACTS] for row in d.talk], [-1, -1, held, 0, 0, 0, -1, 0, 0])
        self.assertEqual({row[0] for row in d.talk}, {-1})

    def test_attribution_with_gap_in_cue(self):
        t = "The envoy turned the plan down , saying it came late ."
        d = doc(t)
        heads._set_attributions(d, [{"source": [span(t, "The envoy")], "cue": [span(t, "turned"), span(t, "down")], "content": [span(t, "the plan")]}], True, False)
        self.assertEqual(d.cue, [0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0])
        self.assertEqual(d.att, [(2, {0: 1, 1: 1, 3: 2, 4: 2}, True)])

    def test_cues_inside_a_content_stay_open(self):
        t = "Marr said the envoy promised buses ."
        row = {"source": [span(t, "Marr")], "cue": [span(t, "said")], "content": [span(t, "the envoy promised buses")]}
        for nested_open, want in ((True, [0, 1, -1, -1, -1, -1, 0]), (False, [0, 1, 0, 0, 0, 0, 0])):
            d = doc(t)
            heads._set_attributions(d, [row], False, nested_open)
            self.assertEqual(d.cue, want)

    def test_pieces_are_paragraphs_with_their_labels(self):
        t = "The envoy left .\nMarr said buses came , he\nadded , late ."
        d = doc(t)
        d.par = [w in ("The", "Marr", "added") for w in d.words]
        d.event, d.talk, d.estat = [1] * len(d), [[0]] * len(d), {2: "a", 6: "b"}
        heads._set_attributions(d, [{"source": [span(t, "Marr")], "cue": [span(t, "said")], "content": [span(t, "buses came")]},
                                    {"source": [span(t, "he")], "cue": [span(t, "added")], "content": [span(t, "late")]}], True, False)
        one, two, three = heads.pieces([d])
        self.assertEqual((two.words, two.cue, two.att), (["Marr", "said", "buses", "came", ",", "he"], [0, 1, 0, 0, 0, 0], [(1, {0: 1, 2: 2, 3: 2}, True)]))
        self.assertEqual((one.att, one.estat, two.estat), ([], {2: "a"}, {2: "b"}))
        self.assertEqual((three.cue, three.att), ([1, 0, 0, 0], []))  # its source stands in another paragraph
        self.assertEqual(len(heads.pieces([d], longest=4)), 2)

    def test_names_without_article_and_title(self):
        t = "On Monday Foreign Minister Ana Voss met the Delta Front ."
        d = doc(t)
        heads._corpus_names(d, [{"kind": "person", "mentions": [{"span": span(t, "Foreign Minister Ana Voss"), "form": "name"}]},
                                {"kind": "org", "mentions": [{"span": span(t, "the Delta Front"), "form": "name"}]}])
        self.assertEqual([d.words[s:e] for s, e in data._mask_spans(d.ents)], [["Ana", "Voss"], ["Delta", "Front"]])
        self.assertEqual(d.ents[1], 0)  # "Monday": a capital that nobody decided

    def test_head_word(self):
        for phrase, head in (("the minister of trade", "minister"), ("Ana Voss", "Voss"), ("fighters who fled", "fighters")):
            w = phrase.split()
            self.assertEqual(w[heads.head_word(w, list(range(len(w))))], head)

    def test_talk_act_stands_at_the_first_word_that_is_not_light(self):
        t = "The Front has turned down the plan until the buses leave ."
        d = doc(t)
        row = {"positions": [{"span": span(t, "has turned down"), "stance": "rejects"}],
               "conditions": [{"type": "precondition", "operators": [], "operator": span(t, "until")}],
               "proposals": [{"states": [{"state": "rejected", "span": span(t, "turned down")}], "issue": "pause"}], "agreements": [],
               "quantities": [{"span": span(t, "the buses"), "measure": "aid"}]}
        row["positions"][0]["issue"] = "aid"
        heads._corpus_talk(d, row)
        kind = lambda part, name: heads.TALK[part][1].index(name)
        self.assertEqual([x[:4] for x in d.talk[2:6]], [[-1, 0, 0, 0], [kind(0, "rejects"), 0, kind(2, "rejected"), 0], [-1, 0, -1, 0], [0, 0, 0, 0]])
        self.assertEqual(d.talk[7], [0, kind(1, "precondition"), 0, 0, 0, 0])
        self.assertEqual([x[5] for x in d.talk[2:6]], [-1, kind(5, "aid"), -1, 0])  # of two issues at a word the first
        self.assertEqual([x[4] for x in d.talk[7:10]], [0, -1, kind(4, "aid")])     # a count speaks at its last word
        self.assertEqual([(part, ws) for part, _, ws in d.acts if part < 4], [(0, [2, 3, 4]), (1, [7]), (2, [3, 4])])

    def test_every_mention_of_an_argument_has_its_role(self):
        t = "The army shelled Delta ; it hit the rebels ."
        d = doc(t)
        entity = lambda name, *at: {"id": name, "mentions": [{"span": span(t, x)} for x in at]}
        ents = [entity("a", "The army", "it"), entity("d", "Delta"), entity("r", "the rebels")]
        row = lambda x, actors, recipients: {"trigger": span(t, x), "mentions": [], "actors": actors, "recipients": recipients}
        heads._corpus_args(d, [row("shelled", ["a"], ["d"]), row("shelled", ["d"], ["r"]), row("hit", ["a"], [])], ents)
        self.assertEqual(d.args, [(2, {1: 2, 5: 2, 3: 2 | 4, 8: 4}), (6, {1: 2, 5: 2})])

    def test_join_shifts_every_layer(self):
        a, b = doc("He went ."), doc("They attacked it .")
        a.event, a.cue, a.att = [1, 1, 1], [0, 0, 0], []
        b.pools, b.estat, b.att = [(0, 4, 6)], {1: (0, 0, 0, 0)}, [(1, {0: 1}, True)]
        d = heads.join([a, b], random.Random(1), sizes=(2,))[0]
        at = 0 if d.words[0] == "They" else 3
        self.assertEqual((d.pools, d.estat, d.att), ([(at, at + 4, 6)], {at + 1: (0, 0, 0, 0)}, [(at + 1, {at: 1}, True)]))
        self.assertEqual(d.cue[at:at + 4], [-1] * 4)
        self.assertEqual(d.talk, [[-1] * len(heads.TALK)] * 7)

    def test_pool_loss_wants_one_word_only(self):
        s = torch.full((3, 17), -9.0)
        s[:, 0] = 9.0
        low = float(model._pool_loss(s, 1 << 16))
        s[1, 16] = 18.0
        self.assertGreater(low, 5.0)
        self.assertLess(float(model._pool_loss(s, 1 << 16)), 0.01)

    def test_arg_loss_wants_one_mention_only(self):
        class Fake:
            def arg_scores(self, w, row, at):
                return self.s
        w = type("Window", (), {"n": 4, "coref": [(0, 7), (2, 7), (3, 8)]})
        m = Fake()
        m.s = torch.tensor([[[9.0, -9.0, -9.0]] * 4])
        args, x = [(0, 1, {0: 2, 2: 2})], torch.zeros(1, 4, 1)
        none = float(model._arg_loss(m, x, [w], args))
        m.s[0, 0] = torch.tensor([-9.0, 9.0, -9.0])
        one = float(model._arg_loss(m, x, [w], args))
        m.s[0, 3] = torch.tensor([-9.0, 9.0, -9.0])  # another entity
        self.assertGreater(none, 0.1)
        self.assertLess(one, 0.001)
        self.assertGreater(float(model._arg_loss(m, x, [w], args)), 0.1)

    def test_tags_loss_is_that_of_all_sequences(self):
        torch.manual_seed(1)
        n_tags = len(data.TAGS)
        scores, hard = torch.randn(1, 3, n_tags), torch.from_numpy(data.hard_transitions())
        trans = torch.where(hard < 0, hard, torch.randn(n_tags + 1, n_tags))
        allowed, starts = [6, 0, 1], [True, False, True]  # B-PERSON or I-PERSON, any, O that begins a sentence
        every, right = [], []
        for path in itertools.product(range(n_tags), repeat=3):
            v = sum(float(scores[0, k, t] + trans[n_tags if starts[k] else path[k - 1], t]) for k, t in enumerate(path))
            every.append(v)
            if all(not a or a >> t & 1 for a, t in zip(allowed, path)):
                right.append(v)
        want = (torch.logsumexp(torch.tensor(every), 0) - torch.logsumexp(torch.tensor(right), 0)) / 2  # two words are annotated
        got = model._tags_loss(scores, torch.tensor([allowed]), torch.tensor([starts]), [3], trans)
        self.assertAlmostEqual(float(got), float(want), 4)

    def test_sets_loss_sums_what_is_allowed(self):
        s = torch.zeros(1, 4)
        self.assertAlmostEqual(float(model._sets_loss(s, torch.tensor([0b1010]))), 0.6931, 3)


if __name__ == "__main__":
    unittest.main()
