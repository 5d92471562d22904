#include "stage/pipeline.h"

#include "doc/note.h"
#include "pack/lexicon.h"
#include "stage/actor.h"
#include "stage/affil.h"
#include "stage/attribute.h"
#include "stage/claim.h"
#include "stage/claim_fact.h"
#include "stage/count.h"
#include "stage/event.h"
#include "stage/mention.h"
#include "stage/quote.h"
#include "stage/segment.h"
#include "stage/speaker.h"
#include "stage/talk.h"
#include "stage/token.h"
#include "stage/tree_mend.h"
#include "stage/view.h"
#include "stage/when.h"
#include "stage/where.h"

/* What the stages share. */
struct run_state {
	struct layers *l;
	const drg_pack *pack;
	const struct encoder *enc; /* or NULL */
	const struct actor_file *own_actors; /* or NULL */
	bool frames_only;
	struct arena *keep;
	struct pool *scratch;
	struct hits hits; /* every lexicon's phrases */
};

static void tokens(struct run_state *r, struct arena scratch)
{
	drg__tokenize(&r->l->text, &r->l->paras, &r->l->zones, r->keep, scratch, &r->l->tokens);
}

/* Sentences, and with a model their words' classes, lemmas, heads and names. */
static void sentences(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	if (r->enc) {
		drg__encode(r->enc, &l->text, &l->tokens, false, r->keep, scratch,
		            (struct encoded){ &l->sents, &l->tagset, &l->morph, &l->deps, &l->names, &l->evidence });
		drg__tree_mend(l, scratch);
	} else {
		drg__segment(&r->l->text, &r->l->tokens, r->keep, &r->l->sents);
	}
}

static void quotes(struct run_state *r, struct arena scratch)
{
	drg__quotes(&r->l->text, &r->l->tokens, &r->l->sents, r->keep, scratch, &r->l->quotes);
}

static void phrases(struct run_state *r, struct arena scratch)
{
	struct view v = drg__view(&r->l->text, &r->l->tokens, &r->l->morph);
	drg__lex_match(r->pack, &v, r->keep, scratch, &r->hits);
}

static void mentions(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	drg__mentions(r->pack, l, &r->hits, r->keep, scratch, &l->mentions);
}

static void attributions(struct run_state *r, struct arena scratch)
{
	drg__attribute(r->pack, r->l, &r->hits, r->keep, scratch, &r->l->attribs);
}

static void speakers(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	drg__speakers(r->pack, l, &r->hits, NULL, r->keep, scratch, &l->mentions, &l->attribs, &l->entities);
}

static void affiliations(struct run_state *r, struct arena scratch)
{
	drg__affiliations(r->pack, r->l, &r->hits, scratch, &r->l->entities);
}

static void times(struct run_state *r, struct arena scratch)
{
	drg__times(r->pack, r->l, &r->hits, r->keep, scratch, &r->l->times);
}

static void actors(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	struct actors a;
	drg__actors_begin(&a, r->pack, &v, &r->hits, &l->meta, r->own_actors);
	drg__actors(&a, l, r->keep, scratch, &l->entities);
	drg__affil_offices(&l->entities);
}

static void places(struct run_state *r, struct arena scratch)
{
	drg__where(r->pack, r->l, &r->hits, NULL, r->keep, scratch, &r->l->places);
}

static void claims(struct run_state *r, struct arena scratch)
{
	drg__claims(r->pack, r->l, &r->hits, NULL, r->keep, scratch, &r->l->hops, &r->l->claims);
	drg__claim_facts(r->pack, r->l, &r->hits, r->keep, scratch, &r->l->claims);
	drg__claim_times(r->l, &r->l->claims);
}

static void counts(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	drg__counts(r->pack, l, &v, &r->hits, NULL, r->keep, scratch, &l->quantities);
}

static void events(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	struct actors a;
	drg__actors_begin(&a, r->pack, &v, &r->hits, &l->meta, r->own_actors);
	drg__events(&a, l, r->frames_only, NULL, r->keep, scratch);
	drg__event_times(r->pack, l, &l->events);
	drg__event_places(l, &l->events);
}

static void talks(struct run_state *r, struct arena scratch)
{
	struct layers *l = r->l;
	struct view v = drg__view(&l->text, &l->tokens, &l->morph);
	drg__talks(r->pack, l, &v, &r->hits, NULL, r->keep, scratch);
}

enum {
	UP_TO_CLAIMS = DRG_LAYER_CLAIMS | DRG_LAYER_TALKS | DRG_LAYER_EVENTS,
	UP_TO_ENTITIES = DRG_LAYER_ENTITIES | UP_TO_CLAIMS
};

/* In order; `needs` says which of the layers a caller may ask for needs it. */
static const struct stage {
	const char *name;
	void (*run)(struct run_state *, struct arena scratch);
	uint32_t needs;
} stage[] = {
	{ "tokens", tokens, ~0u },
	{ "sentences", sentences, ~(uint32_t)DRG_LAYER_TOKENS },
	{ "quotations", quotes, UP_TO_ENTITIES },
	{ "phrases", phrases, UP_TO_ENTITIES },
	{ "mentions", mentions, UP_TO_ENTITIES },
	{ "attributions", attributions, UP_TO_ENTITIES },
	{ "speakers", speakers, UP_TO_ENTITIES },
	{ "affiliations", affiliations, UP_TO_ENTITIES },
	{ "times", times, UP_TO_CLAIMS },
	{ "actors", actors, UP_TO_ENTITIES },
	{ "places", places, UP_TO_CLAIMS },
	{ "claims", claims, UP_TO_CLAIMS },
	{ "quantities", counts, DRG_LAYER_TALKS },
	{ "events", events, DRG_LAYER_EVENTS },
	{ "talks", talks, DRG_LAYER_TALKS },
};

struct one {
	struct run_state *r;
	const struct stage *s;
};

static void guarded(void *arg)
{
	struct one *o = arg;
	o->s->run(o->r, drg__arena(o->r->scratch));
}

struct remark {
	struct run_state *r;
	const char *name;
};

static void note_limit(void *arg)
{
	struct remark *m = arg;
	drg__note(m->r->keep, &m->r->l->notes, "limit-memory", NONE,
	          "the memory limit was reached while reading %s; what comes after is missing", m->name);
}

drg_status drg__pipeline(struct drg_doc *doc, const drg_pack *pack, const struct encoder *enc, const struct actor_file *own_actors,
                         struct asked asked, struct arena *keep, struct pool *scratch)
{
	struct run_state r = { .l = &doc->l, .pack = pack, .enc = enc, .own_actors = own_actors, .frames_only = asked.frames_only, .keep = keep, .scratch = scratch };
	for (size_t i = 0; i < sizeof stage / sizeof *stage; i++) {
		if (asked.layers && !(asked.layers & stage[i].needs))
			continue;
		struct layers before = doc->l;
		struct one o = { &r, &stage[i] };
		int why = drg__guard2(&doc->pool, scratch, guarded, &o);
		if (why == DRG__GUARD_DONE)
			continue;
		doc->l = before;
		if (why == DRG__GUARD_NOMEM)
			return DRG_ENOMEM;
		/* The note and the sealing need a little more than the limit. */
		doc->pool.limit = 0;
		struct remark m = { &r, stage[i].name };
		return drg__guard(&doc->pool, note_limit, &m) == DRG__GUARD_DONE ? DRG_OK : DRG_ENOMEM;
	}
	return DRG_OK;
}
