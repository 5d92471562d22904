/* api_analyse.c - one report, from source to sealed document. */
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "doc/doc.h"
#include "doc/note.h"
#include "ingest/ingest.h"
#include "ingest/source.h"
#include "ingest/zone.h"
#include "stage/actor_file.h"
#include "stage/pipeline.h"

enum { DEFAULT_MEMORY = 1 << 30, KEEP_SCRATCH = 8 << 20 };

struct drg_work {
	const drg_pack *pack;
	const drg_actors *actors; /* or NULL */
	uint32_t layers;
	bool frames_only;
	uint64_t memory;
	struct pool scratch, model; /* model: what the encoder keeps beside the pack */
	struct encoder *enc;        /* in model; NULL when the pack has none or no layer needs it */
};

struct opening {
	drg_work *w;
	drg_error *err;
	drg_status status;
};

static void open_encoder(void *arg)
{
	struct opening *o = arg;
	struct arena keep = drg__arena(&o->w->model);
	struct encoder *enc = NEW(&keep, struct encoder);
	o->status = drg__encoder_open(enc, o->w->pack, &keep, o->err);
	if (!o->status)
		o->w->enc = enc;
}

drg_status drg_work_new(const drg_pack *pack, const drg_work_options *opt, drg_work **out, drg_error *err)
{
	if (!pack || !out)
		return drg__fail(err, DRG_EARG, NULL, "drg_work_new: %s is NULL", pack ? "out" : "pack");
	*out = NULL;
	drg_work *w = calloc(1, sizeof *w);
	if (!w)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	w->pack = pack;
	w->memory = opt && opt->memory ? opt->memory : DEFAULT_MEMORY;
	w->layers = opt ? opt->layers : 0;
	w->actors = opt && opt->size >= offsetof(drg_work_options, frames_only) ? opt->actors : NULL;
	w->frames_only = opt && opt->size >= sizeof *opt && opt->frames_only;
	drg__pool_init(&w->scratch, w->memory / 2);
	drg__pool_init(&w->model, 0);
	struct opening o = { w, err, DRG_OK };
	if (w->layers != DRG_LAYER_TOKENS && drg__guard(&w->model, open_encoder, &o) != DRG__GUARD_DONE)
		o.status = drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	if (o.status && o.status != DRG_ENOTFOUND) {
		drg_work_free(w);
		return o.status;
	}
	*out = w;
	return DRG_OK;
}

void drg_work_free(drg_work *w)
{
	if (!w)
		return;
	drg__pool_free(&w->scratch);
	drg__pool_free(&w->model);
	free(w);
}

struct job {
	drg_work *w;
	drg_doc *doc;
	const drg_source *src;
	struct arena keep;
	struct blocks blocks;
};

static void ingest(void *arg)
{
	struct job *j = arg;
	struct layers *l = &j->doc->l;
	drg__ingest(j->src, &j->keep, drg__arena(&j->w->scratch), &l->text, &l->meta, &l->paras, &j->blocks, &l->notes);
}

static void zones(void *arg)
{
	_Static_assert(BLOCK_HEADING == 1 && BLOCK_CAPTION == 4 && BLOCK_PROMO == 5, "ingest/zone.c knows these numbers");
	struct job *j = arg;
	struct layers *l = &j->doc->l;
	drg__zones(j->w->pack, &l->text, &l->paras, j->blocks.role, &l->meta, &j->keep, drg__arena(&j->w->scratch), &l->zones);
}

static void seal(void *arg)
{
	struct job *j = arg;
	drg__doc_seal(j->doc, &j->keep, drg__arena(&j->w->scratch));
}

static void empty(void *arg)
{
	struct job *j = arg;
	struct layers *l = &j->doc->l;
	*l = (struct layers){ .text.p = "" };
	drg__sha256(STR(""), l->text.sha256);
	memcpy(l->meta.source_sha256, j->src->sha256, 32);
	l->meta.source_name = drg__arena_str(&j->keep, drg__str_c(j->src->name));
	l->meta.source_id = drg__arena_str(&j->keep, drg__str_c(j->src->id));
	drg__note(&j->keep, &l->notes, "limit-memory", NONE, "the memory limit was reached while the text was taken from its source");
}

/* Everything after the document exists. */
static drg_status read_source(struct job *j)
{
	drg_doc *d = j->doc;
	drg_work *w = j->w;
	int why = drg__guard2(&d->pool, &w->scratch, ingest, j);
	if (why == DRG__GUARD_LIMIT) {
		d->pool.limit = 0;
		why = drg__guard(&d->pool, empty, j) == DRG__GUARD_DONE ? DRG__GUARD_DONE : DRG__GUARD_NOMEM;
	} else if (why == DRG__GUARD_DONE) {
		struct layers before = d->l;
		why = drg__guard2(&d->pool, &w->scratch, zones, j);
		if (why == DRG__GUARD_LIMIT) {
			d->l = before;
			d->pool.limit = 0;
			why = DRG__GUARD_DONE;
		}
	}
	if (why != DRG__GUARD_DONE)
		return DRG_ENOMEM;
	drg_status s = drg__pipeline(d, w->pack, w->enc, w->actors ? &w->actors->file : NULL, (struct asked){ w->layers, w->frames_only }, &j->keep, &w->scratch);
	if (s)
		return s;
	/* The ids of the rows are in proportion to what the limit let in. */
	d->pool.limit = 0;
	size_t limit = w->scratch.limit;
	w->scratch.limit = 0;
	why = drg__guard2(&d->pool, &w->scratch, seal, j);
	w->scratch.limit = limit;
	return why == DRG__GUARD_DONE ? DRG_OK : DRG_ENOMEM;
}

drg_status drg_analyse(drg_work *w, const drg_source *src, drg_doc **out, drg_error *err)
{
	if (!w || !src || !out)
		return drg__fail(err, DRG_EARG, NULL, "drg_analyse: an argument is NULL");
	*out = NULL;
	drg_doc *d = calloc(1, sizeof *d);
	if (!d)
		return drg__fail(err, DRG_ENOMEM, src->name, "out of memory");
	/* The text itself and its map to the source do not count. */
	drg__pool_init(&d->pool, (size_t)(w->memory / 2) + 4 * src->bytes.n);
	d->pack = w->pack;
	d->layers = w->layers;
	memcpy(d->fingerprint, drg__pack_fingerprint(w->pack), 64);
	struct job j = { .w = w, .doc = d, .src = src, .keep = drg__arena(&d->pool) };
	drg_status s = read_source(&j);
	drg__pool_trim(&w->scratch, KEEP_SCRATCH);
	if (s) {
		drg_doc_free(d);
		return drg__fail(err, s, src->name, "out of memory");
	}
	d->end = j.keep;
	*out = d;
	return DRG_OK;
}

void drg_doc_free(drg_doc *doc)
{
	if (!doc)
		return;
	drg__pool_free(&doc->pool);
	free(doc);
}

drg_str drg_doc_text(const drg_doc *doc)
{
	return (drg_str){ doc->l.text.p, doc->l.text.n };
}
