#include "link/repeat.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"

enum { BANDS = 16, PLACES = SKETCH / BANDS, KEYS = BANDS + 1, SLOTS = 1 << 17 };

struct entry {
	struct seen seen;
	uint64_t before; /* number of the report before it in its chain of ids; 0 none */
};

/* Reports are numbered from 1; number n lies in entry[n % most] until n + most comes. */
struct repeats {
	uint32_t most;
	uint64_t last; /* number of the latest */
	struct entry *entry;
	uint64_t id[SLOTS]; /* latest report of a hash of ids */
	uint64_t key[KEYS][SLOTS]; /* earliest report with a key; those of a sketch's bands, and the text itself */
};

void drg__seen(const char *id, struct str name, struct str text, const uint8_t sha256[32], struct seen *out)
{
	if (name.n >= REPEAT_NAME)
		name.n = drg__utf8_valid_to(drg__str(name.p, REPEAT_NAME - 1), 0);
	*out = (struct seen){ .kept = false };
	strncpy(out->id, id, sizeof out->id - 1);
	memcpy(out->name, name.n ? name.p : "", name.n);
	memcpy(out->sha256, sha256, 32);
	drg__sketch(text, &out->sketch);
}

struct repeats *drg__repeats_new(uint32_t most)
{
	struct repeats *r = calloc(1, sizeof *r);
	if (!r)
		return NULL;
	r->most = most;
	r->entry = calloc(most, sizeof *r->entry);
	if (!r->entry) {
		free(r);
		return NULL;
	}
	return r;
}

void drg__repeats_free(struct repeats *r)
{
	if (!r)
		return;
	free(r->entry);
	free(r);
}

/* The report of this number, NULL when forgotten or none. */
static struct entry *entry_at(const struct repeats *r, uint64_t n)
{
	return n && n <= r->last && n + r->most > r->last ? &r->entry[n % r->most] : NULL;
}

/* Key k of a report: a band of its sketch, or its text's hash. */
static struct str key_of(const struct seen *one, uint32_t k)
{
	return k < BANDS ? drg__str((const char *)&one->sketch.v[k * PLACES], PLACES * sizeof *one->sketch.v) : drg__str((const char *)one->sha256, 32);
}

static uint32_t slot_of(struct str key)
{
	return (uint32_t)drg__hash(key) & (SLOTS - 1);
}

/* Its number when it is known, else 0. */
static uint64_t number_of(const struct repeats *r, const struct seen *one)
{
	for (uint64_t n = r->id[slot_of(drg__str_c(one->id))];;) {
		const struct entry *e = entry_at(r, n);
		if (!e || strcmp(e->seen.id, one->id) == 0)
			return e ? n : 0;
		n = e->before;
	}
}

const struct seen *drg__repeats_find(const struct repeats *r, const struct seen *one, uint32_t *likeness)
{
	uint64_t own = number_of(r, one), best_n = 0;
	const struct seen *best = NULL;
	*likeness = 0;
	if (own && !entry_at(r, own)->seen.kept) {
		*likeness = SKETCH + 1;
		return &entry_at(r, own)->seen;
	}
	for (uint32_t k = 0; k < KEYS; k++) {
		uint64_t n = r->key[k][slot_of(key_of(one, k))];
		const struct entry *e = entry_at(r, n);
		if (!e || (own && n >= own))
			continue;
		bool same = memcmp(e->seen.sha256, one->sha256, 32) == 0;
		uint32_t like = same ? SKETCH + 1 : drg__sketch_likeness(&e->seen.sketch, &one->sketch);
		if (!same && (one->sketch.words < REPEAT_WORDS || like < REPEAT_LEAST))
			continue;
		if (like > *likeness || (like == *likeness && n < best_n)) {
			best = &e->seen;
			best_n = n;
			*likeness = like;
		}
	}
	return best;
}

void drg__repeats_add(struct repeats *r, const struct seen *one)
{
	if (!one->sketch.words || number_of(r, one))
		return;
	uint64_t n = ++r->last;
	uint32_t id = slot_of(drg__str_c(one->id));
	r->entry[n % r->most] = (struct entry){ *one, r->id[id] };
	r->id[id] = n;
	for (uint32_t k = 0; k < KEYS; k++) {
		struct str key = key_of(one, k);
		uint64_t *slot = &r->key[k][slot_of(key)];
		const struct entry *e = entry_at(r, *slot);
		if (!e || *slot == n || !drg__str_eq(key_of(&e->seen, k), key))
			*slot = n;
	}
}
