/* str.h - strings as pointer and length.
 *
 * A `struct str` borrows: it never owns its bytes and is never NUL-terminated
 * by promise.  Functions here are pure; none allocates (arena.h has the ones
 * that do). */
#ifndef DRG_BASE_STR_H
#define DRG_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p; /* bytes, not NUL-terminated; may be NULL when n == 0 */
	size_t n;      /* length in bytes */
};

/* Half-open byte range [s, e) of a document's text. */
struct span {
	uint32_t s, e;
};

/* A str from a string literal. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })

static inline struct str drg__str(const char *p, size_t n)
{
	return (struct str){ p, n };
}

/* A str over a NUL-terminated C string; NULL gives the empty str. */
static inline struct str drg__str_c(const char *z)
{
	return (struct str){ z, z ? strlen(z) : 0 };
}

static inline bool drg__str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static inline struct str drg__str_sub(struct str a, size_t from, size_t to)
{
	return (struct str){ from ? a.p + from : a.p, to - from }; /* a.p may be NULL when empty */
}

static inline bool drg__span_overlaps(struct span a, struct span b)
{
	return a.s < b.e && b.s < a.e;
}

static inline bool drg__span_within(struct span in, struct span out)
{
	return out.s <= in.s && in.e <= out.e;
}

/* The first of n ascending spans that begins at or after byte `at`; n if none. */
static inline uint32_t drg__span_first(const struct span *v, uint32_t n, uint32_t at)
{
	uint32_t lo = 0, hi = n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (v[mid].s < at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Byte order: <0, 0, >0 like memcmp, shorter first on a tie. */
int drg__str_cmp(struct str a, struct str b);

/* ASCII case-insensitive equality; non-ASCII bytes compare exactly. */
bool drg__str_ieq(struct str a, struct str b);

bool drg__str_starts(struct str a, struct str prefix);
bool drg__str_istarts(struct str a, struct str prefix);
bool drg__str_ends(struct str a, struct str suffix);

/* First position of `needle` in `a` at or after `from`; SIZE_MAX if absent. */
size_t drg__str_find(struct str a, struct str needle, size_t from);

/* Without ASCII white space at both ends. */
struct str drg__str_trim(struct str a);

/* Is w made of the capitals that begin the words of the name ("GW", Gray Wire)? At least two. */
bool drg__str_initials(struct str name, struct str w);

/* Cut at the first `sep`: returns what stands before it and moves *rest after
 * it.  Without a `sep`, returns all and leaves *rest empty with p == NULL, so
 *   for (struct str r = line; r.p;) { f = drg__str_cut(&r, '\t'); ... }
 * visits every field, empty ones too. */
struct str drg__str_cut(struct str *rest, char sep);

/* Decimal digits only, the whole string, at most `max`; false otherwise. */
bool drg__str_u64(struct str a, uint64_t max, uint64_t *out);

#endif
