"""Writes a checkpoint as the product's tensor file, vocabulary and model card; reads an exported file back.

usage: export.py CHECKPOINT OUT_DIR [--scores FILE] [--name full]
The tensor file is safetensors: 8-byte little-endian header length, JSON header, raw data; tensors sorted by name so that the
same checkpoint gives the same bytes. q: int8 weights [out, in]; s: f32 scale per output row; b: f32 bias.
"""
import argparse
import hashlib
import json
import os
import struct

import numpy as np

import heads
from data import ENT_TYPES, TAGS
from words import SHAPES

HEADS = {"sent": "sent", "upos": "upos", "feats": "feats", "lemma": "lemma", "ent": "ent", "arc_dep": "arc.dep",
         "arc_head": "arc.head", "rel_dep": "rel.dep", "rel_head": "rel.head"}
# Heads beyond syntax and names (heads.py), and what else belongs to them; a model trained without them has none of these.
MORE_HEADS = {"cue": "cue", "att_cue": "att.cue", "att_word": "att.word", "event": "event", "estat": "estat", "coref": "coref.m", "talk": "talk", "talk_mid": "talk.mid",
              "arg_cue": "arg.cue", "arg_word": "arg.word"}
MORE_TENSORS = {"att_w": "att.w", "att_dist": "att.dist", "coref_w": "coref.w", "coref_dist": "coref.dist", "arg_w": "arg.w", "arg_dist": "arg.dist"}


def quantise(w):
    """Rows of w as int8 with f32 scales: s = max|row| / 127, q = round half even (w / s)."""
    w = np.asarray(w, np.float32)
    s = (np.abs(w).max(1) / np.float32(127.0)).astype(np.float32)
    q = np.rint(w / np.maximum(s, np.float32(1e-30))[:, None]).astype(np.int8)
    return q, s


def head_names(more, talk):
    names = {**HEADS, **MORE_HEADS} if more else HEADS
    return {n: name for n, name in names.items() if talk or not n.startswith("talk")}


def more_metadata(talk):
    """What the heads of attribution, events, speakers and talk acts mean; their decoding is reference.py."""
    meta = {"heads": ["cue", "att", "event", "estat", "coref", "arg"], "arg_roles": heads.ARG_ROLES, "cue_tags": heads.CUES, "att_roles": heads.ROLES,
            "att_buckets": heads.ATT_BUCKETS, "event_types": heads.EVENT_TYPES, "coref_buckets": heads.COREF_BUCKETS,
            "factors": [[n, [str(x).lower() for x in names]] for n, names in heads.FACTORS]}
    if talk:
        meta["heads"].append("talk")
        meta["talk_parts"] = heads.TALK
    return meta


def tensors(model, more, talk):
    """more: with the heads of heads.py; talk: that of talk acts among them (frozen.py)."""
    t = {}
    g = lambda p: p.detach().float().numpy().astype(np.float32)

    def lin(name, m):
        t[name + ".q"], t[name + ".s"] = quantise(g(m.weight))
        t[name + ".b"] = g(m.bias)
    t["emb.word.q"], t["emb.word.s"] = quantise(g(model.word.weight))
    t["emb.pos"], t["emb.shape"] = g(model.pos.weight), g(model.shape.weight)
    t["emb.ln.g"], t["emb.ln.b"] = g(model.ln.weight), g(model.ln.bias)
    for k, l in enumerate(model.layer):
        for n in ("qkv", "att", "ffn1", "ffn2"):
            lin(f"layer.{k}.{n}", getattr(l, n))
        for n in ("ln1", "ln2"):
            t[f"layer.{k}.{n}.g"], t[f"layer.{k}.{n}.b"] = g(getattr(l, n).weight), g(getattr(l, n).bias)
    for n, name in head_names(more, talk).items():
        lin("head." + name, model.heads[n])
    t["head.ent.b"] = t["head.ent.b"] + g(model.ent_set[0])
    for n, name in MORE_TENSORS.items() if more else ():
        t["head." + name] = g(getattr(model, n))
    t["head.root"], t["head.arc.w"], t["head.rel.w"] = g(model.root), g(model.arc_w), g(model.rel_w)
    t["head.ent.trans"] = model.transitions().detach().numpy()
    return t


def write_safetensors(path, t, meta):
    head, at, blobs = {"__metadata__": {k: v if isinstance(v, str) else json.dumps(v, ensure_ascii=False) for k, v in meta.items()}}, 0, []
    for n in sorted(t):
        a = np.ascontiguousarray(t[n])
        raw = a.tobytes()
        head[n] = {"dtype": {"int8": "I8", "float32": "F32"}[str(a.dtype)], "shape": list(a.shape), "data_offsets": [at, at + len(raw)]}
        blobs.append(raw)
        at += len(raw)
    h = json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode()
    h += b" " * (-(8 + len(h)) % 64)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(h)) + h)
        for r in blobs:
            f.write(r)


def read_safetensors(path):
    raw = open(path, "rb").read()
    n = struct.unpack("<Q", raw[:8])[0]
    head = json.loads(raw[8:8 + n])
    meta = head.pop("__metadata__")
    t = {}
    for k, v in head.items():
        a, b = v["data_offsets"]
        t[k] = np.frombuffer(raw[8 + n + a:8 + n + b], {"I8": np.int8, "F32": np.float32}[v["dtype"]]).reshape(v["shape"])
    return t, meta


def load_exported(path):
    """Torch model, vocabulary and inventories of an exported file (weights = q * s)."""
    import torch
    from model import Encoder
    from words import WordPiece
    t, meta = read_safetensors(path)
    wp = WordPiece(os.path.join(os.path.dirname(path), "vocab.txt"))
    inv = json.loads(meta["inventory"])
    hp = json.loads(meta["hyper"])
    m = Encoder(hp["vocab"], inv, **{k: hp[k] for k in ("hidden", "layers", "heads", "ffn", "arc_dim", "rel_dim", "pair_dim") if k in hp})

    def lin(name, mod):
        n = len(t[name + ".b"])  # an older file's talk head has fewer parts
        mod.weight[:n].copy_(torch.from_numpy(t[name + ".q"].astype(np.float32) * t[name + ".s"][:, None]))
        mod.bias[:n].copy_(torch.from_numpy(t[name + ".b"].copy()))
    with torch.no_grad():
        cp = lambda p, n: p.copy_(torch.from_numpy(t[n].copy()))
        m.word.weight.copy_(torch.from_numpy(t["emb.word.q"].astype(np.float32) * t["emb.word.s"][:, None]))
        cp(m.pos.weight, "emb.pos")
        cp(m.shape.weight, "emb.shape")
        cp(m.ln.weight, "emb.ln.g")
        cp(m.ln.bias, "emb.ln.b")
        for k, l in enumerate(m.layer):
            for n in ("qkv", "att", "ffn1", "ffn2"):
                lin(f"layer.{k}.{n}", getattr(l, n))
            for n in ("ln1", "ln2"):
                cp(getattr(l, n).weight, f"layer.{k}.{n}.g")
                cp(getattr(l, n).bias, f"layer.{k}.{n}.b")
        for n, name in head_names(True, True).items():
            if "head." + name + ".q" in t:
                lin("head." + name, m.heads[n])
        for n, name in MORE_TENSORS.items():
            if "head." + name in t:
                cp(getattr(m, n), "head." + name)
        cp(m.root, "head.root")
        cp(m.arc_w, "head.arc.w")
        cp(m.rel_w, "head.rel.w")
        cp(m.ent_trans, "head.ent.trans")
    return m, wp, inv


CARD = """# Model card: full

Multi-task encoder of the English pack: sentence starts, UPOS, features, lemmas, dependencies, entity spans{more}.
Six BERT layers, 384 wide, started from all-MiniLM-L6-v2 (Apache-2.0), int8 weights, 7-bit activations; {size:.1f} MB.

SHA-256 of full.safetensors: {sha}
SHA-256 of vocab.txt: {vsha}

## Scores (of this quantised file)

{scores}

How they are measured: train/evaluate.py (gold words; UAS and LAS over all words with punctuation; LAS compares full labels,
"ulas" universal labels; sent_f1 and words_* with sentences predicted, gold words; ent: strict span F1 over PER, ORG, LOC) and
train/evaluate_heads.py (its head lists the measures; each head is given the right input of the one before it).

## Trained on

| set | what for | licence |
|---|---|---|
{rows}

No test split was trained or tuned on. EWT dev was used to choose between runs. {polnear} The base model's own training data
(MS MARCO, Reddit, S2ORC and others) is its makers' matter.

## Limits

- English, edited prose first; social text and forms are weaker. Other languages get labels all the same: check the language first.
- Case carries much of the entity decision; all-capitals and all-lower text score lower.
- STATE/PLACE and ORG/OUTLET/GROUP are split with the name lists in train/lists where a set does not mark them.
- Nationalities and peoples ("Syrian", "Kurds") are not entities here; the pack's actor lexicon handles them.
- DOCUMENT and OTHER were learned from little material and are not covered by the UNER score.
{limits}"""

MORE_LIMITS = """- Attribution was learned from US political news (outermost relations) and from our own corpus of invented reports (nested ones,
  recipients): nested relations and recipients are the weaker part.
- The event head has seen about 3,100 triggers and 1,900 sentences with a type for the whole: it proposes, frames decide.
- Antecedents were learned inside windows of about 200 words, more of them in novels than in news.
"""
TALK_LIMITS = """- The head for talk acts has seen 591 positions, 326 conditions, 214 states of proposals, 113 of agreements and 774 counts in invented
  reports: it proposes, rules decide; of proposals and agreements it knows little, issues and measures it mixes up.
- Who takes part in an event was learned from those reports alone: actors far better than recipients.
"""


def card_rows(phases):
    """Rows of the table of training material, by what the run was given. phases: options of each phase, the last one last."""
    read = lambda name: any(a.get(name) for a in phases)
    rows = [("UD English EWT, train", "all syntax heads, sentence head", "CC BY-SA 4.0"),
            ("UNER-EWT, dev", "entities", "CC BY-SA 4.0"),
            ("our sentences of web text with names (train/names), our types of EWT train's proper nouns (train/lists)", "entities",
             "CC BY 4.0; the nouns are of EWT, CC BY-SA 4.0"),
            ("WNUT17, train", "entities", "CC BY 4.0"),
            ("CrossNER politics, train and dev", "entities", "MIT (repository)"),
            ("re3d, without the BBC Online folder (CC BY-NC)", "entities",
             "per folder: public domain, Open Government Licence 3.0, CC BY 3.0 AU, CC BY-SA 3.0, EEAS notice")]
    if read("spacy") or read("news"):
        rows.append(("labels of spaCy en_core_web_md over news text" + " and EWT train" * read("spacy"), "silver entities, earlier phases",
                     "MIT (its makers trained it on OntoNotes 5)"))
    if read("news"):
        rows.append(("fundus-en, newspaper4k: 260,000 words of article bodies, unlabelled", "text for those labels", "articles of their publishers; nothing of them is in the file"))
    if read("heads"):
        if not all(a.get("no_polnear") for a in phases if a.get("heads")):
            rows.append(("PolNeAR 1.0, train", "attribution", "public research corpus; no licence is stated for its data"))
        rows += [("our corpus and its control sentences, train", "names, attribution, events, status, speakers, talk acts", "CC BY 4.0"),
                 ("plover-sentences-a, penta-a (Zero-Shot-PLOVER, ConfliBERT repositories)", "events", "no licence is stated for the data"),
                 ("LitBank", "speakers", "CC BY 4.0")]
    rows.append(("WordNet 3.0 verbs (lemmas.tsv)", "lemma choice", "WordNet licence"))
    return "\n".join("| " + " | ".join(r) + " |" for r in rows)


def card(phases, talk, **fields):
    """Text of the model card. phases: as in card_rows; talk: the model has the head for talk acts."""
    args = phases[-1]
    more = bool(args.get("heads"))
    attributions = more and not args.get("no_polnear")
    return CARD.format(more=", attributions, event triggers with their status, antecedents" + ", talk acts" * talk if more else "", rows=card_rows(phases),
                       limits=MORE_LIMITS + TALK_LIMITS * talk if more else "",
                       polnear="PolNeAR's texts also counted for the choice of word pieces." if attributions else
                       "PolNeAR was used only to count word pieces for the vocabulary.", **fields)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoint")
    ap.add_argument("out")
    ap.add_argument("--scores", default="", help="file whose lines the card quotes: 'dev {json}' ..; see run.sh")
    ap.add_argument("--o-bias", type=float, default=0.0, help="added to the bias of tag O: fewer, surer names (see LOG.md)")
    ap.add_argument("--sent-bias", type=float, default=0.0, help="added to the bias of \"begins a sentence\" (see LOG.md)")
    ap.add_argument("--event-bias", type=float, default=0.0, help="added to the bias of \"no event\": fewer phantoms (see LOG.md)")
    ap.add_argument("--name", default="full")
    a = ap.parse_args()
    import evaluate
    import shutil
    import torch
    ck = torch.load(a.checkpoint, map_location="cpu", weights_only=False)
    m, wp, inv = evaluate.load(a.checkpoint)
    with torch.no_grad():
        m.heads["ent"].bias[0] += a.o_bias
        m.heads["sent"].bias[1] += a.sent_bias
        m.heads["event"].bias[0] += a.event_bias
    os.makedirs(a.out, exist_ok=True)
    vocab = os.path.join(a.out, "vocab.txt")
    shutil.copyfile(ck["vocab"], vocab)
    lem = os.path.join(os.path.dirname(ck["vocab"]), "lemmas.tsv")
    if os.path.exists(lem):
        shutil.copyfile(lem, os.path.join(a.out, "lemmas.tsv"))
    vsha = hashlib.sha256(open(vocab, "rb").read()).hexdigest()
    meta = {"format": "drg-model/1", "name": a.name, "hyper": dict(m.hp, max_pieces=256, ln_eps=1e-12, act_bits=7, gelu="erf", mlp="relu",
                                                                   root="head.root"),
            "inventory": inv, "shapes": SHAPES, "tags": TAGS, "ent_types": ENT_TYPES, "vocab_sha256": vsha,
            "base": "all-MiniLM-L6-v2 (Apache-2.0)"}
    more, talk = bool(ck["args"].get("heads")), bool(ck.get("talk"))
    if more:
        meta.update(more_metadata(talk))
    path = os.path.join(a.out, a.name + ".safetensors")
    write_safetensors(path, tensors(m, more, talk), meta)
    raw = open(path, "rb").read()
    scores = "not measured"
    if a.scores:
        scores = "\n".join("    " + l.rstrip() for l in open(a.scores))
    with open(os.path.join(a.out, a.name + ".card.md"), "w") as f:
        f.write(card(ck.get("earlier", []) + [ck["args"]], talk, size=len(raw) / 1e6, sha=hashlib.sha256(raw).hexdigest(), vsha=vsha, scores=scores))
    print(path, len(raw), hashlib.sha256(raw).hexdigest())


if __name__ == "__main__":
    main()
