/* net.h - the encoder's network: tensors in, numbers over words out.
 *
 * Knows no text.  A window is at most NET_PIECES word pieces; words are named
 * by their first piece.
 *
 *   pieces, shapes                              [n_pieces]
 *     -> trunk (post-norm transformer)          w[n_words][hidden]
 *     -> heads: logits of each word             drg__net_run
 *     -> arcs inside one sentence               drg__net_arcs
 *     -> relations of chosen arcs               drg__net_rels
 *
 * Quantised layers and float steps: kernels.h.  Results depend on the window
 * alone: not on the kernel, the thread, or what was read before. */
#ifndef DRG_NN_NET_H
#define DRG_NN_NET_H

#include "base/arena.h"
#include "base/err.h"
#include "nn/kernels.h"

enum { NET_PIECES = 256, NET_LAYERS = 12, NET_HEAD_DIM = 32, NET_SHAPES = 16, NET_BLOCK = 32, NET_MID = 4 };

enum net_type { NET_F32, NET_I8, NET_U8, NET_OTHER };

/* A tensor as the pack holds it; p is 64-byte aligned, borrowed. A quantised
 * layer X is two: X.p, bytes [panels][panel_bytes(in)] as kernels.h draws them,
 * and X.s, one float for each output. */
struct net_tensor {
	const void *p;
	uint64_t bytes;
	enum net_type type;
	uint32_t rank, shape[4];
};

/* Finds a tensor by name; false if there is none. */
typedef bool (*net_find)(void *ctx, const char *name, struct net_tensor *out);

/* Heads that are one linear layer over a word. A model may lack those from
 * NET_REQUIRED on: they have no classes then. */
enum net_head { HEAD_SENT, HEAD_UPOS, HEAD_FEATS, HEAD_LEMMA, HEAD_ENT, HEAD_CUE, HEAD_EVENT, HEAD_ESTAT, HEAD_TALK, NET_HEADS, NET_REQUIRED = HEAD_CUE };

/* Heads for the role that a word of the window has for another, the cue: who says
 * what, of an attribution's cue; who does it to whom, of an event's trigger. */
enum net_pair { PAIR_ATT, PAIR_ARG, NET_PAIRS };

struct net {
	const struct kernels *k;
	uint32_t vocab, hidden, ffn, n_layers, n_heads, arc_dim, rel_dim, n_rel, n_mid;
	const int8_t *word;         /* [vocab][hidden] */
	const float *word_s;        /* [vocab] */
	const float *pos, *shape;   /* [256][hidden], [16][hidden] */
	const float *ln_g, *ln_b;   /* [hidden] */
	struct net_layer {
		struct linear qkv, att, ffn1, ffn2;
		const float *ln1_g, *ln1_b, *ln2_g, *ln2_b;
	} layer[NET_LAYERS];
	struct linear head[NET_HEADS];
	struct linear mid[NET_HEADS]; /* "head.X.mid", added to head X: over the words as they are after NET_MID layers; out 0: none */
	struct linear arc_dep, arc_head, rel_dep, rel_head;
	const float *root;          /* [hidden], stands for the head of a sentence's root */
	struct linear arc_core;     /* arc_dim -> arc_dim + 1: the dependent's side through the biaffine core */
	struct linear rel_core;     /* rel_dim -> (rel_dim + 1) * pad16(n_rel), relations innermost */
	struct net_pairs {          /* the role of a word for a cue; n_role 0: the model has no such head */
		uint32_t dim, n_role, n_bucket;
		struct linear cue, word; /* hidden -> dim */
		struct linear core;      /* pad64(dim) -> n_role * pad16(dim + 1): the cue's side through the biaffine core */
		const float *dist;       /* [n_bucket][n_role] added by distance, or NULL */
	} pair[NET_PAIRS];
	struct net_coref {          /* who an anaphor is; dim 0: the model has no such head */
		uint32_t dim, n_bucket;
		struct linear m;     /* hidden -> dim: a noun or pronoun, as either side */
		struct linear core;  /* pad64(dim + 1) -> pad16(dim + 1): the anaphor's side through the biaffine core */
		const float *dist;   /* [n_bucket] added by distance */
	} coref;
};

/* Check every tensor and point to it; `keep` takes the biaffine cores,
 * quantised as layers (8 bits for each row of the head's side).  DRG_EPACK names the tensor that is missing or misshapen. */
drg_status drg__net_init(struct net *net, net_find find, void *ctx, struct arena *keep, drg_error *err);

struct window {
	const uint16_t *piece; /* [n_pieces], first and last are [CLS] and [SEP] */
	const uint8_t *shape;  /* [n_pieces] */
	const uint16_t *first; /* [n_words] the piece that begins each word, ascending */
	uint32_t n_pieces, n_words;
};

/* Memory of a window and what the heads say of it; rows are words. Made once
 * for a document and used for each of its windows in turn. */
struct net_work {
	uint32_t max_pieces;
	/* results */
	float *v[NET_HEADS];     /* [n_words][ld[h]] logits */
	uint32_t n[NET_HEADS];   /* classes */
	uint32_t ld[NET_HEADS];  /* floats from row to row */
	float *arc_dep;          /* [n_words][pad16(arc_dim + 1)]: biaffine core applied */
	float *arc_head;         /* [n_words + 1][pad16(arc_dim + 1)], row 0 the root; then a 1 */
	float *rel_head;         /* [n_words + 1][pad16(rel_dim + 1)] */
	uint8_t *rel_dep;        /* [n_words + pad][rel_dim], quantised */
	float *rel_dep_s;        /* [n_words] */
	struct pair_sides {      /* of each pair head that the model has, dim its width */
		float *word;     /* [dim + 1][pad16(n_words)] words as columns, the last row ones */
		uint8_t *cue;    /* [n_words + pad][pad64(dim)], quantised */
		float *cue_s;    /* [n_words] */
	} pair[NET_PAIRS];
	float *coref_m;          /* [n_words][pad64(coref.dim + 1)]: as an antecedent, with a 1 behind it */
	float *coref_ask;        /* [n_words][pad16(coref.dim + 1)]: as an anaphor, through the core */
	/* scratch, but for x */
	float *x;      /* [n + 1][hidden] the stream; after a run row 0 the root, row i + 1 the last hidden state of word i */
	float *y;      /* [n][widest] output of a layer */
	uint8_t *u;    /* [n + 1 + pad][widest] its quantised input */
	float *s;      /* [n + 1] */
	float *ctx;    /* [n][hidden] attention's result */
	float *kt, *val; /* one head: keys [32][pad16(n)], values [n][32] */
	float *mid;    /* [n][hidden] words after NET_MID layers; NULL when no head asks */
	float *p;      /* [NET_BLOCK][pad16(n)] attention weights */
	float *side;   /* [n][widest side of a biaffine head, padded] */
	float *core;   /* [NET_BLOCK][(rel_dim + 1) * pad16(n_rel)] dependents through the core */
};

/* Room for windows of up to max_pieces (<= NET_PIECES). */
void drg__net_work(const struct net *net, uint32_t max_pieces, struct arena *mem, struct net_work *out);

/* Run trunk and heads. */
void drg__net_run(const struct net *net, const struct window *w, struct net_work *work);

/* Scores of the arcs inside the words [from, to): row i, column 0 the root,
 * column j + 1 the head from + j. [to - from][*ld], in `mem`. */
float *drg__net_arcs(const struct net *net, const struct net_work *x, uint32_t from, uint32_t to,
                     struct arena *mem, size_t *ld);

/* Scores of the relations of the arcs word -> head[i] (a row of the window, or
 * NONE for the root) for the words [from, to): [to - from][pad16(n_rel)]. */
float *drg__net_rels(const struct net *net, const struct net_work *x, uint32_t from, uint32_t to,
                     const uint32_t *head, struct arena *mem);

/* Which role each word of the window has for the cue at word `cue`, without the
 * distance bias: logits [n_role][*ld], in `mem`. Needs pair[which].n_role > 0. */
float *drg__net_roles(const struct net *net, enum net_pair which, const struct net_work *x, uint32_t n_words, uint32_t cue,
                      struct arena *mem, size_t *ld);

#endif
