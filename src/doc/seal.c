/* seal.c - the ids of all rows.
 *
 * An id must not depend on the pack or on the order of other rows, or a
 * person's judgement would lose its row on re-reading.  So it is a hash of the
 * report, the kind, the spans and the type; only rows equal in all of these
 * are told apart by a count. */
#include <stdio.h>

#include "base/hash.h"
#include "doc/doc.h"
#include "doc/names.h"

/* Hashes already given, open addressing, at most half full. */
struct seen {
	uint64_t *key;   /* [mask + 1], 0 = free */
	uint32_t *count; /* how often */
	size_t mask;
};

static struct seen seen_new(struct arena *scratch, size_t rows)
{
	size_t size = 16;
	while (size < rows * 2)
		size *= 2;
	return (struct seen){ NEW_N(scratch, uint64_t, size), NEW_N(scratch, uint32_t, size), size - 1 };
}

/* How many rows had this hash before; counts this one. */
static uint32_t seen_add(struct seen *s, const char *id)
{
	uint64_t h = drg__hash(drg__str_c(id)) | 1;
	size_t i = h & s->mask;
	while (s->key[i] && s->key[i] != h)
		i = (i + 1) & s->mask;
	s->key[i] = h;
	return s->count[i]++;
}

static void row(const struct layers *l, struct seen *seen, const char *kind, const struct span *spans, size_t n, const char *type,
                row_id out)
{
	drg__row_id(l, kind, spans, n, drg__str_c(type), 0, out);
	uint32_t before = seen_add(seen, out);
	if (before)
		drg__row_id(l, kind, spans, n, drg__str_c(type), before, out);
}

static void entities(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	const struct layers *l = &d->l;
	uint32_t n = l->entities.n;
	struct seen seen = seen_new(&scratch, n);
	struct span *first = NEW_N(&scratch, struct span, n ? n : 1);
	for (uint32_t m = l->mentions.n; m-- > 0;)
		if (l->mentions.ent && l->mentions.ent[m] < n)
			first[l->mentions.ent[m]] = l->mentions.span[m];
	d->ids.row[LAYER_ENTITIES] = NEW_N(keep, row_id, n);
	for (uint32_t i = 0; i < n; i++)
		row(l, &seen, "e", &first[i], 1, drg__name(NAMES_ENTITY, l->entities.kind[i]), d->ids.row[LAYER_ENTITIES][i]);
}

/* What an id is made of: the spans and the words of the columns so marked. */
static void rows(struct drg_doc *d, enum layer_id id, struct arena *keep, struct arena scratch)
{
	const struct layers *l = &d->l;
	const struct layer *t = drg__layer(id);
	uint32_t n = drg__layer_rows(l, id);
	struct seen seen = seen_new(&scratch, n);
	row_id *ids = d->ids.row[id] = NEW_N(keep, row_id, n);
	for (uint32_t i = 0; i < n; i++) {
		struct arena s = scratch;
		struct { struct span *v; size_t n, cap; } spans = { 0 };
		char type[128] = "";
		size_t at = 0;
		for (uint32_t k = 0; k < t->columns; k++) {
			const struct column *c = &t->column[k];
			const void *cell = c->flags & COL_IN_ID ? drg__cell(l, c, i) : NULL;
			if (!cell)
				continue;
			if (c->type == COL_SPAN) {
				*PUSH(&s, &spans) = *(const struct span *)cell;
			} else if (c->type == COL_SPANS) {
				const struct run *r = cell;
				for (uint32_t j = 0; j < r->n; j++)
					*PUSH(&s, &spans) = drg__layer_spans(l, id)->v[r->from + j];
			} else if (c->type == COL_NAME) {
				int w = snprintf(type + at, sizeof type - at, "%s%s", at ? " " : "", drg__name((enum name_set)c->arg, *(const uint8_t *)cell));
				at += w > 0 && (size_t)w < sizeof type - at ? (size_t)w : 0;
			}
		}
		row(l, &seen, t->prefix, spans.v, spans.n, type, ids[i]);
	}
}

void drg__doc_seal(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	drg__doc_id(&d->l, d->ids.report);
	entities(d, keep, scratch);
	for (int id = 0; id < LAYER_TABLES; id++)
		if (drg__layer((enum layer_id)id)->prefix)
			rows(d, (enum layer_id)id, keep, scratch);
}
