/* json.c - a document as one line, schema dragoman/1
 * (doc/schema/dragoman-1.schema.json; DESIGN.md section 6).
 *
 * Layers that were not made are left out; an empty list means that a layer was
 * made and found nothing. */
#include "doc/json.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "doc/columns.h"
#include "doc/doc.h"
#include "doc/names.h"

struct out {
	struct jw w;
	const struct drg_doc *d;
	struct utf8_pos pos;
};

static void key_str(struct out *o, const char *key, struct str s)
{
	drg__jw_key(&o->w, key);
	drg__jw_str_or_null(&o->w, s);
}

static void key_name(struct out *o, const char *key, enum name_set set, uint32_t v)
{
	drg__jw_key(&o->w, key);
	drg__jw_z(&o->w, drg__name(set, v));
}

static void span(struct out *o, struct span s)
{
	drg__jw_open(&o->w, '[');
	drg__jw_u64(&o->w, drg__utf8_pos_cp(&o->pos, s.s));
	drg__jw_u64(&o->w, drg__utf8_pos_cp(&o->pos, s.e));
	drg__jw_close(&o->w, ']');
}

static void span_or_null(struct out *o, struct span s)
{
	if (s.e > s.s)
		span(o, s);
	else
		drg__jw_null(&o->w);
}

static void key_span(struct out *o, const char *key, struct span s)
{
	drg__jw_key(&o->w, key);
	span_or_null(o, s);
}

static void row_ref(struct out *o, enum layer_id id, uint32_t row)
{
	const row_id *ids = o->d->ids.row[id];
	drg__jw_z(&o->w, ids && row < drg__layer_rows(&o->d->l, id) ? ids[row] : NULL);
}

static void key_entity(struct out *o, const char *key, uint32_t e)
{
	drg__jw_key(&o->w, key);
	row_ref(o, LAYER_ENTITIES, e);
}

/* Words with a space between, as a list. */
static void words(struct jw *w, struct str s)
{
	drg__jw_open(w, '[');
	for (size_t i = 0, from = 0; i <= s.n; i++) {
		if (i < s.n && s.p[i] != ' ')
			continue;
		if (i > from)
			drg__jw_str(w, drg__str(s.p + from, i - from));
		from = i + 1;
	}
	drg__jw_close(w, ']');
}

static void key_basis(struct out *o, const char *key, uint8_t basis)
{
	drg__jw_key(&o->w, key);
	drg__jw_z(&o->w, basis == BASIS_NONE ? NULL : drg__name(NAMES_BASIS, basis));
}

static void rule(struct out *o, uint32_t rule)
{
	struct rule_ref r = drg__doc_rule(o->d, rule);
	if (!r.name.n) {
		drg__jw_null(&o->w);
		return;
	}
	drg__jw_open(&o->w, '{');
	key_str(o, "rule", r.name);
	key_str(o, "file", r.file);
	drg__jw_key(&o->w, "line");
	if (r.line)
		drg__jw_u64(&o->w, r.line);
	else
		drg__jw_null(&o->w);
	drg__jw_close(&o->w, '}');
}

static void head(struct out *o)
{
	const struct meta *m = &o->d->l.meta;
	struct jw *w = &o->w;
	char hex[65];
	drg__jw_key(w, "schema");
	drg__jw_z(w, "dragoman/1");
	drg__jw_key(w, "id");
	drg__jw_z(w, o->d->ids.report);
	drg__jw_key(w, "source");
	drg__jw_open(w, '{');
	drg__jw_key(w, "name");
	drg__jw_str(w, m->source_name);
	key_str(o, "id", m->source_id);
	key_str(o, "url", m->url);
	key_str(o, "charset", m->charset);
	drg__hex(m->source_sha256, 32, hex);
	drg__jw_key(w, "sha256");
	drg__jw_z(w, hex);
	drg__jw_close(w, '}');
	drg__jw_key(w, "software");
	drg__jw_z(w, "dragoman " DRG_VERSION);
	drg__jw_key(w, "model");
	drg__jw_z(w, o->d->fingerprint);
	key_str(o, "title", m->title);
	drg__jw_key(w, "byline");
	drg__jw_open(w, '[');
	for (uint32_t i = 0; i < m->n_byline; i++)
		drg__jw_str(w, m->byline[i]);
	drg__jw_close(w, ']');
	drg__jw_key(w, "outlet");
	if (m->outlet.n) {
		drg__jw_open(w, '{');
		key_str(o, "name", m->outlet);
		key_basis(o, "basis", m->outlet_basis);
		key_span(o, "span", m->outlet_span);
		drg__jw_close(w, '}');
	} else {
		drg__jw_null(w);
	}
	key_str(o, "lang", m->lang);
	drg__jw_key(w, "published");
	drg__jw_open(w, '{');
	key_str(o, "value", m->published);
	key_basis(o, "basis", m->published_basis);
	drg__jw_close(w, '}');
	key_str(o, "updated", m->updated);
	drg__jw_key(w, "text");
	drg__jw_str(w, drg__str(o->d->l.text.p, o->d->l.text.n));
}

static void begin_list(struct out *o, const char *key)
{
	drg__jw_key(&o->w, key);
	drg__jw_open(&o->w, '[');
}

static void zones(struct out *o)
{
	const struct zones *z = &o->d->l.zones;
	begin_list(o, "zones");
	for (uint32_t i = 0; i < z->n; i++) {
		drg__jw_open(&o->w, '{');
		key_span(o, "span", z->span[i]);
		key_name(o, "kind", NAMES_ZONE, z->kind[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void sentences(struct out *o)
{
	const struct sents *s = &o->d->l.sents;
	const struct tokens *t = &o->d->l.tokens;
	begin_list(o, "sentences");
	for (uint32_t i = 0; i < s->n; i++)
		if (s->tok[i] < s->tok[i + 1])
			span(o, (struct span){ t->span[s->tok[i]].s, t->span[s->tok[i + 1] - 1].e });
	drg__jw_close(&o->w, ']');
}

/* Words, only when asked for by name: they are several times the text.  Heads are
 * numbers of this list, null for a root. */
static void tokens(struct out *o)
{
	const struct layers *l = &o->d->l;
	if (!(o->d->layers & (DRG_LAYER_TOKENS | DRG_LAYER_DEPS)))
		return;
	bool syntax = o->d->layers & DRG_LAYER_DEPS && l->morph.upos && l->deps.head;
	begin_list(o, "tokens");
	for (uint32_t i = 0; i < l->tokens.n; i++) {
		drg__jw_open(&o->w, '{');
		key_span(o, "span", l->tokens.span[i]);
		if (syntax) {
			key_str(o, "lemma", l->morph.lemma[i]);
			key_name(o, "upos", NAMES_UPOS, l->morph.upos[i]);
			drg__jw_key(&o->w, "upos_score");
			drg__jw_score(&o->w, l->morph.upos_score[i]);
			key_str(o, "feats", drg__str_eq(l->tagset.feats[l->morph.feats[i]], STR("_")) ? STR("") : l->tagset.feats[l->morph.feats[i]]);
			drg__jw_key(&o->w, "head");
			if (l->deps.head[i] == NONE)
				drg__jw_null(&o->w);
			else
				drg__jw_u64(&o->w, l->deps.head[i]);
			key_str(o, "rel", l->tagset.rels[l->deps.rel[i]]);
			drg__jw_key(&o->w, "score");
			drg__jw_score(&o->w, l->deps.score[i]);
		}
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

/* Names as the encoder found them, only when entities are asked for by name. */
static void names(struct out *o)
{
	const struct names *n = &o->d->l.names;
	if (!(o->d->layers & DRG_LAYER_ENTITIES) || !o->d->l.deps.head)
		return;
	begin_list(o, "names");
	for (uint32_t i = 0; i < n->n; i++) {
		drg__jw_open(&o->w, '{');
		key_span(o, "span", n->span[i]);
		key_name(o, "kind", NAMES_ENTITY, n->kind[i]);
		drg__jw_key(&o->w, "score");
		drg__jw_score(&o->w, n->score[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

/* Mentions grouped by entity without memory: entities are few, so one pass over
 * the mentions for each would still be quadratic on a hostile text; `next`
 * chains them instead, in order. */
static void entities(struct out *o, const uint32_t *first, const uint32_t *next)
{
	const struct entities *e = &o->d->l.entities;
	const struct mentions *m = &o->d->l.mentions;
	begin_list(o, "entities");
	for (uint32_t i = 0; i < e->n; i++) {
		drg__jw_open(&o->w, '{');
		key_entity(o, "id", i);
		key_str(o, "name", e->name[i]);
		key_name(o, "kind", NAMES_ENTITY, e->kind[i]);
		key_str(o, "code", e->code ? e->code[i] : (struct str){ 0 });
		key_str(o, "country", e->country ? e->country[i] : (struct str){ 0 });
		drg__jw_key(&o->w, "sectors");
		words(&o->w, e->sectors ? e->sectors[i] : (struct str){ 0 });
		key_entity(o, "speaks_for", e->speaks_for ? e->speaks_for[i] : NONE);
		begin_list(o, "mentions");
		for (uint32_t k = first[i]; k != NONE; k = next[k]) {
			drg__jw_open(&o->w, '{');
			key_span(o, "span", m->span[k]);
			key_name(o, "form", NAMES_FORM, m->form[k]);
			drg__jw_close(&o->w, '}');
		}
		drg__jw_close(&o->w, ']');
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void layer_row(struct out *o, enum layer_id id, uint32_t i);

/* The value of a column, whose key is written. */
static void cell(struct out *o, enum layer_id id, const struct column *c, uint32_t i)
{
	const struct layers *l = &o->d->l;
	struct jw *w = &o->w;
	const void *v = drg__cell(l, c, i);
	if (!v) {
		drg__jw_null(w);
		return;
	}
	switch ((enum column_type)c->type) {
	case COL_SPAN:
		span_or_null(o, *(const struct span *)v);
		break;
	case COL_SPANS: {
		const struct run *r = v;
		drg__jw_open(w, '[');
		for (uint32_t k = 0; k < r->n; k++)
			span(o, drg__layer_spans(l, id)->v[r->from + k]);
		drg__jw_close(w, ']');
		break;
	}
	case COL_STR:
		drg__jw_str_or_null(w, *(const struct str *)v);
		break;
	case COL_WORDS:
		words(w, *(const struct str *)v);
		break;
	case COL_NAME:
		drg__jw_z(w, drg__name((enum name_set)c->arg, *(const uint8_t *)v));
		break;
	case COL_BOOL:
		drg__jw_bool(w, *(const uint8_t *)v);
		break;
	case COL_REAL:
		drg__jw_real(w, *(const double *)v);
		break;
	case COL_SCORE:
		drg__jw_score(w, *(const float *)v);
		break;
	case COL_RULE:
		rule(o, *(const uint32_t *)v);
		break;
	case COL_ROW:
		row_ref(o, (enum layer_id)c->arg, *(const uint32_t *)v);
		break;
	case COL_ROWS: {
		const struct run *r = v;
		drg__jw_open(w, '[');
		for (uint32_t k = 0; k < r->n; k++)
			row_ref(o, (enum layer_id)c->arg, drg__layer_row_pool(l, id)->v[r->from + k]);
		drg__jw_close(w, ']');
		break;
	}
	case COL_CHILDREN: {
		const struct run *r = v;
		drg__jw_open(w, '[');
		for (uint32_t k = 0; k < r->n; k++)
			layer_row(o, (enum layer_id)c->arg, r->from + k);
		drg__jw_close(w, ']');
		break;
	}
	}
}

/* Columns [from, to) share the object before their dot: written as one, or as
 * null when its first member is an empty text. */
static void object(struct out *o, enum layer_id id, uint32_t i, const struct column *c, uint32_t n, size_t prefix)
{
	char key[32];
	snprintf(key, sizeof key, "%.*s", (int)prefix, c->name);
	drg__jw_key(&o->w, key);
	const struct str *first = c->type == COL_STR ? drg__cell(&o->d->l, c, i) : NULL;
	if (first && !first->n) {
		drg__jw_null(&o->w);
		return;
	}
	drg__jw_open(&o->w, '{');
	for (uint32_t k = 0; k < n; k++) {
		drg__jw_key(&o->w, c[k].name + prefix + 1);
		cell(o, id, &c[k], i);
	}
	drg__jw_close(&o->w, '}');
}

static void layer_row(struct out *o, enum layer_id id, uint32_t i)
{
	const struct layer *t = drg__layer(id);
	drg__jw_open(&o->w, '{');
	if (t->prefix) {
		drg__jw_key(&o->w, "id");
		row_ref(o, id, i);
	}
	for (uint32_t k = 0; k < t->columns;) {
		const struct column *c = &t->column[k];
		const char *dot = strchr(c->name, '.');
		size_t prefix = dot ? (size_t)(dot - c->name) + 1 : 0;
		uint32_t n = 1;
		while (dot && k + n < t->columns && strncmp(c[n].name, c->name, prefix) == 0)
			n++;
		if (dot) {
			object(o, id, i, c, n, prefix - 1);
		} else {
			drg__jw_key(&o->w, c->name);
			cell(o, id, c, i);
		}
		k += n;
	}
	drg__jw_close(&o->w, '}');
}

static void layer(struct out *o, enum layer_id id)
{
	uint32_t n = drg__layer_rows(&o->d->l, id);
	begin_list(o, drg__layer(id)->name);
	for (uint32_t i = 0; i < n; i++)
		layer_row(o, id, i);
	drg__jw_close(&o->w, ']');
}

static void notes(struct out *o)
{
	const struct notes *n = &o->d->l.notes;
	begin_list(o, "notes");
	for (size_t i = 0; i < n->n; i++) {
		drg__jw_open(&o->w, '{');
		drg__jw_key(&o->w, "code");
		drg__jw_z(&o->w, n->v[i].code);
		key_str(o, "text", n->v[i].text);
		drg__jw_key(&o->w, "at");
		if (n->v[i].at == NONE)
			drg__jw_null(&o->w);
		else
			drg__jw_u64(&o->w, drg__utf8_pos_cp(&o->pos, n->v[i].at));
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

/* Was one of these layers to be made? */
static bool has(const drg_doc *doc, uint32_t layers)
{
	return !doc->layers || doc->layers & layers;
}

drg_status drg_doc_json(const drg_doc *doc, drg_sink sink, void *ctx, drg_error *err)
{
	const struct layers *l = &doc->l;
	size_t n_marks = drg__utf8_marks(l->text.n), n_ent = l->entities.n, n_men = l->mentions.n;
	uint32_t *marks = malloc((n_marks + n_ent + n_men) * sizeof *marks);
	if (!marks)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	struct out o = { .d = doc };
	drg__utf8_pos_init(&o.pos, drg__str(l->text.p, l->text.n), marks);
	uint32_t *first = marks + n_marks, *next = first + n_ent;
	for (size_t i = 0; i < n_ent; i++)
		first[i] = NONE;
	for (size_t i = n_men; i-- > 0;) {
		uint32_t e = l->mentions.ent ? l->mentions.ent[i] : NONE;
		if (e < n_ent) {
			next[i] = first[e];
			first[e] = (uint32_t)i;
		}
	}
	drg__jw_begin(&o.w, sink, ctx);
	drg__jw_open(&o.w, '{');
	head(&o);
	zones(&o);
	tokens(&o);
	/* Rows come with the rows they refer to. */
	if (has(doc, DRG_LAYER_SENTENCES | DRG_LAYER_DEPS | DRG_LAYER_ENTITIES | DRG_LAYER_CLAIMS | DRG_LAYER_TALKS | DRG_LAYER_EVENTS))
		sentences(&o);
	names(&o);
	if (has(doc, DRG_LAYER_ENTITIES | DRG_LAYER_CLAIMS | DRG_LAYER_TALKS | DRG_LAYER_EVENTS))
		entities(&o, first, next);
	for (int id = 0; id < LAYER_TABLES; id++)
		if (drg__layer((enum layer_id)id)->name && has(doc, drg__layer((enum layer_id)id)->asked))
			layer(&o, (enum layer_id)id);
	notes(&o);
	drg__jw_close(&o.w, '}');
	free(marks);
	return drg__jw_end(&o.w) ? DRG_OK : drg__fail(err, DRG_EIO, NULL, "the output could not take more");
}
