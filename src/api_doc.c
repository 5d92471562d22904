/* api_doc.c - the rows of a document, by number. */
#include "base/utf8.h"
#include "doc/doc.h"
#include "doc/names.h"
#include "doc/srcmap.h"

static drg_str str(struct str s)
{
	return (drg_str){ s.p ? s.p : "", s.n };
}

static drg_span span(struct span s)
{
	return (drg_span){ s.s, s.e };
}

_Static_assert(sizeof(drg_span) == sizeof(struct span) && offsetof(drg_span, e) == offsetof(struct span, e),
               "span lists are handed out as they are");

static drg_spans spans(const struct spans *pool, struct run r)
{
	return (drg_spans){ r.n ? (const drg_span *)(const void *)(pool->v + r.from) : NULL, r.n };
}

static drg_reason reason(const drg_doc *d, uint32_t rule, float score)
{
	struct rule_ref r = drg__doc_rule(d, rule);
	return (drg_reason){ str(r.name), str(r.file), r.line, str(r.doc), score };
}

static const char *basis(uint8_t b)
{
	return b == BASIS_NONE ? NULL : drg__name(NAMES_BASIS, b);
}

void drg_doc_get_report(const drg_doc *doc, drg_report *out)
{
	const struct meta *m = &doc->l.meta;
	*out = (drg_report){
		.id = doc->ids.report, .source_name = str(m->source_name), .source_id = str(m->source_id), .url = str(m->url),
		.title = str(m->title), .outlet = str(m->outlet), .published = str(m->published), .updated = str(m->updated),
		.lang = str(m->lang), .charset = str(m->charset), .outlet_basis = basis(m->outlet_basis),
		.published_basis = basis(m->published_basis), .outlet_span = span(m->outlet_span), .n_byline = m->n_byline,
		.pack = doc->fingerprint,
	};
	memcpy(out->text_sha256, doc->l.text.sha256, 32);
	memcpy(out->source_sha256, m->source_sha256, 32);
}

bool drg_doc_get_byline(const drg_doc *doc, uint32_t i, drg_str *out)
{
	if (i >= doc->l.meta.n_byline)
		return false;
	*out = str(doc->l.meta.byline[i]);
	return true;
}

bool drg_doc_get_note(const drg_doc *doc, uint32_t i, drg_note *out)
{
	if (i >= doc->l.notes.n)
		return false;
	*out = (drg_note){ doc->l.notes.v[i].code, str(doc->l.notes.v[i].text), doc->l.notes.v[i].at };
	return true;
}

bool drg_doc_get_zone(const drg_doc *doc, uint32_t i, drg_zone *out)
{
	if (i >= doc->l.zones.n)
		return false;
	*out = (drg_zone){ span(doc->l.zones.span[i]), drg__name(NAMES_ZONE, doc->l.zones.kind[i]) };
	return true;
}

bool drg_doc_get_paragraph(const drg_doc *doc, uint32_t i, drg_span *out)
{
	if (i >= doc->l.paras.n)
		return false;
	*out = span(doc->l.paras.span[i]);
	return true;
}

bool drg_doc_get_sentence(const drg_doc *doc, uint32_t i, drg_span *out)
{
	const struct sents *s = &doc->l.sents;
	const struct tokens *t = &doc->l.tokens;
	if (i >= s->n)
		return false;
	*out = s->tok[i] < s->tok[i + 1] ? (drg_span){ t->span[s->tok[i]].s, t->span[s->tok[i + 1] - 1].e } : (drg_span){ 0, 0 };
	return true;
}

bool drg_doc_get_token(const drg_doc *doc, uint32_t i, drg_token *out)
{
	const struct layers *l = &doc->l;
	if (i >= l->tokens.n)
		return false;
	*out = (drg_token){ .span = span(l->tokens.span[i]), .lemma = { "", 0 }, .feats = { "", 0 }, .rel = { "", 0 }, .head = NONE };
	if (!l->morph.upos || !l->deps.head)
		return true;
	struct str feats = l->tagset.feats[l->morph.feats[i]];
	out->lemma = str(l->morph.lemma[i]);
	if (!drg__str_eq(feats, STR("_")))
		out->feats = str(feats);
	out->rel = str(l->tagset.rels[l->deps.rel[i]]);
	out->upos = drg__name(NAMES_UPOS, l->morph.upos[i]);
	out->head = l->deps.head[i];
	out->upos_score = l->morph.upos_score[i];
	out->score = l->deps.score[i];
	return true;
}

bool drg_doc_get_name(const drg_doc *doc, uint32_t i, drg_name *out)
{
	const struct names *n = &doc->l.names;
	if (i >= n->n)
		return false;
	*out = (drg_name){ span(n->span[i]), drg__name(NAMES_ENTITY, n->kind[i]), n->score[i] };
	return true;
}

bool drg_doc_get_entity(const drg_doc *doc, uint32_t i, drg_entity *out)
{
	const struct entities *e = &doc->l.entities;
	if (i >= e->n)
		return false;
	*out = (drg_entity){ doc->ids.row[LAYER_ENTITIES][i], str(e->name[i]), drg__name(NAMES_ENTITY, e->kind[i]),
		             str(e->code ? e->code[i] : (struct str){ 0 }), str(e->country ? e->country[i] : (struct str){ 0 }),
		             str(e->sectors ? e->sectors[i] : (struct str){ 0 }),
		             e->speaks_for ? e->speaks_for[i] : NONE };
	return true;
}

bool drg_doc_get_mention(const drg_doc *doc, uint32_t i, drg_mention *out)
{
	const struct mentions *m = &doc->l.mentions;
	if (i >= m->n)
		return false;
	*out = (drg_mention){ span(m->span[i]), m->ent ? m->ent[i] : NONE, drg__name(NAMES_FORM, m->form[i]), m->score[i] };
	return true;
}

bool drg_doc_get_attribution(const drg_doc *doc, uint32_t i, drg_attribution *out)
{
	const struct attribs *a = &doc->l.attribs;
	if (i >= a->n)
		return false;
	*out = (drg_attribution){ doc->ids.row[LAYER_ATTRIBS][i], spans(&a->pool, a->source[i]), spans(&a->pool, a->cue[i]),
		                  spans(&a->pool, a->content[i]), spans(&a->pool, a->recipient[i]), a->parent[i],
		                  drg__name(NAMES_ATTRIB, a->kind[i]), drg__name(NAMES_STANCE, a->stance[i]),
		                  a->speaker ? a->speaker[i] : NONE, reason(doc, a->rule[i], a->score[i]),
		                  a->head_cue[i], a->head_source[i], a->head_content[i] };
	return true;
}

bool drg_doc_get_claim(const drg_doc *doc, uint32_t i, drg_claim *out)
{
	const struct claims *c = &doc->l.claims;
	if (i >= c->n)
		return false;
	*out = (drg_claim){ doc->ids.row[LAYER_CLAIMS][i], spans(&c->pool, c->spans[i]), drg__name(NAMES_CLAIM, c->kind[i]),
		            drg__name(NAMES_STANCE, c->stance[i]), drg__name(NAMES_FACTUALITY, c->fact_origin[i]),
		            drg__name(NAMES_FACTUALITY, c->fact_publisher[i]), c->chain[i].from, c->chain[i].n, c->attrib[i],
		            str(c->said[i]), basis(c->said_basis[i]), str(c->about[i]), basis(c->about_basis[i]), c->said_time[i],
		            c->about_time[i], spans(&c->pool, c->hedges[i]), reason(doc, c->rule[i], c->score[i]) };
	return true;
}

bool drg_doc_get_time(const drg_doc *doc, uint32_t i, drg_time *out)
{
	const struct times *t = &doc->l.times;
	if (i >= t->n)
		return false;
	*out = (drg_time){ doc->ids.row[LAYER_TIMES][i], span(t->span[i]), drg__name(NAMES_TIME, t->type[i]), str(t->value[i]), str(t->edtf[i]),
		           str(t->earliest[i]), str(t->latest[i]), drg__name(NAMES_UNIT, t->precision[i]), drg__name(NAMES_TIME_MOD, t->mod[i]),
		           drg__name(NAMES_BASIS, t->basis[i]), drg__name(NAMES_ANCHOR, t->anchor[i]), t->anchor_time[i],
		           reason(doc, t->rule[i], t->score[i]) };
	return true;
}

bool drg_doc_get_place(const drg_doc *doc, uint32_t i, drg_place *out)
{
	const struct places *p = &doc->l.places;
	if (i >= p->n)
		return false;
	uint32_t geonames = p->geonames[i] >= 0 && p->geonames[i] <= UINT32_MAX ? (uint32_t)p->geonames[i] : 0; /* NaN: unknown */
	*out = (drg_place){ doc->ids.row[LAYER_PLACES][i], span(p->span[i]), str(p->name[i]), geonames, p->lat[i], p->lon[i],
		            str(p->country[i]), str(p->feature[i]), drg__name(NAMES_PLACE_USE, p->use[i]),
		            reason(doc, p->rule[i], p->score[i]) };
	return true;
}

bool drg_doc_get_hop(const drg_doc *doc, uint32_t i, drg_hop *out)
{
	const struct hops *h = &doc->l.hops;
	if (i >= h->n)
		return false;
	*out = (drg_hop){ drg__name(NAMES_ROLE, h->role[i]), h->ent[i], str(h->name[i]), span(h->span[i]), span(h->cue[i]),
		          basis(h->basis[i]) };
	return true;
}

static drg_act act(const drg_doc *doc, const struct act *a)
{
	return (drg_act){ span(a->span), span(a->cue), a->claim, reason(doc, a->rule, a->score) };
}

bool drg_doc_get_position(const drg_doc *doc, uint32_t i, drg_position *out)
{
	const struct positions *p = &doc->l.positions;
	if (i >= p->n)
		return false;
	*out = (drg_position){ doc->ids.row[LAYER_POSITIONS][i], act(doc, &p->act[i]), p->party[i], drg__name(NAMES_VOICE, p->voice[i]),
		               drg__name(NAMES_ISSUE, p->issue[i]), drg__name(NAMES_POSITION, p->stance[i]),
		               drg__name(NAMES_ASPECT, p->aspect[i]), p->condition[i] };
	return true;
}

bool drg_doc_get_condition(const drg_doc *doc, uint32_t i, drg_condition *out)
{
	const struct conditions *c = &doc->l.conditions;
	if (i >= c->n)
		return false;
	*out = (drg_condition){ doc->ids.row[LAYER_CONDITIONS][i], act(doc, &c->act[i]), drg__name(NAMES_CONDITION, c->kind[i]), c->party[i],
		                span(c->blocks[i]), span(c->requires[i]), drg__name(NAMES_ISSUE, c->blocks_issue[i]),
		                drg__name(NAMES_ISSUE, c->requires_issue[i]), c->necessary_only[i] != 0 };
	return true;
}

bool drg_doc_get_proposal(const drg_doc *doc, uint32_t i, drg_proposal *out)
{
	const struct proposals *p = &doc->l.proposals;
	if (i >= p->n)
		return false;
	*out = (drg_proposal){ doc->ids.row[LAYER_PROPOSALS][i], act(doc, &p->act[i]), p->by[i], p->to[i], p->conveyed_by[i], span(p->terms[i]),
		               drg__name(NAMES_ISSUE, p->issue[i]), drg__name(NAMES_PROPOSAL, p->state[i]), p->same_as[i] };
	return true;
}

bool drg_doc_get_event(const drg_doc *doc, uint32_t i, drg_event *out)
{
	const struct events *v = &doc->l.events;
	if (i >= v->n)
		return false;
	*out = (drg_event){ .id = doc->ids.row[LAYER_EVENTS][i], .trigger = span(v->trigger[i]), .type = str(v->type[i]), .mode = str(v->mode[i]),
		            .contexts = str(v->contexts[i]), .cameo = str(v->cameo[i]),
		            .quad = v->quad[i] >= 1 && v->quad[i] <= 4 ? (uint8_t)v->quad[i] : 0,
		            .goldstein = v->goldstein[i], .intensity = v->intensity[i],
		            .actors = v->actors[i].n, .recipients = v->recipients[i].n, .mentions = v->mentions[i].n,
		            .polarity = drg__name(NAMES_POLARITY, v->polarity[i]), .modality = drg__name(NAMES_MODALITY, v->modality[i]),
		            .temporality = drg__name(NAMES_TEMPORALITY, v->temporality[i]), .contested = v->contested[i] != 0,
		            .status = drg__name(NAMES_EVENT_STATUS, v->status[i]), .because = drg__name(NAMES_EVENT_BECAUSE, v->because[i]),
		            .polarity_by = span(v->polarity_by[i]), .modality_by = span(v->modality_by[i]),
		            .temporality_by = span(v->temporality_by[i]), .contested_by = span(v->contested_by[i]), .time = str(v->time[i]), .time_of = v->time_of[i], .place = v->place[i], .claim = v->claim[i],
		            .by = drg__name(NAMES_EVENT_BY, v->by[i]), .why = reason(doc, v->rule[i], v->score[i]) };
	return true;
}

uint32_t drg_doc_event_who(const drg_doc *doc, uint32_t event, bool recipient, uint32_t k)
{
	const struct events *v = &doc->l.events;
	if (event >= v->n)
		return DRG_NONE;
	struct run r = recipient ? v->recipients[event] : v->actors[event];
	return k < r.n ? v->pool.v[r.from + k] : DRG_NONE;
}

bool drg_doc_get_event_mention(const drg_doc *doc, uint32_t event, uint32_t k, drg_span *trigger)
{
	if (event >= doc->l.events.n || k >= doc->l.events.mentions[event].n)
		return false;
	*trigger = span(doc->l.event_mentions.trigger[doc->l.events.mentions[event].from + k]);
	return true;
}

bool drg_doc_get_event_arg(const drg_doc *doc, uint32_t event, uint32_t k, drg_event_arg *out)
{
	const struct event_args *a = &doc->l.event_args;
	if (event >= doc->l.events.n)
		return false;
	struct run m = doc->l.events.mentions[event];
	for (uint32_t j = 0; j < m.n; j++) {
		struct run r = doc->l.event_mentions.args[m.from + j];
		if (k >= r.n) {
			k -= r.n;
			continue;
		}
		uint32_t i = r.from + k;
		*out = (drg_event_arg){ a->role[i] == EV_RECIPIENT, j, span(doc->l.event_mentions.trigger[m.from + j]), a->ent[i],
			                span(a->span[i]), str(a->country[i]), str(a->sectors[i]), drg__name(NAMES_BASIS, a->basis[i]), a->score[i] };
		return true;
	}
	return false;
}

uint32_t drg_doc_code_point(const drg_doc *doc, uint32_t byte)
{
	uint32_t n = byte < doc->l.text.n ? byte : doc->l.text.n;
	return (uint32_t)drg__utf8_count(drg__str(doc->l.text.p, n));
}

bool drg_doc_source_span(const drg_doc *doc, drg_span span, uint64_t *s, uint64_t *e)
{
	if (!doc->l.text.map.n || span.s > span.e || span.e > doc->l.text.n)
		return false;
	drg__map_span(&doc->l.text.map, (struct span){ span.s, span.e }, s, e);
	return true;
}
