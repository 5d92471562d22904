"""Makes a checkpoint of an exported file, so that a schedule can go on from what is landed where no checkpoint of it is left.

usage: thaw.py data/en/model/full.safetensors OUT.pt [--event-bias 0.7]
The weights are those of the product (q * s), which emulated quantisation gives back unchanged.  The biases that export.py added are taken
off again: name them as they were given there.  The biases of the entity sets other than UNER's are not exported: all begin as UNER's, which
the tag head's own bias then holds.  What the phases before had read is not in the file either; the card is made as if each had read all.
"""
import argparse
import os

import torch

import evaluate


def checkpoint(path, event_bias=0.0, o_bias=0.0, sent_bias=0.0):
    """What train.py writes after an epoch, without optimiser and place in the schedule: good for --init and --keep."""
    m, wp, inv = evaluate.load(path)
    with torch.no_grad():
        m.heads["event"].bias[0] -= event_bias
        m.heads["ent"].bias[0] -= o_bias
        m.heads["sent"].bias[1] -= sent_bias
    return {"model": m.state_dict(), "ema": None, "inv": inv, "vocab": os.path.join(os.path.dirname(os.path.abspath(path)), "vocab.txt"),
            "vocab_size": len(wp.pieces), "arch": {}, "args": {"heads": "thawed", "news": "thawed", "spacy": "thawed"}, "earlier": [], "talk": True}


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("exported")
    ap.add_argument("out")
    for name in ("event", "o", "sent"):
        ap.add_argument(f"--{name}-bias", type=float, default=0.0)
    a = ap.parse_args()
    torch.save(checkpoint(a.exported, a.event_bias, a.o_bias, a.sent_bias), a.out)


if __name__ == "__main__":
    main()
