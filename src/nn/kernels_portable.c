/* The reference: plain C for any processor, slow and obvious. */
#include <stddef.h>
#include <stdint.h>

#define VL 4
#define MR 1
#define NP 1
#define MM 3

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	(void)step, (void)np;
	int32_t sum[16] = { 0 };
	for (size_t k = 0; k < in; k += 4, w += 64)
		for (size_t o = 0; o < 16; o++)
			for (size_t i = 0; i < 4; i++)
				sum[o] += u[k + i] * (int8_t)w[4 * o + i];
	for (size_t o = 0; o < 16; o++)
		acc[o] = sum[o];
}

#include "nn/lanes.h"

extern const struct kernels drg__kernels_portable;
const struct kernels drg__kernels_portable = TABLE("portable");
