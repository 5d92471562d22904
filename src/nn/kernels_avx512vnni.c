/* AVX512-VNNI: one vpdpbusd multiplies 64 bytes, a whole group of sixteen outputs. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 16
#define MR 6
#define NP 4
#define MM 4
#define VMAX(a, b) ((vf)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define VMIN(a, b) ((vf)_mm512_min_ps((__m512)(a), (__m512)(b)))

static inline __attribute__((always_inline)) void dot_n(const uint8_t *u, size_t in, const uint8_t *w, size_t step,
                                                        const size_t np, int32_t *acc)
{
	__m512i a[MR][NP];
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t p = 0; p < np; p++)
			a[r][p] = _mm512_setzero_si512();
	for (size_t k = 0; k < in; k += 4) {
		__m512i b[NP];
#pragma GCC unroll 8
		for (size_t p = 0; p < np; p++)
			b[p] = _mm512_load_si512((const void *)(w + p * step + 16 * k));
#pragma GCC unroll 8
		for (size_t r = 0; r < MR; r++) {
			int32_t four;
			memcpy(&four, u + r * in + k, 4);
			__m512i x = _mm512_set1_epi32(four);
#pragma GCC unroll 8
			for (size_t p = 0; p < np; p++)
				a[r][p] = _mm512_dpbusd_epi32(a[r][p], x, b[p]);
		}
	}
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
#pragma GCC unroll 8
		for (size_t p = 0; p < np; p++)
			_mm512_store_si512((void *)(acc + (r * NP + p) * 16), a[r][p]);
}

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	if (np == NP)
		dot_n(u, in, w, step, NP, acc);
	else
		dot_n(u, in, w, step, 1, acc);
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_avx512vnni;
const struct kernels drg__kernels_avx512vnni = TABLE("avx512vnni");
