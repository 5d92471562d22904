#include "base/hash.h"

#include <nettle/sha2.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

uint64_t drg__hash(struct str s)
{
	return XXH3_64bits(s.n ? s.p : "", s.n);
}

uint64_t drg__hash_add(uint64_t h, struct str s)
{
	return XXH3_64bits_withSeed(s.n ? s.p : "", s.n, h);
}

_Static_assert(sizeof(struct sha256_ctx) <= sizeof(struct sha256), "struct sha256 holds nettle's context");

void drg__sha256_begin(struct sha256 *h)
{
	sha256_init((struct sha256_ctx *)(void *)h->state);
}

void drg__sha256_add(struct sha256 *h, struct str s)
{
	sha256_update((struct sha256_ctx *)(void *)h->state, s.n, (const uint8_t *)s.p);
}

void drg__sha256_end(struct sha256 *h, uint8_t out[32])
{
	sha256_digest((struct sha256_ctx *)(void *)h->state, 32, out);
}

void drg__sha256(struct str s, uint8_t out[32])
{
	struct sha256 h;
	drg__sha256_begin(&h);
	drg__sha256_add(&h, s);
	drg__sha256_end(&h, out);
}

void drg__hex(const uint8_t *bytes, size_t n, char *out)
{
	static const char digit[] = "0123456789abcdef";
	for (size_t i = 0; i < n; i++) {
		out[2 * i] = digit[bytes[i] >> 4];
		out[2 * i + 1] = digit[bytes[i] & 15];
	}
	out[2 * n] = 0;
}
