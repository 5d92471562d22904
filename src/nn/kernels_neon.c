/* NEON without the dot-product instructions: 8-bit products in 16 bits, pairs of
 * them in 32.  Activations are brought back to -63..63, where two products of
 * a lane stay below 2^15, and the correction that the panel's header holds is
 * put in again at the end. */
#include <arm_neon.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 4
#define MR 2
#define NP 1
#define MM 4

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	(void)step, (void)np;
	const int32_t *corr = (const int32_t *)(const void *)(w - 192);
	int32x4_t a[MR][8]; /* each lane: half of one output's sum */
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t j = 0; j < 8; j++)
			a[r][j] = vdupq_n_s32(0);
	for (size_t k = 0; k < in; k += 4)
#pragma GCC unroll 8
		for (size_t r = 0; r < MR; r++) {
			uint32_t four;
			memcpy(&four, u + r * in + k, 4);
			int8x8_t x = vreinterpret_s8_u8(vsub_u8(vreinterpret_u8_u32(vdup_n_u32(four)), vdup_n_u8(64)));
#pragma GCC unroll 8
			for (size_t j = 0; j < 8; j++)
				a[r][j] = vpadalq_s16(a[r][j], vmull_s8(x, vld1_s8((const int8_t *)w + 16 * k + 8 * j)));
		}
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t j = 0; j < 4; j++)
			vst1q_s32(acc + r * 16 + j * 4,
			          vsubq_s32(vpaddq_s32(a[r][2 * j], a[r][2 * j + 1]), vld1q_s32(corr + j * 4)));
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_neon;
const struct kernels drg__kernels_neon = TABLE("neon");
