"""What the programs share that fit the log-linear scores of src/stage: arguments, folds, the fitting, and the tables in C.

Needs numpy.  Deterministic."""
import itertools
import json
import re
import zlib

import numpy as np


def arguments(args):
    """([(features, gold), ...], the source to write into or None) of FEATURES GOLD [FEATURES GOLD ...] [--write SOURCE]."""
    out = args[args.index("--write") + 1] if "--write" in args else None
    files = args[:args.index("--write")] if out else args
    return list(zip(files[::2], files[1::2])), out


def by_id(gold):
    """The reports of a file of JSON Lines by their id."""
    return {o["id"]: o for o in map(json.loads, open(gold, encoding="utf8"))}


def offsets(text):
    """Byte at which each character begins, and the length in bytes."""
    return list(itertools.accumulate((len(ch.encode()) for ch in text), initial=0))


def storyline(ident):
    """The letters that a report's id begins with: reports of one storyline never stand on both sides of a fold."""
    return re.match(r"[A-Z]+", ident)[0]


def fold(key, n=5):
    """Which of n parts a storyline or report is held out with."""
    return zlib.crc32(str(key).encode()) % n


def logistic(x, y, penalty, weight=None, toward=None):
    """Weights of a logistic regression of y on the columns of x (the first is the bias and is not pulled), with a penalty on the
    squares of the others, or of how far they are from `toward`, by Newton's method; weight: what each row counts."""
    weight = np.ones(len(y)) if weight is None else weight
    toward = np.zeros(x.shape[1]) if toward is None else toward
    w = toward.copy()
    pull = np.full(len(w), penalty)
    pull[0] = 1e-3
    for _ in range(25):
        p = 1 / (1 + np.exp(-x @ w))
        h = x.T @ (x * (weight * p * (1 - p))[:, None]) + np.diag(pull)
        step = np.linalg.solve(h, x.T @ (weight * (p - y)) + pull * (w - toward))
        w -= step
        if np.abs(step).max() < 1e-6:
            break
    return w


def choice(items, n, penalty, toward=None):
    """n weights of a softmax over candidates: items are (x [candidates][n], which are right), the right ones of an item share
    its probability; a penalty on the squares, or on those of how far they are from `toward`, by Newton's method on the candidates'
    part, in steps of at most 1."""
    toward = np.zeros(n) if toward is None else toward
    w = toward.copy()
    items = [(x, r) for x, r in items if r.any()]
    if not items:
        return w
    x, right = np.concatenate([x for x, _ in items]), np.concatenate([r for _, r in items])
    size = [len(r) for _, r in items]
    start, item = np.cumsum([0] + size)[:-1], np.repeat(np.arange(len(items)), size)

    def shares(z):
        p = np.exp(z - np.maximum.reduceat(z, start)[item])
        return p / np.add.reduceat(p, start)[item]
    for _ in range(60):
        z = x @ w
        p, q = shares(z), shares(np.where(right, z, -np.inf))
        mean = np.add.reduceat(x * p[:, None], start)
        h = x.T @ (x * p[:, None]) - mean.T @ mean + penalty * np.eye(n)
        step = np.linalg.solve(h, (q - p) @ x - penalty * (w - toward))
        w += step / max(1, np.abs(step).max())
        if np.abs(step).max() < 1e-4:
            break
    return w


def write(source, names, *weights):
    """Puts weights in hundredths into the rows { "name", W } of a C source, or { "name", { W, W .. } } when there are several."""
    code = open(source, encoding="utf8").read()
    for k, name in enumerate(names):
        row = ", ".join(str(round(100 * w[k])) for w in weights)
        old, new = (r"\{ [^}]*\}", "{ %s }" % row) if len(weights) > 1 else (r"-?\d+", row)
        code = re.sub(r'\{ "%s", %s \}' % (re.escape(name), old), '{ "%s", %s }' % (name, new), code)
    open(source, "w", encoding="utf8").write(code)
