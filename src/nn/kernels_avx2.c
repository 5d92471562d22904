/* AVX2: vpmaddubsw sums pairs in 16 bits; 2 * 127 * 127 < 2^15, so it never saturates. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 8
#define MR 5
#define NP 1
#define MM 3
#define VMAX(a, b) ((vf)_mm256_max_ps((__m256)(a), (__m256)(b)))
#define VMIN(a, b) ((vf)_mm256_min_ps((__m256)(a), (__m256)(b)))

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	(void)step, (void)np;
	const __m256i one = _mm256_set1_epi16(1);
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
			a[r][0] = _mm256_add_epi32(a[r][0], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b0), one));
			a[r][1] = _mm256_add_epi32(a[r][1], _mm256_madd_epi16(_mm256_maddubs_epi16(x, b1), one));
		}
	}
#pragma GCC unroll 8
	for (size_t r = 0; r < MR; r++) {
		_mm256_store_si256((void *)(acc + r * 16), a[r][0]);
		_mm256_store_si256((void *)(acc + r * 16 + 8), a[r][1]);
	}
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_avx2;
const struct kernels drg__kernels_avx2 = TABLE("avx2");
