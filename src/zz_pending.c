/* zz_pending.c - plain versions of what is not landed yet, so that the program
 * links and runs: weak, and last in the archive, so that the real function
 * wins wherever there is one.  Gone once src/pack, src/ingest and
 * src/stage/pipeline.c stand. */
#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/io.h"
#include "doc/doc.h"

#define PENDING __attribute__((weak))

struct drg_input { struct str bytes; char *name; bool mine, over; };
struct drg_source { struct str bytes; char *name; };

PENDING drg_status drg_input_open(const char *path, const drg_input_options *opt, drg_input **out, drg_error *err)
{
	struct str s;
	(void)opt;
	drg_status st = drg__read_file(path, 64 << 20, &s, err);
	if (st)
		return st;
	drg_input *in = calloc(1, sizeof *in);
	*in = (drg_input){ s, strdup(path), true, false };
	*out = in;
	return DRG_OK;
}

PENDING drg_status drg_input_next(drg_input *in, drg_source **out, drg_error *err)
{
	(void)err;
	if (in->over)
		return DRG_END;
	drg_source *s = calloc(1, sizeof *s);
	*s = (drg_source){ in->bytes, strdup(in->name) };
	in->over = true;
	in->bytes = (struct str){ NULL, 0 };
	*out = s;
	return DRG_OK;
}

PENDING void drg_input_progress(const drg_input *in, uint64_t *done, uint64_t *size)
{
	(void)in;
	*done = *size = 0;
}

PENDING void drg_input_close(drg_input *in)
{
	if (!in)
		return;
	free((void *)(uintptr_t)in->bytes.p);
	free(in->name);
	free(in);
}

PENDING void drg_source_get_info(const drg_source *src, drg_source_info *out)
{
	*out = (drg_source_info){ .name = src->name };
	drg__sha256(src->bytes, out->sha256);
}

PENDING void drg_source_free(drg_source *src)
{
	if (!src)
		return;
	free((void *)(uintptr_t)src->bytes.p);
	free(src->name);
	free(src);
}

PENDING drg_status drg_work_new(const drg_pack *pack, const drg_work_options *opt, drg_work **out, drg_error *err)
{
	(void)pack, (void)opt, (void)err;
	*out = calloc(1, 1);
	return *out ? DRG_OK : DRG_ENOMEM;
}

PENDING void drg_work_free(drg_work *w)
{
	free(w);
}

PENDING drg_status drg_analyse(drg_work *w, const drg_source *src, drg_doc **out, drg_error *err)
{
	(void)w, (void)err;
	drg_doc *d = calloc(1, sizeof *d);
	drg__pool_init(&d->pool, 0);
	char *copy = malloc(src->bytes.n + 1);
	memcpy(copy, src->bytes.p, src->bytes.n);
	d->l.text.p = copy;
	d->l.text.n = (uint32_t)src->bytes.n;
	drg__sha256(src->bytes, d->l.text.sha256);
	struct arena keep = drg__arena(&d->pool);
	drg__doc_seal(d, &keep, keep);
	*out = d;
	return DRG_OK;
}

PENDING void drg_doc_free(drg_doc *doc)
{
	if (!doc)
		return;
	free((void *)(uintptr_t)doc->l.text.p);
	drg__pool_free(&doc->pool);
	free(doc);
}

PENDING drg_str drg_doc_text(const drg_doc *doc)
{
	return (drg_str){ doc->l.text.p, doc->l.text.n };
}
