/* kernels.h - the arithmetic of the encoder, one table per instruction set.
 *
 * Every table gives the same bytes on every machine:
 *   - integer sums are exact: activations are 7-bit (1..127, 64 = zero),
 *     weights 8-bit, so no instruction saturates and no sum passes 2^24 for
 *     `in` <= 1536 (63 * 127 * 1536 < 2^24: exact as float, too);
 *   - float steps are written once, in lanes.h, over vectors of any width:
 *     plain multiplications, additions, divisions and square roots, each
 *     correctly rounded, never fused (-ffp-contract=off), sums in sixteen lanes
 *     folded in a fixed order; exp and GELU are polynomials of our own.
 *
 * QUANTISED LINEAR LAYER  y = act((sum_k (u_k - 64) q_ok) * (s * ws_o) + b_o)
 *   u: one row of activations, s its scale (drg__kernels.quantise).
 *   The weights lie in panels of sixteen outputs, written so by `pack build`
 *   (src/pack/panels.c) and read from the mapped file as they are:
 *
 *     0    16 x int32  -64 * sum_k q_ok
 *     64   16 x float  ws_o
 *     128  16 x float  b_o
 *     192  in/4 groups of [16 outputs][4 inputs] int8
 *
 *   A group is one 512-bit register, one row of an AMX tile, two 256-bit or
 *   four 128-bit registers.  `in` is a multiple of 64; outputs are padded to 16
 *   with zeros, so y has room for drg__pad16(out) floats a row. */
#ifndef DRG_NN_KERNELS_H
#define DRG_NN_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct linear {
	const uint8_t *panels; /* [drg__pad16(out) / 16][drg__panel_bytes(in)], 64-byte aligned, borrowed */
	uint32_t in, out;
};

#define drg__pad16(n) (((size_t)(n) + 15) & ~(size_t)15)
#define drg__pad64(n) (((size_t)(n) + 63) & ~(size_t)63)
#define drg__panel_bytes(in) (192 + 16 * (size_t)(in))

/* Rows of u that `linear` may read past `rows` (values there do not matter). */
enum { DRG__ROW_PAD = 32 };

enum activation { ACT_NONE, ACT_GELU, ACT_RELU };

struct kernels {
	const char *name; /* "portable", "avx2", "avxvnni", "avx512vnni", "amx", "neon", "dotprod" */

	/* y[rows][ldy] = act(layer(u[rows][in], s[rows])); ldy >= drg__pad16(out). */
	void (*linear)(const struct linear *l, const uint8_t *u, const float *s, size_t rows,
	               float *y, size_t ldy, enum activation act);

	/* x[n] to u[n]: s = max|x| / 63 (returned), u = round-half-even(x * (63 / max|x|)) + 64.
	 * All zero: s = 0, u = 64.  n a multiple of 16. */
	float (*quantise)(const float *x, size_t n, uint8_t *u);

	/* x[n] = q[n] * s + a[n] + b[n]. n a multiple of 16. */
	void (*embed)(const int8_t *q, float s, const float *a, const float *b, float *x, size_t n);

	/* x[n] = layer norm of (x + add), eps 1e-12; add may be NULL. n a multiple of 16. */
	void (*add_norm)(float *x, const float *add, const float *g, const float *b, size_t n);

	/* c[m][n] = (sum over k, in order, of a[m][k] * b[k][n]) * row_scale[m]; row_scale may be NULL.
	 * n a multiple of 16; lda, ldb, ldc in floats. */
	void (*matmul)(const float *a, size_t lda, const float *b, size_t ldb, float *c, size_t ldc,
	               size_t m, size_t k, size_t n, const float *row_scale);

	/* x[n] = exp((x - max) * scale), scale > 0; returns the sum. n a multiple of 16: padding is -1e30. */
	float (*exp_sum)(float *x, size_t n, float scale);

	/* x[n] = GELU(x), by the polynomial that `linear` uses; for tests. n a multiple of 16. */
	void (*gelu)(float *x, size_t n);
};

/* The best table for this processor, or the one that the environment variable
 * DRAGOMAN_KERNEL names, if the processor has it (for tests); decided once. */
const struct kernels *drg__kernels(void);

/* A table by name; NULL if unknown or not for this processor. */
const struct kernels *drg__kernels_named(const char *name);

/* The i-th table that runs here, "portable" first; NULL past the last. */
const struct kernels *drg__kernels_at(size_t i);

#endif
