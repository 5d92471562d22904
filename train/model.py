"""The encoder: six BERT layers with word shapes, and its heads; float, or with the quantisation of the product emulated.

Quantised linear layer (the same in C and in reference.py):
  per row: s = max|x| / 63; u = round half even (x * (63 / max|x|)), in [-63, 63]
  q = round(W / sw), sw = max|W| / 127 per output channel
  y = (u . q) * (s * sw) + b
The sums stay below 2^24, so f32 arithmetic over integer values is exact and the emulation has the product's integers.
"""
import math
import os

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file

from data import TAGS, hard_transitions
from heads import ACTS, ARG_ROLES, ATT_BUCKETS, COREF_BUCKETS, CUES, EVENT_TYPES, FACTORS, ROLES, TALK

MID = 4  # after this many layers the words are also read by heads named X_mid (added to X)

# Sets with entities: each has a bias of its own on the tags, since each draws the line between names and other words elsewhere.
# The first is the one whose convention is decoded and exported.
ENT_SETS = ["uner", "ewt", "wnut", "crossner", "re3d", "news", "corpus"]


class Dropout:
    """Dropout from a pool of masks drawn once and read at random places: Bernoulli draws were a quarter of a step's time."""
    pool, size = {}, 1 << 23

    @classmethod
    def apply(cls, x, p, training):
        if not training or p <= 0:
            return x
        if p not in cls.pool:
            cls.pool[p] = (torch.rand(cls.size) >= p).to(torch.bfloat16).mul_(1 / (1 - p))
        n = x.numel()
        at = int(torch.randint(0, cls.size - n, ()))
        return x * cls.pool[p][at:at + n].view(x.shape)


class _QuantLinear(torch.autograd.Function):
    """Forward with quantised activations and weights; backward straight through, with the quantised values."""

    @staticmethod
    def forward(ctx, x, w, bias):
        shape = x.shape
        x2 = x.reshape(-1, shape[-1]).float()
        top = x2.abs().amax(1, keepdim=True)
        s = top / 63.0
        u = torch.round(x2 * (63.0 / top.clamp_min(1e-30))).clamp_(-63, 63)
        sw = w.abs().amax(1) / 127.0
        q = torch.round(w / sw.clamp_min(1e-30)[:, None])
        low = torch.is_autocast_enabled("cpu")
        if low:
            ub, qb = u.bfloat16(), q.bfloat16()
            acc = F.linear(ub, qb).float()
        else:
            ub, qb = u, q
            acc = F.linear(u, q)
        y = acc * (s * sw) + bias
        ctx.save_for_backward(ub, qb, s, sw)
        ctx.shape, ctx.dt = shape, x.dtype
        return y.reshape(*shape[:-1], -1).to(torch.bfloat16 if low else x.dtype)

    @staticmethod
    def backward(ctx, g):
        u, q, s, sw = ctx.saved_tensors
        g2 = g.reshape(-1, g.shape[-1])
        gf = g2.float()
        gx = gw = None
        d = u.dtype
        if ctx.needs_input_grad[0]:
            gx = ((gf * sw).to(d) @ q).to(ctx.dt).reshape(ctx.shape)
        if ctx.needs_input_grad[1]:
            gw = ((gf * s).to(d).t() @ u).float()
        return gx, gw, gf.sum(0)


class QLinear(nn.Linear):
    quant = False

    def forward(self, x):
        if self.quant:
            return _QuantLinear.apply(x, self.weight, self.bias)
        return super().forward(x)


def fake_rows(w):
    """Embedding rows as int8 with one f32 scale a row, straight through."""
    s = w.abs().amax(1, keepdim=True).clamp_min(1e-30) / 127.0
    return w + (torch.round(w / s) * s - w).detach()


class Layer(nn.Module):
    def __init__(self, h, heads, ffn, drop):
        super().__init__()
        self.heads, self.p = heads, drop
        self.qkv, self.att = QLinear(h, 3 * h), QLinear(h, h)
        self.ffn1, self.ffn2 = QLinear(h, ffn), QLinear(ffn, h)
        self.ln1, self.ln2 = nn.LayerNorm(h, eps=1e-12), nn.LayerNorm(h, eps=1e-12)

    def forward(self, x, mask):
        """mask: added to the attention scores, [B, 1, 1, L], or [B, heads, L, L] with a position bias in it."""
        bs, n, h = x.shape
        q, k, v = self.qkv(x).view(bs, n, 3, self.heads, h // self.heads).permute(2, 0, 3, 1, 4).unbind(0)
        sc = torch.matmul(q * (1.0 / math.sqrt(h // self.heads)), k.transpose(2, 3)) + mask
        pr = torch.softmax(sc, -1, dtype=sc.dtype)
        c = torch.matmul(pr, v).transpose(1, 2).reshape(bs, n, h)
        x = self.ln1(x + Dropout.apply(self.att(c), self.p, self.training))
        return self.ln2(x + Dropout.apply(self.ffn2(F.gelu(self.ffn1(x))), self.p, self.training))


class Encoder(nn.Module):
    def __init__(self, vocab, inv, hidden=384, layers=6, heads=12, ffn=1536, arc_dim=256, rel_dim=64, pair_dim=96, drop=0.1, head_drop=0.33,
                 bias=False):
        super().__init__()
        self.hp = dict(vocab=vocab, hidden=hidden, layers=layers, heads=heads, ffn=ffn, arc_dim=arc_dim, rel_dim=rel_dim, pair_dim=pair_dim)
        self.bias = nn.Embedding(32, heads) if bias else None  # the teacher's relative positions; never in an exported model
        self.word = nn.Embedding(vocab, hidden)
        self.pos = nn.Embedding(256, hidden)
        self.shape = nn.Embedding(16, hidden)
        nn.init.zeros_(self.shape.weight)
        self.ln = nn.LayerNorm(hidden, eps=1e-12)
        self.layer = nn.ModuleList(Layer(hidden, heads, ffn, drop) for _ in range(layers))
        self.drop, self.head_drop = drop, head_drop
        n_rel = len(inv["rels"])
        self.sizes = [("sent", 2), ("upos", len(inv["upos"])), ("feats", len(inv["feats"])), ("lemma", len(inv["lemma"])),
                      ("ent", len(TAGS)), ("arc_dep", arc_dim), ("arc_head", arc_dim), ("rel_dep", rel_dim), ("rel_head", rel_dim),
                      ("cue", len(CUES)), ("att_cue", pair_dim), ("att_word", pair_dim), ("event", len(EVENT_TYPES)),
                      ("estat", sum(len(names) for _, names in FACTORS)), ("coref", pair_dim),
                      ("talk", sum(len(names) for _, names in TALK)), ("talk_mid", sum(len(names) for _, names in TALK)),
                      ("arg_cue", pair_dim), ("arg_word", pair_dim)]
        self.heads = nn.ModuleDict({n: QLinear(hidden, k) for n, k in self.sizes})
        for m in self.heads.values():
            nn.init.normal_(m.weight, std=0.02)
            nn.init.zeros_(m.bias)
        self.root = nn.Parameter(torch.randn(hidden) * 0.5)
        self.arc_w = nn.Parameter(torch.eye(arc_dim + 1, arc_dim + 1) * 0.02 + torch.randn(arc_dim + 1, arc_dim + 1) * 0.01)
        self.rel_w = nn.Parameter(torch.randn(rel_dim + 1, n_rel, rel_dim + 1) * 0.02)
        self.att_w = nn.Parameter(torch.randn(pair_dim + 1, len(ROLES), pair_dim + 1) * 0.02)
        self.att_dist = nn.Parameter(torch.zeros(len(ATT_BUCKETS) + 1, len(ROLES)))
        self.arg_w = nn.Parameter(torch.randn(pair_dim + 1, len(ARG_ROLES), pair_dim + 1) * 0.02)
        self.arg_dist = nn.Parameter(torch.zeros(len(ATT_BUCKETS) + 1, len(ARG_ROLES)))
        self.coref_w = nn.Parameter(torch.randn(pair_dim + 1, pair_dim + 1) * 0.02)
        self.coref_dist = nn.Parameter(torch.zeros(len(COREF_BUCKETS) + 1))
        self.ent_set = nn.Parameter(torch.zeros(len(ENT_SETS), len(TAGS)))
        self.ent_trans = nn.Parameter(torch.zeros(len(TAGS) + 1, len(TAGS)))
        self.register_buffer("ent_hard", torch.from_numpy(hard_transitions()), persistent=False)
        self.inv, self.quant = inv, False

    def transitions(self):
        """[tags + 1, tags]: scores of a tag after another, last row of a tag that begins a sentence."""
        return torch.where(self.ent_hard < 0, self.ent_hard, self.ent_trans)

    def set_quant(self, on):
        self.quant = on
        for m in self.modules():
            if isinstance(m, QLinear):
                m.quant = on

    def load_earlier(self, state):
        """Weights of an earlier checkpoint. Heads that it lacks keep their first weights, and so do parts that TALK has won since; event
        arguments begin as attributions, actors as sources."""
        own = self.state_dict()
        for n, v in state.items():
            grown = n in own and v.ndim and len(v) < len(own[n])
            state = dict(state, **{n: torch.cat([v, own[n][len(v):]])}) if grown else state
        if "arg_w" not in state and "att_w" in state:
            pick = [0, 1, 3]
            state = dict(state, arg_w=state["att_w"][:, pick].clone(), arg_dist=state["att_dist"][:, pick].clone())
            state.update({n.replace("att", "arg"): v.clone() for n, v in state.items() if n.startswith(("heads.att_cue", "heads.att_word"))})
        self.load_state_dict(state, strict=False)

    def load_base(self, folder, vocab_path):
        t = load_file(os.path.join(folder, "model.safetensors"))
        old = {l.rstrip("\n"): k for k, l in enumerate(open(os.path.join(folder, "vocab.txt"), encoding="utf-8"))}
        new = [l.rstrip("\n") for l in open(vocab_path, encoding="utf-8")]
        with torch.no_grad():
            self.word.weight.copy_(t["embeddings.word_embeddings.weight"][[old[p] for p in new]])
            self.pos.weight.copy_(t["embeddings.position_embeddings.weight"][:256] + t["embeddings.token_type_embeddings.weight"][0])
            self.ln.weight.copy_(t["embeddings.LayerNorm.weight"])
            self.ln.bias.copy_(t["embeddings.LayerNorm.bias"])
            for k, l in enumerate(self.layer):
                p = f"encoder.layer.{k}."
                l.qkv.weight.copy_(torch.cat([t[p + f"attention.self.{x}.weight"] for x in ("query", "key", "value")]))
                l.qkv.bias.copy_(torch.cat([t[p + f"attention.self.{x}.bias"] for x in ("query", "key", "value")]))
                for m, n in ((l.att, "attention.output.dense"), (l.ffn1, "intermediate.dense"), (l.ffn2, "output.dense"),
                             (l.ln1, "attention.output.LayerNorm"), (l.ln2, "output.LayerNorm")):
                    m.weight.copy_(t[p + n + ".weight"])
                    m.bias.copy_(t[p + n + ".bias"])

    def load_mpnet(self, folder, vocab_path):
        """Weights of all-mpnet-base-v2, the teacher's base: BERT with a relative position bias; its vocabulary holds BERT's."""
        t = load_file(os.path.join(folder, "model.safetensors"))
        old = {l.rstrip("\n"): k for k, l in enumerate(open(os.path.join(folder, "vocab.txt"), encoding="utf-8"))}
        old.update({"[CLS]": old["<s>"], "[SEP]": old["</s>"], "[PAD]": old["<pad>"]})
        new = [l.rstrip("\n") for l in open(vocab_path, encoding="utf-8")]
        with torch.no_grad():
            self.word.weight.copy_(t["embeddings.word_embeddings.weight"][[old[p] for p in new]])
            self.pos.weight.copy_(t["embeddings.position_embeddings.weight"][2:258])
            self.ln.weight.copy_(t["embeddings.LayerNorm.weight"])
            self.ln.bias.copy_(t["embeddings.LayerNorm.bias"])
            self.bias.weight.copy_(t["encoder.relative_attention_bias.weight"])
            for k, l in enumerate(self.layer):
                p = f"encoder.layer.{k}."
                l.qkv.weight.copy_(torch.cat([t[p + f"attention.attn.{x}.weight"] for x in "qkv"]))
                l.qkv.bias.copy_(torch.cat([t[p + f"attention.attn.{x}.bias"] for x in "qkv"]))
                for m, n in ((l.att, "attention.attn.o"), (l.ffn1, "intermediate.dense"), (l.ffn2, "output.dense"),
                             (l.ln1, "attention.LayerNorm"), (l.ln2, "output.LayerNorm")):
                    m.weight.copy_(t[p + n + ".weight"])
                    m.bias.copy_(t[p + n + ".bias"])

    def position_bias(self, n):
        """[heads, n, n]: MPNet's 32 buckets of signed distance, exact to 7, then logarithmic to 128."""
        p = torch.arange(n)
        rel = -(p[None, :] - p[:, None])
        side = (rel < 0).long() * 16
        d = rel.abs()
        far = 8 + (torch.log(d.clamp_min(1).float() / 8) / math.log(128 / 8) * 8).long()
        b = side + torch.where(d < 8, d, far.clamp_max(15))
        return self.bias(b).permute(2, 0, 1)

    def trunk(self, pieces, shapes, mask):
        """pieces, shapes [B, L]; mask [B, L] true where a piece is. Returns the last states and those after MID layers, [B, L, hidden]."""
        if self.quant:
            we = F.embedding(pieces, self.word.weight)
            b, n, h = we.shape
            we = fake_rows(we.view(-1, h)).view(b, n, h)
        else:
            we = self.word(pieces)
        x = we + self.pos.weight[:pieces.shape[1]] + self.shape(shapes)
        x = Dropout.apply(self.ln(x), self.drop, self.training)
        am = torch.zeros(mask.shape, dtype=torch.bfloat16 if torch.is_autocast_enabled("cpu") else x.dtype).masked_fill_(~mask, -1e4)[:, None, None, :]
        if self.bias is not None:
            am = (am + self.position_bias(pieces.shape[1])[None]).to(am.dtype)
        mid = x
        for k, l in enumerate(self.layer):
            x = l(x, am)
            mid = x if k + 1 == MID else mid
        return x, mid

    def forward(self, batch):
        """Logits of every head over the words of the batch (padded [B, N, ...]); arcs over [B, N, N + 1] (0 = root)."""
        x, mid = self.trunk(batch["pieces"], batch["shapes"], batch["mask"])
        bs = x.shape[0]
        first = batch["first"][:, :, None].expand(-1, -1, x.shape[2])
        w = x.gather(1, first)
        w = Dropout.apply(w, self.head_drop * 0.6, self.training)
        out = {n: self.heads[n](w).float() for n in ("sent", "upos", "feats", "lemma", "ent", "cue", "event", "estat", "talk")}
        out["ent"] = out["ent"] + (self.ent_set[batch["ent_set"]][:, None] if self.training else self.ent_set[0])
        out["talk"] = out["talk"] + self.heads["talk_mid"](Dropout.apply(mid.gather(1, first), self.head_drop * 0.6, self.training)).float()
        out["w"] = w
        if batch.get("deps", True):
            r = self.root.to(w.dtype)[None, None].expand(bs, 1, -1)
            wr = torch.cat([r, w], 1)
            p = self.head_drop
            act = lambda n, z: Dropout.apply(F.relu(self.heads[n](z)), p, self.training)
            ad, ah = act("arc_dep", w).float(), act("arc_head", wr).float()
            ad = torch.cat([ad, torch.ones_like(ad[..., :1])], -1)
            ah = torch.cat([ah, torch.ones_like(ah[..., :1])], -1)
            with torch.autocast("cpu", enabled=False):
                out["arc"] = torch.matmul(torch.matmul(ad, self.arc_w), ah.transpose(1, 2))
            out["rel_dep"], out["rel_head"] = act("rel_dep", w).float(), act("rel_head", wr).float()
        return out

    def rel_scores(self, dep, head):
        """dep, head [M, rel_dim] -> [M, n_rel]"""
        one = torch.ones_like(dep[:, :1])
        d, h = torch.cat([dep, one], 1), torch.cat([head, one], 1)
        k, r, _ = self.rel_w.shape
        with torch.autocast("cpu", enabled=False):
            t = (d @ self.rel_w.reshape(k, r * k)).view(-1, r, k)
            return torch.bmm(t, h[:, :, None])[:, :, 0]


    def _pair_side(self, name, w):
        """One side of a biaffine: MLP, ReLU, 1 appended; [..., pair_dim + 1]"""
        z = Dropout.apply(F.relu(self.heads[name](w)), self.head_drop * 0.6, self.training).float()
        return torch.cat([z, torch.ones_like(z[..., :1])], -1)

    def att_scores(self, w, row, cue):
        """Scores of the roles of every word for each cue: w [B, N, hidden]; row, cue [P]; returns [P, N, roles]."""
        return self._roles("att", self.att_w, self.att_dist, w, row, cue)

    def arg_scores(self, w, row, trigger):
        """The same for the roles of every word in the event of each trigger: [P, N, ARG_ROLES]."""
        return self._roles("arg", self.arg_w, self.arg_dist, w, row, trigger)

    def _roles(self, name, core, dist, w, row, at):
        words = self._pair_side(name + "_word", w)
        c = self._pair_side(name + "_cue", w[row, at])
        k, r, _ = core.shape
        with torch.autocast("cpu", enabled=False):
            t = (c @ core.reshape(k, r * k)).view(-1, r, k)
            s = torch.bmm(words[row], t.transpose(1, 2))
        d = torch.arange(w.shape[1])[None] - at[:, None]
        return s + dist[torch.bucketize(d, torch.tensor(ATT_BUCKETS))]

    def coref_scores(self, m, at):
        """m [M, hidden]: head words of the mentions of one window in order, at [M] their positions; [M, M] anaphor by antecedent."""
        z = self._pair_side("coref", m)
        with torch.autocast("cpu", enabled=False):
            s = z @ self.coref_w.t() @ z.t()
        d = at[:, None] - at[None]
        return s + self.coref_dist[torch.bucketize(d, torch.tensor(COREF_BUCKETS))]


def collate(ws, pad):
    """Windows to one padded batch of tensors."""
    import numpy as np
    L, N, B = max(len(w.pieces) for w in ws), max(w.n for w in ws), len(ws)
    pc, sh = np.full((B, L), pad, np.int64), np.zeros((B, L), np.int64)
    mask, first = np.zeros((B, L), bool), np.zeros((B, N), np.int64)
    out = {}
    ys = {n: np.full((B, N), -1, np.int64) for n in ("y_sent", "y_upos", "y_feats", "y_lemma", "head", "rel", "sent")}
    ents, event, cue = np.zeros((B, N), np.int64), np.zeros((B, N), np.int64), np.full((B, N), -1, np.int64)
    talk = np.full((B, N, len(TALK)), -1, np.int64)
    for k, w in enumerate(ws):
        pc[k, :len(w.pieces)], sh[k, :len(w.pieces)], mask[k, :len(w.pieces)] = w.pieces, w.shapes, True
        first[k, :w.n] = w.first
        for n, y in ys.items():
            y[k, :w.n] = getattr(w, n)
        ents[k, :w.n] = w.ents
        cue[k, :w.n], event[k, :w.n] = w.cue, w.event
        if w.talk is not None:
            talk[k, :w.n] = w.talk
    out = {n: torch.from_numpy(y) for n, y in ys.items()}
    out.update(pieces=torch.from_numpy(pc), shapes=torch.from_numpy(sh), mask=torch.from_numpy(mask),
               first=torch.from_numpy(first), ents=torch.from_numpy(ents), deps=bool((ys["head"] >= 0).any()))
    starts = np.zeros((B, N), bool)
    for k, w in enumerate(ws):
        known = w.doc.starts or w.doc.par
        starts[k, :w.n] = known[w.lo:w.hi] if known else w.lo == 0 and np.arange(w.n) == 0
    out["starts"] = torch.from_numpy(starts)
    out.update(cue=torch.from_numpy(cue), event=torch.from_numpy(event), talk=torch.from_numpy(talk), windows=ws,
               ent_set=torch.tensor([ENT_SETS.index(w.doc.source.split("-")[0]) if w.doc.source.split("-")[0] in ENT_SETS else 1 for w in ws]))
    return out


_TAG_BITS = torch.tensor([1 << k for k in range(len(TAGS))])


def losses(model, out, b, smooth=0.0):
    """Dictionary of mean losses; a head without labels in the batch is left out."""
    res = {}
    for n in ("sent", "upos", "feats", "lemma"):
        y = b["y_" + n]
        if (y >= 0).any():
            res[n] = F.cross_entropy(out[n].flatten(0, 1), y.flatten(), ignore_index=-1, label_smoothing=smooth)
    rows = (b["ents"] > 0).any(1)
    if rows.any():
        with torch.autocast("cpu", enabled=False):
            res["ent"] = _tags_loss(out["ent"][rows], b["ents"][rows], b["starts"][rows], [w.n for w, use in zip(b["windows"], rows) if use], model.transitions())
    if "arc" in out:
        h, sent = b["head"], b["sent"]
        use = h >= 0
        same = (sent[:, :, None] == sent[:, None, :]) & (sent[:, :, None] >= 0)
        same = torch.cat([torch.ones_like(same[:, :, :1]), same], 2)
        n = same.shape[1]
        same[:, torch.arange(n), torch.arange(n) + 1] = False
        sc = out["arc"].masked_fill(~same, -1e9)[use]
        res["arc"] = F.cross_entropy(sc, h[use])
        if smooth:  # smoothing over the candidates of the same sentence only
            ok = same[use]
            lp = F.log_softmax(sc, -1).masked_fill(~ok, 0.0)
            res["arc"] = (1 - smooth) * res["arc"] - smooth * (lp.sum(-1) / ok.sum(-1)).mean()
        idx = use & (b["rel"] >= 0)
        bi, wi = idx.nonzero(as_tuple=True)
        rs = model.rel_scores(out["rel_dep"][bi, wi], out["rel_head"][bi, h[bi, wi]])
        res["rel"] = F.cross_entropy(rs, b["rel"][bi, wi], label_smoothing=smooth)
    res.update(head_losses(model, out, b))
    return res


def _tags_loss(scores, allowed, starts, sizes, trans):
    """-log of the probability that falls on the allowed tag sequences, per annotated word: a linear chain over each sentence.
    scores [B, N, T] f32; allowed [B, N] bit sets (0: any tag); starts [B, N]; sizes [B] words; trans [T + 1, T]."""
    n, t = scores.shape[1:]
    ok = ((allowed[..., None] & _TAG_BITS) > 0) | (allowed == 0)[..., None]
    e = torch.exp(scores - scores.detach().amax(-1, keepdim=True))
    e = torch.cat([e, e * ok])  # all sequences, then the allowed ones
    starts = starts.repeat(2, 1)
    step, first = torch.exp(trans[:t]), torch.exp(trans[t])[None]
    a, sums = torch.where(starts[:, :1], first, 1.0) * e[:, 0], []  # a window cut inside a sentence may begin with any tag
    for k in range(n):  # forward, each step's sum taken out
        if k:
            a = a @ step
            if starts[:, k].any():
                a = torch.where(starts[:, k, None], first.expand_as(a), a)
            a = a * e[:, k]
        sums.append(a.sum(1, keepdim=True).clamp_min(1e-30))
        a = a / sums[-1]
    inside = torch.arange(n)[None] < torch.tensor(sizes)[:, None]
    every, right = torch.log(torch.cat(sums, 1)).chunk(2)
    return ((every - right) * inside).sum() / (allowed > 0).sum()


def _bits(n):
    return 1 << torch.arange(n)


def _sets_loss(scores, allowed):
    """Sum over items of -log of the probability that falls on their allowed classes; allowed: bit sets [M], scores [M, K]."""
    lp = F.log_softmax(scores, -1)
    ok = (allowed[:, None] & _bits(scores.shape[1])) > 0
    return -torch.logsumexp(lp.masked_fill(~ok, -1e9), -1).sum()


def _mean(total, n, soft):
    """A mean over n items that does not swell when a batch holds few of them."""
    return total / (n + soft)


def head_losses(model, out, b):
    """Losses of the heads of attribution, events and speakers; a head without labels in the batch is left out."""
    res, ws = {}, b["windows"]
    if (b["cue"] >= 0).any():
        res["cue"] = _mean(F.cross_entropy(out["cue"].flatten(0, 1), b["cue"].flatten(), ignore_index=-1, reduction="sum"), (b["cue"] >= 0).sum(), 200)
    pairs = [(k, c, roles, full) for k, w in enumerate(ws) for c, roles, full in w.att]
    if pairs:
        res["att"] = _att_loss(model, out["w"], ws, pairs)
    if (b["event"] > 0).any():
        m = b["event"] > 0
        res["event"] = _mean(_sets_loss(out["event"][m], b["event"][m]), m.sum(), 200)
    if (b["talk"] >= 0).any():
        res["talk"] = _talk_loss(out["talk"], b["talk"])
    args = [(k, c, roles) for k, w in enumerate(ws) for c, roles in w.args]
    if args:
        res["arg"] = _arg_loss(model, out["w"], ws, args)
    pools = [(k, p) for k, w in enumerate(ws) for p in w.pools]
    if pools:
        res["pool"] = _mean(sum(_pool_loss(out["event"][k, a:e], bits) for k, (a, e, bits) in pools), len(pools), 4)
    stats = [(k, i, f) for k, w in enumerate(ws) for i, f in w.estat]
    if stats:
        s = out["estat"][[x[0] for x in stats], [x[1] for x in stats]]
        total, at = 0, 0
        for q, (_, names) in enumerate(FACTORS):
            total = total + F.cross_entropy(s[:, at:at + len(names)], torch.tensor([x[2][q] for x in stats]), reduction="sum")
            at += len(names)
        res["estat"] = _mean(total, len(stats), 4)
    if any(len(w.coref) > 1 for w in ws):
        got = [_coref_loss(model, out["w"][k], w.coref) for k, w in enumerate(ws) if len(w.coref) > 1]
        res["coref"] = _mean(sum(x for x, _ in got), sum(n for _, n in got), 20)
    return res


def _att_loss(model, w, ws, pairs):
    """Mean over (cue, word) pairs. A set without recipients leaves open whether a word soon after the cue is one."""
    n = w.shape[1]
    row, cue = torch.tensor([p[0] for p in pairs]), torch.tensor([p[1] for p in pairs])
    want = torch.zeros(len(pairs), n, dtype=torch.long)
    for q, (k, c, roles, full) in enumerate(pairs):
        want[q, :ws[k].n] = 1
        if not full:
            want[q, c + 1:min(c + 13, ws[k].n)] = 1 | 8
        for i, r in roles.items():
            want[q, i] = 1 << r
    use = want > 0
    return _mean(_sets_loss(model.att_scores(w, row, cue)[use], want[use]), use.sum(), 500)


COUNTED = 6  # weight of a number that counts something: which kind it counts is asked, that it counts is known


def _talk_loss(scores, want):
    """Mean over words of the sum of the parts' losses; want [B, N, parts]."""
    total = 0
    for k, s in enumerate(scores.split([len(names) for _, names in TALK], -1)):
        to = want[..., k].flatten()
        if (to >= 0).any():
            loss = F.cross_entropy(s.flatten(0, 1), to, ignore_index=-1, reduction="none")
            total = total + (loss * (1 + (COUNTED - 1) * (to > 0)) if k == ACTS else loss).sum()
    return _mean(total, (want >= 0).any(-1).sum(), 200)


NO_MENTION = 0.2  # weight of a word that heads no marked mention: the product's mentions are more than the corpus's


def _arg_loss(model, w, ws, args):
    """Some mention of an entity with a role in a trigger's event bears it (noisy-or), the others may or may not; everything else bears
    none. Weighted mean over (trigger, word) and (trigger, entity)."""
    n = w.shape[1]
    row, at = torch.tensor([a[0] for a in args]), torch.tensor([a[1] for a in args])
    want, weight, some = torch.ones(len(args), n, dtype=torch.long), torch.zeros(len(args), n), {}
    for q, (k, c, roles) in enumerate(args):
        weight[q, :ws[k].n] = NO_MENTION
        weight[q, [i for i, _ in ws[k].coref]] = 1
        for i, bits in roles.items():
            want[q, i] = 1 | bits
        for i, entity in ws[k].coref:
            for r in (r for r in range(1, len(ARG_ROLES)) if roles.get(i, 0) >> r & 1):
                some.setdefault((q, entity, r), []).append(i)
    lp = F.log_softmax(model.arg_scores(w, row, at), -1)
    allowed = lp.masked_fill((want[..., None] & _bits(len(ARG_ROLES))) == 0, -1e9)
    total = -(torch.logsumexp(allowed, -1) * weight).sum()
    if some:
        items = [(g, q, i, r) for g, ((q, _, r), at_) in enumerate(some.items()) for i in at_]
        g, q, i, r = torch.tensor(items).t()
        none = torch.zeros(len(some)).index_add(0, g, torch.log1p(-torch.exp(lp[q, i, r]).clamp_max(1 - 1e-6)))
        total = total - torch.log((-torch.expm1(none)).clamp_min(1e-6)).sum()
    return _mean(total, weight.sum() + len(some), 100)


def _pool_loss(scores, allowed):
    """-log(1 - prod over words (1 - probability of an allowed type)): some word bears it."""
    ok = (allowed & _bits(scores.shape[1])) > 0
    p = torch.softmax(scores, -1)[:, ok].sum(-1).clamp_max(1 - 1e-6)
    none = torch.log1p(-p).sum()
    return -torch.log((-torch.expm1(none)).clamp_min(1e-6))


def _coref_loss(model, w, mentions):
    """Sum of -log(probability of the right antecedents, or of having none), and the number of mentions."""
    at, num = torch.tensor([m[0] for m in mentions]), torch.tensor([m[1] for m in mentions])
    s = model.coref_scores(w[at], at)
    before = at[:, None] > at[None]
    right = before & (num[:, None] == num[None])
    s = torch.cat([torch.zeros(len(at), 1), s.masked_fill(~before, -1e9)], 1)
    right = torch.cat([~right.any(1, keepdim=True), right], 1)
    lp = F.log_softmax(s, -1)
    return -torch.logsumexp(lp.masked_fill(~right, -1e9), -1).sum(), len(at)
