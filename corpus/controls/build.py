#!/usr/bin/env python3
"""Build the control sets from their authoring files.

    build.py           write sentences.jsonl, status.jsonl, quantities.jsonl
    build.py --check   fail if a committed JSONL differs from what its source gives
    build.py --stats   counts per section, split, factor and field

Sources (*.src) are written by hand, with marks in the text; this script only turns marks
into code-point spans, checks every constraint, and refuses what it cannot decide.
Every complaint names file, line and what was expected. The formats are in README.md.
"""
import collections
import hashlib
import json
import pathlib
import re
import shlex
import sys

HERE = pathlib.Path(__file__).resolve().parent
KINDS = ("sentences", "status", "quantities")
CYCLE = ("train", "dev", "train", "test")   # by place in its section: 50/25/25
LEARN = ("learn: ", "fit: ")                # a section so named is of train alone

PLOVER = {
    "AGREE": (), "SUPPORT": (), "CONCEDE": (), "COOPERATE": (), "AID": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "RETREAT": ("withdraw", "release", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "THREATEN": ("restrict", "arrest", "relations", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport",
               "withhold", "misinformation", "cyber"),
    "ASSAULT": ("abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive",
                "firearms", "explosives", "suicide-attack", "aerial", "drone",
                "heavy-weapons", "crowd-control", "unconventional"),
}
TEMPTS = {
    "AGR": "AGREE", "CON": "CONSULT", "SUP": "SUPPORT", "CCD": "CONCEDE", "COO": "COOPERATE",
    "AID": "AID", "RET": "RETREAT", "REQ": "REQUEST", "ACC": "ACCUSE", "REJ": "REJECT",
    "THR": "THREATEN", "PRO": "PROTEST", "SAN": "SANCTION", "MOB": "MOBILIZE",
    "COE": "COERCE", "ASS": "ASSAULT", "CLM": "CLAIM", "POS": "POSITION",
    "CND": "CONDITION", "PRP": "PROPOSAL", "AGM": "AGREEMENT", "LAB": "LABEL",
}
MODALITY = {"c": "certain", "l": "probable", "p": "possible", "w": "wanted", "i": "conditional"}
TEMPORAL = {"p": "past", "n": "present", "f": "future", "b": "background"}
STATUS = {"A": "asserted", "N": "negated", "F": "future", "H": "hypothetical",
          "R": "requested", "B": "historical", "L": "alleged"}

# Words that make somebody other than the publisher answerable for a content.  A control
# sentence may hold one only inside a mark of its own (it tempts, and a reader has judged it).
CUES = re.compile(
    r"\b(said|says|say|told|tells|announced?s?|according to|claim(s|ed)?|den(y|ies|ied)|"
    r"argue[sd]?|insist(s|ed)?|believe[sd]?|think(s)?|thought|hope[sd]?|expect(s|ed)?|fear(s|ed)?|"
    r"want(s|ed)?|demand(s|ed)|propose[sd]?|promise[sd]?|vow(s|ed)?|pledge[sd]?|warn(s|ed)?|"
    r"reportedly|allegedly|alleges?|predict(s|ed)|estimate[sd]?|forecast(s)?|agree[sd]?|"
    r"refuse[sd]?|quoted|admit(s|ted)?|confirm(s|ed)?|suggest(s|ed)?|recommend(s|ed)?|"
    r"ask(s|ed)|urge[sd]?|accuse[sd]?|reject(s|ed)?|offer(s|ed)|threaten(s|ed)?)\b", re.I)

Q_KINDS = ("people", "things", "duration", "money", "percent", "rank", "vote", "age",
           "date", "time", "score", "measure", "times", "name")
NO_VALUE = ("date", "time", "score", "name")     # recognised as such; no operator, no values
Q_OPS = ("eq", "approx", "gt", "ge", "lt", "le", "nearly", "range", "ordinal", "unstated")
# what happened to the counted, or what they are there as; the list of ../tools/tables.py
MEASURES = ("held", "released", "killed", "injured", "displaced", "missing", "arrested", "evacuated",
            "rescued", "affected", "troops", "participants", "votes", "seats", "money", "aid",
            "weapons", "attacks", "visits", "sentence", "other")
MEASURED = ("people", "things")     # the kinds that state their measure
# Nouns by which a party characterises the people counted: the label is whoever's used it.
LABELS = ("hostages", "hostage", "prisoners", "prisoner", "captives", "captive", "detainees",
          "detainee", "terrorists", "terrorist", "militants", "militant", "rebels", "rebel",
          "fighters", "fighter", "gunmen", "gunman", "insurgents", "insurgent", "martyrs",
          "martyr", "extremists", "extremist", "mercenaries", "mercenary", "separatists",
          "separatist", "bandits", "bandit", "infiltrators", "collaborators", "traitors",
          "spies", "spy", "rioters", "looters", "troublemakers", "deserters", "occupiers",
          "guerrillas", "jihadists", "prisoners of war", "political prisoners", "captors",
          "aggressors", "saboteurs", "thugs", "abductees", "kidnappers", "attackers",
          "assailants", "jihadist", "heroes", "criminals")
UNITS = {
    "people": ("person", "family", "household", "couple", "crew", "battalion", "brigade",
               "company", "platoon", "unit", "busload", "convoy", "team", "delegation"),
    "things": (None,),
    "duration": ("second", "minute", "hour", "day", "night", "week", "weekend", "fortnight",
                 "month", "season", "year", "decade", "century", "generation"),
    "percent": ("percent", "point"),
    "age": ("year", "month", "week", "day", "decade"),
    "rank": (None,), "vote": (None,), "times": (None,),
}
OPEN_UNITS = ("money", "measure")    # any lower-case word or ISO 4217 code


# Number words that no text may hold outside a mark (articles, "one", "both" and "first" are left to the reader)
NUMERAL = re.compile(
    r"\d|\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|"
    r"sixty|seventy|eighty|ninety|dozens?|hundreds?|thousands?|millions?|billions?|several|scores|half|"
    r"twice|thrice|quarter|percent|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.I)


class Refused(Exception):
    def __init__(self, why, line=None):
        super().__init__(why)
        self.line = line      # of the source, where it is not the line being read


def derive(polarity, modality, temporality, contested):
    """Status from the four factors; the first line that applies decides (README.md)."""
    if polarity == "-":
        return "negated"
    if modality == "wanted":
        return "requested"
    if modality in ("possible", "conditional"):
        return "hypothetical"
    if contested:
        return "alleged"
    if temporality == "future":
        return "future"
    if modality == "probable":
        return "hypothetical"
    if temporality == "background":
        return "historical"
    return "asserted"


def unmark(raw, opening, closing, tagged):
    """Strip marks: (text, [(tag, start, end)]).  Spans count code points of the bare text.

    tagged "front": [T:words]; "back": {words:TAG}; None: {words}.  Marks do not nest.
    """
    out, marks, start, n = [], [], None, 0
    i = 0
    while i < len(raw):
        c = raw[i]
        if c == opening:
            if start is not None:
                raise Refused("marks do not nest")
            tag = None
            if tagged == "front":
                m = re.match(r"([A-Z]):", raw[i + 1:])
                if not m:
                    raise Refused(f"mark without a role at column {i + 1}")
                tag = m.group(1)
                i += 2
            start, start_tag = n, tag
        elif c == closing:
            if start is None:
                raise Refused(f"'{closing}' closes nothing at column {i + 1}")
            tag = start_tag
            if tagged == "back":
                word = "".join(out[start:])
                m = re.search(r":([A-Z]{3})$", word)
                if not m:
                    raise Refused(f"mark without a type: {word!r}")
                tag = m.group(1)
                del out[-4:]
                n -= 4
            if n == start:
                raise Refused("empty mark")
            marks.append((tag, start, n))
            start = None
        else:
            out.append(c)
            n += 1
        i += 1
    if start is not None:
        raise Refused("mark is not closed")
    text = "".join(out)
    for _, s, e in marks:
        if text[s:e] != text[s:e].strip():
            raise Refused(f"mark has space at its edge: {text[s:e]!r}")
        if s and text[s - 1].isalnum() and text[s].isalnum() or \
           e < len(text) and text[e].isalnum() and text[e - 1].isalnum():
            raise Refused(f"mark cuts a word: {text[s:e]!r}")
    return text, marks


def check_text(text):
    if not text or text != text.strip():
        raise Refused("empty text or space at its edge")
    if "  " in text or re.search(r"[\[\]{}|\t]", text):
        raise Refused("double space or a stray mark character in the text")
    if text.count('"') % 2:
        raise Refused("odd number of double quotes")


def words(text):
    return re.findall(r"[a-z0-9]+(?:['’][a-z]+)?", text.lower())


def ident(prefix, text, extra=""):
    return prefix + "-" + hashlib.sha256((text + extra).encode()).hexdigest()[:8]


def read_lines(path):
    """(line number, section, line) of every authored line; '#' begins a remark line."""
    section = None
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("@"):
            section = line[1:].strip()
            continue
        if section is None:
            raise Refused(f"{path.name}:{n}: a line before the first @section")
        yield n, section, line


def parse_sentences(lines):
    for n, section, line in lines:
        text, marks = unmark(line.strip(), "{", "}", "back")
        check_text(text)
        tempts = []
        for tag, s, e in marks:
            if tag not in TEMPTS:
                raise Refused(f"unknown temptation {tag!r}")
            tempts.append({"span": [s, e], "word": text[s:e], "as": TEMPTS[tag]})
        for m in CUES.finditer(text):
            if not any(s <= m.start() and m.end() <= e for _, s, e in marks):
                raise Refused(f"{m.group(0)!r} may attribute: mark it as a temptation or reword")
        yield n, section, {
            "id": ident("se", text), "split": None, "topic": section, "text": text,
            "tempts": tempts, "events": [], "claims": [], "positions": [], "conditions": [],
            "proposals": [], "agreements": [], "labels": []}


def parse_status(lines):
    for n, section, line in lines:
        m = re.match(r"([A-Z]+)(?::([a-z-]+))? ([+-])([clpwi])([pnfb])(!?) ([ANFHRBL]) \| (.+)$", line)
        if not m:
            raise Refused("expected 'TYPE[:mode] factors STATUS | text'")
        plover, mode, pol, mod, temp, contest, status, marked = m.groups()
        if plover not in PLOVER:
            raise Refused(f"unknown PLOVER type {plover}")
        if mode and mode not in PLOVER[plover]:
            raise Refused(f"{plover} has no mode {mode}")
        text, marks = unmark(marked.strip(), "[", "]", "front")
        check_text(text)
        if re.search(r"[{}]", text):
            raise Refused("stray brace")
        if any(t not in "TAR" for t, _, _ in marks):
            raise Refused("roles are T, A and R")
        trig = [(s, e) for t, s, e in marks if t == "T"]
        if len(trig) != 1:
            raise Refused(f"{len(trig)} triggers; one is wanted")
        derived = derive(pol, MODALITY[mod], TEMPORAL[temp], bool(contest))
        if derived != STATUS[status]:
            raise Refused(f"factors give {derived}, the author wrote {STATUS[status]}")
        role = lambda r: [{"text": text[s:e], "span": [s, e]} for t, s, e in marks if t == r]
        accept = []
        if derived == "future" and plover in ("CONSULT", "SUPPORT", "COOPERATE", "AID"):
            accept = ["AGREE"]          # manual 2.0: future cooperation is taken as AGREE
        if derived == "future" and plover == "RETREAT":
            accept = ["CONCEDE"]        # manual 2.0: an announced retreat is a concession
        yield n, section, {
            "id": ident("st", text, str(trig[0])), "split": None, "construction": section,
            "text": text, "trigger": list(trig[0]), "trigger_text": text[trig[0][0]:trig[0][1]],
            "type": plover, "mode": mode, "accept_types": accept,
            "actors": role("A"), "recipients": role("R"), "polarity": pol,
            "modality": MODALITY[mod], "temporality": TEMPORAL[temp],
            "contested": bool(contest), "status": derived}


def locate(text, phrase, near):
    """Span of a phrase; '~' for the marked phrase itself is not allowed here.

    'words#2' names the second occurrence.  Without a number the phrase must occur once as
    whole words, or (near) exactly once after the start of the quantity it belongs to.
    """
    m = re.match(r"(.+)#(\d+)$", phrase)
    k = int(m.group(2)) if m else None
    phrase = m.group(1) if m else phrase
    hits = [h.start() for h in re.finditer(r"(?<!\w)" + re.escape(phrase) + r"(?!\w)", text)]
    if not hits:
        raise Refused(f"{phrase!r} is not in the text")
    if k:
        if k > len(hits):
            raise Refused(f"{phrase!r} occurs {len(hits)} times, not {k}")
        at = hits[k - 1]
    elif len(hits) == 1:
        at = hits[0]
    else:
        after = [h for h in hits if h >= near]
        if len(after) != 1:
            raise Refused(f"{phrase!r} is ambiguous: {len(hits)} occurrences, write #n")
        at = after[0]
    return [at, at + len(phrase)]


def number(token):
    if not re.match(r"-?\d+(\.\d+)?(e\d+)?$", token):
        raise Refused(f"{token!r} is not a number")
    v = float(token)
    return int(v) if v == int(v) else v


def parse_quantity(text, span, spec, count):
    lex = shlex.shlex(spec, posix=True)      # only double quotes group words
    lex.whitespace_split, lex.quotes, lex.commenters = True, '"', ""
    parts = list(lex)
    kind = parts.pop(0)
    q = {"span": span, "text": text[span[0]:span[1]], "kind": kind, "what": None,
         "what_span": None, "measure": None, "subset": None, "part_of": None, "operator": None,
         "low": None, "best": None, "high": None, "unit": None, "label": None, "as_of": None,
         "believer": None}
    if kind not in Q_KINDS:
        raise Refused(f"unknown kind {kind!r}")
    if kind in MEASURED:
        q["measure"] = parts.pop(0)
        if q["measure"] not in MEASURES:
            raise Refused(f"unknown measure {q['measure']!r}")
    elif kind in ("money", "vote"):
        q["measure"] = {"money": "money", "vote": "votes"}[kind]
    if kind not in NO_VALUE:
        op = parts.pop(0)
        if op not in Q_OPS:
            raise Refused(f"unknown operator {op!r}")
        q["operator"] = op
        nums = []
        while parts and "=" not in parts[0]:
            nums.append(number(parts.pop(0)))
        if len(nums) != {"range": 2, "unstated": 0}.get(op, 1):
            raise Refused(f"operator {op} with {len(nums)} numbers")
        if op == "eq":
            q["low"] = q["best"] = q["high"] = nums[0]
        elif op in ("approx", "ordinal"):
            q["best"] = nums[0]
        elif op in ("gt", "ge"):
            q["low"] = nums[0]
        elif op in ("lt", "le"):
            q["high"] = nums[0]
        elif op == "nearly":
            q["best"] = q["high"] = nums[0]
        elif op == "range":
            q["low"], q["high"] = nums
            if not nums[0] < nums[1]:
                raise Refused("a range runs from low to high")
    seen = set()
    for p in parts:
        key, eq, value = p.partition("=")
        if not eq or not value or key in seen:
            raise Refused(f"expected key=value once, got {p!r}")
        seen.add(key)
        if key == "what" and value == "-":
            pass                                 # a count without a noun ("hundreds fled")
        elif key == "what":
            q["what_span"] = locate(text, value, span[0])
            q["what"] = text[q["what_span"][0]:q["what_span"][1]]
        elif key in ("subset", "as_of", "believer"):
            if key == "believer" and value == "unspecified":
                q[key] = value
            else:
                s, e = locate(text, value, 0)
                q[key] = text[s:e]
        elif key == "part":
            q["part_of"] = int(value) - 1
            if not 0 <= q["part_of"] < count:
                raise Refused(f"part={value}: no such quantity")
        elif key == "best":
            q["best"] = number(value)
            if q["operator"] == "eq":
                raise Refused("eq gives its best already")
        elif key == "unit":
            q["unit"] = value
        elif key == "measure":
            if kind != "duration" or value != "sentence":
                raise Refused("measure= is for a duration that is a prison sentence")
            q["measure"] = value
        elif key == "label":
            q["label"] = text[slice(*locate(text, value, span[0]))]
        else:
            raise Refused(f"unknown key {key!r}")
    for lo, hi in (("low", "best"), ("best", "high"), ("low", "high")):
        if q[lo] is not None and q[hi] is not None and q[lo] > q[hi]:
            raise Refused(f"{lo} above {hi}")
    if kind == "people" and q["unit"] is None:
        q["unit"] = "person"
    if kind in UNITS:
        allowed = UNITS[kind]
        need = kind in ("duration", "percent", "age")
        if (q["unit"] or need) and q["unit"] not in allowed:
            raise Refused(f"{kind} with unit {q['unit']!r}")
    elif kind in OPEN_UNITS:
        if not q["unit"] or not re.match(r"([a-z-]+|[A-Z]{3}|[a-z]+/[a-z]+)$", q["unit"]):
            raise Refused(f"{kind} needs a unit")
    elif q["unit"]:
        raise Refused(f"{kind} has no unit")
    if kind in MEASURED and "what" not in seen:
        raise Refused("what is counted? give what=, or what=- where no noun says it")
    if q["subset"] and q["part_of"] is None and kind != "percent":
        raise Refused("a subset belongs to a part: give part=")
    if kind == "people" and q["what"]:
        noun = [w for w in LABELS if re.search(r"(?<!\w)" + w + r"$", q["what"].lower())]
        if noun and q["label"] is None:
            raise Refused(f"{q['what']!r} is a label: give label=")
    return q


def parse_quantities(lines):
    block = None
    for n, section, line in list(lines) + [(0, None, "")]:
        if line.startswith("  "):
            if block is None:
                raise Refused("a quantity line without its text", n)
            block[3].append((n, line.strip()))
            continue
        if block:
            first, sec, raw, specs = block
            at_line = first
            try:
                text, marks = unmark(raw, "{", "}", None)
                check_text(text)
                if not marks:
                    raise Refused("no quantity marked")
                if len(marks) != len(specs):
                    raise Refused(f"{len(marks)} marks, {len(specs)} quantity lines")
                spans = [[s, e] for _, s, e in marks]
                bare, at = [], 0
                for s, e in spans:
                    bare.append(text[at:s])
                    at = e
                rest = " ".join(bare + [text[at:]])
                stray = NUMERAL.search(rest)
                if stray:
                    raise Refused(f"number {stray.group(0)!r} outside every mark")
                qs = []
                for (at_line, spec), span in zip(specs, spans):
                    qs.append(parse_quantity(text, span, spec, len(spans)))
                for i, q in enumerate(qs):
                    if q["part_of"] == i:
                        raise Refused("a quantity is no part of itself")
            except (Refused, ValueError, IndexError) as err:
                raise Refused(str(err), at_line) from None
            yield first, sec, {"id": ident("qu", text), "split": None, "section": sec,
                               "text": text, "quantities": qs}
        block = (n, section, line.strip(), []) if section else None


PARSERS = {"sentences": parse_sentences, "status": parse_status, "quantities": parse_quantities}


def load(kind, path=None):
    """All items of one control set, in order, with id and split; raises Refused."""
    path = path or HERE / f"{kind}.src"
    at, items, seen, placed = 0, [], {}, collections.Counter()
    source = list(read_lines(path))

    def numbered():
        nonlocal at
        for row in source:
            at = row[0]
            yield row
    try:
        for n, section, item in PARSERS[kind](source if kind == "quantities" else numbered()):
            at = n
            if item["id"] in seen:
                raise Refused(f"same text as line {seen[item['id']]}")
            seen[item["id"]] = n
            # each section enters the cycle at a point of its own, so that short ones even out
            start = hashlib.sha256(section.encode()).digest()[0]
            learn = section.startswith(LEARN)
            item["split"] = "train" if learn else CYCLE[(start + placed[section]) % 4]
            placed[section] += 1
            items.append(item)
    except Refused as err:
        raise Refused(f"{path.name}:{err.line or at}: {err}") from None
    return items


def repeated(items, n=5):
    """Share of n-word sequences that stand in more than one text, and the commonest."""
    where = collections.defaultdict(set)
    total = 0
    for i, it in enumerate(items):
        w = words(it["text"])
        for j in range(len(w) - n + 1):
            where[tuple(w[j:j + n])].add(i)
            total += 1
    again = {k: v for k, v in where.items() if len(v) > 1}
    share = sum(len(v) for v in again.values()) / max(total, 1)
    return share, sorted(((len(v), " ".join(k)) for k, v in again.items()), reverse=True)


def dump(items):
    return "".join(json.dumps(i, ensure_ascii=False) + "\n" for i in items)


def main(argv):
    try:
        sets = {k: load(k) for k in KINDS if (HERE / f"{k}.src").exists()}
    except Refused as err:
        sys.exit(f"refused: {err}")
    stale = []
    for kind, items in sets.items():
        out = HERE / f"{kind}.jsonl"
        text = dump(items)
        if "--check" in argv:
            if not out.exists() or out.read_text(encoding="utf-8") != text:
                stale.append(out.name)
        elif "--stats" not in argv:
            out.write_text(text, encoding="utf-8")
        share, common = repeated(items)
        split = collections.Counter(i["split"] for i in items)
        extra = f", {sum(len(i['quantities']) for i in items)} quantities" if kind == "quantities" else ""
        print(f"{kind}: {len(items)} items{extra}; "
              + ", ".join(f"{s} {split[s]}" for s in ("train", "dev", "test"))
              + f"; repeated five-word sequences {100 * share:.2f}%")
        if "--stats" in argv:
            stats(kind, items, common)
    if stale:
        sys.exit("out of date, run build.py: " + ", ".join(stale))


def stats(kind, items, common):
    def show(name, counter):
        print(f"  {name}: " + ", ".join(f"{k} {v}" for k, v in counter.most_common()))
    C = collections.Counter
    if kind == "sentences":
        show("topic", C(i["topic"] for i in items))
        show("tempts", C(t["as"] for i in items for t in i["tempts"]))
        print(f"  without temptation: {sum(not i['tempts'] for i in items)}")
    elif kind == "status":
        for f in ("construction", "status", "polarity", "modality", "temporality", "contested", "type", "mode"):
            show(f, C(i[f] for i in items))
    else:
        qs = [q for i in items for q in i["quantities"]]
        for f in ("kind", "operator", "measure", "unit"):
            show(f, C(q[f] for q in qs))
        for f in ("subset", "part_of", "label", "as_of", "believer"):
            print(f"  with {f}: {sum(q[f] is not None for q in qs)}")
    for n, seq in common[:8]:
        print(f"  {n} x {seq}")


if __name__ == "__main__":
    main(sys.argv[1:])
