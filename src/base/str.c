#include "base/str.h"

static unsigned char lower(unsigned char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + 32) : c;
}

int drg__str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;
	return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool drg__str_ieq(struct str a, struct str b)
{
	return a.n == b.n && drg__str_istarts(a, b);
}

bool drg__str_starts(struct str a, struct str prefix)
{
	return a.n >= prefix.n && (prefix.n == 0 || memcmp(a.p, prefix.p, prefix.n) == 0);
}

bool drg__str_istarts(struct str a, struct str prefix)
{
	if (a.n < prefix.n)
		return false;
	for (size_t i = 0; i < prefix.n; i++)
		if (lower((unsigned char)a.p[i]) != lower((unsigned char)prefix.p[i]))
			return false;
	return true;
}

bool drg__str_ends(struct str a, struct str suffix)
{
	return a.n >= suffix.n && (suffix.n == 0 || memcmp(a.p + a.n - suffix.n, suffix.p, suffix.n) == 0);
}

size_t drg__str_find(struct str a, struct str needle, size_t from)
{
	if (needle.n == 0)
		return from <= a.n ? from : SIZE_MAX;
	while (from < a.n && a.n - from >= needle.n) {
		const char *hit = memchr(a.p + from, needle.p[0], a.n - from - needle.n + 1);
		if (!hit)
			return SIZE_MAX;
		from = (size_t)(hit - a.p);
		if (memcmp(hit, needle.p, needle.n) == 0)
			return from;
		from++;
	}
	return SIZE_MAX;
}

static bool space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}

struct str drg__str_trim(struct str a)
{
	while (a.n && space(a.p[0]))
		a.p++, a.n--;
	while (a.n && space(a.p[a.n - 1]))
		a.n--;
	return a;
}

struct str drg__str_cut(struct str *rest, char sep)
{
	struct str all = *rest;
	const char *hit = all.n ? memchr(all.p, sep, all.n) : NULL;
	if (!hit) {
		*rest = (struct str){ NULL, 0 };
		return all;
	}
	size_t k = (size_t)(hit - all.p);
	*rest = (struct str){ hit + 1, all.n - k - 1 };
	return (struct str){ all.p, k };
}

bool drg__str_u64(struct str a, uint64_t max, uint64_t *out)
{
	uint64_t v = 0;
	if (a.n == 0)
		return false;
	for (size_t i = 0; i < a.n; i++) {
		if (a.p[i] < '0' || a.p[i] > '9')
			return false;
		uint64_t d = (uint64_t)(a.p[i] - '0');
		if (v > (UINT64_MAX - d) / 10)
			return false;
		v = v * 10 + d;
	}
	if (v > max)
		return false;
	*out = v;
	return true;
}

bool drg__str_initials(struct str name, struct str w)
{
	size_t n = 0;
	for (size_t i = 0; i < name.n; i++) {
		bool begins = (i == 0 || name.p[i - 1] == ' ' || name.p[i - 1] == '-') && name.p[i] >= 'A' && name.p[i] <= 'Z';
		if (begins && (n == w.n || w.p[n++] != name.p[i]))
			return false;
	}
	return n >= 2 && n == w.n;
}
