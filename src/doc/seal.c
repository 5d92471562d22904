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
	d->ids.entity = NEW_N(keep, row_id, n);
	for (uint32_t i = 0; i < n; i++)
		row(l, &seen, "e", &first[i], 1, drg__name(NAMES_ENTITY, l->entities.kind[i]), d->ids.entity[i]);
}

static void attributions(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	const struct attribs *a = &d->l.attribs;
	struct seen seen = seen_new(&scratch, a->n);
	d->ids.attrib = NEW_N(keep, row_id, a->n);
	for (uint32_t i = 0; i < a->n; i++) {
		struct arena s = scratch;
		struct run c = a->cue[i], t = a->content[i];
		struct span *both = NEW_N(&s, struct span, (size_t)c.n + t.n + 1);
		for (uint32_t k = 0; k < c.n; k++)
			both[k] = a->pool.v[c.from + k];
		for (uint32_t k = 0; k < t.n; k++)
			both[c.n + k] = a->pool.v[t.from + k];
		row(&d->l, &seen, "a", both, (size_t)c.n + t.n, drg__name(NAMES_ATTRIB, a->kind[i]), d->ids.attrib[i]);
	}
}

static void claims(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	const struct claims *c = &d->l.claims;
	struct seen seen = seen_new(&scratch, c->n);
	d->ids.claim = NEW_N(keep, row_id, c->n);
	for (uint32_t i = 0; i < c->n; i++)
		row(&d->l, &seen, "c", c->pool.v + c->spans[i].from, c->spans[i].n, drg__name(NAMES_CLAIM, c->kind[i]), d->ids.claim[i]);
}

static void act(struct drg_doc *d, struct seen *seen, const char *kind, const struct act *a, const char *type, row_id out)
{
	struct span both[2] = { a->span, a->cue };
	row(&d->l, seen, kind, both, 2, type, out);
}

static void acts(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	const struct layers *l = &d->l;
	struct seen seen = seen_new(&scratch, (size_t)l->positions.n + l->conditions.n + l->proposals.n);
	char type[64];
	d->ids.position = NEW_N(keep, row_id, l->positions.n);
	for (uint32_t i = 0; i < l->positions.n; i++) {
		snprintf(type, sizeof type, "%s %s", drg__name(NAMES_ISSUE, l->positions.issue[i]), drg__name(NAMES_POSITION, l->positions.stance[i]));
		act(d, &seen, "p", &l->positions.act[i], type, d->ids.position[i]);
	}
	d->ids.condition = NEW_N(keep, row_id, l->conditions.n);
	for (uint32_t i = 0; i < l->conditions.n; i++)
		act(d, &seen, "co", &l->conditions.act[i], drg__name(NAMES_CONDITION, l->conditions.kind[i]), d->ids.condition[i]);
	d->ids.proposal = NEW_N(keep, row_id, l->proposals.n);
	for (uint32_t i = 0; i < l->proposals.n; i++)
		act(d, &seen, "pr", &l->proposals.act[i], drg__name(NAMES_PROPOSAL, l->proposals.state[i]), d->ids.proposal[i]);
}

void drg__doc_seal(struct drg_doc *d, struct arena *keep, struct arena scratch)
{
	drg__doc_id(&d->l, d->ids.report);
	entities(d, keep, scratch);
	attributions(d, keep, scratch);
	claims(d, keep, scratch);
	acts(d, keep, scratch);
}
