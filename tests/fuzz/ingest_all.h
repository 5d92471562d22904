/* ingest_all.h - read everything in some bytes and hold what must hold. */
#ifndef TESTS_FUZZ_INGEST_ALL_H
#define TESTS_FUZZ_INGEST_ALL_H

#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "ingest/ingest.h"

struct fuzz_doc {
	struct pool keep, scratch;
	const drg_source *src;
	struct text text;
	struct meta meta;
	struct paras paras;
	struct blocks blocks;
	struct notes notes;
};

static void fuzz_ingest(void *arg)
{
	struct fuzz_doc *d = arg;
	struct arena keep = drg__arena(&d->keep);
	drg__ingest(d->src, &keep, drg__arena(&d->scratch), &d->text, &d->meta, &d->paras, &d->blocks, &d->notes);
}

#define HOLD(what) \
	do { \
		if (!(what)) \
			abort(); \
	} while (0)

static inline int fuzz_read(const uint8_t *bytes, size_t n, drg_kind as)
{
	drg_input_options opt = { .size = sizeof opt, .as = as };
	drg_input *in;
	drg_error err;
	if (drg_input_open_memory(bytes, n, "fuzz", &opt, &in, &err))
		return 0;
	for (;;) {
		drg_source *src;
		drg_status s = drg_input_next(in, &src, &err);
		if (s == DRG_EFORMAT || s == DRG_ELIMIT) {
			HOLD(err.message[0]);
			continue;
		}
		if (s)
			break;
		struct fuzz_doc d = { .src = src };
		drg__pool_init(&d.keep, 64u << 20);
		drg__pool_init(&d.scratch, 128u << 20);
		if (!drg__guard2(&d.keep, &d.scratch, fuzz_ingest, &d)) {
			HOLD(drg__utf8_valid_to(drg__str(d.text.p, d.text.n), 0) == d.text.n);
			uint32_t at = 0;
			for (uint32_t i = 0; i < d.paras.n; i++) {
				HOLD(d.paras.span[i].s >= at && d.paras.span[i].e > d.paras.span[i].s && d.paras.span[i].e <= d.text.n);
				at = d.paras.span[i].e;
			}
			for (uint32_t i = 1; i < d.text.map.n; i++)
				HOLD(d.text.map.text_at[i] >= d.text.map.text_at[i - 1]);
		}
		drg__pool_free(&d.keep);
		drg__pool_free(&d.scratch);
		drg_source_free(src);
	}
	drg_input_close(in);
	return 0;
}

#endif
