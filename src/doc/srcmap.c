#include "doc/srcmap.h"

#include <assert.h>

static void add(struct map_builder *b, size_t text, uint64_t src, uint8_t copied)
{
	if (b->n && b->v[b->n - 1].text == text)
		b->n--; /* an empty stretch */
	if (b->n) {
		const struct map_row *last = &b->v[b->n - 1];
		if (copied && last->copied && src - last->src == text - last->text)
			return;
	}
	*PUSH(b->a, b) = (struct map_row){ src, (uint32_t)text, copied };
}

void drg__map_copied(struct map_builder *b, size_t text, uint64_t src)
{
	add(b, text, src, 1);
}

void drg__map_whole(struct map_builder *b, size_t text, uint64_t src)
{
	add(b, text, src, 0);
}

void drg__map_finish(struct map_builder *b, size_t text_n, uint64_t src_n, struct arena *keep, struct srcmap *out)
{
	if (!b->n)
		add(b, 0, 0, 0);
	assert(b->v[0].text == 0);
	size_t rows = b->n;
	if (b->v[rows - 1].text == text_n && rows > 1)
		rows--;
	out->n = (uint32_t)(rows + 1);
	out->text_at = NEW_N(keep, uint32_t, rows + 1);
	out->src_at = NEW_N(keep, uint64_t, rows + 1);
	out->copied = NEW_N(keep, uint8_t, rows + 1);
	for (size_t i = 0; i < rows; i++) {
		out->text_at[i] = b->v[i].text;
		out->src_at[i] = b->v[i].src;
		out->copied[i] = b->v[i].copied;
	}
	out->text_at[rows] = (uint32_t)text_n;
	out->src_at[rows] = src_n;
}

void drg__map_identity(size_t n, struct arena *keep, struct srcmap *out)
{
	out->n = 2;
	out->text_at = NEW_N(keep, uint32_t, 2);
	out->src_at = NEW_N(keep, uint64_t, 2);
	out->copied = NEW_N(keep, uint8_t, 2);
	out->copied[0] = 1;
	out->text_at[1] = (uint32_t)n;
	out->src_at[1] = n;
}

/* The last row that begins at or before `at`. */
static uint32_t row_of(const struct srcmap *m, size_t at)
{
	uint32_t low = 0, high = m->n - 1;
	while (low < high) {
		uint32_t mid = low + (high - low + 1) / 2;
		if (m->text_at[mid] <= at)
			low = mid;
		else
			high = mid - 1;
	}
	return low;
}

uint64_t drg__map_source(const struct srcmap *m, size_t at)
{
	if (m->n == 0)
		return at;
	uint32_t i = row_of(m, at);
	return m->src_at[i] + (m->copied[i] ? at - m->text_at[i] : 0);
}

void drg__map_span(const struct srcmap *m, struct span span, uint64_t *s, uint64_t *e)
{
	*s = drg__map_source(m, span.s);
	*e = *s;
	if (span.e <= span.s)
		return;
	if (m->n == 0) {
		*e = span.e;
		return;
	}
	uint32_t i = row_of(m, span.e - 1);
	if (m->copied[i])
		*e = m->src_at[i] + (span.e - m->text_at[i]);
	else
		*e = i + 1 < m->n ? m->src_at[i + 1] : m->src_at[i];
	if (*e < *s)
		*e = *s;
}

void drg__map_through(struct map_builder *rows, size_t text_n, const struct srcmap *inner, struct map_builder *out)
{
	for (size_t i = 0; i < rows->n; i++) {
		const struct map_row *r = &rows->v[i];
		size_t end = i + 1 < rows->n ? rows->v[i + 1].text : text_n;
		if (!r->copied) {
			drg__map_whole(out, r->text, drg__map_source(inner, r->src));
			continue;
		}
		/* A copied stretch may cross several stretches of the inner map. */
		size_t at = r->text, mid = r->src;
		for (uint32_t k = row_of(inner, mid); at < end; k++) {
			if (inner->copied[k])
				drg__map_copied(out, at, inner->src_at[k] + (mid - inner->text_at[k]));
			else
				drg__map_whole(out, at, inner->src_at[k]);
			if (k + 1 >= inner->n)
				break;
			size_t step = inner->text_at[k + 1] - mid;
			at += step;
			mid += step;
		}
	}
}

/* Where row i - 1 leads at row i's text position. */
static uint64_t expected(const struct srcmap *m, uint32_t i)
{
	return i == 0 ? 0 : m->src_at[i - 1] + (m->copied[i - 1] ? m->text_at[i] - m->text_at[i - 1] : 0);
}

static size_t put_number(uint64_t v, uint8_t *out)
{
	size_t n = 0;
	for (; v >= 0x80; v >>= 7)
		out[n++] = (uint8_t)(v | 0x80);
	out[n++] = (uint8_t)v;
	return n;
}

static bool get_number(struct str s, size_t *at, uint64_t *v)
{
	*v = 0;
	for (unsigned shift = 0; *at < s.n && shift < 64; shift += 7) {
		uint8_t b = (uint8_t)s.p[(*at)++];
		*v |= (uint64_t)(b & 0x7F) << shift;
		if (b < 0x80)
			return true;
	}
	return false;
}

size_t drg__map_pack_row(const struct srcmap *m, uint32_t i, uint8_t out[MAP_ROW])
{
	uint64_t step = m->text_at[i] - (i ? m->text_at[i - 1] : 0), by = m->src_at[i] - expected(m, i);
	size_t n = put_number(step << 1 | m->copied[i], out); /* five bytes at most: the text is below 4 GB */
	return n + put_number(by << 1 ^ (by >> 63 ? ~(uint64_t)0 : 0), out + n);
}

bool drg__map_unpack(struct str packed, size_t text_n, struct arena *keep, struct srcmap *out)
{
	size_t rows = 0, at = 0;
	uint64_t step, by, text = 0;
	*out = (struct srcmap){ .n = 0 };
	if (packed.n == 0) /* of a text that was lost to a limit */
		return true;
	for (; at < packed.n; rows++)
		if (!get_number(packed, &at, &step) || !get_number(packed, &at, &by))
			return false;
	if (rows < 2)
		return false;
	out->n = (uint32_t)rows;
	out->text_at = NEW_N(keep, uint32_t, rows);
	out->src_at = NEW_N(keep, uint64_t, rows);
	out->copied = NEW_N(keep, uint8_t, rows);
	at = 0;
	for (uint32_t i = 0; i < rows; i++) {
		get_number(packed, &at, &step);
		get_number(packed, &at, &by);
		text += step >> 1;
		if (step >> 1 > text_n || text > text_n || (i == 0 && text))
			return false;
		out->text_at[i] = (uint32_t)text;
		out->copied[i] = step & 1;
		out->src_at[i] = expected(out, i) + ((by >> 1) ^ (by & 1 ? ~(uint64_t)0 : 0));
	}
	return text == text_n;
}
