"""Scores an encoder: tags, trees, sentences, lemmas on UD EWT; entities on UNER-EWT.

usage: evaluate.py MODEL.pt|MODEL.safetensors --data ../../shared/data --split dev|test [--float]
Measures follow the CoNLL 2018 shared task: UAS and LAS over all words, punctuation included; "LAS (universal)" compares
relations without subtypes (that is the shared task's LAS), "LAS" compares full labels. Sentence F1 is over exact spans of words.
"gold": gold words and sentences. "words": gold words in running text, sentences predicted by the model (paragraph breaks, which
plain text shows, are given). Entities: strict span F1 with PERSON = PER; ORG, GROUP, OUTLET = ORG; STATE, PLACE = LOC.
"""
import argparse
import json
import os

import numpy as np
import torch

import data
from data import TAGS
from model import Encoder, collate
from words import LEMMA_BEAM, Lemmas, WordPiece


def cle(scores):
    """Maximum spanning arborescence (Chu-Liu/Edmonds). scores[d, h], words 1..n, 0 = root; returns heads with heads[0] = 0."""
    n = scores.shape[0]
    heads = scores.argmax(1)
    heads[0] = 0
    # find a cycle
    seen = np.zeros(n, int)
    cycle = None
    for s in range(1, n):
        path, v = [], s
        while v != 0 and seen[v] == 0:
            seen[v] = s
            path.append(v)
            v = heads[v]
        if v != 0 and seen[v] == s and v in path:
            cycle = path[path.index(v):]
            break
    if cycle is None:
        return heads
    cyc = np.array(cycle)
    rest = np.array([v for v in range(n) if v not in set(cycle)])
    # contracted graph: rest + one node for the cycle (last index)
    m = len(rest) + 1
    sub = np.full((m, m), -1e18)
    sub[:-1, :-1] = scores[np.ix_(rest, rest)]
    into = scores[np.ix_(cyc, rest)] - scores[cyc, heads[cyc]][:, None]
    enter = into.argmax(0)
    sub[-1, :-1] = into.max(0) + scores[cyc, heads[cyc]].sum()
    out = scores[np.ix_(rest, cyc)]
    leave = out.argmax(1)
    sub[:-1, -1] = out.max(1)
    np.fill_diagonal(sub, -1e18)
    hs = cle(sub)
    res = np.zeros(n, int)
    for k in range(1, len(rest)):
        res[rest[k]] = cyc[leave[k]] if hs[k] == m - 1 else rest[hs[k]]
    res[cyc] = heads[cyc]
    e = hs[m - 1]
    broken = cyc[enter[e]]
    res[broken] = rest[e]
    return res


def tree(scores):
    """Heads of one sentence: scores [n, n + 1] (column 0 = root); exactly one root; returns n heads, 0 = root, k = word k (1-based)."""
    n = scores.shape[0]
    s = np.full((n + 1, n + 1), -1e9)
    s[1:] = scores
    s[np.arange(1, n + 1), np.arange(1, n + 1)] = -1e18
    h = cle(s)
    roots = np.flatnonzero(h[1:] == 0) + 1
    if len(roots) <= 1:
        return h[1:]
    best = None
    for r in range(1, n + 1):
        if s[r, 0] < s[roots, 0].max() - 30:
            continue
        t = s.copy()
        t[1:, 0] = -1e15
        t[r, 0] = s[r, 0]
        t[r, 1:] = -1e18
        g = cle(t)
        v = s[np.arange(1, n + 1), g[1:]].sum()
        if best is None or v > best[0]:
            best = (v, g)
    return best[1][1:]


def viterbi(logp, trans):
    """logp [n, T]; trans [T + 1, T], last row = start. Returns tag ids; ties go to the lower id."""
    n, t = logp.shape
    sc = logp[0] + trans[t]
    back = np.zeros((n, t), int)
    for k in range(1, n):
        m = sc[:, None] + trans[:t]
        back[k] = m.argmax(0)
        sc = m.max(0) + logp[k]
    out = [int(sc.argmax())]
    for k in range(n - 1, 0, -1):
        out.append(int(back[k][out[-1]]))
    return out[::-1]


class Predictor:
    def __init__(self, model, wp, inv_dict):
        f = os.path.join(os.path.dirname(wp.path), "lemmas.tsv")  # beside the vocabulary; without it the best script decides
        self.lemmas = Lemmas(f if os.path.exists(f) else None)
        self.model, self.wp, self.inv = model.eval(), wp, inv_dict
        self.trans = model.transitions().detach().numpy()

    @torch.no_grad()
    def run(self, docs, split="gold", limit=4608, low=False, probs=False):
        """Predictions per document: dict of arrays; with probs also p_upos, p_feats, p_lemma, p_head and ent_mask. split "gold": document's own sentence starts; "pred": predicted ones,
        with paragraph starts given."""
        todo, res = [], {}
        for d in docs:
            res[id(d)] = {n: [None] * len(d) for n in ("start", "upos", "feats", "lemma", "head", "rel", "ent", "p_upos",
                                                            "p_feats", "p_lemma", "p_head", "ent_mask")}
            src = d
            if split == "pred":
                src = self._with_starts(d, limit, low)
                res[id(d)]["start"] = list(src.starts)
            elif d.starts is None:
                src = data.Doc(d.name, d.words, [k == 0 for k in range(len(d))], source=d.source)
            todo += [(d, src, w, a, b_) for w, a, b_ in data.eval_windows(src, self.wp, None)]
        todo.sort(key=lambda t: len(t[2].pieces))
        k = 0
        while k < len(todo):
            m, e = len(todo[k][2].pieces), k
            while e < len(todo) and len(todo[e][2].pieces) * (e - k + 1) <= limit:
                e += 1
            e = max(e, k + 1)
            grp = todo[k:e]
            k = e
            bt = collate([t[2] for t in grp], self.wp.pad)
            bt["deps"] = True
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=low):
                out = self.model(bt)
            lp = torch.log_softmax(out["ent"], -1).numpy()
            am = {n: out[n].argmax(-1).numpy() for n in ("upos", "feats", "lemma")}
            tv, ti = out["lemma"].topk(LEMMA_BEAM, -1)
            tv, ti = tv.numpy(), ti.numpy()
            pm = {n: torch.softmax(out[n], -1).amax(-1).numpy() for n in am} if probs else {}
            arc = out["arc"].numpy()
            for r, (d, src, w, a, b_) in enumerate(grp):
                p = res[id(d)]
                lo = w.lo
                for j in range(a, b_):
                    p["upos"][j] = self.inv["upos"][am["upos"][r, j - lo]]
                    p["feats"][j] = self.inv["feats"][am["feats"][r, j - lo]]
                    p["lemma"][j] = self.lemmas.choose(
                        d.words[j], p["upos"][j], [(float(v), self.inv["lemma"][x]) for v, x in zip(tv[r, j - lo], ti[r, j - lo])])
                    if probs:
                        for q in pm:
                            p["p_" + q][j] = float(pm[q][r, j - lo])
                bounds = [x for x in range(a, b_) if x == a or src.starts[x]] + [b_]
                pairs = []
                for s, e2 in zip(bounds[:-1], bounds[1:]):
                    i0, n = s - lo, e2 - s
                    sc = arc[r, i0:i0 + n]
                    sc = np.concatenate([sc[:, :1], sc[:, 1 + i0:1 + i0 + n]], 1)
                    h = tree(sc.astype(np.float64))
                    for q in range(n):
                        p["head"][s + q] = -1 if h[q] == 0 else s + int(h[q]) - 1
                        pairs.append((s + q, i0 + q, 0 if h[q] == 0 else i0 + int(h[q])))
                    if probs:
                        e3 = np.exp(sc - sc.max(1, keepdims=True))
                        e3[np.arange(n), np.arange(1, n + 1)] = 0
                        e3 /= e3.sum(1, keepdims=True)
                    for q, t in enumerate(viterbi(lp[r, i0:i0 + n], self.trans)):
                        p["ent"][s + q] = TAGS[t]
                        if probs:
                            p["p_head"][s + q] = float(e3[q, h[q]])
                            p["ent_mask"][s + q] = (1 << t) | sum(1 << int(x) for x in np.flatnonzero(lp[r, i0 + q] > -1.8))
                dep = out["rel_dep"][r, [x[1] for x in pairs]]
                hd = out["rel_head"][r, [x[2] for x in pairs]]
                rs = self.model.rel_scores(dep, hd).numpy()
                root = self.inv["rels"].index("root")
                for (j, _, h), row in zip(pairs, rs):
                    if h == 0:
                        p["rel"][j] = "root"
                    else:
                        row = row.copy()
                        row[root] = -1e9
                        p["rel"][j] = self.inv["rels"][int(row.argmax())]
        return [res[id(d)] for d in docs]

    @torch.no_grad()
    def _with_starts(self, d, limit, low):
        """Copy of the document with predicted sentence starts: windows of up to 254 pieces from paragraph or predicted sentence
        starts; only a window's first three quarters are believed when the text goes on."""
        counts = [len(self.wp.word(x)) for x in d.words]
        n, a = len(d), 0
        starts = [False] * n
        while a < n:
            hi, used = a, 0
            while hi < n and used + counts[hi] <= 254:
                used += counts[hi]
                hi += 1
            w = data.cut(d, a, hi, self.wp, None)
            bt = collate([w], self.wp.pad)
            bt["deps"] = False
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=low):
                s = self.model(bt)["sent"][0]
            s = (s[:, 1] > s[:, 0]).numpy()
            for k in range(a, hi):
                starts[k] = bool(s[k - a]) or k == 0 or bool(d.par[k])
            if hi == n:
                break
            lim = a + max(1, (hi - a) * 3 // 4)
            k = lim
            while k > a + 1 and not starts[k]:
                k -= 1
            if k <= a + 1:
                k = lim
                while k < hi and not starts[k]:
                    k += 1
            a = max(a + 1, min(k, hi))
        return data.Doc(d.name, d.words, starts, d.par, source=d.source)


def conll_scores(docs, preds):
    """Gold words and gold sentences: percentages."""
    c = dict.fromkeys(("n", "upos", "feats", "lemma", "uas", "las", "ulas"), 0)
    for d, p in zip(docs, preds):
        for k in range(len(d)):
            c["n"] += 1
            c["upos"] += d.upos[k] == p["upos"][k]
            c["feats"] += d.feats[k] == p["feats"][k]
            c["lemma"] += d.lemma[k] == p["lemma"][k]
            if d.head[k] == p["head"][k]:
                c["uas"] += 1
                c["las"] += d.rel[k] == p["rel"][k]
                c["ulas"] += d.rel[k].split(":")[0] == p["rel"][k].split(":")[0]
    return {k: 100.0 * v / c["n"] for k, v in c.items() if k != "n"}


def sentence_f1(docs, preds):
    g = p = ok = 0
    for d, q in zip(docs, preds):
        a, b_ = set(data.sentence_bounds(d.starts)), set(data.sentence_bounds(q["start"]))
        g, p, ok = g + len(a), p + len(b_), ok + len(a & b_)
    return 200.0 * ok / (g + p)


COARSE = {"PERSON": "PER", "ORG": "ORG", "GROUP": "ORG", "OUTLET": "ORG", "STATE": "LOC", "PLACE": "LOC"}


def entity_scores(docs, preds):
    """Strict span F1 on PER, ORG, LOC; docs carry .gold tags."""
    c = {t: [0, 0, 0] for t in ("PER", "ORG", "LOC")}
    for d, p in zip(docs, preds):
        g = set(x for x in data._spans(d.gold) if x[2] in c)
        q = set((s, e, COARSE[t]) for s, e, t in data._spans(p["ent"]) if t in COARSE)
        for x in g:
            c[x[2]][0] += 1
            c[x[2]][2] += x in q
        for x in q:
            c[x[2]][1] += 1
    def f(v):
        return 200.0 * v[2] / max(1, v[0] + v[1])
    tot = [sum(v[k] for v in c.values()) for k in range(3)]
    return {"ent": f(tot), **{f"ent_{t}": f(v) for t, v in c.items()}, "ent_p": 100.0 * tot[2] / max(1, tot[1]), "ent_r": 100.0 * tot[2] / max(1, tot[0])}


def evaluate(model, wp, inv, root, split, low=False, ner_docs=None, raw=True):
    pr = Predictor(model, wp, inv)
    docs = data.read_conllu(os.path.join(root, f"treebank/en_ewt-{split}.conllu.xz"))
    res = conll_scores(docs, pr.run(docs, "gold", low=low))
    if raw:
        preds = pr.run(docs, "pred", low=low)
        res["sent_f1"] = sentence_f1(docs, preds)
        r = conll_scores(docs, preds)
        res.update({"words_" + k: r[k] for k in ("upos", "uas", "las", "ulas")})
    if ner_docs is None:
        ner_docs = data.uner_docs(os.path.join(root, f"ner/uner-ewt/{split}.iob2"))
    if ner_docs:
        res.update(entity_scores(ner_docs, pr.run(ner_docs, "gold", low=low)))
    return res


def load(path):
    """Model, vocabulary and inventories from a checkpoint or an exported file."""
    if path.endswith(".safetensors"):
        import export
        return export.load_exported(path)
    ck = torch.load(path, map_location="cpu", weights_only=False)
    m = Encoder(ck["vocab_size"], ck["inv"], **ck.get("arch", {}))
    m.load_earlier(ck.get("ema") or ck["model"])
    return m, WordPiece(ck["vocab"]), ck["inv"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--split", default="dev", choices=("dev", "test"))
    ap.add_argument("--float", action="store_true", help="without quantisation (to see what it costs)")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    m, wp, inv = load(a.model)
    m.set_quant(not a.float)
    r = evaluate(m, wp, inv, a.data, a.split)
    print(json.dumps({k: round(v, 2) for k, v in r.items()}))


if __name__ == "__main__":
    main()
