/* api_repeats.c - reports that say again what an earlier one said. */
#include <stdlib.h>

#include "base/err.h"
#include "doc/doc.h"
#include "doc/note.h"
#include "link/repeat.h"
#include "record/record.h"

struct drg_repeats {
	struct repeats *index;
};

drg_status drg_repeats_new(drg_repeats **out, drg_error *err)
{
	if (!out)
		return drg__fail(err, DRG_EARG, NULL, "drg_repeats_new: out is NULL");
	*out = NULL;
	drg_repeats *r = calloc(1, sizeof *r);
	if (r)
		r->index = drg__repeats_new(REPEAT_MOST);
	if (!r || !r->index) {
		free(r);
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	}
	*out = r;
	return DRG_OK;
}

void drg_repeats_free(drg_repeats *r)
{
	if (!r)
		return;
	drg__repeats_free(r->index);
	free(r);
}

struct remark {
	drg_doc *doc;
	const struct seen *earlier;
	uint32_t likeness;
};

static void add_note(void *arg)
{
	struct remark *m = arg;
	const struct seen *e = m->earlier;
	if (m->likeness > SKETCH)
		drg__note(&m->doc->end, &m->doc->l.notes, "repeats", NONE, "the text of %s (%s) again", e->id, e->name);
	else
		drg__note(&m->doc->end, &m->doc->l.notes, "repeats-nearly", NONE, "about %u%% of its word sequences are those of %s (%s)",
		          m->likeness * 100 / SKETCH, e->id, e->name);
}

drg_status drg_repeats_mark(drg_repeats *r, drg_doc *doc, bool *marked, drg_error *err)
{
	if (!r || !doc || !marked)
		return drg__fail(err, DRG_EARG, NULL, "drg_repeats_mark: an argument is NULL");
	struct seen one = { .kept = false };
	struct remark m = { .doc = doc };
	drg__seen(doc->ids.report, doc->l.meta.source_name, drg__str(doc->l.text.p, doc->l.text.n), doc->l.text.sha256, &one);
	m.earlier = drg__repeats_find(r->index, &one, &m.likeness);
	*marked = m.earlier != NULL;
	if (m.earlier && drg__guard(&doc->pool, add_note, &m) != DRG__GUARD_DONE)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	drg__repeats_add(r->index, &one);
	return DRG_OK;
}

drg_status drg_repeats_know(drg_repeats *r, drg_record *rec, drg_error *err)
{
	if (!r || !rec)
		return drg__fail(err, DRG_EARG, NULL, "drg_repeats_know: an argument is NULL");
	return drg__record_repeats(rec, r->index, err);
}
