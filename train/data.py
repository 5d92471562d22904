"""Reads the training material and cuts it into windows.

The unit is a Doc: parallel lists over its words. Layers that a set does not annotate are None, and their losses are masked.
Test splits are opened only by the functions named *_test, which evaluate.py alone calls.
"""
import json
import lzma
import os
import random
import re

import numpy as np

from words import lemma_script, shape

ENT_TYPES = ["PERSON", "GROUP", "ORG", "STATE", "OUTLET", "PLACE", "DOCUMENT", "OTHER"]
TAGS = ["O"] + [f"{b}-{t}" for t in ENT_TYPES for b in "BI"]
TAG_ID = {t: i for i, t in enumerate(TAGS)}
ALL_TAGS = (1 << len(TAGS)) - 1
HERE = os.path.dirname(os.path.abspath(__file__))


def hard_transitions():
    """[tags + 1, tags], the last row a sentence's start: I-X only after B-X or I-X."""
    t = len(TAGS)
    tr = np.zeros((t + 1, t), np.float32)
    for k, y in enumerate(TAGS):
        if y[0] == "I":
            for a in range(t + 1):
                if a == t or TAGS[a] not in ("B-" + y[2:], y):
                    tr[a, k] = -10000.0
    return tr


def _names(fn):
    out = set()
    with open(os.path.join(HERE, "lists", fn), encoding="utf-8") as f:
        for line in f:
            if not line.startswith("#"):
                out |= {w.strip() for w in line.strip().split("|") if w.strip()}
    return out


STATES, OUTLETS, GROUPS, DEMONYMS = (_names(f"{n}.txt") for n in ("states", "outlets", "groups", "demonyms"))
DOCUMENT_WORDS = {"agreement", "agreements", "treaty", "accord", "accords", "act", "resolution", "constitution", "charter",
                  "convention", "declaration", "protocol", "pact", "report", "memorandum", "bill", "law", "covenant",
                  "communiqué", "communique", "manifesto", "amendment", "statute", "decree", "ceasefire", "armistice"}
TITLES = {"president", "prime", "minister", "secretary", "secretary-general", "general", "mr", "mr.", "mrs", "mrs.", "ms", "ms.",
          "dr", "dr.", "senator", "sen.", "rep.", "gov.", "governor", "foreign", "king", "queen", "prince", "crown", "sheikh",
          "colonel", "col.", "lt.", "gen.", "maj.", "major", "captain", "army", "spokesman", "spokeswoman", "ambassador",
          "envoy", "special", "defence", "defense", "deputy", "vice", "chancellor", "pope", "staff", "commander", "chief", "sir",
          "lord", "lady", "professor", "prof.", "the", "he", "designate", "-", "affairs", "syrian", "russian", "turkish", "us", "u.s.", "un", "state", "of"}


PRONOUNS = {"it", "he", "she", "they", "we", "i", "you", "who", "that", "this", "its", "his", "her", "their", "our"}


def b(t):
    return 1 << TAG_ID["B-" + t]


def i(t):
    return 1 << TAG_ID["I-" + t]


O = 1 << TAG_ID["O"]


class Doc:
    """words; starts[i] = word i begins a sentence (None: unknown); par[i] = word i begins a paragraph; upos.. parallel;
    head[i] = index in the document of the head, -1 root, -2 unknown; ents[i] = bit set of tags allowed (0: not annotated)."""

    def __init__(self, name, words, starts=None, par=None, upos=None, feats=None, lemma=None, head=None, rel=None,
                 ents=None, source=None):
        self.name, self.words, self.starts, self.par = name, words, starts, par
        self.upos, self.feats, self.lemma, self.head, self.rel, self.ents = upos, feats, lemma, head, rel, ents
        self.source = source or name
        self.space_after = None
        self.cue = self.att = self.event = self.estat = self.pools = self.coref = self.talk = self.acts = self.args = None  # layers of heads.py

    def __len__(self):
        return len(self.words)


def read_conllu(path):
    """Documents of a CoNLL-U file in order; words are syntactic words (multi-word token lines and empty nodes skipped)."""
    op = lzma.open if path.endswith(".xz") else open
    docs, cur, base = [], None, 0
    new_sent = new_par = True
    with op(path, "rt", encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if not line:
                new_sent = True
                continue
            if line.startswith("#"):
                if line.startswith("# newdoc"):
                    cur = Doc(line.split("=")[-1].strip(), [], [], [], [], [], [], [], [])
                    cur.sent_ids = []
                    docs.append(cur)
                    new_par = True
                elif line.startswith("# newpar"):
                    new_par = True
                elif line.startswith("# sent_id"):
                    cur.sent_ids.append(line.split("=")[-1].strip())
                continue
            c = line.split("\t")
            if not c[0].isdigit():
                continue
            if new_sent:
                base = len(cur.words)
            cur.words.append(c[1])
            cur.lemma.append(c[2])
            cur.upos.append(c[3])
            cur.feats.append(c[5])
            cur.head.append(base + int(c[6]) - 1 if c[6] != "0" else -1)
            cur.rel.append(c[7])
            cur.starts.append(new_sent)
            cur.par.append(new_par)
            new_sent = new_par = False
    return [d for d in docs if d.words]


# ---- entity sets -------------------------------------------------------------------------------------------------

def _spans(tags):
    """BIO strings -> (start, end, type); a stray I- begins a span, as the conlleval script reads it."""
    out, start, typ = [], None, None
    for k, t in enumerate(list(tags) + ["O"]):
        if start is not None and (t == "O" or t[0] == "B" or t[2:] != typ):
            out.append((start, k, typ))
            start = None
        if t != "O" and (t[0] == "B" or start is None):
            start, typ = k, t[2:]
    return out


def _key(words):
    k = " ".join(words).lower()
    for p in ("the ", "@"):
        if k.startswith(p):
            k = k[len(p):]
    return k


def _org(words, default):
    k = _key(words)
    if k in OUTLETS or "the " + k in OUTLETS:
        return ["OUTLET"]
    if k in GROUPS:
        return ["GROUP"]
    return default


def _place(words):
    k = _key(words)
    return ["STATE"] if k in STATES or k.replace(".", "") in STATES else ["PLACE"]


def _mark(mask, s, e, types, also_o=False):
    for k in range(s, e):
        m = 0
        for t in types:
            m |= b(t) if k == s else i(t)
        mask[k] = m | (O if also_o else 0)


def uner_docs(path):
    """UNER-EWT: PER, ORG, LOC annotated; everything else reads O, so O allows DOCUMENT and OTHER too."""
    docs, cur, tags = [], None, []

    def close():
        if cur is None:
            return
        mask = [O | b("DOCUMENT") | i("DOCUMENT") | b("OTHER") | i("OTHER")] * len(cur.words)
        for s, e, t in _spans(tags):
            w = cur.words[s:e]
            _mark(mask, s, e, {"PER": lambda: ["PERSON"], "LOC": lambda: _place(w), "ORG": lambda: _org(w, ["ORG", "GROUP"])}[t]())
        for k, w in enumerate(cur.words):  # lower-case words outside, and sentence starts, are plainly O
            if mask[k] & O and (not any(c.isupper() for c in w) or w == "I" or cur.starts[k]):
                mask[k] = O
        cur.ents, cur.gold = mask, list(tags)
        docs.append(cur)

    new = True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            close()
            cur, tags = Doc(line.split("=")[-1].strip(), [], [], [], source="uner"), []
        elif not line:
            new = True
        elif not line.startswith("#"):
            c = line.split("\t")
            cur.words.append(c[1])
            t = c[2] if c[2] != "B-OTH" and c[2] != "I-OTH" else "O"
            tags.append(t)
            cur.starts.append(new)
            cur.par.append(False)
            new = False
    close()
    return docs


def _column_sents(path):
    sents, w, t = [], [], []
    for line in open(path, encoding="utf-8"):
        c = line.rstrip("\n").split("\t")
        if not c[0].strip():
            if w:
                sents.append((w, t))
            w, t = [], []
        else:
            w.append(c[0])
            t.append(c[1] if len(c) > 1 and c[1] else "O")
    if w:
        sents.append((w, t))
    return sents


def _group(sents, name, rng, marker):
    """Unordered sentences are joined four to a document so that windows look like text; sentence starts stay unknown for tweets."""
    sents = list(sents)
    rng.shuffle(sents)
    docs = []
    for k in range(0, len(sents), 4):
        words, ents = [], []
        for w, t in sents[k:k + 4]:
            words += w
            ents += marker(w, t)
        docs.append(Doc(f"{name}-{k}", words, ents=ents, source=name))
    return docs


def wnut_docs(path, rng):
    def marker(w, t):
        t = [x if x[:2] in ("B-", "I-") and x[2:] in ("person", "location", "corporation", "group", "product", "creative-work")
             else "O" for x in t]
        mask = [O] * len(w)
        for s, e, ty in _spans(t):
            ws = w[s:e]
            types = {"person": lambda: ["PERSON"], "location": lambda: _place(ws), "corporation": lambda: _org(ws, ["ORG"]),
                     "group": lambda: _org(ws, ["ORG", "GROUP"]), "product": lambda: ["OTHER"],
                     "creative-work": lambda: _org(ws, ["OTHER", "DOCUMENT"])}[ty]()
            _mark(mask, s, e, types)
        return mask
    return _group(_column_sents(path), "wnut", rng, marker)


def crossner_docs(path, rng):
    def marker(w, t):
        mask = [O] * len(w)
        for s, e, ty in _spans(t):
            ws = w[s:e]
            key = _key(ws)
            if key in DEMONYMS:
                continue
            doc = ws[-1].lower() in DOCUMENT_WORDS or (ws[0].lower() in DOCUMENT_WORDS and len(ws) > 2)
            if ty in ("person", "politician"):
                types = ["PERSON"]
            elif ty == "politicalparty":
                types = ["GROUP"]
            elif ty == "organisation":
                types = _org(ws, ["ORG"])
            elif ty == "country":
                types = ["STATE"]
            elif ty == "location":
                types = _place(ws)
            elif doc:
                types = ["DOCUMENT"]
            elif ty in ("election", "event"):
                types = ["OTHER"]
            else:
                types = ["OTHER", "DOCUMENT", "GROUP"]
            _mark(mask, s, e, types)
        return mask
    return _group(_column_sents(path), "crossner", rng, marker)


_TOKEN = re.compile(r"(?:https?://|www\.)\S+[\w/]|[\w.+-]+@[\w-]+\.[\w.]+\w|(?:[A-Za-z]\.){2,}|\d+(?:st|nd|rd|th|s)\b|\d+(?:[.,:]\d+)*|n['\u2019]t\b|['\u2019](?:s|re|ve|ll|d|m)\b|"
                    r"(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|St|Sen|Rep|Gov|No|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|"
                    r"[^\W\d_]+(?:['\u2019](?!(?:s|re|ve|ll|d|m)\b)[^\W\d_]+)?|\.\.\.|--|\S", re.UNICODE)


def tokenize(text):
    """Rough English tokenizer for material without tokens: (word, start, end). The product has its own, in C."""
    out = []
    for m in _TOKEN.finditer(text):
        w, s, e = m.group(), m.start(), m.end()
        low = w.lower()
        if len(w) > 3 and (low.endswith("n't") or low.endswith("n\u2019t")):
            out += [(w[:-3], s, e - 3), (w[-3:], e - 3, e)]
        elif low == "cannot":
            out += [(w[:3], s, s + 3), (w[3:], s + 3, e)]
        else:
            out.append((w, s, e))
    return out


def re3d_docs(root):
    docs = []
    for sub in sorted(os.listdir(root)):
        d = os.path.join(root, sub)
        if not os.path.isdir(d):
            continue
        with open(os.path.join(d, "LICENSE"), encoding="utf-8", errors="replace") as f:
            if "noncommercial" in f.read().lower().replace("-", "").replace(" ", ""):
                continue  # BBC Online is CC BY-NC: such material stays out of a shipped model
        ents = {}
        for line in open(os.path.join(d, "entities.json"), encoding="utf-8-sig"):
            if line.strip():
                e = json.loads(line)
                ents.setdefault(e["documentId"], []).append(e)
        for line in open(os.path.join(d, "documents.json"), encoding="utf-8-sig"):
            if not line.strip():
                continue
            j = json.loads(line)
            toks = tokenize(j["text"])
            words = [t[0] for t in toks]
            mask = []
            for w in words:
                cap = any(c.isupper() for c in w)
                mask.append((O | b("OTHER") | i("OTHER") | b("DOCUMENT") | i("DOCUMENT")) if cap and w.lower() not in DEMONYMS else O)
            at = {t[1]: k for k, t in enumerate(toks)}
            end = {t[2]: k + 1 for k, t in enumerate(toks)}
            taken = set()
            got = sorted(ents.get(j["_id"], []), key=lambda e: (-(e.get("confidence") or 0), -(e["end"] - e["begin"])))
            for e in got:
                if e["type"] not in ("Person", "Organisation", "Location", "DocumentReference", "MilitaryPlatform", "Weapon", "Vehicle"):
                    continue
                if e["begin"] not in at or e["end"] not in end:
                    continue
                s, z = at[e["begin"]], end[e["end"]]
                cap0 = [k for k in range(s, z) if words[k][:1].isupper()]
                if cap0 and e["type"] in ("Location", "Organisation"):  # "the city of X", "west of X", "Members of the X"
                    s = cap0[0]
                    if words[s].lower() in ("the", "a", "an", "members", "member", "north", "south", "west", "east") and len(cap0) > 1:
                        s = cap0[1]
                if z - s > 1 and words[z - 1] in ("'s", "\u2019s"):
                    z -= 1
                if e["type"] == "Person" and "," in words[s:z]:
                    s = max(k for k in range(s, z) if words[k] == ",") + 1
                if z - s == 1 and words[s].lower() in PRONOUNS:
                    continue
                if s >= z or any(k in taken for k in range(s, z)):
                    continue
                ws = words[s:z]
                named = any(w[:1].isupper() for w in ws) and (ws[-1][:1].isupper() or ws[-1][:1].isdigit())
                if e["type"] in ("MilitaryPlatform", "Weapon", "Vehicle"):
                    if named:
                        _mark(mask, s, z, ["OTHER"], also_o=True)
                    continue
                conf = e.get("confidence") or 0
                if conf < 0.5 and _key(ws) not in STATES:  # the crowd disagreed: anything goes
                    for k in range(s, z):
                        if mask[k] & ~O or words[k][:1].isupper():
                            mask[k] = ALL_TAGS
                    continue
                taken |= set(range(s, z))
                if not named or _key(ws) in DEMONYMS:
                    for k in range(s, z):
                        mask[k] = O if not words[k][:1].isupper() else ALL_TAGS
                    continue
                if e["type"] == "Person":
                    h = s
                    while h < z and (words[h].lower() in TITLES or words[h].lower() in DEMONYMS):
                        mask[h] = O
                        h += 1
                    if h < z:
                        _mark(mask, h, z, ["PERSON"])
                elif _key(ws) in STATES:
                    _mark(mask, s, z, ["STATE"])
                elif e["type"] == "Organisation":
                    _mark(mask, s, z, _org(ws, ["ORG", "GROUP"]))
                elif e["type"] == "Location":
                    _mark(mask, s, z, _place(ws))
                else:
                    _mark(mask, s, z, ["DOCUMENT"])
            docs.append(Doc("re3d-" + j["_id"], words, ents=mask, source="re3d"))
    return docs


def weak_ents(doc):
    """EWT train carries no entities, but a word that is no PROPN and has none within two words is O if its class never starts a name."""
    n = len(doc)
    mask = [0] * n
    for k in range(n):
        if doc.upos[k] in ("NOUN", "ADJ", "NUM", "SYM", "X", "PROPN"):
            continue
        if any(doc.upos[j] in ("PROPN", "X") for j in range(max(0, k - 2), min(n, k + 3))):
            continue
        mask[k] = O
    doc.ents = mask
    return doc


def spacy_mask(doc, spans):
    """Allowed tags from a spaCy (OntoNotes) reading of a document with UPOS: its spans, trimmed to our conventions, and O outside
    unless the word is a proper noun (spaCy misses a third of the names of web text, so a proper noun outside says nothing)."""
    n = len(doc)
    upos = doc.upos or ["X"] * n
    mask = [0 if upos[k] in ("PROPN", "X", None) else O for k in range(n)]
    for s, e, t in spans:
        while s < e and doc.words[s].lower() in ("the", "a", "an"):
            s += 1
        if e - s > 1 and doc.words[e - 1] in ("'s", "\u2019s", "'", "\u2019"):
            e -= 1
        if s >= e or t in ("DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL", "QUANTITY", "LANGUAGE"):
            continue
        w = doc.words[s:e]
        if not any(x in ("PROPN", "X", None) for x in upos[s:e]):
            continue  # a name without a proper noun in it is mostly a mistake here
        law = w[-1].lower() in DOCUMENT_WORDS
        types = {"PERSON": lambda: ["PERSON"], "ORG": lambda: _org(w, ["ORG", "GROUP"]), "GPE": lambda: _place(w),
                 "LOC": lambda: ["PLACE"], "FAC": lambda: ["PLACE"], "LAW": lambda: ["DOCUMENT"],
                 "WORK_OF_ART": lambda: ["DOCUMENT" if law else "OTHER"], "EVENT": lambda: ["OTHER"], "PRODUCT": lambda: ["OTHER"],
                 "NORP": lambda: ["GROUP"] if _key(w) in GROUPS else None}.get(t, lambda: None)()
        if types is None:
            for k in range(s, e):
                mask[k] = O
        else:
            _mark(mask, s, e, types)
    return mask


# ---- augmentation ------------------------------------------------------------------------------------------------

_STRAIGHT = {"\u201c": '"', "\u201d": '"', "\u2018": "'", "\u2019": "'"}


def augment(words, rng, starts=None):
    """News style over the same annotation: curly quotes and apostrophes, dashes, capitals, lower case, odd case at the start.
    Returns new words (same count) and True if the case was changed (then lemma case is no longer to be learned)."""
    words = list(words)
    r = rng.random()
    if r > 0.8:
        words = [_STRAIGHT.get(w, w.replace("\u2019", "'")) for w in words]
    elif r < 0.45:
        opened = False
        for k, w in enumerate(words):
            if w in ('"', "``", "''"):
                words[k] = "\u201d" if opened else "\u201c"
                opened = not opened
            elif "'" in w:
                words[k] = w.replace("'", "\u2019")
            elif w in ("-", "--") and rng.random() < 0.5:
                words[k] = rng.choice(["\u2013", "\u2014"])
    cased = False
    r = rng.random()
    if r < 0.03:
        words, cased = [w.upper() if len(w.upper()) == len(w) else w for w in words], True
    elif r < 0.06:
        words, cased = [w.lower() if len(w.lower()) == len(w) else w for w in words], True
    elif r < 0.08:  # a headline: each word capitalised
        words, cased = [w[:1].upper() + w[1:] if len(w[:1].upper()) == 1 else w for w in words], True
    return words, cased


_B_BITS = sum(1 << k for k, t in enumerate(TAGS) if t[0] == "B")
_I_BITS = sum(1 << k for k, t in enumerate(TAGS) if t[0] == "I")


def _mask_spans(mask):
    """Spans of certain names in a list of tag sets: first word's set holds only B tags, the rest only I tags."""
    out, k = [], 0
    while k < len(mask):
        if mask[k] and not mask[k] & ~_B_BITS:
            e = k + 1
            while e < len(mask) and mask[e] and not mask[e] & ~_I_BITS:
                e += 1
            out.append((k, e))
            k = e
        else:
            k += 1
    return out


def name_pool(docs):
    """(tag set of the first word, length) -> names seen, each once."""
    pool = {}
    for d in docs:
        for s, e in _mask_spans(d.ents):
            pool.setdefault((d.ents[s], e - s), {})[tuple(d.words[s:e])] = None
    return {k: list(v) for k, v in pool.items() if len(v) > 1}


def swap_names(words, mask, pool, rng, p=0.5):
    """Puts other names of the same kind and length in place of some: the label must come from the sentence, not the name.
    Now and then a name loses its capitals, as on the web."""
    words = list(words)
    for s, e in _mask_spans(mask):
        c = pool.get((mask[s], e - s))
        if c and rng.random() < p:
            words[s:e] = rng.choice(c)
        if rng.random() < 0.08:
            words[s:e] = [w.lower() for w in words[s:e]]
    return words


# ---- inventories and windows -------------------------------------------------------------------------------------

class Inventory:
    def __init__(self, upos, feats, lemmas, rels):
        self.upos, self.feats, self.lemmas, self.rels = upos, feats, lemmas, rels
        self.upos_id = {x: k for k, x in enumerate(upos)}
        self.feats_id = {x: k for k, x in enumerate(feats)}
        self.lemma_id = {x: k for k, x in enumerate(lemmas)}
        self.rel_id = {x: k for k, x in enumerate(rels)}

    def as_dict(self):
        return {"upos": self.upos, "feats": self.feats, "lemma": self.lemmas, "rels": self.rels, "tags": TAGS, "ent_types": ENT_TYPES}


def make_inventory(docs):
    from collections import Counter
    from words import lemma_inventory
    upos = sorted({u for d in docs for u in d.upos})
    fc = Counter(x for d in docs for x in d.feats)
    feats = [x for x, n in fc.most_common() if n >= 2]
    rc = Counter(x for d in docs for x in d.rel)
    rels = ["root"] + sorted(x for x, n in rc.items() if n >= 3 and x != "root")
    lemmas = lemma_inventory(((f, l) for d in docs for f, l in zip(d.words, d.lemma)), 2)
    return Inventory(upos, feats, lemmas, rels)


class Window:
    """Numpy arrays over n words. y_* < 0 means masked. sent = sentence number within the window (-1: cut, no arcs)."""
    __slots__ = ("pieces", "shapes", "first", "n", "y_sent", "y_upos", "y_feats", "y_lemma", "head", "rel", "sent", "ents",
                 "doc", "lo", "hi", "words", "cue", "att", "event", "estat", "pools", "coref", "talk", "args")


def _cut_heads(w, doc, lo, hi):
    """The part in [lo, hi) of the layers of heads.py, with positions counted from lo."""
    w.cue, w.event = np.full(w.n, -1, np.int64), np.full(w.n, 0, np.int64)
    w.talk = doc.talk[lo:hi] if doc.talk is not None else None
    if doc.cue is not None:
        w.cue[:] = doc.cue[lo:hi]
    if doc.event is not None:
        w.event[:] = doc.event[lo:hi]
    inside = lambda k: lo <= k < hi
    w.att = [(c - lo, {k - lo: r for k, r in roles.items() if inside(k)}, full) for c, roles, full in doc.att or [] if inside(c)]
    w.estat = [(k - lo, f) for k, f in (doc.estat or {}).items() if inside(k)]
    w.pools = [(a - lo, e - lo, bits) for a, e, bits in doc.pools or [] if lo <= a and e <= hi]
    w.coref = [(k - lo, num) for k, num in doc.coref or [] if inside(k)]
    w.args = [(c - lo, {k - lo: r for k, r in roles.items() if inside(k)}) for c, roles in doc.args or [] if inside(c)]


def cut(doc, lo, hi, wp, inv, words=None, cased=False, first_in_doc=False):
    """Window over words [lo, hi) of doc. The head array holds window positions (0 = root, k + 1 = word k), -1 = masked."""
    w = Window()
    words = words if words is not None else doc.words[lo:hi]
    pieces, shapes, first = [wp.cls], [0], []
    for x in words:
        p = wp.word(x)
        first.append(len(pieces))
        pieces += p
        shapes += [shape(x)] * len(p)
    pieces.append(wp.sep)
    shapes.append(0)
    n = w.n = hi - lo
    w.doc, w.lo, w.hi, w.words = doc, lo, hi, words
    w.pieces, w.shapes, w.first = np.array(pieces, np.int64), np.array(shapes, np.int64), np.array(first, np.int64)
    full = lambda v: np.full(n, v, np.int64)
    w.y_sent, w.y_upos, w.y_feats, w.y_lemma, w.head, w.rel = full(-1), full(-1), full(-1), full(-1), full(-1), full(-1)
    w.sent, w.ents = full(-1), full(0)
    if doc.ents is not None:
        w.ents[:] = doc.ents[lo:hi]
    _cut_heads(w, doc, lo, hi)
    if doc.starts is not None and doc.source != "wnut":
        if doc.source != "silver":
            w.y_sent[:] = doc.starts[lo:hi]
            if doc.par is not None:  # a paragraph's first word is known to begin a sentence: what the head is asked is the rest
                w.y_sent[[k - lo for k in range(lo, hi) if doc.par[k]]] = -1
        s, num = lo, 0
        bounds = [k for k in range(lo, hi) if doc.starts[k]]
        for k, a in enumerate(bounds):
            e = bounds[k + 1] if k + 1 < len(bounds) else hi
            if e == hi and hi < len(doc) and not doc.starts[hi]:
                break  # cut off at the window's end
            w.sent[a - lo:e - lo] = num
            num += 1
    if doc.upos is not None and inv is not None:
        for k in range(lo, hi):
            w.y_upos[k - lo] = inv.upos_id.get(doc.upos[k], -1)
            w.y_feats[k - lo] = inv.feats_id.get(doc.feats[k], -1)
            if not cased and doc.lemma[k] is not None:
                form = words[k - lo]
                lem = doc.lemma[k]
                if form != doc.words[k]:
                    lem = lem.replace("'", "\u2019") if "'" in lem and "\u2019" in form else (form if lem == doc.words[k] else lem)
                w.y_lemma[k - lo] = inv.lemma_id.get(lemma_script(form, lem), -1)
            if w.sent[k - lo] >= 0:
                h = doc.head[k]
                w.head[k - lo] = 0 if h == -1 else h - lo + 1 if h >= 0 else -1
                w.rel[k - lo] = inv.rel_id.get(doc.rel[k], -1)
    return w


def train_windows(docs, wp, inv, rng, budgets=(62, 126, 190, 254), weights=(1, 2, 2, 3), aug=0.5, pool=None):
    """Cuts every document into windows of a random piece budget, from a random first sentence on; now and then a window
    begins inside a sentence, as windows of long texts do."""
    out = []
    for d in docs:
        counts = [len(wp.word(x)) for x in d.words]
        lo, n = 0, len(d)
        while lo < n:
            budget = rng.choices(budgets, weights)[0]
            hi, used = lo, 0
            while hi < n and used + counts[hi] <= budget:
                used += counts[hi]
                hi += 1
            nxt = hi
            if hi < n and d.starts is not None and rng.random() < 0.8:
                k = hi
                while k > lo and not d.starts[k]:
                    k -= 1
                if k > lo:
                    hi = nxt = k
                else:
                    # one sentence longer than the budget: grow to the full window
                    while hi < n and used + counts[hi] <= 254 and not d.starts[hi]:
                        used += counts[hi]
                        hi += 1
                    nxt = hi
            elif hi < n and d.starts is not None:  # cut inside a sentence: the next window begins there or at its start
                k = hi
                while k > lo and not d.starts[k]:
                    k -= 1
                if k > lo and rng.random() < 0.7:
                    nxt = k
            words, cased = d.words[lo:hi], False
            if pool and rng.random() < 0.4:
                words = swap_names(words, d.ents[lo:hi], pool, rng)
            if rng.random() < aug:
                words, cased = augment(words, rng)
            w = cut(d, lo, hi, wp, inv, words, cased)
            if len(w.pieces) <= 256:
                out.append(w)
            lo = nxt
    return out


def sentence_bounds(starts):
    s = [k for k, x in enumerate(starts) if x] + [len(starts)]
    return list(zip(s[:-1], s[1:]))


def eval_windows(doc, wp, inv, budget=254, context=40):
    """Windows for inference: each covers fresh words [a, b) with up to `context` pieces of text before; cut at sentence
    starts if the document has them (gold), otherwise anywhere with `context` pieces of overlap on both sides."""
    counts = [len(wp.word(x)) for x in doc.words]
    out, a, n = [], 0, len(doc)
    while a < n:
        lo, used = a, 0
        while lo > 0 and used + counts[lo - 1] <= context:
            lo -= 1
            used += counts[lo]
        hi = a
        while hi < n and used + counts[hi] <= budget:
            used += counts[hi]
            hi += 1
        b_ = hi
        if hi < n:
            k = hi
            while k > a and not doc.starts[k]:
                k -= 1
            if k > a:
                b_ = k
        w = cut(doc, lo, hi, wp, inv)
        out.append((w, a, max(b_, a + 1)))
        a = max(b_, a + 1)
    return out


def batches(windows, rng, limit=2304):
    """Groups windows of like length; yields lists whose padded size stays under `limit` pieces."""
    ws = sorted(windows, key=lambda w: len(w.pieces) + rng.random() * 12)
    groups, cur, longest = [], [], 0
    for w in ws:
        m = max(longest, len(w.pieces))
        if cur and m * (len(cur) + 1) > limit:
            groups.append(cur)
            cur, m = [], len(w.pieces)
        cur.append(w)
        longest = m
    if cur:
        groups.append(cur)
    rng.shuffle(groups)
    return groups
