/* Every kernel table of this machine against the portable one, which is held to
 * plain arithmetic first; and the float functions against their error bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nn/kernels.h"

static uint64_t seed = 88172645463325252u;

static uint32_t rnd(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (uint32_t)(seed >> 32);
}

static float rndf(void)
{
	return (float)rnd() / 4294967296.0f * 2.0f - 1.0f;
}

static void *mem(size_t n)
{
	void *p = aligned_alloc(64, (n + 63) / 64 * 64);
	assert_non_null(p);
	memset(p, 0, (n + 63) / 64 * 64);
	return p;
}

struct problem {
	uint32_t in, out, rows;
	int8_t *q;  /* [out][in] */
	float *ws, *b;
	uint8_t *u; /* [rows + pad][in] */
	float *s;   /* [rows] */
	uint8_t *panels;
};

enum fill { RANDOM, ALL_HIGH, ALL_LOW, MIXED_EXTREMES };

static struct problem make(uint32_t in, uint32_t out, uint32_t rows, enum fill how)
{
	struct problem p = { in, out, rows, mem((size_t)in * out), mem(4 * out), mem(4 * out),
		             mem((size_t)(rows + DRG__ROW_PAD) * in), mem(4 * rows + 4), NULL };
	for (size_t i = 0; i < (size_t)in * out; i++)
		p.q[i] = how == RANDOM ? (int8_t)((int)(rnd() % 255) - 127) : how == ALL_HIGH ? 127 : how == ALL_LOW ? -127 : rnd() & 1 ? 127 : -127;
	for (size_t i = 0; i < (size_t)in * rows; i++)
		p.u[i] = (uint8_t)(how == RANDOM ? 1 + rnd() % 127 : how == MIXED_EXTREMES && (rnd() & 1) ? 1 : 127);
	/* Rows past the end hold anything: they must not matter. */
	for (size_t i = (size_t)in * rows; i < (size_t)in * (rows + DRG__ROW_PAD); i++)
		p.u[i] = (uint8_t)rnd();
	for (uint32_t i = 0; i < out; i++) {
		p.ws[i] = rndf();
		p.b[i] = rndf() * 10;
	}
	for (uint32_t i = 0; i < rows; i++)
		p.s[i] = rndf();
	size_t step = drg__panel_bytes(in), n = drg__pad16(out) / 16;
	p.panels = mem(n * step);
	for (size_t o = 0; o < out; o++) {
		uint8_t *panel = p.panels + o / 16 * step;
		int32_t sum = 0;
		for (size_t k = 0; k < in; k++) {
			sum += p.q[o * in + k];
			panel[192 + k / 4 * 64 + o % 16 * 4 + k % 4] = (uint8_t)p.q[o * in + k];
		}
		sum *= -64;
		memcpy(panel + o % 16 * 4, &sum, 4);
		memcpy(panel + 64 + o % 16 * 4, &p.ws[o], 4);
		memcpy(panel + 128 + o % 16 * 4, &p.b[o], 4);
	}
	return p;
}

static void drop(struct problem *p)
{
	free(p->q), free(p->ws), free(p->b), free(p->u), free(p->s), free(p->panels);
}

static const struct { uint32_t in, out, rows; } sizes[] = {
	{ 64, 1, 1 }, { 64, 17, 5 }, { 384, 1152, 7 }, { 384, 33, 32 }, { 1536, 384, 6 }, { 384, 64, 33 }, { 256, 257, 31 }, { 1536, 16, 1 }, { 64, 65, 256 },
};

/* With both scales 1 and no bias the outputs are the integer sums themselves. */
static void integers_are_exact(void **state)
{
	(void)state;
	for (size_t t = 0; t < sizeof sizes / sizeof *sizes; t++)
		for (int how = RANDOM; how <= MIXED_EXTREMES; how++) {
			struct problem p = make(sizes[t].in, sizes[t].out, sizes[t].rows, (enum fill)how);
			size_t ld = drg__pad16(p.out), step = drg__panel_bytes(p.in);
			for (size_t i = 0; i < ld / 16; i++)
				for (size_t j = 0; j < 16; j++) {
					float one = 1, nil = 0;
					memcpy(p.panels + i * step + 64 + 4 * j, &one, 4);
					memcpy(p.panels + i * step + 128 + 4 * j, &nil, 4);
				}
			for (uint32_t i = 0; i < p.rows; i++)
				p.s[i] = 1;
			float *y = mem(p.rows * ld * 4);
			struct linear l = { p.panels, p.in, p.out };
			const struct kernels *k;
			for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
				memset(y, 0xff, p.rows * ld * 4);
				k->linear(&l, p.u, p.s, p.rows, y, ld, ACT_NONE);
				for (size_t r = 0; r < p.rows; r++)
					for (size_t o = 0; o < p.out; o++) {
						int64_t sum = 0;
						for (size_t i = 0; i < p.in; i++)
							sum += ((int)p.u[r * p.in + i] - 64) * p.q[o * p.in + i];
						if ((float)sum != y[r * ld + o] || (int64_t)(float)sum != sum)
							fail_msg("%s %ux%u row %zu output %zu: %lld, got %f", k->name, p.in, p.out, r, o, (long long)sum, (double)y[r * ld + o]);
					}
			}
			free(y);
			drop(&p);
		}
}

#define SAME(what, a, b, bytes, k)                                      \
	if (memcmp(a, b, bytes) != 0)                                   \
	fail_msg("%s differs between portable and %s", what, (k)->name)

static void tables_give_the_same_bytes(void **state)
{
	(void)state;
	const struct kernels *ref = drg__kernels_named("portable"), *k;
	for (size_t t = 0; t < sizeof sizes / sizeof *sizes; t++) {
		struct problem p = make(sizes[t].in, sizes[t].out, sizes[t].rows, RANDOM);
		size_t ld = drg__pad16(p.out), bytes = p.rows * ld * 4;
		float *a = mem(bytes), *b = mem(bytes);
		struct linear l = { p.panels, p.in, p.out };
		for (int act = ACT_NONE; act <= ACT_RELU; act++) {
			ref->linear(&l, p.u, p.s, p.rows, a, ld, (enum activation)act);
			for (size_t n = 1; (k = drg__kernels_at(n)); n++) {
				k->linear(&l, p.u, p.s, p.rows, b, ld, (enum activation)act);
				SAME("linear", a, b, bytes, k);
			}
		}
		free(a), free(b);
		drop(&p);
	}
	enum { N = 384 };
	float *x = mem(4 * N), *add = mem(4 * N), *g = mem(4 * N), *w = mem(4 * N), *a = mem(4 * N), *b = mem(4 * N);
	uint8_t ua[N], ub[N];
	int8_t q[N];
	for (int round = 0; round < 200; round++) {
		float size = ldexpf(1.0f, (int)(rnd() % 60) - 40);
		for (int i = 0; i < N; i++) {
			x[i] = rndf() * size;
			add[i] = rndf() * size;
			g[i] = rndf();
			w[i] = rndf();
			q[i] = (int8_t)((int)(rnd() % 255) - 127);
			if (round % 4 == 1) /* many ties for the rounding */
				x[i] = (float)((int)(rnd() % 253) - 126) * size * 0.5f;
		}
		if (round % 4 == 1)
			x[7] = 63 * size;
		if (round == 2)
			memset(x, 0, 4 * N);
		for (size_t n = 1; (k = drg__kernels_at(n)); n++) {
			float sa = ref->quantise(x, N, ua), sb = k->quantise(x, N, ub);
			SAME("quantise", ua, ub, N, k);
			SAME("quantise's scale", &sa, &sb, 4, k);
			memcpy(a, x, 4 * N);
			memcpy(b, x, 4 * N);
			ref->add_norm(a, round & 1 ? add : NULL, g, w, N);
			k->add_norm(b, round & 1 ? add : NULL, g, w, N);
			SAME("add_norm", a, b, 4 * N, k);
			ref->embed(q, 0.01f, x, w, a, N);
			k->embed(q, 0.01f, x, w, b, N);
			SAME("embed", a, b, 4 * N, k);
			size_t m = 16 + rnd() % 23 * 16;
			memcpy(a, x, 4 * N);
			memcpy(b, x, 4 * N);
			sa = ref->exp_sum(a, m, 0.17f);
			sb = k->exp_sum(b, m, 0.17f);
			SAME("exp_sum", a, b, 4 * N, k);
			SAME("exp_sum's sum", &sa, &sb, 4, k);
			memcpy(a, x, 4 * N);
			memcpy(b, x, 4 * N);
			ref->gelu(a, N);
			k->gelu(b, N);
			SAME("gelu", a, b, 4 * N, k);
		}
	}
	free(x), free(add), free(g), free(w), free(a), free(b);
}

static void matmul_sums_in_order(void **state)
{
	(void)state;
	static const struct { size_t m, k, n; } s[] = { { 1, 1, 16 }, { 32, 32, 208 }, { 31, 99, 32 }, { 5, 257, 272 }, { 1, 65, 48 }, { 17, 3, 64 } };
	const struct kernels *k;
	for (size_t t = 0; t < sizeof s / sizeof *s; t++) {
		size_t m = s[t].m, kk = s[t].k, n = s[t].n, lda = kk + 3;
		float *a = mem(4 * m * lda), *b = mem(4 * kk * n), *c = mem(4 * m * n), *want = mem(4 * m * n), *rs = mem(4 * m);
		for (size_t i = 0; i < m * lda; i++)
			a[i] = rndf();
		for (size_t i = 0; i < kk * n; i++)
			b[i] = rndf();
		for (size_t i = 0; i < m; i++)
			rs[i] = rndf();
		for (int scaled = 0; scaled < 2; scaled++) {
			for (size_t i = 0; i < m; i++)
				for (size_t j = 0; j < n; j++) {
					float sum = 0;
					for (size_t l = 0; l < kk; l++) {
						volatile float product = a[i * lda + l] * b[l * n + j];
						sum += product;
					}
					want[i * n + j] = scaled ? sum * rs[i] : sum;
				}
			for (size_t x = 0; (k = drg__kernels_at(x)); x++) {
				memset(c, 0xff, 4 * m * n);
				k->matmul(a, lda, b, n, c, n, m, kk, n, scaled ? rs : NULL);
				if (memcmp(c, want, 4 * m * n) != 0)
					fail_msg("%s: matmul %zux%zux%zu", k->name, m, kk, n);
			}
		}
		free(a), free(b), free(c), free(want), free(rs);
	}
}

static void quantise_rounds_half_to_even(void **state)
{
	(void)state;
	const struct kernels *k;
	float x[16] = { 63, -63, 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f, 0, 62.49f, 62.51f, 1e-8f, -1e-8f, 10, -10, 31.5f };
	static const int want[16] = { 63, -63, 0, 2, 2, 0, -2, -2, 0, 62, 63, 0, 0, 10, -10, 32 };
	for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
		uint8_t u[16];
		assert_true(k->quantise(x, 16, u) == 1.0f);
		for (int i = 0; i < 16; i++)
			assert_int_equal(u[i] - 64, want[i]);
		float zero[16] = { 0 };
		assert_true(k->quantise(zero, 16, u) == 0.0f);
		for (int i = 0; i < 16; i++)
			assert_int_equal(u[i], 64);
	}
}

static void float_functions_keep_their_bounds(void **state)
{
	(void)state;
	const struct kernels *k = drg__kernels();
	float x[16], y[16];
	double worst = 0;
	for (int i = -200000; i < 200000; i += 16) {
		for (int j = 0; j < 16; j++)
			x[j] = y[j] = (float)(i + j) * 1e-4f;
		k->gelu(y, 16);
		for (int j = 0; j < 16; j++) {
			double e = fabs(y[j] - 0.5 * (double)x[j] * (1 + erf((double)x[j] / sqrt(2))));
			worst = e > worst ? e : worst;
		}
	}
	if (worst > 2e-5)
		fail_msg("GELU is off by %g", worst);
	worst = 0;
	for (int i = 0; i < 86000; i += 15) {
		x[0] = 0;
		for (int j = 1; j < 16; j++)
			x[j] = -(float)(i + j - 1) * 1e-3f;
		memcpy(y, x, sizeof y);
		k->exp_sum(y, 16, 1.0f);
		for (int j = 0; j < 16; j++) {
			double e = fabs(y[j] / exp((double)x[j]) - 1);
			if (x[j] >= -86)
				worst = e > worst ? e : worst;
		}
	}
	if (worst > 2e-7)
		fail_msg("exp is off by a factor of 1 + %g", worst);
	/* Padding weighs nothing. */
	for (int j = 0; j < 16; j++)
		x[j] = j ? -1e30f : 3;
	assert_true(k->exp_sum(x, 16, 1.0f) == 1.0f);
	/* Layer norm against doubles. */
	float v[384], g[384], b[384];
	double mean = 0, var = 0;
	for (int i = 0; i < 384; i++) {
		v[i] = rndf() * 3 + 1;
		g[i] = rndf();
		b[i] = rndf();
		mean += (double)v[i] / 384;
	}
	for (int i = 0; i < 384; i++)
		var += ((double)v[i] - mean) * ((double)v[i] - mean) / 384;
	double want[384];
	for (int i = 0; i < 384; i++)
		want[i] = ((double)v[i] - mean) / sqrt(var + 1e-12) * (double)g[i] + (double)b[i];
	k->add_norm(v, NULL, g, b, 384);
	for (int i = 0; i < 384; i++)
		assert_true(fabs(want[i] - (double)v[i]) < 3e-6);
}

static void tables_are_found_by_name(void **state)
{
	(void)state;
	const struct kernels *k;
	assert_string_equal(drg__kernels_at(0)->name, "portable");
	for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
		assert_ptr_equal(drg__kernels_named(k->name), k);
		setenv("DRAGOMAN_KERNEL", k->name, 1);
		assert_ptr_equal(drg__kernels(), k);
	}
	assert_null(drg__kernels_named("abacus"));
	setenv("DRAGOMAN_KERNEL", "abacus", 1); /* unknown: the best one, not a crash */
	assert_non_null(drg__kernels());
	unsetenv("DRAGOMAN_KERNEL");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(integers_are_exact),
		cmocka_unit_test(tables_give_the_same_bytes),
		cmocka_unit_test(matmul_sums_in_order),
		cmocka_unit_test(quantise_rounds_half_to_even),
		cmocka_unit_test(float_functions_keep_their_bounds),
		cmocka_unit_test(tables_are_found_by_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
