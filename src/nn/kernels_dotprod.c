/* NEON with sdot (ARMv8.2): sixteen products to an instruction. The activations
 * are brought back to -63..63; see kernels_neon.c. */
#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 4
#define MR 6
#define NP 1
#define MM 4

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	(void)step, (void)np;
	const int32_t *corr = (const int32_t *)(const void *)(w - 192);
	int32x4_t a[MR][4];
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t j = 0; j < 4; j++)
			a[r][j] = vdupq_n_s32(0);
	for (size_t k = 0; k < in; k += 4) {
		int8x16_t b[4];
#pragma GCC unroll 8
		for (size_t j = 0; j < 4; j++)
			b[j] = vld1q_s8((const int8_t *)w + 16 * k + 16 * j);
#pragma GCC unroll 8
		for (size_t r = 0; r < MR; r++) {
			uint32_t four;
			memcpy(&four, u + r * in + k, 4);
			int8x16_t x = vreinterpretq_s8_u8(vsubq_u8(vreinterpretq_u8_u32(vdupq_n_u32(four)), vdupq_n_u8(64)));
#pragma GCC unroll 8
			for (size_t j = 0; j < 4; j++)
				a[r][j] = vdotq_s32(a[r][j], x, b[j]);
		}
	}
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t j = 0; j < 4; j++)
			vst1q_s32(acc + r * 16 + j * 4, vsubq_s32(a[r][j], vld1q_s32(corr + j * 4)));
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_dotprod;
const struct kernels drg__kernels_dotprod = TABLE("dotprod");
