"""Trains the multi-task encoder; resumable, seeded.

usage: train.py --data ../shared/data --base BASE_DIR --vocab VOCAB --out RUN_DIR [options]
Each epoch: all windows of EWT train (syntax, sentences), windows of the entity sets and, with --heads, of the sets of heads.py, in
seeded random order. RUN_DIR gets last.pt (everything needed to resume), best.pt (best dev score, averaged weights) and log.jsonl.
"""
import argparse
import json
import math
import os
import pickle
import random
import time

import torch

import data
import evaluate
import evaluate_heads
import heads
import names
from model import Encoder, collate, losses
from words import WordPiece

WEIGHT = {"sent": 0.5, "upos": 0.5, "feats": 0.4, "lemma": 0.5, "ent": 1.2, "arc": 1.0, "rel": 1.0,
          "cue": 2.0, "att": 2.0, "event": 2.0, "pool": 0.3, "estat": 0.4, "coref": 0.3, "talk": 4.0, "arg": 1.0}


def entity_material(root, rng, hold):
    """(training documents by set, held-out UNER documents). hold: every fifth UNER dev document is kept for tuning."""
    uner = data.uner_docs(os.path.join(root, "ner/uner-ewt/dev.iob2"))
    held = [d for k, d in enumerate(uner) if k % 5 == 0]
    use = [d for k, d in enumerate(uner) if k % 5] if hold else uner
    sets = {"uner": use,
            "wnut": data.wnut_docs(os.path.join(root, "ner/wnut17/train.conll"), rng),
            "crossner": data.crossner_docs(os.path.join(root, "ner/crossner-politics/train.txt"), rng)
            + data.crossner_docs(os.path.join(root, "ner/crossner-politics/dev.txt"), rng),
            "web": names.web_docs(os.path.join(data.HERE, "names")),
            "re3d": data.re3d_docs(os.path.join(root, "ner/re3d"))}
    return sets, held if hold else []


def news_material(paths):
    """Documents of news_silver.py with the spans of spacy_silver.py. paths: "TEXT.pkl,SPANS.pkl"."""
    rows, spans = (pickle.load(open(f, "rb")) for f in paths.split(","))
    docs = []
    for name, words, _, upos in rows:
        d = data.Doc(name, words, source="news")
        d.upos = upos
        d.ents = data.spacy_mask(d, spans[name])
        d.upos = None
        docs.append(d)
    return docs


def groups(model, lr, lr_head, decay, wd):
    """Parameter groups with layer-wise learning rates: layer k gets lr * decay^(last - k), embeddings one step less."""
    out, n = [], len(model.layer)

    def add(named, rate):
        named = list(named)
        out.append({"params": [p for _, p in named if p.ndim > 1], "lr": rate, "base": rate, "weight_decay": wd})
        out.append({"params": [p for _, p in named if p.ndim <= 1], "lr": rate, "base": rate, "weight_decay": 0.0})
    for k, l in enumerate(model.layer):
        add(l.named_parameters(), lr * decay ** (n - 1 - k))
    add([(a, p) for m in ("word", "pos", "ln", "bias") if getattr(model, m) is not None for a, p in getattr(model, m).named_parameters()], lr * decay ** n)
    add(model.shape.named_parameters(), lr_head)
    trunk = ("layer", "word", "pos", "ln", "bias", "shape")
    add([(a, p) for a, p in model.named_parameters() if a.split(".")[0] not in trunk], lr_head)
    return [g for g in out if g["params"]]


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--base", required=True)
    ap.add_argument("--vocab", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--init", help="start from this checkpoint's averaged weights (a new schedule)")
    ap.add_argument("--teacher", action="store_true", help="train the larger teacher; BASE_DIR is all-mpnet-base-v2")
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--until", type=int, default=0, help="stop after this epoch of the schedule")
    ap.add_argument("--lr", type=float, default=2e-4)
    ap.add_argument("--lr-head", type=float, default=1.5e-3)
    ap.add_argument("--decay", type=float, default=0.9)
    ap.add_argument("--wd", type=float, default=0.01)
    ap.add_argument("--batch", type=int, default=2304, help="padded pieces a step")
    ap.add_argument("--drop", type=float, default=0.1)
    ap.add_argument("--smooth", type=float, default=0.03)
    ap.add_argument("--ema", type=float, default=0.998)
    ap.add_argument("--qat", type=int, default=0, help="emulate quantisation in the last N epochs")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--share", default="uner:1,web:1,wnut:0.4,crossner:1,re3d:1,polnear:1,corpus:1,controls:1,status:2,quantities:2,coded:1,litbank:0.2",
                    help="how often each set is seen in an epoch, or which part of it; EWT train (ewt) is seen once if not named")
    ap.add_argument("--all-uner", action="store_true", help="train on all of UNER-EWT dev (final model)")
    ap.add_argument("--swap", action="store_true", help="swap names of the same kind in the entity sets")
    ap.add_argument("--silver", default="", help="file of silver documents (see silver.py)")
    ap.add_argument("--news", default="", help="TEXT.pkl,SPANS.pkl of news_silver.py and spacy_silver.py: entities of news text")
    ap.add_argument("--heads", default="", help="folder of tokens.sh: train attribution, events, speakers too")
    ap.add_argument("--corpus", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../corpus"))
    ap.add_argument("--no-polnear", action="store_true")
    ap.add_argument("--only-heads", nargs="?", const="cue,att,event,estat,coref,talk,arg", default="", help="freeze everything but these heads (all of --heads)")
    ap.add_argument("--keep", default="", help="checkpoint of a frozen earlier model: its syntax is the label where a set has none")
    ap.add_argument("--silver-share", type=float, default=1.0)
    ap.add_argument("--eval-every", type=int, default=1, help="epochs; 0: never")
    ap.add_argument("--stop-after", type=float, default=0, help="minutes; stops at the end of an epoch, resumable")
    ap.add_argument("--save-every", type=int, default=0, help="steps after which last.pt.part is written")
    ap.add_argument("--verbose", type=int, default=0, help="a line every N steps")
    ap.add_argument("--threads", type=int, default=2)
    return ap.parse_args()


class Material:
    """All training documents, and the windows of an epoch."""

    def __init__(self, a, rng):
        self.a = a
        listed = names.read_list(os.path.join(data.HERE, "lists/ewt-names.txt"))
        self.ewt = [names.mark_listed(d, listed) for d in data.read_conllu(os.path.join(a.data, "treebank/en_ewt-train.conllu.xz"))]
        self.inv = data.make_inventory(self.ewt)
        self.sets, self.held = entity_material(a.data, rng, not a.all_uner)
        if a.news:
            self.sets["news"] = news_material(a.news)
        self.pool = data.name_pool([d for docs in self.sets.values() for d in docs]) if a.swap else None
        self.swapped = set(self.sets)
        self.silver = []
        if a.silver:
            import silver as sv
            self.silver, masks = sv.load(a.silver)
            for d in self.ewt:
                d.ents = masks[d.name]
        if a.heads:
            self.sets.update(heads.material(a.data, a.corpus, a.heads, not a.no_polnear))
        self.pieces = heads.pieces(self.sets.get("corpus", []))
        self.share = {x.split(":")[0]: float(x.split(":")[1]) for x in a.share.split(",")}

    def windows(self, wp, rng):
        """One epoch's windows."""
        wins = [] if self.a.only_heads else data.train_windows(self.ewt, wp, self.inv, rng)
        rng.shuffle(wins)
        wins = wins[:int(len(wins) * self.share.get("ewt", 1))]
        for n, docs in self.sets.items():
            whole, part = divmod(self.share.get(n, 0), 1)
            for k in range(int(whole) + (part > 0)):
                if n == "controls":  # as many paragraphs of reports among them
                    docs = docs + rng.sample(self.pieces, min(len(docs), len(self.pieces)))
                d = heads.join(docs, rng) if n in ("controls", "status", "quantities", "coded") else docs
                w = data.train_windows(d, wp, self.inv, rng, aug=0.35, pool=self.pool if n in self.swapped else None)
                rng.shuffle(w)
                wins += w if k < whole else w[:int(len(w) * part)]
        if self.silver:
            w = data.train_windows(self.silver, wp, self.inv, rng, aug=0.35)
            rng.shuffle(w)
            wins += w[:int(len(w) * self.a.silver_share)]
        return wins


class Keeper:
    """A frozen earlier model that labels the syntax of windows without any. Text of another kind than the treebank, trained for other heads
    alone, would pull the trunk away from what the syntax heads read in it; nothing measured on the treebank would show that."""

    def __init__(self, path):
        self.model, _, inv = evaluate.load(path)
        self.model.eval()
        self.root = inv["rels"].index("root")

    @torch.no_grad()
    def label(self, b):
        """Fills y_upos, y_feats, y_lemma, y_sent, sent, head and rel of the batch's windows that have no y_upos."""
        rows = (b["y_upos"] < 0).all(1).nonzero()[:, 0]
        if not len(rows):
            return
        ws = [b["windows"][r] for r in rows]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.model({k: v[rows] if torch.is_tensor(v) else v for k, v in dict(b, deps=True).items()})
        n = b["first"].shape[1]
        word = torch.arange(n)[None] < torch.tensor([w.n for w in ws])[:, None]
        par = torch.zeros_like(word)
        for k, w in enumerate(ws):
            if w.doc.par is not None:
                par[k, :w.n] = torch.tensor(w.doc.par[w.lo:w.hi])
        starts = (out["sent"].argmax(-1) == 1) | par
        starts[:, 0] = True
        b["starts"][rows, 1:] = starts[:, 1:]
        sent = (starts.cumsum(1) - 1).masked_fill(~word, -1)
        for k, w in enumerate(ws):
            if w.hi < len(w.doc):
                sent[k][sent[k] == sent[k, w.n - 1]] = -1  # cut off by the window's end
        use = sent >= 0
        head, rel = self._trees(out, sent, use)
        for n_, y in (("upos", out["upos"]), ("feats", out["feats"]), ("lemma", out["lemma"])):
            b["y_" + n_][rows] = y.argmax(-1).masked_fill(~word, -1)
        open_ = (b["y_sent"][rows] < 0).all(1)
        b["y_sent"][rows[open_]] = starts.long().masked_fill(~word | par, -1)[open_]
        b["sent"][rows], b["head"][rows], b["rel"][rows], b["deps"] = sent, head, rel, True

    def _trees(self, out, sent, use):
        """Best head inside the sentence (0 = root) and best relation of every word that is used, -1 elsewhere."""
        n = sent.shape[1]
        same = torch.cat([torch.ones_like(sent[:, :, None], dtype=torch.bool), sent[:, :, None] == sent[:, None, :]], 2)
        same[:, torch.arange(n), torch.arange(n) + 1] = False
        head = out["arc"].masked_fill(~same, -1e9).argmax(-1)
        bi, wi = use.nonzero(as_tuple=True)
        s = self.model.rel_scores(out["rel_dep"][bi, wi], out["rel_head"][bi, head[bi, wi]])
        s[:, self.root] = -1e9
        rel = torch.full_like(head, -1)
        rel[bi, wi] = torch.where(head[bi, wi] == 0, torch.full_like(bi, self.root), s.argmax(-1))
        return head.masked_fill(~use, -1), rel


class Run:
    """A model in training with its optimiser, averaged weights and place in the schedule; saved after every epoch."""

    def __init__(self, a, wp, inv, rng):
        self.a, self.wp, self.inv, self.rng = a, wp, inv, rng
        self.arch = dict(hidden=768, layers=12, ffn=3072, bias=True) if a.teacher else {}
        self.model = Encoder(len(wp.pieces), inv.as_dict(), drop=a.drop, **self.arch)
        self.last = os.path.join(a.out, "last.pt")
        self.earlier = []  # options of the phases before: what they read belongs on the model card
        resume = os.path.exists(self.last)
        if not resume:
            self._first_weights()
        if a.only_heads:
            for name, p in self.model.named_parameters():
                p.requires_grad_(name.replace("heads.", "").startswith(tuple(a.only_heads.split(","))))
        self.opt = torch.optim.AdamW(groups(self.model, a.lr, a.lr_head, a.decay, a.wd), betas=(0.9, 0.98), eps=1e-8, fused=True)
        self.ema = {k: v.detach().clone() for k, v in self.model.state_dict().items()}
        self.step, self.epoch, self.best, self.total = 0, 0, -1.0, None
        if resume:
            self._resume()
        self.shadow = Encoder(len(wp.pieces), inv.as_dict(), **self.arch)
        self.keeper = Keeper(a.keep) if a.keep else None

    def _first_weights(self):
        if self.a.init:
            ck = torch.load(self.a.init, map_location="cpu", weights_only=False)
            self.model.load_earlier(ck.get("ema") or ck["model"])
            self.earlier = ck.get("earlier", []) + [ck["args"]]
        elif self.a.teacher:
            self.model.load_mpnet(self.a.base, self.a.vocab)
        else:
            self.model.load_base(self.a.base, self.a.vocab)

    def _resume(self):
        ck = torch.load(self.last, map_location="cpu", weights_only=False)
        self.model.load_state_dict(ck["model"])
        self.opt.load_state_dict(ck["opt"])
        self.ema, self.step, self.epoch, self.best, self.total = ck["ema"], ck["step"], ck["epoch"], ck["best"], ck["total"]
        self.earlier = ck["earlier"]
        self.rng.setstate(ck["rng"])
        torch.set_rng_state(ck["trng"])

    def _rate(self):
        """Warm-up, then a cosine to 2 %."""
        warm = max(1, int(self.total * 0.06))
        cosine = 0.5 * (1 + math.cos(math.pi * min(1.0, max(0, self.step - warm) / max(1, self.total - warm))))
        return min(1.0, (self.step + 1) / warm) * max(0.02, cosine)

    def _step(self, windows):
        for g in self.opt.param_groups:
            g["lr"] = g["base"] * self._rate()
        b = collate(windows, self.wp.pad)
        if self.keeper:
            self.keeper.label(b)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.model(b)
        ls = losses(self.model, out, b, self.a.smooth)
        full = min(1.0, sum(len(w.pieces) for w in windows) / self.a.batch + 0.1)
        loss = sum(WEIGHT[k] * v for k, v in ls.items()) * full
        self.opt.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.model.parameters(), 2.0)
        self.opt.step()
        self.step += 1
        d = min(self.a.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            st = self.model.state_dict()
            torch._foreach_lerp_(list(self.ema.values()), [st[k] for k in self.ema], 1 - d)
        return {k: float(v.detach()) for k, v in ls.items()}

    def train_epoch(self, material):
        """One epoch; returns its record for the log."""
        t0 = time.time()
        quant = self.epoch >= self.a.epochs - self.a.qat
        self.model.set_quant(quant)
        bs = data.batches(material.windows(self.wp, self.rng), self.rng, self.a.batch)
        self.total = self.total or len(bs) * self.a.epochs
        self.model.train()
        acc = {}
        for ws in bs:
            ls = self._step(ws)
            for k, v in ls.items():
                acc.setdefault(k, []).append(v)
            if self.a.save_every and self.step % self.a.save_every == 0:
                self.save(self.last + ".part")  # the averaged weights can be looked at; resuming is from the end of an epoch
            if self.a.verbose and self.step % self.a.verbose == 0:
                print(self.step, "of", self.total, round(time.time() - t0), "s", {k: round(sum(v[-20:]) / len(v[-20:]), 3) for k, v in acc.items()}, flush=True)
        self.epoch += 1
        return {"epoch": self.epoch, "steps": self.step, "quant": quant, "train_s": round(time.time() - t0, 1),
                "loss": {k: round(sum(v) / len(v), 4) for k, v in acc.items()}}

    def checkpoint(self):
        return {"model": self.model.state_dict(), "ema": self.ema, "opt": self.opt.state_dict(), "step": self.step, "epoch": self.epoch,
                "total": self.total, "rng": self.rng.getstate(), "trng": torch.get_rng_state(), "inv": self.inv.as_dict(),
                "vocab": os.path.abspath(self.a.vocab), "vocab_size": len(self.wp.pieces), "arch": self.arch, "best": self.best, "args": vars(self.a), "earlier": self.earlier, "talk": bool(self.a.heads)}

    def evaluate(self, held):
        """Scores of the averaged weights on dev; keeps best.pt."""
        t0 = time.time()
        self.shadow.load_state_dict(self.ema)
        self.shadow.set_quant(not self.a.teacher)
        r = evaluate.evaluate(self.shadow, self.wp, self.inv.as_dict(), self.a.data, "dev", low=True, ner_docs=held, raw=False)
        if self.a.heads:
            r.update(evaluate_heads.head_scores(self.shadow, self.wp, self.a.data, self.a.corpus, self.a.heads, low=True))
        score = r["las"] + 0.3 * r.get("ent", 0) + 0.5 * r["upos"] + 0.3 * r["lemma"]
        if score > self.best:
            self.best = score
            torch.save({k: v for k, v in self.checkpoint().items() if k not in ("opt", "model")}, os.path.join(self.a.out, "best.pt"))
        return {"dev": {k: round(v, 2) for k, v in r.items()}, "eval_s": round(time.time() - t0, 1)}

    def save(self, path):
        torch.save(self.checkpoint(), path + ".tmp")
        os.replace(path + ".tmp", path)


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    t_start = time.time()
    rng = random.Random(a.seed)
    torch.manual_seed(a.seed)
    wp = WordPiece(a.vocab)
    material = Material(a, rng)
    run = Run(a, wp, material.inv, rng)
    with open(os.path.join(a.out, "log.jsonl"), "a") as log:
        log.write(json.dumps({"args": vars(a)}) + "\n")
        while run.epoch < (a.until or a.epochs):
            rec = run.train_epoch(material)
            if a.eval_every and (run.epoch % a.eval_every == 0 or run.epoch == a.epochs):
                rec.update(run.evaluate(material.held))
            run.save(run.last)
            log.write(json.dumps(rec) + "\n")
            log.flush()
            print(json.dumps(rec), flush=True)
            if a.stop_after and time.time() - t_start > a.stop_after * 60:
                break


if __name__ == "__main__":
    main()
