"""Heads for event arguments that have not seen a fifth of the storylines of corpus train: train/parties.sh needs what the head says of unseen reports.

usage: args_held.py MODEL OUT --words RUNS/words [--corpus ../corpus]
MODEL is an exported model, OUT/K/full.safetensors (K 0 to 4) the same with another head for arguments: begun as the head for attributions,
trained on the frozen trunk on the reports whose storyline is not in part K (CRC-32 of the letters of the report's id, modulo five).  The
trunk should not have been trained on arguments either, or it knows the reports that the head has not seen: take the model before that.
Prints how well each tells actors and recipients (best F1 over entities with its probability and precision) of its part and of dev.
"""
import argparse
import math
import os
import re
import zlib

import torch

import evaluate
import evaluate_heads
import export
import heads
from model import _arg_loss, collate

WINDOWS = [(254, 48, 32), (190, 0, 16)]  # pieces: budget, before, after (evaluate_heads.windows)
PARTS, EPOCHS, BATCH, LR = 5, 8, 16, 1e-3


def part_of(doc):
    return zlib.crc32(re.match(r"[A-Z]+", os.path.basename(doc.name))[0].encode()) % PARTS


@torch.no_grad()
def states(model, wp, docs, size):
    """(report, window, last states of its words) of each window with a trigger."""
    out = []
    for d in docs:
        ws = [w for w, _, _ in evaluate_heads.windows(d, wp, *size)]
        for k in range(0, len(ws), 12):
            b = collate(ws[k:k + 12], wp.pad)
            x = model.trunk(b["pieces"], b["shapes"], b["mask"])[0]
            out += [(d, w, x[r, b["first"][r, :w.n]].clone()) for r, w in enumerate(ws[k:k + 12]) if w.args]
    return out


def loss(model, items):
    x = torch.zeros(len(items), max(w.n for _, w, _ in items), items[0][2].shape[1])
    for k, (_, w, s) in enumerate(items):
        x[k, :w.n] = s
    return _arg_loss(model, x, [w for _, w, _ in items], [(k, c, r) for k, (_, w, _) in enumerate(items) for c, r in w.args])


def train(model, params, items):
    """Leaves the averaged weights in params."""
    opt = torch.optim.AdamW(params, lr=LR, weight_decay=0.05, betas=(0.9, 0.98))
    steps, step, mean = EPOCHS * (len(items) // BATCH), 0, [p.detach().clone() for p in params]
    model.train()
    for _ in range(EPOCHS):
        order = torch.randperm(len(items)).tolist()
        for k in range(0, len(items) - BATCH + 1, BATCH):
            for g in opt.param_groups:
                g["lr"] = LR * min(1, (step + 1) / 30) * 0.5 * (1 + math.cos(math.pi * step / steps))
            opt.zero_grad()
            loss(model, [items[i] for i in order[k:k + BATCH]]).backward()
            torch.nn.utils.clip_grad_norm_(params, 2.0)
            opt.step()
            step += 1
            with torch.no_grad():
                torch._foreach_lerp_(mean, params, 0.02)
    model.eval()
    with torch.no_grad():
        for p, m in zip(params, mean):
            p.copy_(m)


@torch.no_grad()
def scores(model, items):
    """Of each role the best F1 over entities, the probability from which it is reached, its precision."""
    said = {r: [] for r in (1, 2)}
    for _, w, s in items:
        at, entity = torch.tensor([c for c, _ in w.args]), dict(w.coref)
        p = torch.softmax(model.arg_scores(s[None], torch.zeros_like(at), at), -1)
        for (_, roles), q in zip(w.args, p):
            for r in said:
                gold, best = {entity[k] for k, b in roles.items() if b >> r & 1 and k in entity}, {}
                for k in entity:
                    best[entity[k]] = max(best.get(entity[k], 0), float(q[k, r]))
                said[r] += [(v, e in gold) for e, v in best.items()]
    out = []
    for r in said:
        rows, hit, top = sorted(said[r], reverse=True), 0, (0, 0, 0)
        gold = sum(x for _, x in rows)
        for n, (v, x) in enumerate(rows, 1):
            hit += x
            top = max(top, (round(2 * hit / (n + gold), 3), round(v, 2), round(hit / n, 3)))
        out.append(top)
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model")
    ap.add_argument("out")
    ap.add_argument("--words", required=True, help="folder of tokens.sh")
    ap.add_argument("--corpus", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "../corpus"))
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    m, wp, _ = evaluate.load(a.model)
    m.eval().set_quant(True)
    docs = {s: heads.corpus(os.path.join(a.corpus, f"gold/{s}.jsonl"), a.words, f"corpus-{s}") for s in ("train", "dev")}
    items = [x for size in WINDOWS for x in states(m, wp, docs["train"], size)]
    dev = states(m, wp, docs["dev"], WINDOWS[0])
    state = {n: v.clone() for n, v in m.state_dict().items() if not n.startswith(("heads.arg_", "arg_"))}
    named = [(n, p) for n, p in m.named_parameters() if n.startswith(("heads.arg_", "arg_"))]
    for n, p in m.named_parameters():
        p.requires_grad_(n in dict(named))
    t, meta = export.read_safetensors(a.model)
    for part in range(PARTS):
        m.load_earlier(state)  # begins as the head for attributions
        train(m, [p for _, p in named], [x for x in items if part_of(x[0]) != part])
        print(part, "unseen", scores(m, [x for x in items if part_of(x[0]) == part]), "dev", scores(m, dev), flush=True)
        now = {f"head.{name}{end}": v for n, name in (("arg_cue", "arg.cue"), ("arg_word", "arg.word"))
               for end, v in zip((".q", ".s", ".b"), (*export.quantise(m.heads[n].weight.detach().numpy()), m.heads[n].bias.detach().numpy().copy()))}
        now.update({"head.arg.w": m.arg_w.detach().numpy().copy(), "head.arg.dist": m.arg_dist.detach().numpy().copy()})
        os.makedirs(os.path.join(a.out, str(part)), exist_ok=True)
        export.write_safetensors(os.path.join(a.out, str(part), "full.safetensors"), {**t, **now}, meta)


if __name__ == "__main__":
    main()
