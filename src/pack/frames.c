#include "pack/frames.h"

#include "pack/format.h"

uint32_t drg__frame_count(const drg_pack *p)
{
	return p->n_frames;
}

void drg__frame(const drg_pack *p, uint32_t i, struct frame *out)
{
	const struct frame_rec *f = &p->frame[i];
	*out = (struct frame){ f->rule, p->rule[f->rule].priority, f->flags, f->n_conds, pack_str(p, f->cameo),
		               pack_str(p, f->type), pack_str(p, f->mode), pack_str(p, f->contexts), pack_str(p, f->series) };
}

static uint64_t fold_at(const drg_pack *p, uint32_t k)
{
	return k ? p->folds[k - 1] : 0;
}

void drg__frame_cond(const drg_pack *p, uint32_t i, uint32_t k, struct frame_cond *out)
{
	const uint32_t *r = p->refs + p->frame[i].conds;
	for (; k > 0; k--)
		r += 3 + 2 * r[1] + 2 * r[2];
	*out = (struct frame_cond){ .never = r[0] != 0, .n_slots = r[1], .n = r[2] };
	r += 3;
	for (uint32_t t = 0; t < out->n_slots; t++, r += 2) {
		out->at[t].slot = (uint8_t)r[0];
		out->at[t].prep = fold_at(p, r[1]);
	}
	for (uint32_t t = 0; t < out->n; t++, r += 2) {
		out->v[t].test = (uint8_t)r[0];
		out->v[t].class_ref = r[1];
		out->v[t].fold = out->v[t].test == FTEST_WORD ? p->folds[r[1]] : 0;
	}
}

uint32_t drg__frame_ways(const drg_pack *p, uint32_t i, enum frame_role role, struct frame_way *out)
{
	const struct frame_rec *f = &p->frame[i];
	const uint32_t *r = p->refs + f->ways;
	for (int k = 0; k < (int)role; k++)
		r += 3 * f->n_ways[k];
	for (uint32_t k = 0; k < f->n_ways[role]; k++)
		out[k] = (struct frame_way){ (uint8_t)r[3 * k], r[3 * k + 1] != 0, fold_at(p, r[3 * k + 2]) };
	return f->n_ways[role];
}

uint32_t drg__frames_of(const drg_pack *p, uint32_t class_ref, uint32_t *first)
{
	uint32_t lo = 0, hi = p->n_frame_keys;
	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;
		if (p->frame_key[mid].class_ref < class_ref)
			lo = mid + 1;
		else
			hi = mid;
	}
	*first = lo;
	while (lo < p->n_frame_keys && p->frame_key[lo].class_ref == class_ref)
		lo++;
	return lo - *first;
}

uint32_t drg__frame_at(const drg_pack *p, uint32_t k)
{
	return p->frame_key[k].frame;
}

uint32_t drg__cell_ref(const drg_pack *p, uint32_t lex, uint32_t row, uint32_t col)
{
	const struct lex *l = &p->lex[lex];
	return l->cell[(size_t)row * l->head->n_cols + col];
}

/* ----------------------------------------------------------------- tables -- */

uint32_t drg__table_rows(const drg_pack *p, const char *table)
{
	uint32_t lex = drg__lex(p, table);
	return lex == NO ? 0 : drg__lex_rows(p, lex);
}

uint32_t drg__table_row(const drg_pack *p, const char *table, struct str key)
{
	uint32_t lex = drg__lex(p, table), n = lex == NO ? 0 : drg__lex_rows(p, lex);
	for (uint32_t r = 0; r < n; r++)
		if (drg__str_eq(drg__lex_str(p, lex, r, 0), key))
			return r;
	return NO;
}

struct str drg__table_cell(const drg_pack *p, const char *table, uint32_t row, const char *col)
{
	uint32_t lex = drg__lex(p, table);
	if (lex == NO || row >= drg__lex_rows(p, lex))
		return STR("");
	uint32_t c = drg__lex_col(p, lex, col);
	return c == NO ? STR("") : drg__lex_str(p, lex, row, c);
}
