"""Labels running text with a larger teacher, for the small model to learn from.

usage: silver.py --teacher T.pt --splitter S.pt --data ../shared/data --out silver.pkl [--words 1000000] [--minutes 20]
Text: the article bodies of articles/*/ground-truth.json (saved web and news pages), tokenised by data.tokenize, paragraphs kept.
Sentences come from the splitter (an earlier small model), everything else from the teacher. A head is kept if the teacher gives
it half the probability, a tag of a word likewise; entity tags: every tag with a sixth of the probability is allowed.
EWT train is labelled for entities only, with its own sentences.
"""
import argparse
import hashlib
import io
import json
import os
import pickle
import random
import tarfile
import time

import torch

import data
import evaluate


def articles(root):
    """Paragraph lists of article bodies, deterministic order."""
    out = []
    for n in ("fundus-en", "newspaper4k", "wcxb-dev"):
        with tarfile.open(os.path.join(root, "articles", n + ".tar.xz")) as t:
            for m in t:
                if m.name.endswith("ground-truth.json"):
                    for k, v in sorted(json.load(io.TextIOWrapper(t.extractfile(m), "utf-8")).items()):
                        body = v.get("articleBody") or ""
                        if len(body) > 400 and sum(c.isascii() for c in body) > 0.93 * len(body):
                            out.append((n + "/" + k, [p for p in body.split("\n") if p.strip()]))
    return out


def to_doc(name, paras, cap=1500):
    words, par = [], []
    for p in paras:
        t = [x[0] for x in data.tokenize(p)]
        if not t or len(t) > 400 or len(words) + len(t) > cap:
            continue
        words += t
        par += [True] + [False] * (len(t) - 1)
    return data.Doc(name, words, None, par, source="silver")


def load(path):
    """Silver documents (list) and entity masks of EWT train (dict name -> list)."""
    rows = pickle.load(open(path, "rb"))
    docs = []
    for r in rows["docs"]:
        d = data.Doc(r["name"], r["words"], r["starts"], r["par"], r["upos"], r["feats"], r["lemma"], r["head"], r["rel"], r["ents"],
                     source="silver")
        docs.append(d)
    return docs, rows["ewt"]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--teacher", required=True)
    ap.add_argument("--splitter", required=True)
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--out", required=True)
    ap.add_argument("--words", type=int, default=1000000)
    ap.add_argument("--minutes", type=float, default=30)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    t0 = time.time()
    m, wp, inv = evaluate.load(a.splitter)
    split = evaluate.Predictor(m, wp, inv)
    m, wp, inv = evaluate.load(a.teacher)
    teach = evaluate.Predictor(m, wp, inv)
    ewt = {}
    gold = data.read_conllu(os.path.join(a.data, "treebank/en_ewt-train.conllu.xz"))
    for d, p in zip(gold, teach.run(gold, "gold", low=True, probs=True)):
        weak = data.weak_ents(d).ents
        ewt[d.name] = [(w & x or w) if w else x for w, x in zip(weak, p["ent_mask"])]
    print(f"EWT train labelled, {time.time() - t0:.0f} s", flush=True)
    arts = articles(a.data)
    random.Random(7).shuffle(arts)
    rows, n, seen = [], 0, set()
    k = 0
    while k < len(arts) and n < a.words and time.time() - t0 < a.minutes * 60:
        docs = []
        for name, paras in arts[k:k + 40]:
            paras = [p for p in paras if not (hashlib.md5(p.encode()).digest() in seen or seen.add(hashlib.md5(p.encode()).digest()))]
            d = to_doc(name, paras)
            if len(d) >= 40:
                docs.append(split._with_starts(d, 4608, True))
        k += 40
        for d, p in zip(docs, teach.run(docs, "gold", low=True, probs=True)):
            rows.append({"name": d.name, "words": d.words, "starts": list(d.starts), "par": list(d.par),
                         "upos": [u if q >= 0.6 else None for u, q in zip(p["upos"], p["p_upos"])],
                         "feats": [u if q >= 0.6 else None for u, q in zip(p["feats"], p["p_feats"])],
                         "lemma": [u if q >= 0.6 else None for u, q in zip(p["lemma"], p["p_lemma"])],
                         "head": [h if q >= 0.5 else -2 for h, q in zip(p["head"], p["p_head"])],
                         "rel": p["rel"], "ents": p["ent_mask"]})
            n += len(d)
        print(f"{k} articles, {n} words, {time.time() - t0:.0f} s", flush=True)
    with open(a.out + ".tmp", "wb") as f:
        pickle.dump({"docs": rows, "ewt": ewt}, f)
    os.replace(a.out + ".tmp", a.out)


if __name__ == "__main__":
    main()
