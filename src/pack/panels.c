/* panels.c - quantised linear layers in the order in which the encoder multiplies.
 *
 * A layer comes from training as X.q int8 [out][in], X.s f32 [out] (scale of each
 * output) and X.b f32 [out] (bias).  X.q is stored as X.p, bytes
 * [panels][192 + 16 * in]; a panel is sixteen outputs:
 *
 *     0    16 x int32  -64 * sum_k q_ok     (activations are stored as u + 64)
 *     64   16 x float  s
 *     128  16 x float  b
 *     192  in/4 groups of [16 outputs][4 inputs] int8
 *
 * with zeros for outputs past the last.  src/nn/kernels.h reads it: the same
 * bytes serve every instruction set, straight from the mapped file. */
#include "base/err.h"
#include "pack/builder.h"

static struct part *find(struct builder *b, const char *stem, size_t n, const char *end)
{
	for (size_t i = 0; i < b->part.n; i++) {
		struct part *p = &b->part.v[i];
		if (p->kind == SEC_TENSOR && strlen(p->name) == n + strlen(end) && memcmp(p->name, stem, n) == 0 &&
		    strcmp(p->name + n, end) == 0)
			return p;
	}
	return NULL;
}

static struct str panels(struct builder *b, const struct part *q, const struct part *s, const struct part *bias)
{
	size_t out = q->shape[0], in = q->shape[1], step = 192 + 16 * in, n = (out + 15) / 16;
	char *all = drg__alloc_n(&b->keep, n, step, 64);
	for (size_t o = 0; o < out; o++) {
		char *panel = all + o / 16 * step;
		const char *row = q->bytes.p + o * in;
		int32_t sum = 0;
		for (size_t k = 0; k < in; k++) {
			sum += (int8_t)row[k];
			panel[192 + k / 4 * 64 + o % 16 * 4 + k % 4] = row[k];
		}
		sum *= -64;
		memcpy(panel + o % 16 * 4, &sum, 4);
		memcpy(panel + 64 + o % 16 * 4, s->bytes.p + 4 * o, 4);
		memcpy(panel + 128 + o % 16 * 4, bias->bytes.p + 4 * o, 4);
	}
	return drg__str(all, n * step);
}

static bool per_output(const struct part *p, uint32_t out)
{
	return p->dtype == DTYPE_F32 && p->n_dim == 1 && p->shape[0] == out;
}

void drg__build_panels(struct builder *b)
{
	for (size_t i = 0; i < b->part.n; i++) {
		struct part *q = &b->part.v[i];
		size_t n = strlen(q->name);
		if (q->kind != SEC_TENSOR || q->dtype != DTYPE_I8 || n < 3 || strcmp(q->name + n - 2, ".q") != 0)
			continue;
		n -= 2;
		struct part *s = find(b, q->name, n, ".s"), *bias = find(b, q->name, n, ".b");
		if (!bias) /* an embedding: rows are looked up, not multiplied */
			continue;
		if (!s || q->n_dim != 2 || q->shape[1] % 4 || !per_output(s, q->shape[0]) || !per_output(bias, q->shape[0])) {
			drg__finding(b, STR("model"), 0, "%s: needs .q [out, in] with in a multiple of 4, .s [out] and .b [out]", q->name);
			continue;
		}
		q->bytes = panels(b, q, s, bias);
		q->name[n + 1] = 'p';
		q->dtype = DTYPE_U8;
		q->shape[0] = (q->shape[0] + 15) / 16;
		q->shape[1] = 192 + 16 * q->shape[1];
		q->rows = q->shape[0];
	}
}
