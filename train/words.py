"""Words to pieces, word shapes and lemma scripts.

Everything here has a twin in C (src/stage/encode.c, token_shape.c, tag.c); tests/numeric holds the shared tables. Pure functions, no torch.
"""
import os
import unicodedata
from collections import Counter

# Shape ids are part of the model file; never renumber.
SHAPES = ["special", "lower", "Title", "UPPER", "single-upper", "mixedCase", "unused", "digits", "number",
          "letters+digits", "punct", "symbol", "hyphen-lower", "hyphen-upper", "apostrophe", "other"]
_APOS = "'\u2019"
_HYPHENS = "-\u2010\u2011\u2013"


def shape(word):
    """Shape id of a word. The order of the tests is the definition."""
    letters = digits = upper = lower = symbols = punct = 0
    hyphen = False
    first_upper = rest_upper = False
    for c in word:
        cat = unicodedata.category(c)
        if cat[0] == "L":
            if cat in ("Lu", "Lt"):
                upper += 1
                if letters == 0:
                    first_upper = True
                else:
                    rest_upper = True
            elif cat == "Ll":
                lower += 1
            letters += 1
        elif cat == "Nd":
            digits += 1
        elif cat[0] == "S" or c == "%":
            symbols += 1
        elif cat[0] == "P":
            punct += 1
        if c in _HYPHENS:
            hyphen = True
    if letters and not digits:
        w = word.lower().replace("\u2019", "'")
        if word[0] in _APOS or w == "n't":
            return 14
    if not letters and not digits:
        if symbols:
            return 11
        return 10 if punct == len(word) and word else 15
    if not letters:
        return 7 if digits == len(word) else 8
    if digits:
        return 9
    if hyphen:
        return 13 if upper else 12
    if upper + lower == 0:
        return 15
    if upper == 0:
        return 1
    if letters == 1:
        return 4
    if lower == 0:
        return 3
    if first_upper and not rest_upper:
        return 2
    return 5


def _is_punct(c):
    o = ord(c)
    if 33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126:
        return True
    return unicodedata.category(c)[0] == "P"


def _is_cjk(o):
    return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2A6DF or 0x2A700 <= o <= 0x2B73F
            or 0x2B740 <= o <= 0x2B81F or 0x2B820 <= o <= 0x2CEAF or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)


class WordPiece:
    """BERT uncased WordPiece over one word; ids are line numbers of vocab.txt."""

    def __init__(self, path):
        self.path = os.path.abspath(path)
        with open(path, encoding="utf-8") as f:
            self.pieces = [l.rstrip("\n") for l in f]
        self.ids = {p: i for i, p in enumerate(self.pieces)}
        self.unk, self.cls, self.sep = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self.pad = self.ids["[PAD]"]
        self.cache = {}

    def basic(self, word):
        out, cur = [], ""
        text = unicodedata.normalize("NFD", word.lower())
        for c in text:
            cat = unicodedata.category(c)
            if cat == "Mn" or c == "\ufffd" or c == "\0":
                continue
            if c in "\t\n\r" or cat[0] == "Z":
                if cur:
                    out.append(cur)
                cur = ""
                continue
            if cat[0] == "C":
                continue
            if _is_punct(c) or _is_cjk(ord(c)):
                if cur:
                    out.append(cur)
                out.append(c)
                cur = ""
            else:
                cur += c
        if cur:
            out.append(cur)
        return out

    def word(self, word):
        """Piece ids of a word; never empty (a word of controls only, or of more than 100 letters, is [UNK])."""
        got = self.cache.get(word)
        if got is not None:
            return got
        out = []
        for tok in self.basic(word):
            if len(tok) > 100:
                out.append(self.unk)
                continue
            start, pieces = 0, []
            while start < len(tok):
                end, hit = len(tok), None
                while end > start:
                    sub = tok[start:end] if start == 0 else "##" + tok[start:end]
                    hit = self.ids.get(sub)
                    if hit is not None:
                        break
                    end -= 1
                if hit is None:
                    pieces = [self.unk]
                    break
                pieces.append(hit)
                start = end
            out += pieces
        out = out or [self.unk]
        out = out[:16]  # a word longer than 16 pieces keeps its first 16
        self.cache[word] = out
        return out


# ---- lemma scripts: "<case><cut>:<append>" -----------------------------------------------------------------------
# cut code points from the end of the form (all of it if shorter), apply the case to what is left
# (k keep, l lower, t first upper rest lower, u upper), append the string as it stands.

def lemma_apply(script, form):
    head, tail = script.split(":", 1)
    case, cut = head[0], int(head[1:])
    stem = form[:max(0, len(form) - cut)]
    if case == "l":
        stem = stem.lower()
    elif case == "u":
        stem = stem.upper()
    elif case == "t":
        stem = stem[:1].upper() + stem[1:].lower()
    return stem + tail


def lemma_script(form, lemma):
    """The script with the smallest cut that turns form into lemma; ties: l before k before t before u."""
    best = None
    for order, (case, stem) in enumerate((("l", form.lower()), ("k", form), ("t", form[:1].upper() + form[1:].lower()),
                                          ("u", form.upper()))):
        if len(stem) != len(form):
            continue
        n = 0
        while n < len(stem) and n < len(lemma) and stem[n] == lemma[n]:
            n += 1
        cand = (len(form) - n, order, f"{case}{len(form) - n}:{lemma[n:]}")
        if best is None or cand < best:
            best = cand
    return best[2]


def lemma_inventory(pairs, floor=2):
    """Scripts seen at least `floor` times, most frequent first; the identity scripts are always there."""
    c = Counter(lemma_script(f, l) for f, l in pairs)
    keep = [s for s, n in c.most_common() if n >= floor]
    for s in ("l0:", "k0:"):
        if s not in keep:
            keep.append(s)
    return keep


# ---- lemma choice --------------------------------------------------------------------------------------------------
# A head that sees word pieces cannot know that "declined" leads to "decline" and not to "declin". So the lemma is chosen among the
# best scripts with the help of lemmas.tsv: rows (form, UPOS, lemma); form "*" only says that the lemma exists.

KNOWN_BONUS = 4.0   # added to the logit of a script whose result is a known lemma of that UPOS
LEMMA_BEAM = 6
OPEN_CLASSES = {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "PART", "PRON", "SCONJ", "VERB"}


class Lemmas:
    def __init__(self, path=None):
        self.form, self.known = {}, set()
        if path:
            with open(path, encoding="utf-8") as f:
                for line in f:
                    if line.startswith("# "):
                        continue
                    form, upos, lemma = line.rstrip("\n").split("\t")
                    if form != "*":
                        self.form[form, upos] = lemma
                    if upos in OPEN_CLASSES:
                        self.known.add((upos, lemma.lower()))

    def choose(self, form, upos, best):
        """best: (logit, script) of the LEMMA_BEAM best scripts, best first. Ties go to the earlier one."""
        form = form.replace("\u2019", "'")
        hit = self.form.get((form, upos))
        if hit is not None:
            return hit
        top = None
        for logit, script in best:
            lemma = lemma_apply(script, form)
            v = logit + (KNOWN_BONUS if (upos, lemma.lower()) in self.known else 0.0)
            if top is None or v > top[0]:
                top = (v, lemma)
        return top[1]
