/* AVX-VNNI: vpdpbusd on 256 bits, two registers to a group of sixteen outputs. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 8
#define MR 6
#define NP 1
#define MM 3
#define VMAX(a, b) ((vf)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define VMIN(a, b) ((vf)_mm256_min_ps((__m256)(a), (__m256)(b)))

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	(void)step, (void)np;
	__m256i a[MR][2];
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++)
		a[r][0] = a[r][1] = _mm256_setzero_si256();
	for (size_t k = 0; k < in; k += 4) {
		__m256i b0 = _mm256_load_si256((const void *)(w + 16 * k));
		__m256i b1 = _mm256_load_si256((const void *)(w + 16 * k + 32));
#pragma GCC unroll 8
		for (size_t r = 0; r < MR; r++) {
			int32_t four;
			memcpy(&four, u + r * in + k, 4);
			__m256i x = _mm256_set1_epi32(four);
			a[r][0] = _mm256_dpbusd_avx_epi32(a[r][0], x, b0);
			a[r][1] = _mm256_dpbusd_avx_epi32(a[r][1], x, b1);
		}
	}
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++) {
		_mm256_store_si256((void *)(acc + r * 16), a[r][0]);
		_mm256_store_si256((void *)(acc + r * 16 + 8), a[r][1]);
	}
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_avxvnni;
const struct kernels drg__kernels_avxvnni = TABLE("avxvnni");
