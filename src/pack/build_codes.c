/* build_codes.c - does every CAMEO code have a frame, or a line that says why not?
 *
 * A code is covered when a frame yields it, or when a frame asks for a series
 * (appeals, demands, ..) one of whose cells it is.  All others stand in ontology/not_coded.tsv with a reason; a pack without that table is not
 * held to it. */
#include "base/utf8.h"
#include "pack/builder.h"

static const struct built_lex *table(const struct builder *b, const char *name)
{
	for (size_t i = 0; i < b->lex.n; i++)
		if (drg__str_eq(b->lex.v[i].name, drg__str_c(name)))
			return &b->lex.v[i];
	return NULL;
}

static struct str cell(const struct builder *b, const struct built_lex *t, uint32_t row, uint32_t col)
{
	return b->string.v[t->cell.v[(size_t)row * t->n_cols + col]];
}

/* A frame that uses a series; NO. */
static uint32_t user_of(const struct builder *b, struct str series)
{
	for (size_t i = 0; i < b->frame.n; i++)
		if (b->frame.v[i].series && drg__str_eq(b->string.v[b->frame.v[i].series], series))
			return (uint32_t)i;
	return NO;
}

/* The frame that yields the code, or one that asks for a series with it; NO. */
static uint32_t frame_of(const struct builder *b, struct str code)
{
	const struct built_lex *series = table(b, "series");
	for (size_t i = 0; i < b->frame.n; i++)
		if (drg__str_eq(b->string.v[b->frame.v[i].cameo], code))
			return (uint32_t)i;
	for (uint32_t c = 1; series && c < series->n_cols; c++)
		for (uint32_t r = 0; r < series->n_rows; r++)
			if (drg__str_eq(cell(b, series, r, c), code))
				return user_of(b, b->string.v[series->col[c].name]);
	return NO;
}

static uint32_t row_of(const struct builder *b, const struct built_lex *t, struct str key)
{
	for (uint32_t r = 0; r < t->n_rows; r++)
		if (drg__str_eq(cell(b, t, r, 0), key))
			return r;
	return NO;
}

void drg__check_codes(struct builder *b)
{
	const struct built_lex *cameo = table(b, "cameo"), *without = table(b, "not_coded");
	if (!cameo || !without)
		return;
	for (uint32_t r = 0; r < without->n_rows; r++) {
		struct str code = cell(b, without, r, 0);
		uint32_t frame = frame_of(b, code);
		if (row_of(b, cameo, code) == NO)
			drg__finding(b, without->src->rel, without->line.v[r], "cameo.tsv has no code %.*s", (int)code.n, code.p);
		else if (frame != NO)
			drg__finding(b, without->src->rel, without->line.v[r], "code %.*s is covered by %s: take this line out", (int)code.n, code.p,
			             b->string.v[b->rule.v[b->frame.v[frame].rule].name].p);
	}
	for (uint32_t r = 0; r < cameo->n_rows; r++) {
		struct str code = cell(b, cameo, r, 0);
		if (frame_of(b, code) == NO && row_of(b, without, code) == NO)
			drg__finding(b, cameo->src->rel, cameo->line.v[r], "no frame yields code %.*s: write one, or say in ontology/not_coded.tsv why not",
			             (int)code.n, code.p);
	}
}
