"""Material for the heads of attribution, events, speakers and talk acts: PolNeAR, our corpus and its controls, coded sentences, LitBank.

Texts without words are cut by the program itself (tokens.sh), so that training sees the words that the product will see.
Every reader gives data.Doc objects; what a set does not decide is masked:
  cue     per word O, B, I of a cue (CUES); -1: not decided
  att     list of (cue's first word, {word: role}, knows_recipients)
  event   per word a set (bits) of event types allowed; 0: not decided
  estat   {trigger's first word: (polarity, modality, temporality, contested)}
  args    list of (trigger's first word, {head word of a mention: set (bits) of ARG_ROLES that its entity has in the event})
  pools   list of (first word, end, set of event types of which some word between bears one): gold of whole sentences
  coref   list of (head word, entity number), in order
  talk    per word and part of TALK the class of the act that it carries, 0 none, -1 not decided
  acts    list of (part, class, words of the mark): the same for scoring
"""
import json
import lzma
import os
import re
import tarfile

import data
from data import Doc, O

CUES = ["O", "B", "I"]
ROLES = ["none", "source", "content", "recipient"]
ARG_ROLES = ["none", "actor", "recipient"]
EVENT_TYPES = ["O", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT",
               "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"]
EVENT_BIT = {t: 1 << k for k, t in enumerate(EVENT_TYPES)}
# quad classes of the five-class sentences, and the union that the coded sentences do not divide
CLASSES = {"Q1": ["AGREE", "CONSULT", "SUPPORT", "CONCEDE"], "Q2": ["COOPERATE", "AID", "RETREAT"],
           "Q3": ["REQUEST", "ACCUSE", "REJECT", "THREATEN"], "Q4": ["PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"],
           "YIELD": ["CONCEDE", "RETREAT"]}
FACTORS = [("polarity", ["+", "-"]), ("modality", ["certain", "probable", "possible", "wanted", "conditional"]),
           ("temporality", ["past", "present", "future", "background"]), ("contested", [False, True])]
# Parts of the talk head: a softmax each, "none" first; kinds in the order of the C enums.
TALK = [("position", ["none", "demands", "offers", "accepts", "rejects", "refuses_until", "wants", "does_not_want", "open_to", "appreciates"]),
        ("condition", ["none", "precondition", "sequence", "exchange", "deadline", "threat", "exception", "simultaneous"]),
        ("proposal", ["none", "mooted", "offered", "conveyed", "under_study", "accepted", "accepted_with_changes", "countered", "rejected",
                      "withdrawn", "lapsed", "existence_denied", "existence_unknown"]),
        ("agreement", ["none", "potential", "announced", "in_effect", "extended", "violated", "ended", "past_end_unknown"]),
        ("measure", ["none", "held", "released", "killed", "injured", "displaced", "missing", "arrested", "evacuated", "rescued", "affected",
                     "troops", "participants", "votes", "seats", "money", "aid", "weapons", "attacks", "visits", "sentence", "other"]),
        ("issue", ["none", "end_of_fighting", "pause", "release", "exchange", "aid", "withdrawal", "access", "status", "guarantees",
                   "reconstruction", "disarmament", "amnesty", "elections", "other"])]
FIT = "fit: "  # sections of the controls that are kept from the encoder, to fit what reads it
ACTS = 4  # parts of TALK that are talk acts; then what a count counts, and what a position, proposal or agreement is about
# Buckets of a signed distance in words d = word - cue (or trigger): index of the first bound that d does not exceed.
ATT_BUCKETS = [-64, -32, -16, -8, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 7, 15, 31, 63]
# Buckets of the distance in words from antecedent to anaphor (head words).
COREF_BUCKETS = [1, 2, 4, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192]


def bucket(d, bounds):
    """Index of the first bound >= d; len(bounds) beyond the last."""
    k = 0
    while k < len(bounds) and d > bounds[k]:
        k += 1
    return k


def _lines(path):
    op = lzma.open if path.endswith(".xz") else open
    with op(path, "rt", encoding="utf-8") as f:
        return [json.loads(l) for l in f if l.strip()]


def _tokens(folder, name):
    """Input id -> spans of the words, from tokens.sh."""
    return {d["source"]["id"]: [t["span"] for t in d["tokens"]] for d in _lines(os.path.join(folder, name + ".tok.jsonl"))}


def _doc(name, text, spans, source):
    words = [text[s:e] for s, e in spans]
    par = [k == 0 or "\n" in text[spans[k - 1][1]:spans[k][0]] for k in range(len(spans))]
    d = Doc(name, words, par=par, source=source)
    d.spans = spans
    return d


def _cover(spans, pieces):
    """Indices of the words that share a character with one of the pieces [s, e)."""
    out = []
    for k, (s, e) in enumerate(spans):
        if any(s < b and a < e for a, b in pieces):
            out.append(k)
    return out


def _set_attributions(d, rows, recipients, nested_open):
    """Fills d.cue and d.att. nested_open: cues inside a content are not annotated by this set, so no word there is known to be none."""
    n = len(d)
    d.cue, inside, cued = [0] * n, set(), set()
    by_cue = {}
    for a in rows:
        cue = _cover(d.spans, a["cue"])
        content = _cover(d.spans, a["content"])
        inside |= set(content)
        if not cue:
            inside |= set(content) | set(_cover(d.spans, a["source"]))  # a relation without cue: nothing near it is known
            continue
        cued |= set(cue)
        for k in cue:
            d.cue[k] = 1 if k == cue[0] else 2
        roles = by_cue.setdefault(cue[0], {})
        for r, ws in ((2, content), (3, _cover(d.spans, a.get("recipient", []))), (1, _cover(d.spans, a["source"]))):
            for k in ws:
                if k not in cue:
                    roles[k] = r
    if nested_open:
        for k in inside - cued:
            d.cue[k] = -1
    d.att = [(c, r, recipients) for c, r in sorted(by_cue.items())]


def polnear(root, folder, split):
    spans = _tokens(folder, "polnear-" + split)
    docs = []
    for j in _lines(os.path.join(root, f"attribution/polnear-{split}.jsonl.xz")):
        d = _doc(j["id"], j["text"], spans[j["id"]], "polnear")
        _set_attributions(d, j["attributions"], False, True)
        docs.append(d)
    return docs


def _first_word(spans, span):
    got = _cover(spans, [span])
    return got[0] if got else None


def _corpus_events(d, events):
    d.event, d.estat = [EVENT_BIT["O"]] * len(d), {}
    for v in events:
        factors = tuple(names.index(v[f]) for f, names in FACTORS)
        for m in v["mentions"] or [{"trigger": v["trigger"]}]:
            k = _first_word(d.spans, m["trigger"])
            if k is None:
                continue
            bit = EVENT_BIT[v["type"]]
            for other in v.get("accept", []):
                bit |= EVENT_BIT.get(other.get("type"), 0)
            if v.get("optional"):
                bit |= EVENT_BIT["O"]
            d.event[k] = bit if d.event[k] == EVENT_BIT["O"] else d.event[k] | bit
            d.estat.setdefault(k, factors)


def _corpus_args(d, events, entities):
    """Every mention of an event's actor or recipient has that role for each of its triggers: which mention a reader would name is
    a choice over the whole text. Events that share a trigger leave an entity the roles of all of them."""
    heads, by_trigger = {}, {}
    for e in entities:
        heads[e["id"]] = {head_word(d.words, ws) for ws in (_cover(d.spans, [m["span"]]) for m in e["mentions"]) if ws}
    for v in events:
        for m in v["mentions"] or [{"trigger": v["trigger"]}]:
            k = _first_word(d.spans, m["trigger"])
            if k is None:
                continue
            roles = by_trigger.setdefault(k, {})
            for r, name in ((1, "actors"), (2, "recipients")):
                for w in (w for ent in v[name] for w in heads.get(ent, ())):
                    roles[w] = roles.get(w, 0) | 1 << r
    d.args = sorted(by_trigger.items())


_KIND = {"person": ["PERSON"], "reporter": ["PERSON"], "group": ["GROUP"], "org": ["ORG", "GROUP"], "state": ["STATE"], "outlet": ["OUTLET"],
         "place": ["PLACE"], "document": ["DOCUMENT"], "other": ["OTHER"]}


def _corpus_names(d, entities):
    """Name mentions as entity tags: without article, and persons without title."""
    d.ents = [O] * len(d)
    rows = []
    for e in entities:
        for m in e["mentions"]:
            if m["form"] == "name" and e["kind"] in _KIND:
                rows.append((m["span"], e["kind"]))
    rows.sort(key=lambda r: r[0][0] - r[0][1])  # longest first: the tags are flat
    taken = set()
    for span, kind in rows:
        ws = _cover(d.spans, [span])
        while ws and (d.words[ws[0]].lower() in ("the", "a", "an", "our", "its", "his", "her") or not any(c.isupper() or c.isdigit() for c in d.words[ws[0]])):
            ws = ws[1:]
        while ws and not any(c.isupper() or c.isdigit() for c in d.words[ws[-1]]):
            ws = ws[:-1]
        if kind in ("person", "reporter"):
            low = [k for k in ws if d.words[k].lower() in data.TITLES or d.words[k].lower() in ("of", "at", "minister", "leader", "trainer", "cllr", "spokesman")]
            if low and low[-1] + 1 in ws:
                ws = [k for k in ws if k > low[-1]]
            if len(ws) > 4:
                continue
        if not ws or any(k in taken for k in ws) or not any(d.words[k][:1].isupper() for k in ws):
            continue
        if kind == "group" and len(ws) == 1:  # "Farmers", "Some" at a sentence's start
            d.ents[ws[0]] = 0
            continue
        taken |= set(ws)
        data._mark(d.ents, ws[0], ws[-1] + 1, _KIND[kind])
    for k, w in enumerate(d.words):  # capitals that nobody marked: a name inside a longer one, a title, a heading
        if k not in taken and w[:1].isupper() and k and not d.par[k] and d.words[k - 1] not in (".", "!", "?", "\"", "\u201c", ":"):
            d.ents[k] = 0


def _corpus_coref(d, entities):
    d.coref = []
    for num, e in enumerate(entities):
        for m in e["mentions"]:
            ws = _cover(d.spans, [m["span"]])
            if ws:
                d.coref.append((head_word(d.words, ws), num))
    d.coref = sorted(set(d.coref))


# Words of a mark that do not carry its act.
_LIGHT = set("the a an have has had is are was were be been being will would not to n't only and its his her their it he she they still also again no".split())


def _acts(j):
    """(part, class, spans of the mark) of each talk act, count and issue of a report."""
    number = lambda part, name: TALK[part][1].index(name)
    for p in j["positions"]:
        yield 0, number(0, p["stance"]), [p["span"]]
    for c in j["conditions"]:
        yield 1, number(1, c["type"]), c["operators"] or [c["operator"]]
    for p in j["proposals"]:
        for s in p["states"]:
            yield 2, number(2, s["state"]), [s["span"]]
    for g in j["agreements"]:
        for s in g["statuses"]:
            yield 3, number(3, s["status"]), [s["span"]]
    for q in j["quantities"]:
        yield 4, number(4, q["measure"]), [q["span"]]
    rows = [(p["issue"], p["span"]) for p in j["positions"]]
    rows += [(p["issue"], s["span"]) for p in j["proposals"] for s in p["states"]]
    rows += [(g["issue"], s["span"]) for g in j["agreements"] for s in g["statuses"]]
    for issue, span in rows:
        yield 5, number(5, issue or "none"), [span]


def _mark_act(d, part, kind, ws, taken):
    """The first word of a mark (words ws) that is more than a light one carries the act, a count's last word its measure; the mark's
    other words are open. Of several acts of one part at a word the first is learned; taken: (word, part) that have one."""
    if not ws:
        return
    d.acts.append((part, kind, ws))
    carrier = ws[-1] if part == ACTS else next((k for k in ws if d.words[k].lower() not in _LIGHT), ws[0])
    for k in ws:
        if k == carrier and (k, part) not in taken:
            taken.add((k, part))
            d.talk[k][part] = kind
        elif d.talk[k][part] == 0:
            d.talk[k][part] = -1


def _corpus_talk(d, j):
    d.talk, d.acts = [[0] * len(TALK) for _ in range(len(d))], []
    taken = set()
    for part, kind, spans in _acts(j):
        _mark_act(d, part, kind, _cover(d.spans, [s for s in spans if s]), taken)


_AFTER_HEAD = {"of", "in", "from", "at", "for", "on", "with", "to", "by", "who", "that", "which", ",", "still", "near", "against", "between",
               "'s", "\u2019s", "involved", "and", "(", "under", "over", "whose", "representing", "seen", "taken", "held", "killed"}


def head_word(words, ws):
    """Head of a noun phrase by position: the last word before its first post-modifier. The product has trees and takes the word
    whose head lies outside; on names and plain phrases the two agree."""
    for k in ws[1:]:
        if words[k].lower() in _AFTER_HEAD and words[k] != "'s":
            return k - 1
    return ws[-1]


def corpus(path, folder, name):
    spans = _tokens(folder, name)
    docs = []
    for j in _lines(path):
        d = _doc(j["id"], j["text"], spans[j["id"]], "corpus")
        _set_attributions(d, j["attributions"], True, False)
        _corpus_events(d, j["events"])
        _corpus_names(d, j["entities"])
        _corpus_coref(d, j["entities"])
        _corpus_args(d, j["events"], j["entities"])
        _corpus_talk(d, j)
        for z in j["zones"]:  # rows are annotated in the body and captions, mentions not in credits and promotion
            for k in _cover(d.spans, [z["span"]]) if z["kind"] != "caption" else []:
                d.cue[k], d.event[k], d.talk[k] = -1, 0, [-1] * len(TALK)
                if z["kind"] in ("credit", "promo"):
                    d.ents[k] = 0
        docs.append(d)
    return docs


def controls(root, folder, split):
    """Sentences in which nothing is to be coded, and clauses with one trigger and the factors of its status."""
    docs, spans = [], _tokens(folder, "sentences")
    for j in _lines(os.path.join(root, "controls/sentences.jsonl")):
        if j["split"] == split and not j["topic"].startswith(FIT):
            d = _doc(j["id"], j["text"], spans[j["id"]], "controls")
            d.event, d.cue, d.att = [EVENT_BIT["O"]] * len(d), [0] * len(d), []
            d.talk, d.acts = [[0] * ACTS + [-1, 0] for _ in range(len(d))], []  # numbers may stand in them
            docs.append(d)
    spans = _tokens(folder, "status")
    for j in _lines(os.path.join(root, "controls/status.jsonl")):
        if j["split"] == split and not j["construction"].startswith(FIT):
            d = _doc(j["id"], j["text"], spans[j["id"]], "status")
            k = _first_word(d.spans, j["trigger"])
            d.event = [0] * len(d)
            d.event[k] = EVENT_BIT[j["type"]]
            for t in j["accept_types"]:
                d.event[k] |= EVENT_BIT[t]
            d.estat = {k: tuple(names.index(j[f]) for f, names in FACTORS)}
            docs.append(d)
    return docs


def quantities(root, folder, split):
    """Phrases with every number marked: what each counts. Other acts may stand in them and are open."""
    docs, spans = [], _tokens(folder, "quantities")
    for j in _lines(os.path.join(root, "controls/quantities.jsonl")):
        if j["split"] != split or j["section"].startswith(FIT):
            continue
        d = _doc(j["id"], j["text"], spans[j["id"]], "quantities")
        d.talk, d.acts = [[-1] * ACTS + [0, -1] for _ in range(len(d))], []
        for q in j["quantities"]:
            _mark_act(d, ACTS, TALK[ACTS][1].index(q["measure"] or "none"), _cover(d.spans, [q["span"]]), set())
        docs.append(d)
    return docs


def coded_sentences(root, folder):
    """Sentences with a type or a class for the whole: some word bears it. Q0: no word bears any."""
    docs = []
    for name in ("plover-sentences-a", "penta-a"):
        spans = _tokens(folder, name)
        for j in _lines(os.path.join(root, f"events/train/{name}.jsonl")):
            codes = {e["code"] for e in j["events"]}
            if not codes or not spans[j["id"]]:
                continue
            d = _doc(j["id"], j["text"], spans[j["id"]], "coded")
            if codes == {"Q0"}:
                d.event = [EVENT_BIT["O"]] * len(d)
            else:
                d.pools = [(0, len(d), sum(EVENT_BIT[t] for t in CLASSES.get(c, [c]))) for c in sorted(codes - {"Q0"})]
            docs.append(d)
    return docs


def litbank(path):
    """Coreference of LitBank (CoNLL columns): words and mentions; singletons count as antecedent-less mentions."""
    docs = []
    with tarfile.open(path) as tar:
        for m in sorted(tar.getmembers(), key=lambda m: m.name):
            if not m.isfile() or not m.name.endswith(".conll"):
                continue
            words, starts, open_, got, new = [], [], {}, [], True
            for line in tar.extractfile(m).read().decode("utf-8").split("\n"):
                c = line.split("\t")
                if line.startswith("#") or len(c) < 5:
                    new = True
                    continue
                k = len(words)
                words.append(c[3])
                starts.append(new)
                new = False
                for x in re.findall(r"\(\d+\)|\(\d+|\d+\)", c[-1]):
                    num = int(x.strip("()"))
                    if x[0] == "(":
                        open_.setdefault(num, []).append(k)
                    if x[-1] == ")":
                        got.append((open_[num].pop(), k, num))
            d = Doc(os.path.basename(m.name), words, starts, [False] * len(words), source="litbank")
            d.coref = sorted({(head_word(words, list(range(s, e + 1))), num) for s, e, num in got})
            docs.append(d)
    return docs


def join(docs, rng, sizes=(1, 2, 3, 5)):
    """Single sentences put together at random to longer documents, one a paragraph, so that windows look like running text."""
    docs, out = list(docs), []
    rng.shuffle(docs)
    while docs:
        n = rng.choice(sizes)
        take, docs = docs[:n], docs[n:]
        d = Doc(take[0].name, [], par=[], source=take[0].source)
        d.cue, d.event, d.talk, d.att, d.estat, d.pools = [], [], [], [], {}, []
        for x in take:
            at = len(d)
            d.cue += x.cue or [-1] * len(x)
            d.event += x.event or [0] * len(x)
            d.talk += x.talk or [[-1] * len(TALK)] * len(x)
            d.att += [(c + at, {k + at: r for k, r in roles.items()}, full) for c, roles, full in x.att or []]
            d.estat.update({k + at: f for k, f in (x.estat or {}).items()})
            d.pools += [(a + at, e + at, bits) for a, e, bits in x.pools or []]
            d.par += [True] + [False] * (len(x) - 1)
            d.words += x.words
        out.append(d)
    return out


def pieces(docs, longest=60):
    """Single paragraphs of reports, with their labels, to be joined with the controls: else short texts of unrelated sentences would be
    the ones in which nobody says anything, and the model would learn that of them. A cue whose source or content stands outside its
    paragraph keeps its tag and loses its roles."""
    out = []
    for d in docs:
        edges = [k for k in range(len(d)) if d.par[k]] + [len(d)]
        for a, e in zip(edges, edges[1:]):
            if not 0 < e - a <= longest:
                continue
            x = Doc(d.name, d.words[a:e], par=[True] + [False] * (e - a - 1), source="controls")
            x.cue, x.event, x.talk = d.cue[a:e], d.event[a:e], d.talk[a:e]
            x.att = [(c - a, {k - a: r for k, r in roles.items()}, full) for c, roles, full in d.att
                     if a <= c < e and all(a <= k < e for k in roles)]
            x.estat = {k - a: f for k, f in d.estat.items() if a <= k < e}
            out.append(x)
    return out


def material(root, corpus_dir, folder, with_polnear=True):
    """Training documents by set. root: development data; corpus_dir: the repository's corpus; folder: words from tokens.sh."""
    both = controls(corpus_dir, folder, "train")
    sets = {"corpus": corpus(os.path.join(corpus_dir, "gold/train.jsonl"), folder, "corpus-train"),
            "controls": [d for d in both if not d.estat], "status": [d for d in both if d.estat],
            "quantities": quantities(corpus_dir, folder, "train"), "coded": coded_sentences(root, folder),
            "litbank": litbank(os.path.join(root, "coref/litbank-conll.tar.xz"))}
    if with_polnear:
        sets["polnear"] = polnear(root, folder, "train")
    return sets
