#!/usr/bin/env python3
"""Scores CoNLL-U against gold: UPOS, UFeats, lemma, UAS, LAS, sentences and tokens by the definitions of the CoNLL 2018
shared task (words are aligned by the characters they cover; relation subtypes count as their main type unless --full).

usage: score_syntax.py GOLD.conllu SYSTEM.conllu [--full] [--json]
"""
import json
import sys


class Words:
    """Words of a file with the characters (white space left out) each stands for, and sentences as character ranges."""

    def __init__(self, path):
        self.words, self.sents, self.tokens, self.text = [], [], [], []
        at = 0
        base = start = 0
        mwt_end, mwt_span = 0, None
        for line in open(path, encoding="utf-8"):
            line = line.rstrip("\n")
            if not line:
                if len(self.words) > base:
                    self.sents.append((start, at))
                    base, start = len(self.words), at
                mwt_end = 0
                continue
            if line[0] == "#":
                continue
            c = line.split("\t")
            if "." in c[0]:
                continue
            if "-" in c[0]:
                a, b = map(int, c[0].split("-"))
                form = c[1].replace(" ", "")
                mwt_span = (at, at + len(form))
                mwt_end = b
                self.text.append(form)
                self.tokens.append(mwt_span)
                at += len(form)
                continue
            k = int(c[0])
            if k <= mwt_end:
                span = mwt_span
            else:
                form = c[1].replace(" ", "").replace("\u00a0", "")
                span = (at, at + len(form))
                at += len(form)
                self.text.append(form)
                self.tokens.append(span)
            head = int(c[6])
            self.words.append({"span": span, "mwt": k <= mwt_end, "form": c[1], "lemma": c[2], "upos": c[3], "feats": c[5],
                               "head": base + head - 1 if head else -1, "rel": c[7]})
        if len(self.words) > base:
            self.sents.append((start, at))
        self.text = "".join(self.text)


def align(gold, sys_):
    """Pairs of words. Outside multi-word tokens: equal spans. Inside: longest common subsequence of forms."""
    pairs = []
    g = s = 0
    G, S = gold.words, sys_.words
    while g < len(G) and s < len(S):
        if not G[g]["mwt"] and not S[s]["mwt"]:
            a, b = G[g]["span"], S[s]["span"]
            if a == b:
                pairs.append((g, s))
                g, s = g + 1, s + 1
            elif a[0] <= b[0]:
                g += 1
                if a[0] == b[0] and b[1] < a[1]:
                    g, s = g - 1, s + 1
            else:
                s += 1
            continue
        end = max(G[g]["span"][1] if G[g]["mwt"] else 0, S[s]["span"][1] if S[s]["mwt"] else 0)
        start = min(G[g]["span"][0], S[s]["span"][0])
        g1, s1 = g, s
        grown = True
        while grown:
            grown = False
            while g1 < len(G) and G[g1]["span"][0] < end:
                if G[g1]["mwt"] and G[g1]["span"][1] > end:
                    end, grown = G[g1]["span"][1], True
                g1 += 1
            while s1 < len(S) and S[s1]["span"][0] < end:
                if S[s1]["mwt"] and S[s1]["span"][1] > end:
                    end, grown = S[s1]["span"][1], True
                s1 += 1
        a, b = G[g:g1], S[s:s1]
        t = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i in range(len(a) - 1, -1, -1):
            for j in range(len(b) - 1, -1, -1):
                t[i][j] = t[i + 1][j + 1] + 1 if a[i]["form"].lower() == b[j]["form"].lower() else max(t[i + 1][j], t[i][j + 1])
        i = j = 0
        while i < len(a) and j < len(b):
            if a[i]["form"].lower() == b[j]["form"].lower():
                pairs.append((g + i, s + j))
                i, j = i + 1, j + 1
            elif t[i + 1][j] >= t[i][j + 1]:
                i += 1
            else:
                j += 1
        g, s = g1, s1
    return pairs


def f1(right, n_gold, n_sys):
    return 100.0 * 2 * right / (n_gold + n_sys) if n_gold + n_sys else 0.0


UNIVERSAL_FEATS = {"PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case", "Definite",
                   "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person", "Polite"}


def feats(s):
    return "|".join(sorted(x for x in s.split("|") if x.split("=")[0] in UNIVERSAL_FEATS))


def score(gold_path, sys_path, full=False):
    gold, sys_ = Words(gold_path), Words(sys_path)
    if gold.text != sys_.text:
        k = next((i for i, (a, b) in enumerate(zip(gold.text, sys_.text)) if a != b), min(len(gold.text), len(sys_.text)))
        raise SystemExit(f"the texts differ at character {k}: gold {gold.text[k-20:k+20]!r}, system {sys_.text[k-20:k+20]!r}")
    pairs = align(gold, sys_)
    to_gold = {s: g for g, s in pairs}
    rel = (lambda r: r) if full else (lambda r: r.split(":")[0])
    n_g, n_s = len(gold.words), len(sys_.words)
    hit = dict.fromkeys(("upos", "feats", "lemma", "uas", "las"), 0)
    for g, s in pairs:
        a, b = gold.words[g], sys_.words[s]
        hit["upos"] += a["upos"] == b["upos"]
        hit["feats"] += feats(a["feats"]) == feats(b["feats"])
        hit["lemma"] += a["lemma"] == "_" or a["lemma"] == b["lemma"]
        head = -1 if b["head"] < 0 else to_gold.get(b["head"], -2)
        if head == a["head"]:
            hit["uas"] += 1
            hit["las"] += rel(a["rel"]) == rel(b["rel"])
    out = {"words": f1(len(pairs), n_g, n_s), "sentences": f1(len(set(gold.sents) & set(sys_.sents)), len(gold.sents), len(sys_.sents)),
           "tokens": f1(len(set(gold.tokens) & set(sys_.tokens)), len(gold.tokens), len(sys_.tokens))}
    out.update({k: f1(v, n_g, n_s) for k, v in hit.items()})
    return out


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if not a.startswith("--")]
    r = score(args[0], args[1], "--full" in sys.argv)
    print(json.dumps({k: round(v, 2) for k, v in r.items()}) if "--json" in sys.argv
          else "  ".join(f"{k} {v:.2f}" for k, v in r.items()))
