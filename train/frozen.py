"""Trains the head for talk acts, measures and issues on the frozen trunk of a finished checkpoint, in minutes; nothing else of the model changes.

usage: frozen.py CHECKPOINT OUT --words RUNS/words [--corpus ../corpus]
The states of the words are computed once, with the quantisation of the product, in windows as the product cuts them and in longer
ones.  The head is one linear layer over the last states and one over those after model.MID layers, added,
with a softmax for each part of heads.TALK.  Few words carry an act: of the others, a share is
drawn each epoch and weighs for all.  OUT is the checkpoint with that head; export.py then writes it too.
"""
import argparse
import math
import os

import torch
import torch.nn.functional as F

import evaluate
import evaluate_heads
import heads
from model import collate

WINDOWS = [(190, 0, 16), (254, 48, 32)]  # pieces: budget, before, after (evaluate_heads.windows)
SHARE = 0.12                             # of the words without an act, each epoch
PARTS = [len(names) for _, names in heads.TALK]


@torch.no_grad()
def states(model, wp, docs, size):
    """States of all words, the last and those after MID layers, in 16 bits: [words of all docs, 2 * hidden]."""
    out, todo = [], [x for d in docs for x in evaluate_heads.windows(d, wp, *size)]
    for k in range(0, len(todo), 12):
        batch = collate([w for w, _, _ in todo[k:k + 12]], wp.pad)
        x = torch.cat(model.trunk(batch["pieces"], batch["shapes"], batch["mask"]), -1)
        for r, (w, a, b) in enumerate(todo[k:k + 12]):
            out.append(x[r, batch["first"][r, a - w.lo:b - w.lo]].half())
    return torch.cat(out)


def loss_of(scores, want, weight):
    """Sum of the parts' losses, each word with its weight, divided by the words."""
    total = 0
    for k, s in enumerate(scores.split(PARTS, -1)):
        total = total + (F.cross_entropy(s, want[:, k], ignore_index=-1, reduction="none") * weight).sum()
    return total / len(want)


def train(head, x, want, a):
    """Fits the linear layer `head` to the words x [n, hidden] with labels want [n, parts]; leaves the averaged weights in it."""
    acts, rest = ((want > 0).any(1)).nonzero()[:, 0], (~(want > 0).any(1)).nonzero()[:, 0]
    some = int(len(rest) * SHARE)
    steps, step = a.epochs * ((some + len(acts)) // a.batch), 0
    opt = torch.optim.AdamW(head.parameters(), lr=a.lr, weight_decay=a.wd, betas=(0.9, 0.98))
    mean = [p.detach().clone() for p in head.parameters()]
    while step < steps:
        now = torch.cat([acts, rest[torch.randperm(len(rest))[:some]]])
        for i in now[torch.randperm(len(now))].split(a.batch)[:steps - step]:
            for g in opt.param_groups:
                g["lr"] = a.lr * 0.5 * (1 + math.cos(math.pi * step / steps))
            weight = torch.where((want[i] > 0).any(1), 1.0, 1 / SHARE)
            loss = loss_of(head(F.dropout(x[i].float(), a.drop)), want[i], weight)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 2.0)
            opt.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(mean, list(head.parameters()), 0.02)
    with torch.no_grad():
        for p, m in zip(head.parameters(), mean):
            p.copy_(m)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--words", required=True, help="folder of tokens.sh")
    ap.add_argument("--corpus", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../corpus"))
    ap.add_argument("--epochs", type=int, default=20)
    ap.add_argument("--batch", type=int, default=256)
    ap.add_argument("--lr", type=float, default=3e-3)
    ap.add_argument("--wd", type=float, default=0.05)
    ap.add_argument("--drop", type=float, default=0.3)
    ap.add_argument("--heads", type=int, default=4, help="heads trained and averaged")
    ap.add_argument("--threads", type=int, default=2)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    m, wp, _ = evaluate.load(a.checkpoint)
    m.eval().set_quant(True)
    reports = heads.corpus(os.path.join(a.corpus, "gold/train.jsonl"), a.words, "corpus-train")
    controls = [d for d in heads.controls(a.corpus, a.words, "train") if d.talk is not None]
    x = torch.cat([states(m, wp, reports, s) for s in WINDOWS] + [states(m, wp, controls, WINDOWS[0])])
    want = torch.tensor([row for docs in [reports] * len(WINDOWS) + [controls] for d in docs for row in d.talk])
    weight, bias = 0, 0
    for _ in range(a.heads):  # a mean of linear layers is the linear layer of mean weights
        head = torch.nn.Linear(x.shape[1], sum(PARTS))
        torch.nn.init.normal_(head.weight, std=0.02)
        torch.nn.init.zeros_(head.bias)
        train(head, x, want, a)
        weight, bias = weight + head.weight.detach() / a.heads, bias + head.bias.detach() / a.heads
    ck = torch.load(a.checkpoint, map_location="cpu", weights_only=False)
    for state in (ck.get("ema"), ck.get("model")):
        if state is not None:
            state["heads.talk.weight"], state["heads.talk_mid.weight"] = (w.contiguous() for w in weight.chunk(2, 1))
            state["heads.talk.bias"], state["heads.talk_mid.bias"] = bias, torch.zeros_like(bias)
    ck["talk"] = True
    torch.save(ck, a.out)


if __name__ == "__main__":
    main()
