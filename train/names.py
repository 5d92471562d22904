"""Names that we marked ourselves: sentences of web text (names/web-*.txt) and the proper nouns of EWT train (lists/ewt-names.txt)."""
import glob
import os
import re

import data
from data import Doc, O, b, i

MARK = re.compile(r"\[(PER|ORG|LOC) ([^\[\]]+)\]")
# A place that one goes to is now an organisation, now a place in UNER; a mark whose last word is one of these may be either.
VENUES = set("restaurant pizza pizzeria cafe café coffee bar pub grill grille diner deli bakery bistro kitchen sushi tavern buffet hotel motel inn hostel lodge "
             "resort spa salon gym mall market store shop hospital clinic museum theater theatre cinema school church".split())
NO_NAME = re.compile(r"https?:|www\.|@[\w-]+\.\w|\w\.(?:com|net|org|doc|xls|pdf|ppt|txt|jpg|html?)$", re.IGNORECASE)  # addresses and files
OPEN_O = O | b("DOCUMENT") | i("DOCUMENT") | b("OTHER") | i("OTHER")  # what the marks leave out may be a document or another name


def _types(kind, words):
    if kind == "PER":
        return ["PERSON"]
    if kind == "LOC":
        return data._place(words)
    org = data._org(words, ["ORG", "GROUP"])
    return org + ["PLACE"] if words[-1].lower() in VENUES else org


def _read_line(line):
    """Text without marks, and (start, end, kind) of each mark in it."""
    text, spans, at = "", [], 0
    for m in MARK.finditer(line):
        text += line[at:m.start()]
        spans.append((len(text), len(text) + len(m[2]), m[1]))
        text += m[2]
        at = m.end()
    return text + line[at:], spans


def _add_sentence(d, line):
    text, spans = _read_line(line)
    toks, at = data.tokenize(text), len(d)
    mask = [OPEN_O if any(c.isupper() for c in w) and w != "I" and k else O for k, (w, _, _) in enumerate(toks)]
    for s, e, kind in spans:
        ws = [k for k, (_, a, z) in enumerate(toks) if a < e and s < z]
        data._mark(mask, ws[0], ws[-1] + 1, _types(kind, [toks[k][0] for k in ws]))
    d.words += [t[0] for t in toks]
    d.ents += mask
    d.starts += [k == 0 for k in range(len(toks))]
    d.par += [at == 0 and k == 0 for k in range(len(toks))]


def web_docs(folder):
    """Documents of web-*.txt: one sentence a line, [KIND name] marks, an empty line between documents, "# genre:" lines."""
    docs = []
    for path in sorted(glob.glob(os.path.join(folder, "web-*.txt"))):
        d = None
        with open(path, encoding="utf-8") as f:
            for line in f:
                line = line.strip()
                if not line:
                    d = None
                elif not line.startswith("#"):
                    if d is None:
                        d = Doc(f"{os.path.basename(path)[:-4]}-{len(docs)}", [], [], [], ents=[], source="uner-web")
                        docs.append(d)
                    _add_sentence(d, line)
    return docs


def read_list(path):
    """Name (tuple of words) -> types: [] for no name, None for open."""
    out, types = {}, None
    with open(path, encoding="utf-8") as f:
        for line in f:
            line = line.rstrip("\n")
            if line.startswith("= "):
                types = {"O": [], "?": None}.get(line[2:], line[2:].split())
            elif not line.startswith("#"):
                for name in line.split(" | "):
                    out[tuple(name.split())] = types
    return out


def _name_types(types, words):
    """Finer types of a listed name: states among places, groups and outlets among organisations."""
    out = []
    for t in types:
        out += {"PLACE": lambda: data._place(words), "ORG": lambda: data._org(words, ["ORG", "GROUP"])}.get(t, lambda: [t])()
    return out


def mark_listed(d, names, longest=12):
    """Tag sets of a document with UPOS from a list of names: the longest listed name with a proper noun in it; other proper nouns are open, the rest is O."""
    n = len(d)
    d.ents = [0 if d.upos[k] in ("PROPN", "X") and not NO_NAME.search(d.words[k]) else O for k in range(n)]
    k = 0
    while k < n:
        e = next((e for e in range(min(n, k + longest), k, -1) if tuple(d.words[k:e]) in names and "PROPN" in d.upos[k:e]), None)
        if e is None:
            k += 1
            continue
        types = names[tuple(d.words[k:e])]
        if types:
            data._mark(d.ents, k, e, _name_types(types, d.words[k:e]))
        elif types is None:
            d.ents[k:e] = [0] * (e - k)
        else:
            d.ents[k:e] = [O] * (e - k)
        k = e
    return d
