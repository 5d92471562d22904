#include "doc/sketch.h"

static bool word_byte(unsigned char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Hash of the next word from *at on (FNV-1a, 64 bits); false when there is none. */
static bool next_word(struct str s, size_t *at, uint64_t *hash)
{
	size_t i = *at;
	while (i < s.n && !word_byte((unsigned char)s.p[i]))
		i++;
	uint64_t h = 14695981039346656037u;
	size_t from = i;
	for (; i < s.n && word_byte((unsigned char)s.p[i]); i++) {
		unsigned char c = (unsigned char)s.p[i];
		h = (h ^ (c >= 'A' && c <= 'Z' ? c | 32 : c)) * 1099511628211u;
	}
	*at = i;
	*hash = h;
	return i > from;
}

/* The i-th of the hash functions x -> (x * odd + add) >> 32, from splitmix64. */
static uint64_t constant(uint64_t i)
{
	uint64_t z = i * 0x9E3779B97F4A7C15u;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
	return z ^ (z >> 31);
}

void drg__sketch(struct str text, struct sketch *out)
{
	uint64_t odd[SKETCH], add[SKETCH], last[SKETCH_RUN] = { 0 }, h;
	size_t at = 0;
	for (uint32_t k = 0; k < SKETCH; k++) {
		odd[k] = constant(2 * k + 1) | 1;
		add[k] = constant(2 * k + 2);
		out->v[k] = UINT32_MAX;
	}
	out->words = 0;
	while (next_word(text, &at, &h)) {
		last[out->words++ % SKETCH_RUN] = h;
		if (out->words < SKETCH_RUN)
			continue;
		uint64_t run = 0; /* in order, whatever the ring's beginning */
		for (uint32_t i = 0; i < SKETCH_RUN; i++)
			run = (run ^ last[(out->words + i) % SKETCH_RUN]) * 0xFF51AFD7ED558CCDu;
		run ^= run >> 33;
		for (uint32_t k = 0; k < SKETCH; k++) {
			uint32_t x = (uint32_t)((run * odd[k] + add[k]) >> 32);
			out->v[k] = x < out->v[k] ? x : out->v[k];
		}
	}
}

uint32_t drg__sketch_likeness(const struct sketch *a, const struct sketch *b)
{
	uint32_t n = 0;
	for (uint32_t k = 0; k < SKETCH; k++)
		n += a->v[k] == b->v[k];
	return n;
}
