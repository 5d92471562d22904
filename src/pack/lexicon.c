#include "pack/format.h"

uint32_t drg__lex(const drg_pack *p, const char *name)
{
	for (uint32_t i = 0; i < p->n_lex; i++)
		if (drg__str_eq(pack_str(p, p->lex[i].head->name), drg__str_c(name)))
			return i;
	return NO;
}

uint32_t drg__lex_count(const drg_pack *p)
{
	return p->n_lex;
}

struct str drg__lex_name(const drg_pack *p, uint32_t lex)
{
	return pack_str(p, p->lex[lex].head->name);
}

uint32_t drg__lex_rows(const drg_pack *p, uint32_t lex)
{
	return p->lex[lex].head->n_rows;
}

struct str drg__lex_about(const drg_pack *p, uint32_t lex, const char *key)
{
	const struct lex *l = &p->lex[lex];
	for (uint32_t i = 0; i < l->head->n_about; i++)
		if (drg__str_eq(pack_str(p, l->about[2 * i]), drg__str_c(key)))
			return pack_str(p, l->about[2 * i + 1]);
	return STR("");
}

uint32_t drg__lex_col(const drg_pack *p, uint32_t lex, const char *name)
{
	const struct lex *l = &p->lex[lex];
	for (uint32_t k = 0; k < l->head->n_cols; k++)
		if (drg__str_eq(pack_str(p, l->col[k].name), drg__str_c(name)))
			return k;
	return NO;
}

static uint32_t cell(const struct lex *l, uint32_t row, uint32_t col)
{
	return l->cell[(size_t)row * l->head->n_cols + col];
}

struct str drg__lex_str(const drg_pack *p, uint32_t lex, uint32_t row, uint32_t col)
{
	const struct lex *l = &p->lex[lex];
	if (col >= l->head->n_cols)
		return pack_str(p, 0);
	uint32_t c = cell(l, row, col);
	if (l->col[col].type != COL_ENUM)
		return pack_str(p, c);
	return c ? pack_str(p, l->value[l->col[col].values_from + c - 1]) : pack_str(p, 0);
}

uint32_t drg__lex_enum(const drg_pack *p, uint32_t lex, uint32_t row, uint32_t col)
{
	const struct lex *l = &p->lex[lex];
	if (col >= l->head->n_cols)
		return NO;
	uint32_t c = cell(l, row, col);
	return l->col[col].type == COL_ENUM && c ? c - 1 : NO;
}

uint32_t drg__lex_value(const drg_pack *p, uint32_t lex, uint32_t col, const char *value)
{
	const struct lex *l = &p->lex[lex];
	if (col >= l->head->n_cols)
		return NO;
	const struct lex_col *c = &l->col[col];
	for (uint32_t i = 0; c->type == COL_ENUM && i < c->n_values; i++)
		if (drg__str_eq(pack_str(p, l->value[c->values_from + i]), drg__str_c(value)))
			return i;
	return NO;
}

uint64_t drg__lex_u64(const drg_pack *p, uint32_t lex, uint32_t row, uint32_t col, uint64_t otherwise)
{
	uint64_t v;
	return drg__str_u64(drg__lex_str(p, lex, row, col), UINT64_MAX, &v) ? v : otherwise;
}

uint32_t drg__lex_line(const drg_pack *p, uint32_t lex, uint32_t row)
{
	return p->lex[lex].line[row];
}

/* --------------------------------------------------------------- matching -- */

uint32_t drg__trie_child(const drg_pack *p, uint32_t node, uint64_t fold)
{
	uint32_t mask = p->trie->n_slots - 1;
	for (uint32_t i = trie_place(node, fold, p->trie->n_slots);; i = (i + 1) & mask) {
		const struct trie_slot *s = &p->slot[i];
		if (s->child == 0)
			return 0;
		if (s->parent == node && s->fold == fold)
			return s->child;
	}
}

bool drg__exact_holds(const drg_pack *p, const struct view *v, uint32_t first, uint32_t exact)
{
	if (exact == 0)
		return true;
	uint32_t i = first;
	for (struct str rest = pack_str(p, exact); rest.p; i++) {
		struct str want = drg__str_cut(&rest, '\x1F');
		if (i >= v->n || (want.n && !drg__str_eq(want, drg__view_tok(v, i))))
			return false;
	}
	return true;
}

/* Hits that begin at token i, longest first; into out (NULL: only count). */
static uint32_t hits_from(const drg_pack *p, const struct view *v, uint32_t i, struct hit *out)
{
	uint32_t node[DRG__PHRASE_MOST + 1], depth = 0, n = 0;
	node[0] = 0;
	for (uint32_t k = i; k < v->n && depth < DRG__PHRASE_MOST; k++) {
		if (k > i && (v->flags[k] & TOK_PARA))
			break;
		uint32_t child = drg__trie_child(p, node[depth], v->fold[k]);
		if (!child)
			break;
		node[++depth] = child;
	}
	for (; depth; depth--) {
		/* Entries of a node stand by lexicon, then row: the builder sorted them. */
		for (uint32_t e = p->first[node[depth]]; e < p->first[node[depth] + 1]; e++) {
			const struct trie_entry *t = &p->trie_entry[e];
			if (!drg__exact_holds(p, v, i, t->exact))
				continue;
			if (out)
				out[n] = (struct hit){ t->lex, t->row, i, i + depth };
			n++;
		}
	}
	return n;
}

void drg__lex_match(const drg_pack *p, const struct view *v, struct arena *keep, struct arena scratch, struct hits *out)
{
	(void)scratch;
	*out = (struct hits){ .at = NEW_N(keep, uint32_t, (size_t)v->n + 1) };
	if (!p->trie)
		return;
	VEC(struct hit) h = { 0 };
	for (uint32_t i = 0; i < v->n; i++) {
		out->at[i] = (uint32_t)h.n;
		uint32_t n = hits_from(p, v, i, NULL);
		if (n == 0)
			continue;
		while (h.cap - h.n < n) { /* make room for n, then write them in place */
			size_t before = h.n;
			h.n = h.cap;
			(void)PUSH(keep, &h);
			h.n = before;
		}
		hits_from(p, v, i, h.v + h.n);
		h.n += n;
	}
	out->at[v->n] = out->n = (uint32_t)h.n;
	out->v = h.v;
}

uint32_t drg__lex_find(const drg_pack *p, uint32_t lex, const struct view *v, uint32_t first, uint32_t end)
{
	uint32_t node = 0;
	if (!p->trie || first >= end)
		return NO;
	for (uint32_t k = first; k < end; k++) {
		node = drg__trie_child(p, node, v->fold[k]);
		if (!node)
			return NO;
	}
	for (uint32_t e = p->first[node]; e < p->first[node + 1]; e++)
		if (p->trie_entry[e].lex == lex && drg__exact_holds(p, v, first, p->trie_entry[e].exact))
			return p->trie_entry[e].row;
	return NO;
}

const struct hit *drg__hit_at(const struct hits *h, uint32_t i, uint32_t lex)
{
	for (uint32_t k = h->at[i]; k < h->at[i + 1]; k++)
		if (h->v[k].lex == lex)
			return &h->v[k];
	return NULL;
}
