/* json.c - a document as one line, schema dragoman/1
 * (doc/schema/dragoman-1.schema.json; DESIGN.md section 6).
 *
 * Layers that were not made are left out; an empty list means that a layer was
 * made and found nothing. */
#include "doc/json.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"
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

static void key_span(struct out *o, const char *key, struct span s)
{
	drg__jw_key(&o->w, key);
	if (s.e > s.s)
		span(o, s);
	else
		drg__jw_null(&o->w);
}

static void key_spans(struct out *o, const char *key, const struct spans *pool, struct run r)
{
	drg__jw_key(&o->w, key);
	drg__jw_open(&o->w, '[');
	for (uint32_t i = 0; i < r.n; i++)
		span(o, pool->v[r.from + i]);
	drg__jw_close(&o->w, ']');
}

/* The id of row i of n, null for NONE. */
static void key_id(struct out *o, const char *key, row_id *ids, uint32_t n, uint32_t i)
{
	drg__jw_key(&o->w, key);
	drg__jw_z(&o->w, i < n && ids ? ids[i] : NULL);
}

static void key_entity(struct out *o, const char *key, uint32_t e)
{
	key_id(o, key, o->d->ids.entity, o->d->l.entities.n, e);
}

static void key_basis(struct out *o, const char *key, uint8_t basis)
{
	drg__jw_key(&o->w, key);
	drg__jw_z(&o->w, basis == BASIS_NONE ? NULL : drg__name(NAMES_BASIS, basis));
}

static void reason(struct out *o, uint32_t rule, float score)
{
	struct rule_ref r = drg__doc_rule(o->d, rule);
	drg__jw_key(&o->w, "score");
	drg__jw_score(&o->w, score);
	drg__jw_key(&o->w, "why");
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

static void attributions(struct out *o)
{
	const struct attribs *a = &o->d->l.attribs;
	begin_list(o, "attributions");
	for (uint32_t i = 0; i < a->n; i++) {
		drg__jw_open(&o->w, '{');
		key_id(o, "id", o->d->ids.attrib, a->n, i);
		key_spans(o, "source", &a->pool, a->source[i]);
		key_spans(o, "cue", &a->pool, a->cue[i]);
		key_spans(o, "content", &a->pool, a->content[i]);
		key_spans(o, "recipient", &a->pool, a->recipient[i]);
		key_id(o, "parent", o->d->ids.attrib, a->n, a->parent[i]);
		key_name(o, "kind", NAMES_ATTRIB, a->kind[i]);
		key_entity(o, "speaker", a->speaker ? a->speaker[i] : NONE);
		key_name(o, "stance", NAMES_STANCE, a->stance[i]);
		reason(o, a->rule[i], a->score[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void chain(struct out *o, struct run r)
{
	const struct hops *h = &o->d->l.hops;
	begin_list(o, "chain");
	for (uint32_t i = r.from; i < r.from + r.n; i++) {
		drg__jw_open(&o->w, '{');
		key_name(o, "role", NAMES_ROLE, h->role[i]);
		key_entity(o, "entity", h->ent[i]);
		key_str(o, "name", h->name[i]);
		key_span(o, "span", h->span[i]);
		key_span(o, "cue", h->cue[i]);
		key_basis(o, "basis", h->basis[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void claims(struct out *o)
{
	const struct claims *c = &o->d->l.claims;
	begin_list(o, "claims");
	for (uint32_t i = 0; i < c->n; i++) {
		drg__jw_open(&o->w, '{');
		key_id(o, "id", o->d->ids.claim, c->n, i);
		key_spans(o, "spans", &c->pool, c->spans[i]);
		key_name(o, "kind", NAMES_CLAIM, c->kind[i]);
		key_name(o, "stance", NAMES_STANCE, c->stance[i]);
		drg__jw_key(&o->w, "factuality");
		drg__jw_open(&o->w, '{');
		key_name(o, "origin", NAMES_FACTUALITY, c->fact_origin[i]);
		key_name(o, "publisher", NAMES_FACTUALITY, c->fact_publisher[i]);
		drg__jw_close(&o->w, '}');
		key_id(o, "attribution", o->d->ids.attrib, o->d->l.attribs.n, c->attrib[i]);
		chain(o, c->chain[i]);
		drg__jw_key(&o->w, "said");
		if (c->said[i].n) {
			drg__jw_open(&o->w, '{');
			key_str(o, "edtf", c->said[i]);
			drg__jw_close(&o->w, '}');
		} else {
			drg__jw_null(&o->w);
		}
		reason(o, c->rule[i], c->score[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void act(struct out *o, const struct act *a)
{
	key_span(o, "span", a->span);
	key_span(o, "cue", a->cue);
	key_id(o, "claim", o->d->ids.claim, o->d->l.claims.n, a->claim);
	reason(o, a->rule, a->score);
}

static void positions(struct out *o)
{
	const struct positions *p = &o->d->l.positions;
	begin_list(o, "positions");
	for (uint32_t i = 0; i < p->n; i++) {
		drg__jw_open(&o->w, '{');
		key_id(o, "id", o->d->ids.position, p->n, i);
		key_entity(o, "party", p->party[i]);
		key_name(o, "issue", NAMES_ISSUE, p->issue[i]);
		key_name(o, "stance", NAMES_POSITION, p->stance[i]);
		key_name(o, "aspect", NAMES_ASPECT, p->aspect[i]);
		key_name(o, "voice", NAMES_VOICE, p->voice[i]);
		key_id(o, "condition", o->d->ids.condition, o->d->l.conditions.n, p->condition[i]);
		act(o, &p->act[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void side(struct out *o, const char *key, struct span s, uint8_t issue)
{
	drg__jw_key(&o->w, key);
	drg__jw_open(&o->w, '{');
	key_span(o, "span", s);
	key_name(o, "issue", NAMES_ISSUE, issue);
	drg__jw_close(&o->w, '}');
}

static void conditions(struct out *o)
{
	const struct conditions *c = &o->d->l.conditions;
	begin_list(o, "conditions");
	for (uint32_t i = 0; i < c->n; i++) {
		drg__jw_open(&o->w, '{');
		key_id(o, "id", o->d->ids.condition, c->n, i);
		key_name(o, "kind", NAMES_CONDITION, c->kind[i]);
		key_entity(o, "party", c->party[i]);
		side(o, "blocks", c->blocks[i], c->blocks_issue[i]);
		side(o, "requires", c->requires[i], c->requires_issue[i]);
		drg__jw_key(&o->w, "necessary_only");
		drg__jw_bool(&o->w, c->necessary_only[i]);
		act(o, &c->act[i]);
		drg__jw_close(&o->w, '}');
	}
	drg__jw_close(&o->w, ']');
}

static void proposals(struct out *o)
{
	const struct proposals *p = &o->d->l.proposals;
	begin_list(o, "proposals");
	for (uint32_t i = 0; i < p->n; i++) {
		drg__jw_open(&o->w, '{');
		key_id(o, "id", o->d->ids.proposal, p->n, i);
		key_entity(o, "by", p->by[i]);
		key_entity(o, "to", p->to[i]);
		key_entity(o, "conveyed_by", p->conveyed_by[i]);
		key_span(o, "terms", p->terms[i]);
		key_name(o, "issue", NAMES_ISSUE, p->issue[i]);
		key_name(o, "state", NAMES_PROPOSAL, p->state[i]);
		key_id(o, "same_as", o->d->ids.proposal, p->n, p->same_as[i]);
		act(o, &p->act[i]);
		drg__jw_close(&o->w, '}');
	}
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
	if (has(doc, DRG_LAYER_SENTENCES | DRG_LAYER_DEPS | DRG_LAYER_ENTITIES | DRG_LAYER_CLAIMS | DRG_LAYER_TALKS))
		sentences(&o);
	names(&o);
	if (has(doc, DRG_LAYER_ENTITIES | DRG_LAYER_CLAIMS | DRG_LAYER_TALKS))
		entities(&o, first, next);
	if (has(doc, DRG_LAYER_CLAIMS | DRG_LAYER_TALKS)) {
		attributions(&o);
		claims(&o);
	}
	if (has(doc, DRG_LAYER_TALKS)) {
		positions(&o);
		conditions(&o);
		proposals(&o);
	}
	notes(&o);
	drg__jw_close(&o.w, '}');
	free(marks);
	return drg__jw_end(&o.w) ? DRG_OK : drg__fail(err, DRG_EIO, NULL, "the output could not take more");
}
