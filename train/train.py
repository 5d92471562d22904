"""Trains the multi-task encoder; resumable, seeded.

usage: train.py --data ../shared/data --base BASE_DIR --vocab VOCAB --out RUN_DIR [options]
Each epoch: all windows of EWT train (syntax, sentences) and windows of the entity sets, in seeded random order. RUN_DIR gets
last.pt (everything needed to resume), best.pt (best dev score, averaged weights) and log.jsonl.
"""
import argparse
import json
import math
import os
import random
import time

import numpy as np
import torch

import data
import evaluate
from model import Encoder, collate, losses
from words import WordPiece

WEIGHT = {"sent": 0.3, "upos": 0.5, "feats": 0.4, "lemma": 0.5, "ent": 0.8, "arc": 1.0, "rel": 1.0}


def entity_material(root, rng, hold):
    """(training documents by set, held-out UNER documents). hold: every fifth UNER dev document is kept for tuning."""
    uner = data.uner_docs(os.path.join(root, "ner/uner-ewt/dev.iob2"))
    held = [d for k, d in enumerate(uner) if k % 5 == 0]
    use = [d for k, d in enumerate(uner) if k % 5] if hold else uner
    sets = {"uner": use,
            "wnut": data.wnut_docs(os.path.join(root, "ner/wnut17/train.conll"), rng),
            "crossner": data.crossner_docs(os.path.join(root, "ner/crossner-politics/train.txt"), rng)
            + data.crossner_docs(os.path.join(root, "ner/crossner-politics/dev.txt"), rng),
            "re3d": data.re3d_docs(os.path.join(root, "ner/re3d"))}
    return sets, held


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
    add([(a, p) for a, p in model.named_parameters() if a.split(".")[0] in ("heads", "root", "arc_w", "rel_w")], lr_head)
    return [g for g in out if g["params"]]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", default="../shared/data")
    ap.add_argument("--base", required=True)
    ap.add_argument("--vocab", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--init", help="start from this checkpoint's averaged weights (a new schedule)")
    ap.add_argument("--teacher", action="store_true", help="train the larger teacher; BASE_DIR is all-mpnet-base-v2")
    ap.add_argument("--epochs", type=int, default=20)
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
    ap.add_argument("--ner", default="uner:1,wnut:0.4,crossner:1,re3d:1", help="share of each entity set seen per epoch")
    ap.add_argument("--all-uner", action="store_true", help="train on all of UNER-EWT dev (final model)")
    ap.add_argument("--swap", action="store_true", help="swap names of the same kind in the entity sets")
    ap.add_argument("--silver", default="", help="file of silver documents (see silver.py)")
    ap.add_argument("--spacy", default="", help="entity spans of a spaCy model over EWT train (spacy_silver.py)")
    ap.add_argument("--news", default="", help="TEXT.pkl,SPANS.pkl of news_silver.py and spacy_silver.py: entities of news text")
    ap.add_argument("--silver-share", type=float, default=1.0)
    ap.add_argument("--eval-every", type=int, default=1)
    ap.add_argument("--stop-after", type=float, default=0, help="minutes; stops at the end of an epoch, resumable")
    ap.add_argument("--verbose", type=int, default=0, help="a line every N steps")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    os.makedirs(a.out, exist_ok=True)
    t_start = time.time()
    rng = random.Random(a.seed)
    torch.manual_seed(a.seed)
    wp = WordPiece(a.vocab)
    ewt = [data.weak_ents(d) for d in data.read_conllu(os.path.join(a.data, "treebank/en_ewt-train.conllu.xz"))]
    inv = data.make_inventory(ewt)
    ner, held = entity_material(a.data, rng, not a.all_uner)
    if a.news:
        import pickle
        rows, spans = (pickle.load(open(f, "rb")) for f in a.news.split(","))
        ner["news"] = []
        for name, words, _, upos in rows:
            d = data.Doc(name, words, source="news")
            d.upos = upos
            d.ents = data.spacy_mask(d, spans[name])
            d.upos = None
            ner["news"].append(d)
    pool = data.name_pool([d for docs in ner.values() for d in docs]) if a.swap else None
    if a.all_uner:
        held = []
    share = dict((x.split(":")[0], float(x.split(":")[1])) for x in a.ner.split(","))
    if a.spacy:
        import pickle
        spans = pickle.load(open(a.spacy, "rb"))
        for d in ewt:
            d.ents = data.spacy_mask(d, spans[d.name])
    silver = []
    if a.silver:
        import silver as sv
        silver, masks = sv.load(a.silver)
        for d in ewt:
            d.ents = masks[d.name]
    arch = dict(hidden=768, layers=12, ffn=3072, bias=True) if a.teacher else {}
    model = Encoder(len(wp.pieces), inv.as_dict(), drop=a.drop, **arch)
    last = os.path.join(a.out, "last.pt")
    resume = os.path.exists(last)
    if not resume:
        if a.init:
            ck = torch.load(a.init, map_location="cpu", weights_only=False)
            model.load_state_dict(ck.get("ema") or ck["model"])
        elif a.teacher:
            model.load_mpnet(a.base, a.vocab)
        else:
            model.load_base(a.base, a.vocab)
    opt = torch.optim.AdamW(groups(model, a.lr, a.lr_head, a.decay, a.wd), betas=(0.9, 0.98), eps=1e-8, fused=True)
    ema = {k: v.detach().clone() for k, v in model.state_dict().items()}
    step, epoch0, best, total = 0, 0, -1.0, None
    if resume:
        ck = torch.load(last, map_location="cpu", weights_only=False)
        model.load_state_dict(ck["model"])
        opt.load_state_dict(ck["opt"])
        ema, step, epoch0, best, total = ck["ema"], ck["step"], ck["epoch"], ck["best"], ck["total"]
        rng.setstate(ck["rng"])
        torch.set_rng_state(ck["trng"])
    log = open(os.path.join(a.out, "log.jsonl"), "a")
    log.write(json.dumps({"args": vars(a)}) + "\n")
    shadow = Encoder(len(wp.pieces), inv.as_dict(), **arch)
    for epoch in range(epoch0, a.epochs):
        t0 = time.time()
        quant = epoch >= a.epochs - a.qat
        model.set_quant(quant)
        wins = data.train_windows(ewt, wp, inv, rng)
        for n, docs in ner.items():
            w = data.train_windows(docs, wp, inv, rng, aug=0.35, pool=pool)
            rng.shuffle(w)
            whole, part = divmod(share.get(n, 0), 1)
            wins += w * int(whole) + w[:int(len(w) * part)]
        if silver:
            w = data.train_windows(silver, wp, inv, rng, aug=0.35)
            rng.shuffle(w)
            wins += w[:int(len(w) * a.silver_share)]
        bs = data.batches(wins, rng, a.batch)
        if total is None:
            total = len(bs) * a.epochs
        model.train()
        acc, cnt = {}, {}
        for ws in bs:
            warm = max(1, int(total * 0.06))
            f = min(1.0, (step + 1) / warm) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1.0, max(0, step - warm) / max(1, total - warm)))))
            for g in opt.param_groups:
                g["lr"] = g["base"] * f
            b = collate(ws, wp.pad)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = model(b)
            ls = losses(model, out, b, a.smooth)
            frac = min(1.0, len(ws) and sum(len(w.pieces) for w in ws) / a.batch + 0.1)
            loss = sum(WEIGHT[k] * v for k, v in ls.items()) * frac
            opt.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            opt.step()
            step += 1
            d = min(a.ema, (1 + step) / (10 + step))
            with torch.no_grad():
                st = model.state_dict()
                torch._foreach_lerp_(list(ema.values()), [st[k] for k in ema], 1 - d)
            if a.verbose and step % a.verbose == 0:
                print(step, "of", total, round(time.time() - t0), "s", {k: round(float(v.detach()), 3) for k, v in ls.items()}, flush=True)
            for k, v in ls.items():
                acc[k] = acc.get(k, 0) + float(v.detach())
                cnt[k] = cnt.get(k, 0) + 1
        rec = {"epoch": epoch + 1, "steps": step, "quant": quant, "train_s": round(time.time() - t0, 1),
               "loss": {k: round(acc[k] / cnt[k], 4) for k in acc}}
        ck = {"model": model.state_dict(), "ema": ema, "opt": opt.state_dict(), "step": step, "epoch": epoch + 1, "total": total,
              "rng": rng.getstate(), "trng": torch.get_rng_state(), "inv": inv.as_dict(), "vocab": os.path.abspath(a.vocab),
              "vocab_size": len(wp.pieces), "arch": arch, "best": best, "args": vars(a)}
        if (epoch + 1) % a.eval_every == 0 or epoch + 1 == a.epochs:
            t0 = time.time()
            shadow.load_state_dict(ema)
            shadow.set_quant(not a.teacher)
            r = evaluate.evaluate(shadow, wp, inv.as_dict(), a.data, "dev", low=True, ner_docs=held, raw=epoch + 1 == a.epochs)
            rec["dev"] = {k: round(v, 2) for k, v in r.items()}
            rec["eval_s"] = round(time.time() - t0, 1)
            score = r["las"] + 0.3 * r.get("ent", 0) + 0.5 * r["upos"] + 0.3 * r["lemma"]
            if score > best:
                ck["best"] = best = score
                torch.save({k: v for k, v in ck.items() if k not in ("opt", "model")}, os.path.join(a.out, "best.pt"))
        torch.save(ck, last + ".tmp")
        os.replace(last + ".tmp", last)
        log.write(json.dumps(rec) + "\n")
        log.flush()
        print(json.dumps(rec), flush=True)
        if a.stop_after and time.time() - t_start > a.stop_after * 60:
            break


if __name__ == "__main__":
    main()
