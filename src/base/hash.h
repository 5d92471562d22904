/* hash.h - the two hashes of the house.
 * XXH3-64 for tables and ids inside one run; SHA-256 for what identifies
 * material across machines (texts, packs, models). */
#ifndef DRG_BASE_HASH_H
#define DRG_BASE_HASH_H

#include <stdint.h>

#include "base/str.h"

/* XXH3, 64 bits, seed 0: the same on every machine. */
uint64_t drg__hash(struct str s);
/* Continue `h` with `s`, for composite keys. */
uint64_t drg__hash_add(uint64_t h, struct str s);

/* SHA-256 of s into out[32]. */
void drg__sha256(struct str s, uint8_t out[32]);
/* Lower-case hex with NUL: 64 characters. */
void drg__hex(const uint8_t *bytes, size_t n, char *out);

/* SHA-256 over several pieces. */
struct sha256 {
	_Alignas(16) unsigned char state[160];
};
void drg__sha256_begin(struct sha256 *h);
void drg__sha256_add(struct sha256 *h, struct str s);
void drg__sha256_end(struct sha256 *h, uint8_t out[32]);

#endif
