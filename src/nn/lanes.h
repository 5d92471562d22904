/* lanes.h - the float steps and the loops of every kernel table; included once by
 * each kernels_*.c, which first defines
 *   VL    floats in a vector of this instruction set (4, 8 or 16)
 *   MR    rows and
 *   NP    panels that one call of dot() covers
 *   MM    rows of a matmul tile four vectors wide
 *   dot   static inline void dot(const uint8_t *u, size_t in, const uint8_t *panel, size_t step,
 *                                size_t np, int32_t *acc)
 *         acc[MR][NP*16] = sum_k u[r][k] * q[o][k] over np <= NP panels
 *
 * No operation here depends on VL: elementwise ones cannot, and sums run in
 * sixteen lanes (16 / VL vectors), folded by fold(). */
#include <string.h>

#include "nn/kernels.h"

typedef float vf __attribute__((vector_size(4 * VL)));
typedef int32_t vi __attribute__((vector_size(4 * VL)));
typedef uint8_t vb __attribute__((vector_size(VL)));
typedef int8_t vsb __attribute__((vector_size(VL)));
enum { NL = 16 / VL }; /* vectors that make the sixteen lanes */

#define INLINE static inline __attribute__((always_inline))

INLINE vf ld(const float *p)
{
	vf v;
	memcpy(&v, p, sizeof v);
	return v;
}

INLINE void st(float *p, vf v)
{
	memcpy(p, &v, sizeof v);
}

INLINE vf all(float x)
{
	return x - (vf){ 0 };
}

/* mask ? a : b, lane by lane; C has no vector ?: in gcc. */
INLINE vf pick(vi mask, vf a, vf b)
{
	return (vf)((mask & (vi)a) | (~mask & (vi)b));
}

/* x86 has these as instructions with exactly this meaning, ties and all. */
#ifndef VMAX
#define VMAX(a, b) pick((a) > (b), (a), (b))
#define VMIN(a, b) pick((a) < (b), (a), (b))
#endif

INLINE vf vmax(vf a, vf b)
{
	return VMAX(a, b);
}

INLINE vf vmin(vf a, vf b)
{
	return VMIN(a, b);
}

/* Sixteen lanes to one: i with i+8, then i+4, i+2, i+1. */
INLINE float fold(const vf lane[NL])
{
	float x[16];
	memcpy(x, lane, sizeof x);
	for (int w = 8; w; w >>= 1)
		for (int i = 0; i < w; i++)
			x[i] += x[i + w];
	return x[0];
}

INLINE float fold_max(const vf lane[NL])
{
	float x[16];
	memcpy(x, lane, sizeof x);
	for (int w = 8; w; w >>= 1)
		for (int i = 0; i < w; i++)
			x[i] = x[i] > x[i + w] ? x[i] : x[i + w];
	return x[0];
}

/* exp(x) for x <= 0; below -86 it is exp(-86), which is nothing beside a 1 (the
 * largest term of every softmax).  x = n ln2 + r, the polynomial of the Cephes
 * library (S. Moshier) on |r| <= ln2 / 2, relative error < 1e-7. */
INLINE vf vexp(vf x)
{
	const vf shift = all(12582912.0f); /* 1.5 * 2^23: adding it rounds half to even */
	x = vmax(x, all(-86.0f));
	vf t = x * all(1.44269504f) + shift, n = t - shift;
	vf r = x - n * all(0.693359375f);
	r = r - n * all(-2.12194440e-4f);
	vf p = all(1.9875691500e-4f);
	p = p * r + all(1.3981999507e-3f);
	p = p * r + all(8.3334519073e-3f);
	p = p * r + all(4.1665795894e-2f);
	p = p * r + all(1.6666665459e-1f);
	p = p * r + all(5.0000001201e-1f);
	vf y = (p * (r * r) + r) + all(1.0f);
	return (vf)((vi)y + ((vi)t << 23)); /* the low bits of t are n */
}

/* GELU(x) = x * (0.5 + x P(x^2)), the normal distribution by a minimax
 * polynomial of degree 11 in x^2 on |x| <= 5, in s = 2 x^2 / 25 - 1 for
 * stability; beyond 5 the argument is held. Absolute error < 1e-5. */
INLINE vf vgelu(vf x)
{
	static const float c[] = { -1.110284473e-03f, 3.211955540e-03f, -3.863748861e-03f, 5.080642179e-03f,
		                   -1.017696317e-02f, 1.693072915e-02f, -2.362360619e-02f, 3.135163337e-02f,
		                   -4.039178416e-02f, 5.152581260e-02f, -7.029825449e-02f, 1.413637400e-01f };
	vf z = vmin(vmax(x, all(-5.0f)), all(5.0f));
	vf s = (z * z) * all(0.08f) - all(1.0f), p = all(c[0]);
#pragma GCC unroll 16
	for (size_t i = 1; i < sizeof c / sizeof *c; i++)
		p = p * s + all(c[i]);
	return x * (all(0.5f) + z * p);
}

static void gelu(float *x, size_t n)
{
	for (size_t i = 0; i < n; i += VL)
		st(x + i, vgelu(ld(x + i)));
}

/* Sixteen outputs of one row from their integer sums. */
INLINE void finish(const uint8_t *panel, const int32_t *acc, float s, float *y, enum activation act)
{
#pragma GCC unroll 4
	for (size_t i = 0; i < 16; i += VL) {
		vi a, c;
		memcpy(&a, acc + i, sizeof a);
		memcpy(&c, panel + 4 * i, sizeof c);
		vf ws, b;
		memcpy(&ws, panel + 64 + 4 * i, sizeof ws);
		memcpy(&b, panel + 128 + 4 * i, sizeof b);
		vf v = __builtin_convertvector(a + c, vf) * (ws * all(s)) + b;
		if (act == ACT_GELU)
			v = vgelu(v);
		else if (act == ACT_RELU)
			v = vmax(v, all(0.0f));
		st(y + i, v);
	}
}

/* np panels from `panel` on, all rows: the panels stay in the first cache while the rows pass. */
INLINE void band(const struct linear *l, const uint8_t *panel, size_t np, const uint8_t *u, const float *s,
                 size_t rows, float *y, size_t ldy, enum activation act)
{
	size_t step = drg__panel_bytes(l->in);
	for (size_t r = 0; r < rows; r += MR) {
		_Alignas(64) int32_t acc[MR * NP * 16];
		dot(u + r * l->in, l->in, panel + 192, step, np, acc);
		for (size_t i = 0; i < MR && r + i < rows; i++)
			for (size_t j = 0; j < np; j++)
				finish(panel + j * step, acc + (i * NP + j) * 16, s[r + i], y + (r + i) * ldy + j * 16, act);
	}
}

static void linear(const struct linear *l, const uint8_t *u, const float *s, size_t rows,
                   float *y, size_t ldy, enum activation act)
{
	size_t n = drg__pad16(l->out) / 16, step = drg__panel_bytes(l->in), p = 0;
#ifdef BEGIN
	BEGIN
#endif
	for (; p + NP <= n; p += NP)
		band(l, l->panels + p * step, NP, u, s, rows, y + p * 16, ldy, act);
	for (; p < n; p++)
		band(l, l->panels + p * step, 1, u, s, rows, y + p * 16, ldy, act);
#ifdef END
	END
#endif
}

static float quantise(const float *x, size_t n, uint8_t *u)
{
	vf m[NL];
	for (int j = 0; j < NL; j++)
		m[j] = all(0.0f);
	for (size_t i = 0; i < n; i += 16)
		for (int j = 0; j < NL; j++) {
			vf v = ld(x + i + (size_t)j * VL);
			m[j] = vmax(m[j], vmax(v, -v));
		}
	float top = fold_max(m);
	if (!(top > 1e-30f)) { /* all zero, or too small for 63 / top to be finite */
		memset(u, 64, n);
		return 0.0f;
	}
	vf inv = all(63.0f / top);
	for (size_t i = 0; i < n; i += VL) {
		vf t = ld(x + i) * inv + all(12582912.0f);
		vb b = __builtin_convertvector((vi)t + 64, vb); /* the low byte of the shifted number is the integer */
		memcpy(u + i, &b, sizeof b);
	}
	return top / 63.0f;
}

static void embed(const int8_t *q, float s, const float *a, const float *b, float *x, size_t n)
{
	for (size_t i = 0; i < n; i += VL) {
		vsb w;
		memcpy(&w, q + i, sizeof w);
		st(x + i, (__builtin_convertvector(w, vf) * all(s) + ld(a + i)) + ld(b + i));
	}
}

static void add_norm(float *x, const float *add, const float *g, const float *b, size_t n)
{
	vf sum[NL], sq[NL];
	for (int j = 0; j < NL; j++)
		sum[j] = sq[j] = all(0.0f);
	for (size_t i = 0; i < n; i += 16)
		for (int j = 0; j < NL; j++) {
			size_t at = i + (size_t)j * VL;
			vf v = ld(x + at);
			if (add)
				st(x + at, v = v + ld(add + at));
			sum[j] += v;
		}
	vf mean = all(fold(sum) / (float)n);
	for (size_t i = 0; i < n; i += 16)
		for (int j = 0; j < NL; j++) {
			vf v = ld(x + i + (size_t)j * VL) - mean;
			sq[j] += v * v;
		}
	vf inv = all(1.0f / __builtin_sqrtf(fold(sq) / (float)n + 1e-12f));
	for (size_t i = 0; i < n; i += VL)
		st(x + i, ((ld(x + i) - mean) * inv) * ld(g + i) + ld(b + i));
}

static float exp_sum(float *x, size_t n, float scale)
{
	vf m[NL], sum[NL];
	for (int j = 0; j < NL; j++) {
		m[j] = ld(x + (size_t)j * VL);
		sum[j] = all(0.0f);
	}
	for (size_t i = 16; i < n; i += 16)
		for (int j = 0; j < NL; j++)
			m[j] = vmax(m[j], ld(x + i + (size_t)j * VL));
	vf top = all(fold_max(m));
	for (size_t i = 0; i < n; i += 16)
		for (int j = 0; j < NL; j++) {
			size_t at = i + (size_t)j * VL;
			vf e = vexp((ld(x + at) - top) * all(scale));
			st(x + at, e);
			sum[j] += e;
		}
	return fold(sum);
}

/* nr rows by nv vectors of c, held in registers while k passes. */
INLINE void tile(const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc,
                 size_t k, const float *rs, const size_t nr, const size_t nv)
{
	vf acc[4 * MM][4];
#pragma GCC unroll 32
	for (size_t r = 0; r < nr; r++)
#pragma GCC unroll 4
		for (size_t v = 0; v < nv; v++)
			acc[r][v] = all(0.0f);
	for (size_t i = 0; i < k; i++) {
		vf w[4];
#pragma GCC unroll 4
		for (size_t v = 0; v < nv; v++)
			w[v] = ld(b + i * ldb + v * VL);
#pragma GCC unroll 32
		for (size_t r = 0; r < nr; r++) {
			vf x = all(a[r * lda + i]);
#pragma GCC unroll 4
			for (size_t v = 0; v < nv; v++)
				acc[r][v] = acc[r][v] + x * w[v];
		}
	}
#pragma GCC unroll 32
	for (size_t r = 0; r < nr; r++)
#pragma GCC unroll 4
		for (size_t v = 0; v < nv; v++)
			st(c + r * ldc + v * VL, rs ? acc[r][v] * all(rs[r]) : acc[r][v]);
}

/* A column of tiles nv vectors wide: full tiles, then row by row. */
#define COLUMN(nr, nv)                                                                                        \
	do {                                                                                                  \
		size_t r_ = 0;                                                                                \
		for (; r_ + (nr) <= m; r_ += (nr))                                                            \
			tile(a + r_ * lda, lda, b + j, ldb, c + r_ * ldc + j, ldc, k, rs ? rs + r_ : 0, nr, nv); \
		for (; r_ < m; r_++)                                                                          \
			tile(a + r_ * lda, lda, b + j, ldb, c + r_ * ldc + j, ldc, k, rs ? rs + r_ : 0, 1, nv);  \
		j += (nv) * VL;                                                                               \
	} while (0)

static void matmul(const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc,
                   size_t m, size_t k, size_t n, const float *rs)
{
	size_t j = 0;
	while (j + 4 * VL <= n)
		COLUMN(MM, 4);
	while (j + 2 * VL <= n)
		COLUMN(2 * MM, 2);
	while (j < n)
		COLUMN(4 * MM, 1);
}

#define TABLE(label) { label, linear, quantise, embed, add_norm, matmul, exp_sum, gelu }
