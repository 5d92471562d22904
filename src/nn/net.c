#include "nn/net.h"

#include <stdio.h>

/* ------------------------------------------------------------- loading -- */

struct loader {
	net_find find;
	void *ctx;
	drg_error *err;
	drg_status status; /* the first failure; later look-ups return nothing */
};

static void refuse(struct loader *l, const char *name, const char *what)
{
	if (!l->status)
		l->status = drg__fail(l->err, DRG_EPACK, NULL, "the model's tensor %s %s", name, what);
}

static bool get(struct loader *l, const char *name, enum net_type type, uint32_t rank, struct net_tensor *t)
{
	if (l->status)
		return false;
	if (!l->find(l->ctx, name, t)) {
		refuse(l, name, "is missing");
		return false;
	}
	if (t->type != type || t->rank != rank) {
		refuse(l, name, "has another type or rank than this program expects");
		return false;
	}
	size_t n = type == NET_F32 ? 4 : 1;
	for (uint32_t i = 0; i < rank; i++) {
		if (t->shape[i] == 0 || t->shape[i] > 1u << 24 || n > (size_t)1 << 32) {
			refuse(l, name, "has an impossible shape");
			return false;
		}
		n *= t->shape[i];
	}
	if (t->bytes < n || (uintptr_t)t->p % 64) {
		refuse(l, name, "is cut short");
		return false;
	}
	return true;
}

/* Floats of the shape a (x b); b 0 = one dimension. */
static const float *floats(struct loader *l, const char *name, uint32_t a, uint32_t b)
{
	struct net_tensor t;
	if (!get(l, name, NET_F32, b ? 2 : 1, &t))
		return NULL;
	if (t.shape[0] != a || (b && t.shape[1] != b)) {
		refuse(l, name, "does not fit the other tensors");
		return NULL;
	}
	return t.p;
}

/* A linear layer; out 0 = any number of outputs, up to 4096. */
static struct linear layer(struct loader *l, const char *name, uint32_t in, uint32_t out)
{
	struct net_tensor p, s;
	char part[64];
	snprintf(part, sizeof part, "%s.s", name);
	if (!get(l, part, NET_F32, 1, &s))
		return (struct linear){ 0 };
	snprintf(part, sizeof part, "%s.p", name);
	if (!get(l, part, NET_U8, 2, &p))
		return (struct linear){ 0 };
	if (in % 64 || p.shape[1] != drg__panel_bytes(in) || (out && s.shape[0] != out) || s.shape[0] > 4096 ||
	    p.shape[0] != drg__pad16(s.shape[0]) / 16) {
		refuse(l, part, "does not fit the other tensors");
		return (struct linear){ 0 };
	}
	return (struct linear){ p.p, in, s.shape[0] };
}

static void trunk_layer(struct loader *l, struct net *net, uint32_t i)
{
	struct net_layer *y = &net->layer[i];
	uint32_t h = net->hidden;
	char name[48];
#define NAMED(part) (snprintf(name, sizeof name, "layer.%u." part, i), name)
	y->qkv = layer(l, NAMED("qkv"), h, 3 * h);
	y->att = layer(l, NAMED("att"), h, h);
	y->ffn1 = layer(l, NAMED("ffn1"), h, net->ffn);
	y->ffn2 = layer(l, NAMED("ffn2"), net->ffn, h);
	y->ln1_g = floats(l, NAMED("ln1.g"), h, 0);
	y->ln1_b = floats(l, NAMED("ln1.b"), h, 0);
	y->ln2_g = floats(l, NAMED("ln2.g"), h, 0);
	y->ln2_b = floats(l, NAMED("ln2.b"), h, 0);
#undef NAMED
}

/* A biaffine score  [d;1]' W [h;1]  is computed as  t . [h;1]  with t = [d;1]' W,
 * and t as a quantised layer over d whose bias is W's last row.  Outputs come in
 * groups of n, padded to 16; that of group g, place j has for input i the weight
 *   from[i * step_in + g * step_group + j * step_place]
 * and so for d's first `used` inputs; those up to `in` are padding. */
struct core {
	const float *from;
	size_t step_in, step_group, step_place;
	uint32_t used, in, groups, n;
};

static struct linear core_layer(struct arena *keep, struct core c)
{
	size_t step = drg__panel_bytes(c.in), out = c.groups * drg__pad16(c.n);
	uint8_t *panels = drg__alloc_n(keep, out / 16, step, 64);
	for (size_t g = 0; g < c.groups; g++)
		for (size_t j = 0; j < c.n; j++) {
			size_t o = g * drg__pad16(c.n) + j;
			uint8_t *panel = panels + o / 16 * step;
			const float *w = c.from + g * c.step_group + j * c.step_place;
			float top = 0;
			for (size_t i = 0; i < c.used; i++) {
				float x = w[i * c.step_in];
				top = x > top ? x : -x > top ? -x : top;
			}
			float s = top / 127.0f, inv = top > 1e-30f ? 127.0f / top : 0.0f;
			int32_t sum = 0;
			for (size_t i = 0; i < c.used; i++) {
				float x = w[i * c.step_in] * inv;
				/* the largest may come out a rounding above 127; a file may hold anything, NaN too */
				x = x > 127.0f ? 127.0f : x < -127.0f ? -127.0f : x == x ? x : 0.0f;
				int32_t q = (int32_t)((x + 12582912.0f) - 12582912.0f); /* half to even */
				sum += q;
				panel[192 + i / 4 * 64 + o % 16 * 4 + i % 4] = (uint8_t)(int8_t)q;
			}
			sum *= -64;
			memcpy(panel + o % 16 * 4, &sum, 4);
			memcpy(panel + 64 + o % 16 * 4, &s, 4);
			memcpy(panel + 128 + o % 16 * 4, &w[c.used * c.step_in], 4);
		}
	return (struct linear){ panels, c.in, (uint32_t)out };
}

static void cores(struct loader *l, struct net *net, struct arena *keep)
{
	uint32_t a = net->arc_dim + 1, r = net->rel_dim + 1;
	const float *w = floats(l, "head.arc.w", a, a);
	struct net_tensor t;
	if (!w || !get(l, "head.rel.w", NET_F32, 3, &t))
		return;
	if (t.shape[0] != r || t.shape[2] != r || t.shape[1] > 250) {
		refuse(l, "head.rel.w", "does not fit the other tensors");
		return;
	}
	net->n_rel = t.shape[1];
	/* head.arc.w [dependent][head]; head.rel.w [dependent][relation][head], whose
	 * relations become the places of a group, so that they are the lanes. */
	net->arc_core = core_layer(keep, (struct core){ w, a, a, 1, net->arc_dim, net->arc_dim, 1, a });
	net->rel_core = core_layer(keep, (struct core){ t.p, (size_t)net->n_rel * r, 1, r, net->rel_dim, net->rel_dim, r, net->n_rel });
}

/* head.NAME.w [cue][role][word], whose roles become the groups. */
static void pairs(struct loader *l, struct net *net, enum net_pair which, struct arena *keep)
{
	static const char *const pair_name[NET_PAIRS] = { "att", "arg" };
	struct net_pairs *a = &net->pair[which];
	struct net_tensor t, d;
	char name[48];
#define NAMED(part) (snprintf(name, sizeof name, "head.%s." part, pair_name[which]), name)
	if (l->status || !l->find(l->ctx, NAMED("w"), &t) || !get(l, NAMED("w"), NET_F32, 3, &t))
		return;
	a->dim = t.shape[0] - 1;
	if (a->dim == 0 || a->dim > 255 || t.shape[2] != t.shape[0] || t.shape[1] > 16) {
		refuse(l, NAMED("w"), "has a size that this program cannot use");
		return;
	}
	a->cue = layer(l, NAMED("cue"), net->hidden, a->dim);
	a->word = layer(l, NAMED("word"), net->hidden, a->dim);
	if (l->find(l->ctx, NAMED("dist"), &d)) {
		a->dist = floats(l, NAMED("dist"), d.shape[0], t.shape[1]);
		a->n_bucket = d.shape[0];
	}
#undef NAMED
	if (l->status)
		return;
	uint32_t word = a->dim + 1;
	a->core = core_layer(keep, (struct core){ t.p, (size_t)t.shape[1] * word, word, 1, a->dim, (uint32_t)drg__pad64(a->dim), t.shape[1], word });
	a->n_role = t.shape[1];
}

/* head.coref.w [antecedent][anaphor], whose antecedents' side becomes the places. */
static void coref(struct loader *l, struct net *net, struct arena *keep)
{
	struct net_coref *c = &net->coref;
	struct net_tensor t, d;
	if (l->status || !l->find(l->ctx, "head.coref.w", &t) || !get(l, "head.coref.w", NET_F32, 2, &t))
		return;
	uint32_t side = t.shape[0];
	if (side < 2 || side > 256 || t.shape[1] != side) {
		refuse(l, "head.coref.w", "has a size that this program cannot use");
		return;
	}
	c->m = layer(l, "head.coref.m", net->hidden, side - 1);
	if (!get(l, "head.coref.dist", NET_F32, 1, &d))
		return;
	c->dist = d.p;
	c->n_bucket = d.shape[0];
	c->core = core_layer(keep, (struct core){ t.p, 1, 0, side, side - 1, (uint32_t)drg__pad64(side), 1, side });
	c->dim = side - 1;
}

static void heads(struct loader *l, struct net *net)
{
	static const char *const head_name[NET_HEADS] = { "head.sent", "head.upos", "head.feats", "head.lemma", "head.ent",
		                                            "head.cue", "head.event", "head.estat", "head.talk" };
	struct net_tensor t;
	char name[48];
	for (int h = 0; h < NET_HEADS; h++) {
		snprintf(name, sizeof name, "%s.p", head_name[h]);
		if (h < NET_REQUIRED || l->find(l->ctx, name, &t))
			net->head[h] = layer(l, head_name[h], net->hidden, 0);
		snprintf(name, sizeof name, "%s.mid.p", head_name[h]);
		if (!net->head[h].out || !l->find(l->ctx, name, &t))
			continue;
		snprintf(name, sizeof name, "%s.mid", head_name[h]);
		net->mid[h] = layer(l, name, net->hidden, net->head[h].out);
		net->n_mid++;
		if (net->n_layers <= NET_MID || drg__pad16(net->head[h].out) > net->ffn)
			refuse(l, name, "does not fit the other tensors");
	}
}

drg_status drg__net_init(struct net *net, net_find find, void *ctx, struct arena *keep, drg_error *err)
{
	struct loader l = { find, ctx, err, DRG_OK };
	struct net_tensor t;
	*net = (struct net){ .k = drg__kernels() };
	if (!get(&l, "emb.word.q", NET_I8, 2, &t))
		return l.status;
	net->vocab = t.shape[0];
	net->hidden = t.shape[1];
	net->word = t.p;
	if (net->hidden % 64 || net->hidden > 1024 || net->vocab > 65535)
		refuse(&l, "emb.word.q", "has a size that this program cannot use");
	net->n_heads = net->hidden / NET_HEAD_DIM;
	net->word_s = floats(&l, "emb.word.s", net->vocab, 0);
	net->pos = floats(&l, "emb.pos", NET_PIECES, net->hidden);
	net->shape = floats(&l, "emb.shape", NET_SHAPES, net->hidden);
	net->ln_g = floats(&l, "emb.ln.g", net->hidden, 0);
	net->ln_b = floats(&l, "emb.ln.b", net->hidden, 0);
	if (get(&l, "layer.0.ffn1.s", NET_F32, 1, &t))
		net->ffn = t.shape[0];
	if (net->ffn % 64 || net->ffn > 1536) /* beyond, a sum could pass 2^24 */
		refuse(&l, "layer.0.ffn1.s", "has a size that this program cannot use");
	for (uint32_t i = 0; i < NET_LAYERS && !l.status; i++) {
		char name[48];
		snprintf(name, sizeof name, "layer.%u.qkv.p", i);
		if (i && !find(ctx, name, &t))
			break;
		trunk_layer(&l, net, i);
		net->n_layers = i + 1;
	}
	heads(&l, net);
	net->arc_dep = layer(&l, "head.arc.dep", net->hidden, 0);
	net->arc_dim = net->arc_dep.out;
	net->arc_head = layer(&l, "head.arc.head", net->hidden, net->arc_dim);
	net->rel_dep = layer(&l, "head.rel.dep", net->hidden, 0);
	net->rel_dim = net->rel_dep.out;
	net->rel_head = layer(&l, "head.rel.head", net->hidden, net->rel_dim);
	net->root = floats(&l, "head.root", net->hidden, 0);
	if (!l.status && (net->arc_dim % 64 || net->rel_dim % 64))
		refuse(&l, "head.arc.dep", "has a size that this program cannot use");
	if (!l.status)
		cores(&l, net, keep);
	for (int i = 0; i < NET_PAIRS; i++)
		pairs(&l, net, (enum net_pair)i, keep);
	coref(&l, net, keep);
	return l.status;
}

/* --------------------------------------------------------------- trunk -- */

static float *new_floats(struct arena *a, size_t n)
{
	return drg__alloc_n(a, n, sizeof(float), 64);
}

/* x[n][width] quantised into w->u, w->s. */
static void quantise_rows(const struct kernels *k, struct net_work *w, const float *x, size_t ldx, size_t n, size_t width)
{
	for (size_t i = 0; i < n; i++)
		w->s[i] = k->quantise(x + i * ldx, width, w->u + i * width);
}

/* Softmax attention of the query rows q[i] against all n pieces.
 *   ctx_i = sum_j exp((q_i.k_j - max) / sqrt(32)) v_j / sum_j exp(..)
 * qkv: [n][3 * hidden]; rows: which pieces ask, NULL = all; ctx[n_rows][hidden]. */
static void attend(const struct net *net, struct net_work *w, const float *qkv, size_t n, const uint16_t *rows, size_t n_rows)
{
	const struct kernels *k = net->k;
	size_t h = net->hidden, ldq = 3 * h, ldp = drg__pad16(n);
	for (size_t head = 0; head < net->n_heads; head++) {
		const float *q = qkv + head * NET_HEAD_DIM, *key = q + h, *val = key + h;
		for (size_t j = 0; j < n; j++) {
			for (size_t d = 0; d < NET_HEAD_DIM; d++)
				w->kt[d * ldp + j] = key[j * ldq + d];
			memcpy(w->val + j * NET_HEAD_DIM, val + j * ldq, NET_HEAD_DIM * sizeof(float));
		}
		for (size_t i = 0; i < n_rows; i += NET_BLOCK) {
			size_t m = n_rows - i < NET_BLOCK ? n_rows - i : NET_BLOCK;
			float ask[NET_BLOCK * NET_HEAD_DIM], inv[NET_BLOCK];
			for (size_t r = 0; r < m; r++)
				memcpy(ask + r * NET_HEAD_DIM, q + (rows ? rows[i + r] : i + r) * ldq, NET_HEAD_DIM * sizeof(float));
			k->matmul(ask, NET_HEAD_DIM, w->kt, ldp, w->p, ldp, m, NET_HEAD_DIM, ldp, NULL);
			for (size_t r = 0; r < m; r++) {
				for (size_t j = n; j < ldp; j++)
					w->p[r * ldp + j] = -1e30f;
				inv[r] = 1.0f / k->exp_sum(w->p + r * ldp, ldp, 0.17677669529663687f);
			}
			k->matmul(w->p, ldp, w->val, NET_HEAD_DIM, w->ctx + i * h + head * NET_HEAD_DIM, h, m, n, NET_HEAD_DIM, inv);
		}
	}
}

/* One layer over n rows; rows (or NULL) picks those that go on, n_rows of them. */
static void run_layer(const struct net *net, const struct net_layer *l, struct net_work *w, size_t n,
                      const uint16_t *rows, size_t n_rows)
{
	const struct kernels *k = net->k;
	size_t h = net->hidden;
	quantise_rows(k, w, w->x, h, n, h);
	k->linear(&l->qkv, w->u, w->s, n, w->y, 3 * h, ACT_NONE);
	attend(net, w, w->y, n, rows, n_rows);
	for (size_t i = 0; rows && i < n_rows; i++) /* rows[i] >= i: nothing is overwritten before it moved */
		memmove(w->x + i * h, w->x + rows[i] * h, h * sizeof(float));
	quantise_rows(k, w, w->ctx, h, n_rows, h);
	k->linear(&l->att, w->u, w->s, n_rows, w->y, h, ACT_NONE);
	for (size_t i = 0; i < n_rows; i++)
		k->add_norm(w->x + i * h, w->y + i * h, l->ln1_g, l->ln1_b, h);
	quantise_rows(k, w, w->x, h, n_rows, h);
	k->linear(&l->ffn1, w->u, w->s, n_rows, w->y, net->ffn, ACT_GELU);
	quantise_rows(k, w, w->y, net->ffn, n_rows, net->ffn);
	k->linear(&l->ffn2, w->u, w->s, n_rows, w->y, h, ACT_NONE);
	for (size_t i = 0; i < n_rows; i++)
		k->add_norm(w->x + i * h, w->y + i * h, l->ln2_g, l->ln2_b, h);
}

static void trunk(const struct net *net, const struct window *win, struct net_work *w)
{
	size_t h = net->hidden, n = win->n_pieces;
	for (size_t i = 0; i < n; i++) {
		size_t id = win->piece[i];
		net->k->embed(net->word + id * h, net->word_s[id], net->pos + i * h, net->shape + win->shape[i] * h, w->x + i * h, h);
		net->k->add_norm(w->x + i * h, NULL, net->ln_g, net->ln_b, h);
	}
	/* The heads read the first piece of each word only, so in the last layer
	 * the other pieces are asked but do not ask. */
	for (uint32_t i = 0; i < net->n_layers; i++) {
		bool last = i + 1 == net->n_layers;
		run_layer(net, &net->layer[i], w, n, last ? win->first : NULL, last ? win->n_words : n);
		for (size_t j = 0; i + 1 == NET_MID && net->n_mid && j < win->n_words; j++)
			memcpy(w->mid + j * h, w->x + win->first[j] * h, h * sizeof(float));
	}
}

/* --------------------------------------------------------------- heads -- */

/* A layer and ReLU over rows of w->u, with a 1 behind it for the bias row of a biaffine core. */
static void biaffine_side(const struct net *net, const struct linear *l, const struct net_work *w, size_t from, size_t n, float *y)
{
	size_t ld = drg__pad16(l->out + 1);
	net->k->linear(l, w->u + from * net->hidden, w->s + from, n, y, ld, ACT_RELU);
	for (size_t i = 0; i < n; i++)
		y[i * ld + l->out] = 1.0f;
}

void drg__net_work(const struct net *net, uint32_t max_pieces, struct arena *mem, struct net_work *w)
{
	size_t n = max_pieces, h = net->hidden, widest = 3 * h > net->ffn ? 3 * h : net->ffn, pad = drg__pad16(n);
	size_t la = drg__pad16(net->arc_dim + 1), lr = drg__pad16(net->rel_dim + 1), side = la;
	*w = (struct net_work){ .max_pieces = max_pieces };
	for (int i = 0; i < NET_HEADS; i++) {
		w->n[i] = net->head[i].out;
		w->ld[i] = (uint32_t)drg__pad16(w->n[i]);
		w->v[i] = new_floats(mem, n * w->ld[i]);
	}
	w->arc_dep = new_floats(mem, n * la);
	w->arc_head = new_floats(mem, (n + 1) * la);
	w->rel_dep = drg__alloc_n(mem, n + DRG__ROW_PAD, net->rel_dim, 64);
	w->rel_dep_s = new_floats(mem, n);
	w->rel_head = new_floats(mem, (n + 1) * lr);
	w->x = new_floats(mem, (n + 1) * h);
	w->y = new_floats(mem, n * widest);
	w->u = drg__alloc_n(mem, n + 1 + DRG__ROW_PAD, net->ffn > h ? net->ffn : h, 64);
	w->s = new_floats(mem, n + 1);
	w->ctx = new_floats(mem, n * h);
	w->kt = new_floats(mem, NET_HEAD_DIM * pad);
	w->val = new_floats(mem, n * NET_HEAD_DIM);
	w->p = new_floats(mem, NET_BLOCK * pad);
	for (int i = 0; i < NET_PAIRS; i++) {
		size_t in = drg__pad64(net->pair[i].dim + 1);
		side = net->pair[i].n_role && in > side ? in : side;
	}
	w->side = new_floats(mem, n * side);
	if (net->coref.dim) {
		w->coref_m = new_floats(mem, n * drg__pad64(net->coref.dim + 1));
		w->coref_ask = new_floats(mem, n * drg__pad16(net->coref.dim + 1));
	}
	for (int i = 0; i < NET_PAIRS; i++) {
		if (!net->pair[i].n_role)
			continue;
		w->pair[i].word = new_floats(mem, (net->pair[i].dim + 1) * pad);
		w->pair[i].cue = drg__alloc_n(mem, n + DRG__ROW_PAD, drg__pad64(net->pair[i].dim), 64);
		w->pair[i].cue_s = new_floats(mem, n);
	}
	if (net->n_mid)
		w->mid = new_floats(mem, n * h);
	w->core = new_floats(mem, NET_BLOCK * drg__pad16(net->rel_core.out));
}

/* Both sides of a pair head; w->u holds the quantised words from row 1 on. */
static void pair_sides(const struct net *net, enum net_pair which, struct net_work *w, size_t nw)
{
	const struct net_pairs *a = &net->pair[which];
	struct pair_sides *x = &w->pair[which];
	size_t in = drg__pad64(a->dim), row = drg__pad16(a->dim + 1), lt = drg__pad16(nw);
	biaffine_side(net, &a->word, w, 1, nw, w->side);
	for (size_t d = 0; d <= a->dim; d++)
		for (size_t j = 0; j < nw; j++)
			x->word[d * lt + j] = w->side[j * row + d];
	net->k->linear(&a->cue, w->u + net->hidden, w->s + 1, nw, w->side, in, ACT_RELU);
	for (size_t i = 0; i < nw; i++) {
		for (size_t d = a->dim; d < in; d++)
			w->side[i * in + d] = 0;
		x->cue_s[i] = net->k->quantise(w->side + i * in, in, x->cue + i * in);
	}
}

/* Every word as antecedent and as anaphor; w->u holds the quantised words from row 1 on
 * and is free afterwards. */
static void coref_sides(const struct net *net, struct net_work *w, size_t nw)
{
	const struct net_coref *c = &net->coref;
	size_t ld = drg__pad64(c->dim + 1);
	net->k->linear(&c->m, w->u + net->hidden, w->s + 1, nw, w->coref_m, ld, ACT_RELU);
	for (size_t i = 0; i < nw; i++)
		for (size_t d = c->dim; d < ld; d++)
			w->coref_m[i * ld + d] = 0;
	quantise_rows(net->k, w, w->coref_m, ld, nw, ld);
	net->k->linear(&c->core, w->u, w->s, nw, w->coref_ask, drg__pad16(c->dim + 1), ACT_NONE);
	for (size_t i = 0; i < nw; i++)
		w->coref_m[i * ld + c->dim] = 1.0f;
}

/* The share that heads take from the words after NET_MID layers. */
static void add_mid(const struct net *net, struct net_work *w, size_t nw)
{
	if (!net->n_mid)
		return;
	quantise_rows(net->k, w, w->mid, net->hidden, nw, net->hidden);
	for (int i = 0; i < NET_HEADS; i++) {
		if (!net->mid[i].out)
			continue;
		net->k->linear(&net->mid[i], w->u, w->s, nw, w->y, w->ld[i], ACT_NONE);
		for (size_t j = 0; j < nw * w->ld[i]; j++)
			w->v[i][j] += w->y[j];
	}
}

void drg__net_run(const struct net *net, const struct window *win, struct net_work *w)
{
	size_t nw = win->n_words, h = net->hidden;
	trunk(net, win, w);

	/* Row 0 the root, then the words. */
	memmove(w->x + h, w->x, nw * h * sizeof(float));
	memcpy(w->x, net->root, h * sizeof(float));
	quantise_rows(net->k, w, w->x, h, nw + 1, h);
	for (int i = 0; i < NET_HEADS; i++)
		if (net->head[i].out)
			net->k->linear(&net->head[i], w->u + h, w->s + 1, nw, w->v[i], w->ld[i], ACT_NONE);
	for (int i = 0; i < NET_PAIRS; i++)
		if (net->pair[i].n_role)
			pair_sides(net, (enum net_pair)i, w, nw);
	biaffine_side(net, &net->arc_head, w, 0, nw + 1, w->arc_head);
	biaffine_side(net, &net->rel_head, w, 0, nw + 1, w->rel_head);
	net->k->linear(&net->rel_dep, w->u + h, w->s + 1, nw, w->side, net->rel_dim, ACT_RELU);
	for (size_t i = 0; i < nw; i++)
		w->rel_dep_s[i] = net->k->quantise(w->side + i * net->rel_dim, net->rel_dim, w->rel_dep + i * net->rel_dim);
	net->k->linear(&net->arc_dep, w->u + h, w->s + 1, nw, w->side, net->arc_dim, ACT_RELU);
	if (net->coref.dim)
		coref_sides(net, w, nw); /* the last to read the words in w->u */
	quantise_rows(net->k, w, w->side, net->arc_dim, nw, net->arc_dim);
	net->k->linear(&net->arc_core, w->u, w->s, nw, w->arc_dep, drg__pad16(net->arc_dim + 1), ACT_NONE);
	add_mid(net, w, nw);
}

float *drg__net_arcs(const struct net *net, const struct net_work *x, uint32_t from, uint32_t to,
                     struct arena *mem, size_t *ld)
{
	size_t n = to - from, la = drg__pad16(net->arc_dim + 1), lt = drg__pad16(n + 1);
	float *scores = new_floats(mem, n * lt);
	struct arena scratch = *mem;
	float *ht = new_floats(&scratch, (net->arc_dim + 1) * lt); /* heads as columns */
	for (size_t j = 0; j <= n; j++) {
		const float *row = x->arc_head + (j ? from + j : 0) * la;
		for (size_t d = 0; d <= net->arc_dim; d++)
			ht[d * lt + j] = row[d];
	}
	net->k->matmul(x->arc_dep + from * la, la, ht, lt, scores, lt, n, net->arc_dim + 1, lt, NULL);
	*ld = lt;
	return scores;
}

float *drg__net_rels(const struct net *net, const struct net_work *x, uint32_t from, uint32_t to,
                     const uint32_t *head, struct arena *mem)
{
	size_t n = to - from, r = net->rel_dim + 1, ld = drg__pad16(r), lr = drg__pad16(net->n_rel);
	float *out = new_floats(mem, n * lr);
	for (size_t i = 0; i < n; i += NET_BLOCK) {
		size_t m = n - i < NET_BLOCK ? n - i : NET_BLOCK;
		net->k->linear(&net->rel_core, x->rel_dep + (from + i) * net->rel_dim, x->rel_dep_s + from + i, m, x->core, r * lr, ACT_NONE);
		for (size_t j = 0; j < m; j++) {
			size_t row = head[i + j] == UINT32_MAX ? 0 : head[i + j] + 1;
			net->k->matmul(x->rel_head + row * ld, ld, x->core + j * r * lr, lr, out + (i + j) * lr, lr, 1, r, lr, NULL);
		}
	}
	return out;
}

float *drg__net_roles(const struct net *net, enum net_pair which, const struct net_work *x, uint32_t n_words, uint32_t cue,
                      struct arena *mem, size_t *ld)
{
	const struct net_pairs *a = &net->pair[which];
	const struct pair_sides *side = &x->pair[which];
	size_t word = a->dim + 1, lw = drg__pad16(word), lt = drg__pad16(n_words), in = drg__pad64(a->dim);
	float *scores = new_floats(mem, a->n_role * lt);
	struct arena scratch = *mem;
	float *asked = new_floats(&scratch, a->n_role * lw);
	net->k->linear(&a->core, side->cue + cue * in, side->cue_s + cue, 1, asked, a->n_role * lw, ACT_NONE);
	net->k->matmul(asked, lw, side->word, lt, scores, lt, a->n_role, word, lt, NULL);
	*ld = lt;
	return scores;
}
