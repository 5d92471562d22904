"""Fits the heads for lemmas, tags and features anew on the frozen trunk of a finished checkpoint; nothing else of the model changes.

usage: frozen_words.py CHECKPOINT OUT --data ../../shared/data [--heads lemma,upos,feats]
In the joint phases these heads learn beside twelve others, from a part of the treebank.  Here each goes on from its weights over the
whole of UD EWT train, in windows cut at new places each round, with the quantisation of the product; the mean of its weights over the
last half is written.  Prints the share right on dev, by word, before and after.
"""
import argparse
import os

import torch
import torch.nn.functional as F

import data
import evaluate
from model import collate


@torch.no_grad()
def states(model, wins, pad, names):
    """States of the labelled words [n, hidden] in 16 bits, and their labels by head (-1: open)."""
    xs, ys = [], {n: [] for n in names}
    for k in range(0, len(wins), 12):
        b = collate(wins[k:k + 12], pad)
        x, _ = model.trunk(b["pieces"], b["shapes"], b["mask"])
        w = x.gather(1, b["first"][:, :, None].expand(-1, -1, x.shape[2]))
        known = b["y_upos"] >= 0
        xs.append(w[known].half())
        for n in names:
            ys[n].append(b["y_" + n][known])
    return torch.cat(xs), {n: torch.cat(v) for n, v in ys.items()}


def right(head, x, y):
    with torch.no_grad():
        got = torch.cat([head(p.float()).argmax(-1) for p in x.split(8192)])
    return (got == y)[y >= 0].float().mean().item()


def fit(head, x, y, a):
    """Goes on from the head's weights; leaves the mean over the last half in it."""
    start = [p.detach().clone() for p in head.parameters()]
    opt = torch.optim.AdamW(head.parameters(), lr=a.lr, weight_decay=0)
    rows = (y >= 0).nonzero()[:, 0]
    steps, step, mean, n = a.epochs * (len(rows) // a.batch), 0, [torch.zeros_like(p) for p in start], 0
    while step < steps:
        for i in rows[torch.randperm(len(rows))].split(a.batch):
            if step >= steps:
                break
            for g in opt.param_groups:
                g["lr"] = a.lr * (1 - step / steps)
            loss = F.cross_entropy(head(F.dropout(x[i].float(), a.drop)), y[i], label_smoothing=a.smooth)
            loss = loss + a.keep * sum(((p - s) ** 2).sum() for p, s in zip(head.parameters(), start))
            opt.zero_grad()
            loss.backward()
            opt.step()
            step += 1
            if 2 * step > steps:
                mean, n = [m + p.detach() for m, p in zip(mean, head.parameters())], n + 1
    with torch.no_grad():
        for p, m in zip(head.parameters(), mean):
            p.copy_(m / n)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--data", default="../../shared/data")
    ap.add_argument("--heads", default="lemma")
    ap.add_argument("--rounds", type=int, default=3, help="cuts of the treebank into windows")
    ap.add_argument("--epochs", type=int, default=6)
    ap.add_argument("--batch", type=int, default=512)
    ap.add_argument("--lr", type=float, default=1e-3)
    ap.add_argument("--drop", type=float, default=0.2)
    ap.add_argument("--smooth", type=float, default=0.05)
    ap.add_argument("--keep", type=float, default=1e-4, help="what a step away from the weights before costs")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    import random
    rng = random.Random(1)
    m, wp, inv = evaluate.load(a.checkpoint)
    m.eval().set_quant(True)
    names = a.heads.split(",")
    read = lambda s: data.read_conllu(os.path.join(a.data, f"treebank/en_ewt-{s}.conllu.xz"))
    train = read("train")
    made = data.make_inventory(train)
    wins = [w for _ in range(a.rounds) for w in data.train_windows(train, wp, made, rng, aug=0.2)]
    x, y = states(m, wins, wp.pad, names)
    dx, dy = states(m, data.train_windows(read("dev"), wp, made, random.Random(2), aug=0), wp.pad, names)
    ck = torch.load(a.checkpoint, map_location="cpu", weights_only=False)
    for n in names:
        head = m.heads[n]
        was = right(head, dx, dy[n])
        for p in head.parameters():
            p.requires_grad_(True)
        fit(head, x, y[n], a)
        print(n, "dev", round(100 * was, 2), "->", round(100 * right(head, dx, dy[n]), 2), flush=True)
        for state in (ck.get("ema"), ck.get("model")):
            if state is not None:
                state[f"heads.{n}.weight"], state[f"heads.{n}.bias"] = head.weight.detach().clone(), head.bias.detach().clone()
    torch.save(ck, a.out)


if __name__ == "__main__":
    main()
