"""Slow, obvious inference of an exported model in numpy: the description the C code is held to.

usage: reference.py MODEL.safetensors < text        one passage a line, tokens separated by spaces; prints CoNLL-like lines
       reference.py MODEL.safetensors --passages passages.txt --json OUT      writes tests/numeric/passages.json
Every linear layer is integer: u int8 activations, q int8 weights, acc int32; the rest is float32.
"""
import argparse
import json
import math
import os
import sys

import numpy as np

from evaluate import tree, viterbi
from export import read_safetensors
from heads import bucket
from model import MID
from words import LEMMA_BEAM, Lemmas, WordPiece, shape

f32 = np.float32


def quant_rows(x):
    """u in [-63, 63] (int32) and s per row (f32)."""
    m = np.abs(x).max(1).astype(f32)
    inv = np.where(m > 0, f32(63) / np.where(m > 0, m, f32(1)), f32(0)).astype(f32)
    u = np.clip(np.rint(x * inv[:, None]), -63, 63).astype(np.int32)
    return u, (m / f32(63)).astype(f32)


def layer_norm(x, g, b):
    x = x.astype(f32)
    m = x.mean(1, keepdims=True, dtype=f32)
    d = x - m
    v = (d * d).mean(1, keepdims=True, dtype=f32)
    return (d / np.sqrt(v + f32(1e-12)) * g + b).astype(f32)


_erf = np.vectorize(math.erf, otypes=[np.float64])


def gelu(x):
    return (x * f32(0.5) * (1 + _erf(x.astype(np.float64) / math.sqrt(2)))).astype(f32)


def log_softmax(x):
    z = x - x.max(1, keepdims=True)
    return (z - np.log(np.exp(z).sum(1, keepdims=True))).astype(f32)


class Reference:
    def __init__(self, path):
        self.t, meta = read_safetensors(path)
        self.inv, self.hp = json.loads(meta["inventory"]), json.loads(meta["hyper"])
        self.tags = json.loads(meta["tags"])
        self.more = {k: json.loads(meta[k]) for k in ("cue_tags", "att_roles", "att_buckets", "event_types", "factors", "coref_buckets", "talk_parts", "arg_roles") if k in meta}
        self.wp = WordPiece(os.path.join(os.path.dirname(path), "vocab.txt"))
        f = os.path.join(os.path.dirname(path), "lemmas.tsv")
        self.lemmas = Lemmas(f if os.path.exists(f) else None)
        self.trace = None

    def linear(self, x, name):
        u, s = quant_rows(x)
        q = self.t[name + ".q"].astype(np.int32)
        acc = u @ q.T
        if self.trace is not None and name in self.trace:
            self.trace[name] = (u, s, acc)
        return (acc.astype(f32) * (s[:, None] * self.t[name + ".s"][None, :]) + self.t[name + ".b"]).astype(f32)

    def encode(self, words):
        """Last hidden states of the first pieces [n, hidden], piece ids, shape ids, index of the first piece of each word."""
        t = self.t
        ids, shapes, first = [self.wp.cls], [0], []
        for w in words:
            p = self.wp.word(w)
            first.append(len(ids))
            ids += p
            shapes += [shape(w)] * len(p)
        ids.append(self.wp.sep)
        shapes.append(0)
        x = t["emb.word.q"][ids].astype(f32) * t["emb.word.s"][ids][:, None]
        x = x + t["emb.pos"][:len(ids)] + t["emb.shape"][shapes]
        x = layer_norm(x, t["emb.ln.g"], t["emb.ln.b"])
        h, heads = self.hp["hidden"], self.hp["heads"]
        d = h // heads
        mid = x
        for k in range(self.hp["layers"]):
            mid = x if k == MID else mid
            p = f"layer.{k}."
            y = self.linear(x, p + "qkv")
            c = np.zeros_like(x)
            for a in range(heads):
                q, kk, v = (y[:, j * h + a * d:j * h + (a + 1) * d] for j in range(3))
                sc = (q * f32(1 / math.sqrt(d))) @ kk.T
                e = np.exp(sc - sc.max(1, keepdims=True))
                c[:, a * d:(a + 1) * d] = (e / e.sum(1, keepdims=True)) @ v
            x = layer_norm(x + self.linear(c, p + "att"), t[p + "ln1.g"], t[p + "ln1.b"])
            x = layer_norm(x + self.linear(gelu(self.linear(x, p + "ffn1")), p + "ffn2"), t[p + "ln2.g"], t[p + "ln2.b"])
        return x[first], mid[first], ids, shapes, first

    def heads(self, w):
        t = self.t
        out = {n: self.linear(w, "head." + n) for n in ("sent", "upos", "feats", "lemma", "ent")}
        wr = np.concatenate([t["head.root"][None], w])
        one = lambda z: np.concatenate([z, np.ones((len(z), 1), f32)], 1)
        act = lambda n, z: one(np.maximum(self.linear(z, "head." + n), 0))
        out["arc"] = act("arc.dep", w) @ t["head.arc.w"] @ act("arc.head", wr).T
        out["rel_dep"], out["rel_head"] = act("rel.dep", w), act("rel.head", wr)
        return out

    def more_heads(self, w, mid):
        """Decoding of the heads of attribution and events over one window, and the pair scores of speakers.

        cue: the best of O, B, I for each word, and the probability of B. A cue begins at each B; I words after it up to the next B
        or five O words in a row belong to it (a cue may have a gap: "turned .. down").
        att: for each B word c and each word t the log-probabilities of the roles, from score(c, t, r) =
        sum_ab [cue;1]_a W[a][r][b] [word;1]_b + dist[bucket(t - c)][r]; the bucket is the index of the first bound not below t - c.
        event: the best type of each word and its probability. estat: at words with a type, the best of each factor.
        arg: at words with a type, for each word the log-probabilities of the arguments' roles, from the same form as att's.
        talk: for each word and part of "talk_parts" -ln of the probability of its likeliest act.
        coref: score(antecedent i, anaphor j) = [m_i;1] W [m_j;1] + dist[bucket(j - i)] over head words of mentions, against 0 for none."""
        t, m = self.t, self.more
        one = lambda z: np.concatenate([z, np.ones((len(z), 1), f32)], 1)
        act = lambda n, z: one(np.maximum(self.linear(z, "head." + n), 0))
        cue, event, estat = (log_softmax(self.linear(w, "head." + n)) if n != "estat" else self.linear(w, "head.estat") for n in ("cue", "event", "estat"))
        begins = [k for k in range(len(w)) if cue[k].argmax() == 1]
        word, first = act("att.word", w), act("att.cue", w)
        att = []
        for c in begins:
            s = np.einsum("a,arb,tb->tr", first[c], t["head.att.w"], word, optimize=True)
            s = s + t["head.att.dist"][[bucket(k - c, m["att_buckets"]) for k in range(len(w))]]
            att.append(log_softmax(s))
        arg = [] if "arg_roles" not in m else self._arguments(act("arg.cue", w), act("arg.word", w), [k for k in range(len(w)) if event[k].argmax()])
        status = {}
        for k in range(len(w)):
            if event[k].argmax():
                at, row = 0, []
                for _, names in m["factors"]:
                    row.append(int(estat[k, at:at + len(names)].argmax()))
                    at += len(names)
                status[k] = row
        talk, at = np.zeros((len(w), 0), f32), 0
        for _, names in m.get("talk_parts", []):
            part = log_softmax((self.linear(w, "head.talk") + self.linear(mid, "head.talk.mid"))[:, at:at + len(names)])
            talk = np.concatenate([talk, -part[:, 1:].max(1, keepdims=True)], 1)
            at += len(names)
        return {"talk": talk, "arg": arg, "cue": cue, "begins": begins, "att": att, "event": event, "status": status, "coref_m": act("coref.m", w)}

    def _arguments(self, trigger, word, at):
        """Of each trigger at `at` the log-probabilities of the arguments' roles of every word, scored as att is."""
        out = []
        for c in at:
            s = np.einsum("a,arb,tb->tr", trigger[c], self.t["head.arg.w"], word, optimize=True)
            out.append(log_softmax(s + self.t["head.arg.dist"][[bucket(k - c, self.more["att_buckets"]) for k in range(len(word))]]))
        return out

    def coref_score(self, m, i, j):
        """Of head word i as antecedent of head word j; m: coref_m of more_heads."""
        d = self.t["head.coref.dist"][bucket(j - i, self.more["coref_buckets"])]
        return float(m[i] @ self.t["head.coref.w"] @ m[j] + d)

    def parse(self, words, starts=None):
        """Labels of one window (at most 254 pieces). starts: sentence starts, or None to predict them."""
        w, mid, ids, shapes, first = self.encode(words)
        o = self.heads(w)
        n = len(words)
        if starts is None:
            starts = [k == 0 or bool(o["sent"][k, 1] > o["sent"][k, 0]) for k in range(n)]
        inv = self.inv
        res = {"starts": [k for k in range(n) if starts[k]],
               "upos": [inv["upos"][k] for k in o["upos"].argmax(1)], "feats": [inv["feats"][k] for k in o["feats"].argmax(1)],
               "script": [inv["lemma"][k] for k in o["lemma"].argmax(1)],
               "head": [0] * n, "rel": [""] * n, "ent": [""] * n}
        order = np.argsort(-o["lemma"], 1, kind="stable")[:, :LEMMA_BEAM]
        res["lemma"] = [self.lemmas.choose(x, u, [(float(o["lemma"][k, j]), inv["lemma"][j]) for j in order[k]])
                        for k, (x, u) in enumerate(zip(words, res["upos"]))]
        lp = log_softmax(o["ent"])
        o["w"], o["mid"] = w, mid
        ends = res["starts"][1:] + [n]
        root = inv["rels"].index("root")
        for a, b in zip(res["starts"], ends):
            sc = np.concatenate([o["arc"][a:b, :1], o["arc"][a:b, 1 + a:1 + b]], 1).astype(np.float64)
            for k, h in enumerate(tree(sc)):
                h = int(h)
                g = 0 if h == 0 else a + h  # row of the head side: 0 = root, word k = k + 1
                r = np.einsum("a,arb,b->r", o["rel_dep"][a + k], self.t["head.rel.w"], o["rel_head"][g], optimize=True)
                r[root] = -np.inf
                res["head"][a + k] = h
                res["rel"][a + k] = "root" if h == 0 else inv["rels"][int(r.argmax())]
            for k, e in enumerate(viterbi(lp[a:b], self.t["head.ent.trans"])):
                res["ent"][a + k] = self.tags[e]
        return res, o, ids, shapes, first


def margin(z):
    s = np.sort(z, 1)
    return float((s[:, -1] - s[:, -2]).min())


def more_rows(ref, w, mid, nouns):
    """What tests hold the C decoding to: labels, and a few scores of every kind. nouns: the nouns and pronouns, which coreference compares."""
    h = ref.more_heads(w, mid)
    n, m = len(w), h["coref_m"]
    r4 = lambda v: round(float(v), 4)
    roles = [[int(x) for x in a.argmax(1)] for a in h["att"]]
    return {"cue": [int(x) for x in h["cue"].argmax(1)], "event": [int(x) for x in h["event"].argmax(1)], "roles": roles,
            "arg": [[int(round(16 * min(float(-v), 15.9))) for v in row] for a in h["arg"] for row in a[:, 1:].T],
            "talk": [int(round(16 * min(float(v), 15.9))) for row in h["talk"] for v in row],
            "status": [[k] + row for k, row in h["status"].items()],
            "cue_logp_word0": [r4(v) for v in h["cue"][0]], "event_logp_word0": [r4(v) for v in h["event"][0][:4]],
            "att_logp_word0": [[r4(v) for v in a[0]] for a in h["att"][:2]],
            "coref": [[k] + [int(round(8 * max(-15.8, min(15.8, ref.coref_score(m, i, k))))) for i in reversed(nouns[:x])][:64] for x, k in enumerate(nouns)],
            "margin": {"cue": round(margin(h["cue"]), 4), "event": round(margin(h["event"]), 4),
                       "roles": [round(margin(a), 4) for a in h["att"]]}}


def passages(ref, path, out):
    rows = []
    for line in open(path, encoding="utf-8"):
        if line.startswith("#") or not line.strip():
            continue
        words = line.split()
        ref.trace = {"layer.0.qkv": None, "layer.0.ffn2": None, "layer.5.qkv": None, "head.upos": None}
        r, o, ids, shapes, first = ref.parse(words)
        tr = {}
        for n, (u, s, acc) in ref.trace.items():
            row = min(2, len(u) - 1)
            tr[n] = {"row": row, "s": float(s[row]), "u16": u[row, :16].tolist(), "acc8": acc[row, :8].tolist()}
        if len(rows) < 4:  # whole rows for exact checks of the integer kernels
            u, s, acc = ref.trace["layer.0.qkv"]
            tr["layer.0.qkv"]["u"] = u[tr["layer.0.qkv"]["row"]].tolist()
            tr["layer.0.qkv"]["acc"] = acc[tr["layer.0.qkv"]["row"]].tolist()
        rows.append({"words": words, "pieces": ids, "shapes": shapes, "first": first, "labels": r, "trace": tr,
                     "upos_logits_word0": [round(float(v), 4) for v in o["upos"][0]],
                     "margin": {n: round(margin(o[n]), 4) for n in ("sent", "upos", "feats", "lemma", "ent")}})
        if ref.more:
            rows[-1]["more"] = more_rows(ref, o["w"], o["mid"], [k for k, u in enumerate(r["upos"]) if u in ("NOUN", "PROPN", "PRON")])
    with open(out, "w", encoding="utf-8") as f:
        f.write('{"note":"from train/reference.py over train/passages.txt; heads are 1-based within the sentence; u and acc after '
                'the float steps before them may differ by rounding where those steps differ; acc given u may not",\n"passages":[\n')
        f.write(",\n".join(json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows))
        f.write("\n]}\n")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("--passages")
    ap.add_argument("--json")
    a = ap.parse_args()
    ref = Reference(a.model)
    if a.passages:
        passages(ref, a.passages, a.json)
        return
    for line in sys.stdin:
        words = line.split()
        if not words:
            continue
        r = ref.parse(words)[0]
        for k, w in enumerate(words):
            print(k + 1, w, r["lemma"][k], r["upos"][k], r["feats"][k], r["head"][k], r["rel"][k], r["ent"][k], "S" if k in r["starts"] else "", sep="\t")
        print()


if __name__ == "__main__":
    main()
