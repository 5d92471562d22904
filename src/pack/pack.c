/* pack.c - opening a pack: every byte is checked here, so that nothing need be
 * checked later.
 *
 * Sums catch damage; the structural checks below catch a file that was never a
 * sound pack (sums right, indices wrong), so that hostile bytes cannot lead a
 * look-up outside the map.  Each check names the section. */
#include "pack/format.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/io.h"
#include "base/utf8.h"
#include "pack/frames.h"
#include "pack/rules.h"

static const uint32_t dtype_size[DTYPES] = { 4, 1, 1, 4, 2, 8 };

struct check {
	drg_pack *p;
	const struct pack_entry *e; /* the section under examination */
	const char *at;             /* its unread bytes */
	uint64_t left;
	drg_error *err;
};

static drg_status bad(struct check *c, const char *what)
{
	drg__fail(c->err, DRG_EPACK, c->p->path, "section %s: %s", c->e->name, what);
	drg__fail_at(c->err, c->e->offset, 0);
	return DRG_EPACK;
}

/* The next n elements of `size` bytes, NULL when the section is shorter. */
static const void *take(struct check *c, uint64_t n, uint64_t size)
{
	if (n > c->left / size)
		return NULL;
	const char *p = c->at;
	c->at += n * size;
	c->left -= n * size;
	return p;
}

static bool refs_ok(const drg_pack *p, const uint32_t *ref, uint64_t n)
{
	for (uint64_t i = 0; i < n; i++)
		if (ref[i] >= p->n_str)
			return false;
	return true;
}

static drg_status check_strings(struct check *c)
{
	drg_pack *p = c->p;
	if (p->str_off)
		return bad(c, "is there twice");
	const uint32_t *n = take(c, 1, 4);
	if (!n || *n == 0 || *n >= NO)
		return bad(c, "has no strings");
	p->n_str = *n;
	p->str_off = take(c, (uint64_t)*n + 1, 4);
	if (!p->str_off)
		return bad(c, "is too short for its index");
	p->str_bytes = c->at;
	if (p->str_off[0] != 0 || p->str_off[1] != 1 || p->str_off[*n] != c->left)
		return bad(c, "index does not cover its bytes");
	for (uint32_t i = 0; i < *n; i++) {
		uint32_t s = p->str_off[i], e = p->str_off[i + 1];
		if (e <= s || e > c->left || p->str_bytes[e - 1] != 0)
			return bad(c, "string out of range");
	}
	if (drg__utf8_valid_to(drg__str(c->at, c->left), 0) != c->left)
		return bad(c, "is not UTF-8");
	return DRG_OK;
}

/* A section that is one array. */
static drg_status take_rows(struct check *c, size_t size, const void **out, uint32_t *n)
{
	if (c->left % size || c->left / size != c->e->rows)
		return bad(c, "size does not fit its rows");
	*n = c->e->rows;
	*out = c->at;
	return DRG_OK;
}

/* Pairs of refs: meta, model, files. */
static drg_status check_pairs(struct check *c, const uint32_t **out, uint32_t *n)
{
	if (c->left % 8 || c->left / 8 != c->e->rows)
		return bad(c, "size does not fit its rows");
	*n = c->e->rows;
	*out = take(c, c->left / 4, 4);
	return refs_ok(c->p, *out, (uint64_t)*n * 2) ? DRG_OK : bad(c, "refers to a string that is not there");
}

static drg_status check_lex(struct check *c)
{
	drg_pack *p = c->p;
	struct lex *l = &p->lex[p->n_lex++];
	const struct lex_head *h = l->head = take(c, 1, sizeof *h);
	if (!h || h->name >= p->n_str || h->n_cols == 0 || h->n_cols > 64 || h->n_rows >= NO)
		return bad(c, "header out of range");
	l->about = take(c, h->n_about, 8);
	l->col = l->about ? take(c, h->n_cols, sizeof *l->col) : NULL;
	l->value = l->col ? take(c, h->n_values, 4) : NULL;
	l->cell = l->value ? take(c, (uint64_t)h->n_rows * h->n_cols, 4) : NULL;
	l->line = l->cell ? take(c, h->n_rows, 4) : NULL;
	if (!l->line || c->left || c->e->rows != h->n_rows)
		return bad(c, "size does not fit its rows");
	if (!refs_ok(p, l->about, (uint64_t)h->n_about * 2) || !refs_ok(p, l->value, h->n_values))
		return bad(c, "refers to a string that is not there");
	for (uint32_t k = 0; k < h->n_cols; k++) {
		const struct lex_col *col = &l->col[k];
		if (col->name >= p->n_str || col->type >= COL_TYPES || (k == 0 && col->type != COL_TEXT) ||
		    col->values_from > h->n_values || col->n_values > h->n_values - col->values_from)
			return bad(c, "column out of range");
		uint32_t below = col->type == COL_ENUM ? col->n_values + 1 : p->n_str;
		for (uint32_t r = 0; r < h->n_rows; r++)
			if (l->cell[(size_t)r * h->n_cols + k] >= below)
				return bad(c, "cell out of range");
	}
	return DRG_OK;
}

static drg_status check_phrases(struct check *c)
{
	drg_pack *p = c->p;
	if (p->trie)
		return bad(c, "is there twice");
	const struct trie_head *h = p->trie = take(c, 1, sizeof *h);
	if (!h || h->n_slots < 2 || (h->n_slots & (h->n_slots - 1)) || h->n_nodes == 0 || h->n_nodes >= h->n_slots)
		return bad(c, "header out of range");
	p->slot = take(c, h->n_slots, sizeof *p->slot);
	p->first = p->slot ? take(c, (uint64_t)h->n_nodes + 1, 4) : NULL;
	p->trie_entry = p->first ? take(c, h->n_entries, sizeof *p->trie_entry) : NULL;
	if (!p->trie_entry || c->left)
		return bad(c, "size does not fit its nodes");
	uint32_t used = 0;
	for (uint32_t i = 0; i < h->n_slots; i++) {
		/* A child is numbered after its parent, so no path comes back. */
		const struct trie_slot *s = &p->slot[i];
		if (s->child && (s->child >= h->n_nodes || s->parent >= s->child))
			return bad(c, "node out of range");
		used += s->child != 0;
	}
	if (used >= h->n_slots)
		return bad(c, "table is full"); /* a look-up would not end */
	if (p->first[0] != 0 || p->first[h->n_nodes] != h->n_entries)
		return bad(c, "entries out of range");
	for (uint32_t i = 0; i < h->n_nodes; i++)
		if (p->first[i] > p->first[i + 1])
			return bad(c, "entries out of order");
	for (uint32_t i = 0; i < h->n_entries; i++) {
		const struct trie_entry *t = &p->trie_entry[i];
		if (t->lex >= p->n_lex || t->row >= p->lex[t->lex].head->n_rows || t->exact >= p->n_str)
			return bad(c, "entry out of range");
	}
	return DRG_OK;
}

/* (col, negate, n, cells[n])* inside refs[b, b + c). */
static bool filter_ok(const drg_pack *p, const struct ins *i)
{
	if (i->b > p->n_refs || i->c > p->n_refs - i->b)
		return false;
	const uint32_t *f = p->refs + i->b;
	for (uint32_t k = 0; k < i->c;) {
		if (i->c - k < 3 || f[k] >= p->lex[i->a].head->n_cols || f[k + 2] > i->c - k - 3)
			return false;
		k += 3 + f[k + 2];
	}
	return true;
}

static bool ins_ok(const drg_pack *p, const struct rule_rec *r, const struct ins *i, uint32_t pc)
{
	switch ((enum op)i->op) {
	case OP_FOLDS:
		return i->a <= p->n_folds && i->b <= p->n_folds - i->a;
	case OP_EXACT:
	case OP_SHAPE:
		return i->a < p->n_str;
	case OP_TEST:
	case OP_YES:
	case OP_MATCH:
		return true;
	case OP_LEX:
		return i->a < p->n_lex && filter_ok(p, i);
	case OP_MARK:
		return i->a < MARK_CLASSES;
	case OP_SPLIT:
		return i->a < r->n_code && i->b < r->n_code;
	case OP_JUMP:
		return i->a < r->n_code;
	case OP_SAVE:
		return i->a < 2 * r->n_caps;
	case OP_ASSERT:
		return i->a < ASSERTIONS;
	case OP_LOOK:
		return i->a > pc + 1 && i->a < r->n_code && i->b <= LOOK_MOST;
	case OPS:
		break;
	}
	return false;
}

/* A look's body neither leaves itself nor holds another look, a capture or the
 * end of the rule, so that running it needs no recursion. */
static bool body_ok(const struct ins *code, uint32_t pc)
{
	uint32_t end = code[pc].a;
	for (uint32_t k = pc + 1; k < end; k++) {
		const struct ins *i = &code[k];
		if (i->op == OP_LOOK || i->op == OP_SAVE || i->op == OP_MATCH)
			return false;
		if ((i->op == OP_SPLIT || i->op == OP_JUMP) && (i->a <= pc || i->a >= end))
			return false;
		if (i->op == OP_SPLIT && (i->b <= pc || i->b >= end))
			return false;
	}
	return code[end - 1].op == OP_YES;
}

static drg_status check_rules(struct check *c)
{
	drg_pack *p = c->p;
	for (uint32_t k = 0; k < p->n_rules; k++) {
		const struct rule_rec *r = &p->rule[k];
		if (r->name >= p->n_str || r->file >= p->n_str || r->doc >= p->n_str || r->set >= p->n_sets)
			return bad(c, "rule refers to a string or set that is not there");
		if (r->code > p->n_code || r->n_code > p->n_code - r->code || r->n_code > CODE_MOST || r->n_caps > CAPS_MOST ||
		    r->caps > p->n_refs || r->n_caps > p->n_refs - r->caps || r->yields > p->n_refs ||
		    r->n_yields > (p->n_refs - r->yields) / 2 || !refs_ok(p, p->refs + r->caps, r->n_caps) ||
		    !refs_ok(p, p->refs + r->yields, (uint64_t)r->n_yields * 2))
			return bad(c, "rule out of range");
		const struct ins *code = p->code + r->code;
		/* Falling off the end is impossible: the last instruction ends the rule. */
		if (r->n_code && code[r->n_code - 1].op != OP_MATCH)
			return bad(c, "rule has no end");
		for (uint32_t pc = 0; pc < r->n_code; pc++)
			if (!ins_ok(p, r, &code[pc], pc) || (code[pc].op == OP_LOOK && !body_ok(code, pc)))
				return bad(c, "rule's program is damaged");
	}
	for (uint32_t k = 0; k < p->n_sets; k++) {
		const struct ruleset_rec *s = &p->set[k];
		if (s->name >= p->n_str || s->first_rule > p->n_rules || s->n_rules > p->n_rules - s->first_rule)
			return bad(c, "rule set out of range");
	}
	return DRG_OK;
}

static bool test_ok(const drg_pack *p, uint32_t test, uint32_t value)
{
	uint32_t below = test == FTEST_WORD ? p->n_folds : test == FTEST_KIND ? (uint32_t)MARK_CLASSES : p->n_str;
	return test < FTESTS && value < below;
}

/* (never, n_slots, n_tests, slots, tests) n_conds times fills the refs exactly. */
static bool conds_ok(const drg_pack *p, const struct frame_rec *f)
{
	if (f->conds > p->n_refs || f->n_cond_refs > p->n_refs - f->conds)
		return false;
	const uint32_t *r = p->refs + f->conds;
	uint32_t left = f->n_cond_refs;
	for (uint32_t k = 0; k < f->n_conds; k++) {
		if (left < 3 || r[1] > FRAME_SLOTS || r[2] > FRAME_TESTS || 2 * (r[1] + r[2]) > left - 3)
			return false;
		uint32_t n_slots = r[1], n = r[2];
		left -= 3 + 2 * (n_slots + n);
		r += 3;
		for (uint32_t i = 0; i < n_slots; i++, r += 2)
			if (r[0] >= FSLOTS || r[1] > p->n_folds)
				return false;
		for (uint32_t i = 0; i < n; i++, r += 2)
			if (!test_ok(p, r[0], r[1]))
				return false;
	}
	return left == 0;
}

static bool ways_ok(const drg_pack *p, const struct frame_rec *f)
{
	uint64_t n = 0;
	for (int k = 0; k < 3; k++) {
		if (f->n_ways[k] > FRAME_WAYS)
			return false;
		n += f->n_ways[k];
	}
	if (f->ways > p->n_refs || n * 3 > p->n_refs - f->ways)
		return false;
	for (uint64_t k = 0; k < n; k++)
		if (p->refs[f->ways + 3 * k] >= FSLOTS || p->refs[f->ways + 3 * k + 2] > p->n_folds)
			return false;
	return true;
}

static drg_status check_frames(struct check *c)
{
	drg_pack *p = c->p;
	for (uint32_t k = 0; k < p->n_frames; k++) {
		const struct frame_rec *f = &p->frame[k];
		if (f->rule >= p->n_rules || !refs_ok(p, &f->cameo, 5) || !conds_ok(p, f) || !ways_ok(p, f))
			return bad(c, "frame out of range");
	}
	return DRG_OK;
}

static drg_status check_frame_keys(struct check *c)
{
	drg_pack *p = c->p;
	for (uint32_t k = 0; k < p->n_frame_keys; k++)
		if (p->frame_key[k].frame >= p->n_frames || (k && p->frame_key[k].class_ref < p->frame_key[k - 1].class_ref))
			return bad(c, "key out of range or order");
	return DRG_OK;
}

static drg_status check_tensor(struct check *c)
{
	const struct pack_entry *e = c->e;
	if (e->dtype >= DTYPES || e->n_dim > 4)
		return bad(c, "type or shape out of range");
	uint64_t n = dtype_size[e->dtype];
	for (uint32_t d = 0; d < 4; d++) {
		if (e->shape[d] == 0 || (d >= e->n_dim && e->shape[d] != 1) || n > UINT64_MAX / e->shape[d])
			return bad(c, "type or shape out of range");
		n *= e->shape[d];
	}
	return n == e->size ? DRG_OK : bad(c, "size does not fit its shape");
}

/* A name at `at` of the text, whole and UTF-8. */
static bool place_name_ok(const struct gazetteer *g, uint32_t at)
{
	if (at >= g->n_text || (uint32_t)(unsigned char)g->text[at] >= g->n_text - at)
		return false;
	struct str name = drg__str(g->text + at + 1, (unsigned char)g->text[at]);
	return drg__utf8_valid_to(name, 0) == name.n;
}

static bool place_post_ok(const struct gazetteer *g, uint32_t v)
{
	return (v & POST_ROW) < g->n;
}

/* Rows: what holds a place stands before it, so that going up ends. */
static drg_status check_place_rows(struct check *c, const struct gazetteer *g)
{
	for (uint32_t i = 0; i < g->n; i++) {
		const unsigned char *r = g->row + (size_t)i * PLACE_ROW;
		uint32_t up = get24(r + PLACE_PARENT);
		if (up > i || (i < g->n_countries && up != i) || r[PLACE_FEATURE] >= g->n_features || !place_name_ok(g, get24(r + PLACE_NAME)))
			return bad(c, "row out of range");
	}
	for (uint32_t i = 0; i < g->n_features; i++)
		if (g->feature[8 * i + 7])
			return bad(c, "feature out of range");
	for (uint32_t i = 0; i < g->n_countries; i++)
		if (g->country[i].alpha2[3] || g->country[i].alpha3[3])
			return bad(c, "country out of range");
	return DRG_OK;
}

static drg_status check_place_names(struct check *c, const struct gazetteer *g)
{
	uint32_t free_slots = 0;
	for (uint32_t i = 0; i < g->n_slots; i++) {
		const struct place_slot *s = &g->slot[i];
		free_slots += s->check == 0;
		if (s->check && !(s->value & POST_LIST ? (s->value & POST_ROW) < g->n_post : place_post_ok(g, s->value)))
			return bad(c, "name out of range");
	}
	if (!free_slots)
		return bad(c, "table is full"); /* a look-up would not end */
	for (uint32_t i = 0; i < g->n_post; i++)
		if (!place_post_ok(g, g->post[i]))
			return bad(c, "bearer out of range");
	if (g->n_post && (g->post[g->n_post - 1] & POST_LIST))
		return bad(c, "list has no end");
	return DRG_OK;
}

static drg_status check_places(struct check *c)
{
	struct gazetteer *g = &c->p->places;
	const struct places_head *h = take(c, 1, sizeof *h);
	if (!h || h->n == 0 || h->n > POST_ROW || h->n_slots == 0 || h->n_features > 256 || h->n_countries > h->n || h->n != c->e->rows)
		return bad(c, "header out of range");
	*g = (struct gazetteer){ .n_slots = h->n_slots, .n_post = h->n_post, .n_text = h->n_text, .n_features = h->n_features, .n_countries = h->n_countries };
	g->feature = take(c, h->n_features, 8);
	g->country = g->feature ? take(c, h->n_countries, sizeof *g->country) : NULL;
	g->row = g->country ? take(c, ((uint64_t)h->n * PLACE_ROW + 3) / 4, 4) : NULL;
	g->slot = g->row ? take(c, h->n_slots, sizeof *g->slot) : NULL;
	g->post = g->slot ? take(c, h->n_post, 4) : NULL;
	g->text = g->post ? take(c, h->n_text, 1) : NULL;
	if (!g->text || c->left)
		return bad(c, "size does not fit its rows");
	g->n = h->n;
	drg_status s = check_place_rows(c, g);
	return s ? s : check_place_names(c, g);
}

static drg_status check_section(struct check *c)
{
	drg_pack *p = c->p;
	const uint32_t *files;
	uint32_t n;
	switch ((enum section_kind)c->e->kind) {
	case SEC_META:
		return check_pairs(c, &p->meta, &p->n_meta);
	case SEC_MODEL:
		return check_pairs(c, &p->model, &p->n_model);
	case SEC_FILES:
		return check_pairs(c, &files, &n);
	case SEC_STRINGS:
		return check_strings(c);
	case SEC_LEX:
		return check_lex(c);
	case SEC_PHRASES:
		return check_phrases(c);
	case SEC_CODE:
		return take_rows(c, sizeof *p->code, (const void **)(void *)&p->code, &p->n_code);
	case SEC_FOLDS:
		return take_rows(c, sizeof *p->folds, (const void **)(void *)&p->folds, &p->n_folds);
	case SEC_REFS:
		return take_rows(c, sizeof *p->refs, (const void **)(void *)&p->refs, &p->n_refs);
	case SEC_RULESETS:
		return take_rows(c, sizeof *p->set, (const void **)(void *)&p->set, &p->n_sets);
	case SEC_RULES: {
		drg_status s = take_rows(c, sizeof *p->rule, (const void **)(void *)&p->rule, &p->n_rules);
		return s ? s : check_rules(c);
	}
	case SEC_FRAMES: {
		drg_status s = take_rows(c, sizeof *p->frame, (const void **)(void *)&p->frame, &p->n_frames);
		return s ? s : check_frames(c);
	}
	case SEC_FRAME_INDEX: {
		drg_status s = take_rows(c, sizeof *p->frame_key, (const void **)(void *)&p->frame_key, &p->n_frame_keys);
		return s ? s : check_frame_keys(c);
	}
	case SEC_TENSOR:
		return check_tensor(c);
	case SEC_VOCAB:
		return DRG_OK;
	case SEC_PLACES:
		return check_places(c);
	case SEC_KINDS:
		break;
	}
	return bad(c, "is of a kind this version does not know");
}

/* Sections are looked at in this order, because later ones refer to earlier. */
static const uint8_t check_order[] = { SEC_STRINGS, SEC_META,  SEC_FILES,    SEC_MODEL, SEC_LEX,   SEC_PHRASES, SEC_CODE,
	                               SEC_FOLDS,   SEC_REFS,  SEC_RULESETS, SEC_RULES, SEC_FRAMES, SEC_FRAME_INDEX, SEC_VOCAB, SEC_TENSOR,
	                               SEC_PLACES };

/* Magic, format, header sum: after this the contents can be believed. */
static drg_status check_head(drg_pack *p, drg_error *err)
{
	struct str m = p->map;
	if (m.n < 8 || memcmp(m.p, PACK_MAGIC, 8) != 0)
		return drg__fail(err, DRG_EPACK, p->path, "is not a language pack");
	if (m.n < sizeof(struct pack_head))
		return drg__fail(err, DRG_EPACK, p->path, "is cut inside the header (%zu bytes)", m.n);
	const struct pack_head *h = p->head = (const void *)m.p;
	if (h->format > DRG__PACK_FORMAT)
		return drg__fail(err, DRG_EVERSION, p->path,
		                 "has pack format %u; this version reads format %u: install a newer dragoman, or build the pack again",
		                 h->format, DRG__PACK_FORMAT);
	if (h->format != DRG__PACK_FORMAT)
		return drg__fail(err, DRG_EPACK, p->path, "has pack format %u; this version reads format %u: build the pack again",
		                 h->format, DRG__PACK_FORMAT);
	uint64_t toc = (uint64_t)h->n_sections * sizeof(struct pack_entry);
	if (h->n_sections == 0 || toc > m.n - sizeof *h)
		return drg__fail(err, DRG_EPACK, p->path, "is cut or damaged in the table of contents");
	p->entry = (const void *)(m.p + sizeof *h);
	struct pack_head zeroed = *h;
	zeroed.head_sum = 0;
	uint64_t sum = drg__hash_add(drg__hash(drg__str((const char *)&zeroed, sizeof zeroed)),
	                             drg__str((const char *)p->entry, toc));
	if (sum != h->head_sum)
		return drg__fail(err, DRG_EPACK, p->path, "is damaged in the header or table of contents (checksum)");
	for (size_t i = 0; i < sizeof h->zero; i++)
		if (h->zero[i])
			return drg__fail(err, DRG_EPACK, p->path, "is damaged in the header");
	return DRG_OK;
}

/* Bounds, order, padding and sum of every section. */
static drg_status check_layout(drg_pack *p, drg_error *err)
{
	struct str m = p->map;
	uint64_t at = sizeof *p->head + (uint64_t)p->head->n_sections * sizeof *p->entry;
	for (uint32_t i = 0; i < p->head->n_sections; i++) {
		const struct pack_entry *e = &p->entry[i];
		struct check c = { p, e, NULL, 0, err };
		if (e->name[0] == 0 || e->name[PACK_NAME - 1] != 0 || drg__utf8_valid_to(drg__str(e->name, PACK_NAME), 0) != PACK_NAME)
			return drg__fail(err, DRG_EPACK, p->path, "section %u has no valid name", i);
		uint64_t aligned = (at + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
		if (e->offset != aligned || e->size > UINT64_MAX / 2)
			return bad(&c, "is not where it should be");
		if (e->offset > m.n || e->size > m.n - e->offset) {
			uint64_t have = e->offset > m.n ? 0 : m.n - e->offset;
			drg__fail(err, DRG_EPACK, p->path, "is cut inside section %s (%llu of %llu bytes)", e->name,
			          (unsigned long long)have, (unsigned long long)e->size);
			drg__fail_at(err, m.n, 0);
			return DRG_EPACK;
		}
		for (; at < aligned; at++)
			if (m.p[at])
				return bad(&c, "has stray bytes before it");
		if (drg__hash(drg__str(m.p + e->offset, e->size)) != e->sum)
			return bad(&c, "is damaged (checksum)");
		at = e->offset + e->size;
	}
	if (at != m.n || p->head->size != m.n) {
		drg__fail(err, DRG_EPACK, p->path, "has %llu bytes after its last section",
		          (unsigned long long)(m.n - at));
		drg__fail_at(err, at, 0);
		return DRG_EPACK;
	}
	return DRG_OK;
}

static drg_status check_pack(drg_pack *p, drg_error *err)
{
	drg_status s = check_head(p, err);
	if (!s)
		s = check_layout(p, err);
	if (s)
		return s;
	uint32_t n = p->head->n_sections, n_lex = 0;
	for (uint32_t i = 0; i < n; i++)
		n_lex += p->entry[i].kind == SEC_LEX;
	/* Where a section is missing, an empty array that may be pointed into. */
	static const uint64_t nothing[1];
	p->code = (const void *)nothing;
	p->folds = nothing;
	p->refs = (const void *)nothing;
	p->set = (const void *)nothing;
	p->rule = (const void *)nothing;
	p->frame = (const void *)nothing;
	p->frame_key = (const void *)nothing;
	p->lex = calloc(n_lex ? n_lex : 1, sizeof *p->lex);
	if (!p->lex)
		return drg__fail(err, DRG_ENOMEM, p->path, "out of memory");
	for (size_t k = 0; k < sizeof check_order; k++) {
		uint32_t seen = 0;
		for (uint32_t i = 0; i < n; i++) {
			const struct pack_entry *e = &p->entry[i];
			if (e->kind != check_order[k])
				continue;
			struct check c = { p, e, p->map.p + e->offset, e->size, err };
			if (seen++ && e->kind != SEC_LEX && e->kind != SEC_TENSOR)
				return bad(&c, "is there twice");
			s = check_section(&c);
			if (s)
				return s;
		}
		if (!seen && check_order[k] == SEC_STRINGS)
			return drg__fail(err, DRG_EPACK, p->path, "has no strings section");
	}
	for (uint32_t i = 0; i < n; i++) {
		struct check c = { p, &p->entry[i], NULL, 0, err };
		if (p->entry[i].kind == 0 || p->entry[i].kind >= SEC_KINDS)
			return bad(&c, "is of a kind this version does not know");
	}
	drg__hex(p->head->fingerprint, 32, p->fingerprint);
	for (uint32_t i = 0; i < p->n_meta; i++)
		if (drg__str_eq(pack_str(p, p->meta[2 * i]), STR("lang")))
			snprintf(p->lang, sizeof p->lang, "%s", pack_str(p, p->meta[2 * i + 1]).p);
	return DRG_OK;
}

drg_status drg__pack_open_memory(struct str bytes, const char *name, drg_pack **out, drg_error *err)
{
	*out = NULL;
	drg__err_clear(err);
	drg_pack *p = calloc(1, sizeof *p);
	char *path = strdup(name);
	if (!p || !path) {
		free(p);
		free(path);
		return drg__fail(err, DRG_ENOMEM, name, "out of memory");
	}
	p->path = path;
	p->map = bytes;
	drg_status s = (uintptr_t)bytes.p % PACK_ALIGN ? drg__fail(err, DRG_EARG, name, "pack bytes are not aligned")
	                                              : check_pack(p, err);
	if (s)
		drg_pack_close(p);
	else
		*out = p;
	return s;
}

static drg_status open_file(const char *path, drg_pack **out, drg_error *err)
{
	struct str map;
	drg_status s = drg__map_file(path, &map, err);
	if (s)
		return s;
	/* An empty file has no mapping; any aligned address will do. */
	static _Alignas(PACK_ALIGN) const char nothing[PACK_ALIGN];
	struct str bytes = map.n ? map : drg__str(nothing, 0);
	s = drg__pack_open_memory(bytes, path, out, err);
	if (s)
		drg__unmap(map);
	else
		(*out)->mapped = map.n > 0;
	return s;
}

/* Folder of the running program, "" when the system does not tell. */
static void program_folder(char *buf, size_t n)
{
	ssize_t k = readlink("/proc/self/exe", buf, n - 1);
	if (k < 0)
		k = 0;
	while (k > 0 && buf[k - 1] != '/')
		k--;
	buf[k] = 0;
}

drg_status drg_pack_open(const char *path, drg_pack **out, drg_error *err)
{
	if (!out)
		return drg__fail(err, DRG_EARG, NULL, "drg_pack_open: out is NULL");
	*out = NULL;
	if (path)
		return open_file(path, out, err);
	const char *given = getenv("DRAGOMAN_PACK");
	if (given && *given)
		return open_file(given, out, err);
	char folder[4096], try[3][4200];
	program_folder(folder, sizeof folder);
	snprintf(try[0], sizeof try[0], "%sen.pack", folder);
	snprintf(try[1], sizeof try[1], "%s../share/dragoman/en.pack", folder);
	snprintf(try[2], sizeof try[2], "%s/en.pack", DRG_DATADIR);
	for (int i = folder[0] ? 0 : 2; i < 3; i++)
		if (access(try[i], F_OK) == 0)
			return open_file(try[i], out, err);
	return drg__fail(err, DRG_EPACK, "en.pack", "no language pack found beside the program or in %s; set DRAGOMAN_PACK or give its path",
	                 DRG_DATADIR);
}

void drg_pack_close(drg_pack *p)
{
	if (!p)
		return;
	if (p->mapped)
		drg__unmap(p->map);
	free(p->lex);
	free(p->path);
	free(p);
}

/* ---------------------------------------------------------------- look-up -- */

void drg_pack_get_info(const drg_pack *p, drg_pack_info *out)
{
	*out = (drg_pack_info){ p->path, p->fingerprint, p->lang, p->head->format, p->map.n };
}

bool drg_pack_get_section(const drg_pack *p, uint32_t i, drg_pack_section *out)
{
	if (i >= p->head->n_sections)
		return false;
	*out = (drg_pack_section){ p->entry[i].name, p->entry[i].size, p->entry[i].rows };
	return true;
}

static const struct pack_entry *entry(const drg_pack *p, const char *name)
{
	for (uint32_t i = 0; i < p->head->n_sections; i++)
		if (strcmp(p->entry[i].name, name) == 0)
			return &p->entry[i];
	return NULL;
}

struct str drg__pack_section(const drg_pack *p, const char *name)
{
	const struct pack_entry *e = entry(p, name);
	return e ? drg__str(p->map.p + e->offset, e->size) : (struct str){ NULL, 0 };
}

const char *drg__pack_fingerprint(const drg_pack *p)
{
	return p->fingerprint;
}

drg_status drg_pack_verify(const drg_pack *p, drg_error *err)
{
	uint8_t now[32];
	drg__sha256(drg__str(p->map.p + sizeof *p->head, p->map.n - sizeof *p->head), now);
	if (memcmp(now, p->head->fingerprint, 32) != 0)
		return drg__fail(err, DRG_EPACK, p->path, "content does not have the fingerprint the header states");
	return DRG_OK;
}

bool drg__pack_tensor(const drg_pack *p, const char *name, struct tensor *out)
{
	char section[PACK_NAME];
	int n = snprintf(section, sizeof section, "tensor.%s", name);
	const struct pack_entry *e = n > 0 && (size_t)n < sizeof section ? entry(p, section) : NULL;
	if (!e || e->kind != SEC_TENSOR)
		return false;
	*out = (struct tensor){ p->map.p + e->offset, (enum dtype)e->dtype, e->n_dim, { 0 }, e->size };
	memcpy(out->shape, e->shape, sizeof out->shape);
	return true;
}

static struct str pair_value(const drg_pack *p, const uint32_t *pair, uint32_t n, const char *key)
{
	for (uint32_t i = 0; i < n; i++)
		if (drg__str_eq(pack_str(p, pair[2 * i]), drg__str_c(key)))
			return pack_str(p, pair[2 * i + 1]);
	return (struct str){ NULL, 0 };
}

struct str drg__pack_model_meta(const drg_pack *p, const char *key)
{
	return pair_value(p, p->model, p->n_model, key);
}

struct str drg__pack_vocab(const drg_pack *p)
{
	return drg__pack_section(p, "vocab");
}

bool drg_pack_get_lexicon(const drg_pack *p, uint32_t i, drg_pack_lexicon *out)
{
	if (i >= p->n_lex)
		return false;
	*out = (drg_pack_lexicon){ drg__lex_name(p, i).p, drg__lex_rows(p, i), drg__lex_about(p, i, "origin").p,
		                   drg__lex_about(p, i, "date").p, drg__lex_about(p, i, "licence").p };
	return true;
}

bool drg_pack_get_rule(const drg_pack *p, uint32_t i, drg_pack_rule *out)
{
	struct rule_info r;
	if (!drg__pack_rule(p, i, &r))
		return false;
	*out = (drg_pack_rule){ r.name.p, r.file.p, r.line, r.priority, r.doc.p };
	return true;
}

bool drg__pack_rule(const drg_pack *p, uint32_t id, struct rule_info *out)
{
	if (id >= p->n_rules)
		return false;
	const struct rule_rec *r = &p->rule[id];
	*out = (struct rule_info){ pack_str(p, r->name), pack_str(p, r->file), r->line, r->priority, pack_str(p, r->doc) };
	return true;
}

uint32_t drg__pack_rule_find(const drg_pack *p, const char *name)
{
	for (uint32_t i = 0; i < p->n_rules; i++)
		if (drg__str_eq(pack_str(p, p->rule[i].name), drg__str_c(name)))
			return i;
	return NO;
}
