/* The integer sums of every kernel table against oneDNN's u8 x s8 product, when
 * that library is installed (Debian: libdnnl-dev); otherwise the test says so and is skipped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "nn/kernels.h"

#ifdef HAVE_DNNL
#include <dnnl.h>

static uint32_t state_ = 12345;

static uint32_t rnd(void)
{
	return state_ = state_ * 1664525u + 1013904223u;
}

static void sums_are_those_of_onednn(void **state)
{
	(void)state;
	static const struct { size_t rows, in, out; } t[] = { { 200, 384, 1152 }, { 77, 1536, 384 }, { 33, 384, 1536 }, { 1, 64, 16 } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		size_t m = t[i].rows, in = t[i].in, out = t[i].out, step = drg__panel_bytes(in);
		uint8_t *u = aligned_alloc(64, (m + DRG__ROW_PAD) * in);
		int8_t *q = malloc(in * out);
		uint8_t *panels = aligned_alloc(64, out / 16 * step);
		int32_t *want = malloc(4 * m * out);
		float *y = aligned_alloc(64, 4 * m * out), *s = malloc(4 * m);
		assert_true(u && q && panels && want && y && s);
		memset(u, 64, (m + DRG__ROW_PAD) * in);
		for (size_t j = 0; j < m * in; j++)
			u[j] = (uint8_t)(1 + (rnd() >> 8) % 127);
		for (size_t j = 0; j < in * out; j++)
			q[j] = (int8_t)((int)((rnd() >> 8) % 255) - 127);
		for (size_t o = 0; o < out; o++) {
			uint8_t *panel = panels + o / 16 * step;
			int32_t sum = 0;
			float one = 1, nil = 0;
			for (size_t k = 0; k < in; k++) {
				sum += q[o * in + k];
				panel[192 + k / 4 * 64 + o % 16 * 4 + k % 4] = (uint8_t)q[o * in + k];
			}
			sum *= -64;
			memcpy(panel + o % 16 * 4, &sum, 4);
			memcpy(panel + 64 + o % 16 * 4, &one, 4);
			memcpy(panel + 128 + o % 16 * 4, &nil, 4);
		}
		for (size_t j = 0; j < m; j++)
			s[j] = 1;
		/* Their A offset is subtracted, as our zero point is. */
		int32_t no_offset = 0;
		assert_int_equal(dnnl_gemm_u8s8s32('N', 'T', 'F', (dnnl_dim_t)m, (dnnl_dim_t)out, (dnnl_dim_t)in, 1.0f,
		                                   u, (dnnl_dim_t)in, 64, q, (dnnl_dim_t)in, 0, 0.0f, want, (dnnl_dim_t)out, &no_offset),
		                 dnnl_success);
		const struct kernels *k;
		struct linear l = { panels, (uint32_t)in, (uint32_t)out };
		for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
			k->linear(&l, u, s, m, y, out, ACT_NONE);
			for (size_t j = 0; j < m * out; j++)
				if ((int32_t)y[j] != want[j])
					fail_msg("%s: row %zu output %zu: %d, oneDNN %d", k->name, j / out, j % out, (int)y[j], (int)want[j]);
		}
		free(u), free(q), free(panels), free(want), free(y), free(s);
	}
}
#else
static void sums_are_those_of_onednn(void **state)
{
	(void)state;
	print_message("built without oneDNN\n");
	skip();
}
#endif

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sums_are_those_of_onednn) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
