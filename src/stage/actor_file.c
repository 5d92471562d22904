#include "stage/actor_file.h"

#include <stdlib.h>

#include "base/civil.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "stage/view.h"

static const char sectors[][4] = { "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
	                           "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC" };

bool drg__is_sector(struct str s)
{
	for (size_t i = 0; i < sizeof sectors / sizeof *sectors; i++)
		if (s.n == 3 && memcmp(s.p, sectors[i], 3) == 0)
			return true;
	return false;
}

static uint64_t fold_of(const struct view *v, uint32_t first, uint32_t end)
{
	uint64_t h = 0;
	for (uint32_t i = first; i < end; i++)
		h = drg__hash_add(h, drg__str((const char *)&v->fold[i], sizeof v->fold[i]));
	return h;
}

/* YYYY[-MM[-DD]] as the first (or last) day it may mean; false when it is no such date. */
static bool day_of(struct str s, bool last, uint32_t *out)
{
	uint32_t part[3] = { 0, last ? 12 : 1, last ? 31 : 1 }, n = 0;
	if (s.n != 4 && s.n != 7 && s.n != 10)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (i == 4 || i == 7) {
			if (s.p[i] != '-')
				return false;
			part[++n] = 0;
		} else if (drg__is_digit((unsigned char)s.p[i])) {
			part[n] = part[n] * 10 + (uint32_t)(s.p[i] - '0');
		} else {
			return false;
		}
	}
	if (part[0] < 1 || part[1] < 1 || part[1] > 12)
		return false;
	uint32_t most = (uint32_t)drg__month_days((int32_t)part[0], (int)part[1]);
	if (n < 2 && last)
		part[2] = most;
	if (part[2] < 1 || part[2] > most)
		return false;
	*out = part[0] * 10000 + part[1] * 100 + part[2];
	return true;
}

static bool upper3(struct str s)
{
	return s.n == 3 && drg__is_upper((unsigned char)s.p[0]) && drg__is_upper((unsigned char)s.p[1]) && drg__is_upper((unsigned char)s.p[2]);
}

static const char *read_sectors(struct str s, struct actor_row *r)
{
	uint32_t n = 0;
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != ' ')
			continue;
		if (i > from) {
			struct str word = drg__str(s.p + from, i - from);
			if (!drg__is_sector(word))
				return "the third column holds PLOVER sector codes with spaces between, as \"GOV MIL\"";
			if (n == 4)
				return "an actor has at most four sectors";
			memcpy(r->sector[n++], word.p, 3);
		}
		from = i + 1;
	}
	return NULL;
}

/* What is wrong with a line's cells; NULL: nothing. */
static const char *read_row(const struct str cell[5], uint32_t cells, struct actor_row *r)
{
	if (cells < 2)
		return "a row is NAME, COUNTRY, SECTORS, FROM, UNTIL with tabs between";
	if (!cell[0].n)
		return "the name is missing";
	if (cell[1].n && !upper3(cell[1]))
		return "the second column holds a country's three capital letters, or nothing";
	if (cell[1].n)
		memcpy(r->country, cell[1].p, 3);
	const char *bad = read_sectors(cell[2], r);
	if (bad)
		return bad;
	r->until = UINT32_MAX;
	if (cell[3].n && !day_of(cell[3], false, &r->from))
		return "the fourth column holds a date, as 2024, 2024-05 or 2024-05-31, or nothing";
	if (cell[4].n && !day_of(cell[4], true, &r->until))
		return "the fifth column holds a date, as 2024, 2024-05 or 2024-05-31, or nothing";
	return r->from > r->until ? "the row ends before it begins" : NULL;
}

static int by_fold(const void *a, const void *b)
{
	const struct actor_row *x = a, *y = b;
	if (x->fold != y->fold)
		return x->fold < y->fold ? -1 : 1;
	return x->line < y->line ? -1 : x->line > y->line;
}

drg_status drg__actor_file_read(struct str bytes, const char *name, struct arena *keep, struct arena scratch, struct actor_file *out,
                                drg_error *err)
{
	VEC(struct actor_row) v = { 0 };
	uint32_t line = 0;
	uint8_t sum[32];
	*out = (struct actor_file){ 0 };
	drg__sha256(bytes, sum);
	drg__hex(sum, 32, out->sha256);
	for (size_t at = 0; at < bytes.n;) {
		const char *end = memchr(bytes.p + at, '\n', bytes.n - at);
		size_t n = end ? (size_t)(end - bytes.p) - at : bytes.n - at;
		struct str s = drg__str(bytes.p + at, n), cell[5] = { { 0 } };
		at += n + 1;
		line++;
		if (s.n && s.p[s.n - 1] == '\r')
			s.n--;
		if (!s.n || s.p[0] == '#')
			continue;
		uint32_t cells = 0;
		for (size_t i = 0, from = 0; i <= s.n && cells < 5; i++) {
			if (i < s.n && s.p[i] != '\t')
				continue;
			cell[cells++] = drg__str_trim(drg__str(s.p + from, i - from));
			from = i + 1;
		}
		struct actor_row r = { .line = line };
		const char *bad = drg__utf8_valid_to(s, 0) != s.n ? "the line is not UTF-8" : read_row(cell, cells, &r);
		if (bad) {
			drg__fail(err, DRG_EFORMAT, name, "%s", bad);
			if (err)
				err->line = line;
			return DRG_EFORMAT;
		}
		struct view name_view;
		drg__view_of_words(cell[0], keep, scratch, &name_view);
		r.fold = fold_of(&name_view, 0, name_view.n);
		*PUSH(keep, &v) = r;
	}
	if (v.n)
		qsort(v.v, v.n, sizeof *v.v, by_fold);
	out->row = v.v;
	out->n = (uint32_t)v.n;
	return DRG_OK;
}

const struct actor_row *drg__actor_file_find(const struct actor_file *f, const struct view *v, uint32_t first, uint32_t end, uint32_t day)
{
	if (!f || !f->n || first >= end)
		return NULL;
	uint64_t fold = fold_of(v, first, end);
	uint32_t lo = 0, hi = f->n;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (f->row[mid].fold < fold)
			lo = mid + 1;
		else
			hi = mid;
	}
	for (; lo < f->n && f->row[lo].fold == fold; lo++) {
		const struct actor_row *r = &f->row[lo];
		if (day ? day >= r->from && day <= r->until : !r->from && r->until == UINT32_MAX)
			return r;
	}
	return NULL;
}
