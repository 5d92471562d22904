/* AMX: a tile of sixteen rows by 64 inputs against one of 64 inputs by sixteen
 * outputs, which is sixteen groups of a panel as they lie.  Four accumulating
 * tiles (two blocks of rows, two panels) hide the latency. */
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define VL 16
#define MR 32
#define NP 2
#define MM 4
#define VMAX(a, b) ((vf)_mm512_max_ps((__m512)(a), (__m512)(b)))
#define VMIN(a, b) ((vf)_mm512_min_ps((__m512)(a), (__m512)(b)))

/* Eight tiles of 16 rows of 64 bytes. */
struct tile_config {
	uint8_t palette, start, reserved[14];
	uint16_t row_bytes[16];
	uint8_t rows[16];
};

static const struct tile_config config = {
	.palette = 1,
	.row_bytes = { 64, 64, 64, 64, 64, 64, 64, 64 },
	.rows = { 16, 16, 16, 16, 16, 16, 16, 16 },
};

static inline void dot(const uint8_t *u, size_t in, const uint8_t *w, size_t step, size_t np, int32_t *acc)
{
	const uint8_t *w1 = np == NP ? w + step : w; /* one panel: its second copy is computed and not read */
	_tile_zero(0);
	_tile_zero(1);
	_tile_zero(2);
	_tile_zero(3);
	for (size_t k = 0; k < in; k += 64) {
		_tile_loadd(4, u + k, (long)in);
		_tile_loadd(6, w + 16 * k, 64);
		_tile_loadd(7, w1 + 16 * k, 64);
		_tile_loadd(5, u + 16 * in + k, (long)in);
		_tile_dpbusd(0, 4, 6);
		_tile_dpbusd(1, 4, 7);
		_tile_dpbusd(2, 5, 6);
		_tile_dpbusd(3, 5, 7);
	}
	_tile_stored(0, acc, 4 * NP * 16);
	_tile_stored(1, acc + 16, 4 * NP * 16);
	_tile_stored(2, acc + 16 * NP * 16, 4 * NP * 16);
	_tile_stored(3, acc + 16 * NP * 16 + 16, 4 * NP * 16);
}

/* The tile registers belong to the thread only while it multiplies. */
#define BEGIN _tile_loadconfig(&config);
#define END _tile_release();

#include "nn/lanes.h"

extern const struct kernels drg__kernels_amx;
const struct kernels drg__kernels_amx = TABLE("amx");
