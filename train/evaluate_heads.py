"""Scores of the heads of attribution, events, speakers and talk acts, each by itself; what the stages make of them is measured by bench/.

usage: evaluate_heads.py MODEL --data ../shared/data --corpus corpus --words RUNS/words [--budget 254 --before 48 --after 32]
cue_*       PolNeAR dev: words tagged as cue (F1); cue_first: first words of cues. Words inside a content do not count (see heads.py).
content, source   PolNeAR dev: words of the role, given the right cues (F1 over all cues).
c_*         the same on corpus dev, nested relations and recipients included.
trigger, type     corpus dev: first words of triggers (F1), and with the right type.
polarity .. factors     corpus dev and control clauses dev, at the right triggers: share right; factors: all four right.
arg     corpus dev: head words of mentions that are an event's actor or recipient, given the trigger (F1); actor, recipient: the same by entity,
        the best of its mentions in the window and p(role) at least half.
position .. issue   corpus dev: talk acts, counts, issues whose mark holds a word with p(none) < 1 - TALK_LEAST (F1); .._kind: with the right kind;
phantoms  talk acts found in the control sentences of dev, where there is none, per thousand.
names   corpus dev: spans of names (F1; an organisation may be a group), kind and ends right. Words nobody decided do not count.
link, new   corpus dev: mentions with an antecedent in the window linked to a right one; mentions without one left alone.
"""
import argparse
import json
import os

import torch

import data
import evaluate
import heads
from model import collate


def windows(doc, wp, budget, before, after):
    """[(window, a, b)]: words [a, b) are decided there; up to `before` pieces of text stand before them and, of the budget, `after` after."""
    counts = [len(wp.word(x)) for x in doc.words]
    out, a, n = [], 0, len(doc)
    while a < n:
        lo, used = a, 0
        while lo > 0 and used + counts[lo - 1] <= before:
            lo -= 1
            used += counts[lo]
        hi = a
        while hi < n and used + counts[hi] <= budget:
            used += counts[hi]
            hi += 1
        b, left = hi, 0
        while hi < n and b > a + 1 and left + counts[b - 1] <= after:
            b -= 1
            left += counts[b]
        out.append((data.cut(doc, lo, hi, wp, None), a, b))
        a = b
    return out


TALK_LEAST = 0.2  # probability of some act from which a word counts as one


class Count:
    """Gold, system and agreed items."""

    def __init__(self):
        self.gold = self.system = self.both = 0

    def add(self, gold, system):
        self.gold, self.system, self.both = self.gold + len(gold), self.system + len(system), self.both + len(gold & system)

    def f1(self):
        return 200.0 * self.both / max(1, self.gold + self.system)


class Scorer:
    def __init__(self, model, wp, size, low):
        self.model, self.wp, self.size, self.low = model.eval(), wp, size, low

    @torch.no_grad()
    def outputs(self, docs):
        """(window, a, b, outputs of its words) of every window."""
        for d in docs:
            ws = windows(d, self.wp, *self.size)
            for k in range(0, len(ws), 12):
                part = ws[k:k + 12]
                b = collate([w for w, _, _ in part], self.wp.pad)
                b["deps"] = False
                with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.low):
                    out = self.model(b)
                    for r, (w, lo, hi) in enumerate(part):
                        yield w, lo, hi, {n: out[n][r, :w.n] for n in ("cue", "event", "estat", "talk", "ent", "w")}

    @torch.no_grad()
    def attribution(self, docs):
        c = {n: Count() for n in ("cue", "cue_first", "source", "content", "recipient")}
        for w, a, b, o in self.outputs(docs):
            tag = o["cue"].argmax(-1)
            mine = [k for k in range(w.n) if a <= w.lo + k < b]
            known = [k for k in mine if w.cue[k] >= 0]
            c["cue"].add({k for k in known if w.cue[k]}, {k for k in known if tag[k]})
            c["cue_first"].add({k for k in known if w.cue[k] == 1}, {k for k in known if tag[k] == 1})
            att = [x for x in w.att if a <= w.lo + x[0] < b]
            if not att:
                continue
            cue = torch.tensor([x[0] for x in att])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.low):
                role = self.model.att_scores(o["w"][None], torch.zeros_like(cue), cue).argmax(-1)
            for (first, roles, full), got in zip(att, role):
                for r, n in enumerate(heads.ROLES):
                    if n != "none" and (full or n != "recipient"):
                        c[n].add({(first, k) for k, x in roles.items() if x == r}, {(first, k) for k in range(w.n) if got[k] == r})
        return {n: x.f1() for n, x in c.items()}

    @torch.no_grad()
    def events(self, docs):
        c = {n: Count() for n in ("trigger", "type")}
        right = {n: [] for n, _ in heads.FACTORS}
        for w, a, b, o in self.outputs(docs):
            mine = [k for k in range(w.n) if a <= w.lo + k < b]
            if w.doc.source == "corpus":
                typ = o["event"].argmax(-1).tolist()
                sure = [k for k in mine if w.event[k] and (w.event[k] == 1 or not w.event[k] & 1)]
                gold = {k for k in sure if w.event[k] > 1}
                c["trigger"].add(gold, {k for k in sure if typ[k]})
                c["type"].add(gold, {k if w.event[k] >> typ[k] & 1 else -1 - k for k in sure if typ[k]})
            for k, f in w.estat:
                if k in mine:
                    at = 0
                    for q, (n, names) in enumerate(heads.FACTORS):
                        right[n].append(int(o["estat"][k, at:at + len(names)].argmax()) == f[q])
                        at += len(names)
        res = {n: x.f1() for n, x in c.items()}
        res.update({n: 100.0 * sum(v) / len(v) for n, v in right.items()})
        res["factors"] = 100.0 * sum(all(x) for x in zip(*right.values())) / len(right["polarity"])
        return res

    @torch.no_grad()
    def talks(self, docs):
        found, kind, phantoms, sentences = [Count() for _ in heads.TALK], [Count() for _ in heads.TALK], 0, 0
        for w, a, b, o in self.outputs(docs):
            d, at = w.doc, 0
            sentences += d.source == "controls" and a == 0
            for part, (_, names) in enumerate(heads.TALK):
                p = torch.softmax(o["talk"][:, at:at + len(names)], -1)
                at += len(names)
                hits = {w.lo + k for k in range(w.n) if a <= w.lo + k < b and p[k, 0] < 1 - TALK_LEAST}
                acts = [(c, set(ws)) for q, c, ws in d.acts if q == part and a <= ws[0] < b]
                stray = {k for k in hits if d.talk[k][part] == 0}
                stray -= {k for _, ws in acts for k in ws}
                if d.source == "controls":
                    phantoms += len(hits) if part < heads.ACTS else 0
                    continue
                got = {k for k, (_, ws) in enumerate(acts) if ws & hits}
                right = {k for k in got if any(int(p[i - w.lo, 1:].argmax()) + 1 == acts[k][0] for i in acts[k][1] & hits)}
                stray = {-1 - k for k in stray}
                found[part].add(set(range(len(acts))), got | stray)
                kind[part].add(set(range(len(acts))), right | stray | {("kind", k) for k in got - right})
        res = {n: c.f1() for (n, _), c in zip(heads.TALK, found)}
        res.update({n + "_kind": c.f1() for (n, _), c in zip(heads.TALK, kind)})
        res["phantoms"] = 1000.0 * phantoms / max(1, sentences)
        return res

    @torch.no_grad()
    def arguments(self, docs):
        c = {n: Count() for n in ("arg", "actor", "recipient")}
        for w, a, b, o in self.outputs(docs):
            args = [x for x in w.args if a <= w.lo + x[0] < b]
            if not args:
                continue
            entity, at = dict(w.coref), torch.tensor([x[0] for x in args])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.low):
                p = torch.softmax(self.model.arg_scores(o["w"][None], torch.zeros_like(at), at), -1)
            for (t, roles), q in zip(args, p):
                got = {k: int(q[k].argmax()) for k in entity}
                c["arg"].add({(k, bits) for k, bits in roles.items()}, {(k, roles[k] if roles.get(k, 0) >> r & 1 else -r) for k, r in got.items() if r})
                for r, n in enumerate(heads.ARG_ROLES[1:], 1):
                    c[n].add({entity[k] for k, bits in roles.items() if bits >> r & 1 and k in entity}, {entity[k] for k in entity if q[k, r] >= 0.5})
        return {n: x.f1() for n, x in c.items()}

    def names(self, docs):
        c = Count()
        for w, a, b, o in self.outputs(docs):
            tags = evaluate.viterbi(torch.log_softmax(o["ent"], -1).numpy(), self.model.transitions().detach().numpy())
            sure = {k for k in range(w.n) if w.ents[k] and a <= w.lo + k < b}
            gold = {(s, e): int(w.ents[s]) for s, e in data._mask_spans([int(x) for x in w.ents]) if s in sure}
            got = set()
            for s, e, t in data._spans([data.TAGS[k] for k in tags]):
                if all(k in sure for k in range(s, e)):
                    got.add((s, e) if gold.get((s, e), 0) & data.b(t) else (s, e, t))
            c.add(set(gold), got)
        return {"names": c.f1()}

    @torch.no_grad()
    def speakers(self, docs):
        link, new = [], []
        for w, a, b, o in self.outputs(docs):
            if len(w.coref) < 2:
                continue
            at = torch.tensor([k for k, _ in w.coref])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.low):
                s = self.model.coref_scores(o["w"][at], at)
            for j, (k, num) in enumerate(w.coref):
                if not a <= w.lo + k < b:
                    continue
                before = [i for i in range(j) if w.coref[i][0] < k]
                best = max(before, key=lambda i: float(s[j, i]), default=None)
                chosen = best if best is not None and s[j, best] > 0 else None
                if any(w.coref[i][1] == num for i in before):
                    link.append(chosen is not None and w.coref[chosen][1] == num)
                else:
                    new.append(chosen is None)
        return {"link": 100.0 * sum(link) / len(link), "new": 100.0 * sum(new) / len(new)}


def head_scores(model, wp, root, corpus_dir, folder, low=False, size=(254, 48, 32)):
    s = Scorer(model, wp, size, low)
    own = heads.corpus(os.path.join(corpus_dir, "gold/dev.jsonl"), folder, "corpus-dev")
    controls = heads.controls(corpus_dir, folder, "dev")
    clauses = [d for d in controls if d.estat]
    r = s.attribution(heads.polnear(root, folder, "dev"))
    r.pop("recipient")
    r.update({"c_" + k: v for k, v in s.attribution(own).items()})
    r.update(s.events(own + clauses))
    r.update(s.speakers(own))
    r.update(s.talks(own + [d for d in controls if d.acts is not None]))
    counts = s.talks(heads.quantities(corpus_dir, folder, "dev"))
    r.update({"q_" + k: counts[k] for k in ("measure", "measure_kind")})
    r.update(s.names(own))
    r.update(s.arguments(own))
    return r


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--corpus", default="corpus")
    ap.add_argument("--words", required=True, help="folder of tokens.sh")
    ap.add_argument("--budget", type=int, default=254)
    ap.add_argument("--before", type=int, default=48)
    ap.add_argument("--after", type=int, default=32)
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    m, wp, _ = evaluate.load(a.model)
    m.set_quant(True)
    r = head_scores(m, wp, a.data, a.corpus, a.words, low=False, size=(a.budget, a.before, a.after))
    print(json.dumps({k: round(v, 2) for k, v in r.items()}))


if __name__ == "__main__":
    main()
