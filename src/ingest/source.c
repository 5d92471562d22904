/* source.c - drg_source: the raw material of one report. */
#include "ingest/source.h"

#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/utf8.h"

/* Copy s behind *at, NUL-terminated. */
static struct str lay(char **at, struct str s)
{
	char *p = *at;
	if (s.n)
		memcpy(p, s.p, s.n);
	p[s.n] = 0;
	*at += s.n + 1;
	return drg__str(p, s.n);
}

/* Archives carry any bytes in addresses and ids: malformed ones become '?'. */
static struct str tame(struct str s)
{
	for (size_t i = 0; (i = drg__utf8_valid_to(s, i)) < s.n;)
		((char *)(uintptr_t)s.p)[i] = '?';
	return s;
}

drg_status drg__source_new(const struct source_parts *parts, drg_source **out, drg_error *err)
{
	static const drg_input_options none = { 0 };
	const drg_input_options *opt = parts->opt ? parts->opt : &none;
	struct str all[] = { parts->name, parts->id, parts->url, parts->charset, drg__str_c(opt->date), drg__str_c(opt->outlet), drg__str_c(opt->title), parts->site };
	enum { N = sizeof all / sizeof *all };
	size_t need = N;
	for (int i = 0; i < N; i++)
		need += all[i].n;
	drg_source *s = calloc(1, sizeof *s);
	char *strings = malloc(need), *owned = parts->owned;
	if (s && strings && !owned) {
		owned = malloc(parts->bytes.n + 1);
		if (owned && parts->bytes.n)
			memcpy(owned, parts->bytes.p, parts->bytes.n);
	}
	if (!s || !strings || !owned) {
		free(s);
		free(strings);
		free(owned);
		return drg__fail(err, DRG_ENOMEM, parts->name.p, "out of memory");
	}
	char *at = strings;
	s->strings.p = strings;
	s->name = lay(&at, all[0]).p;
	struct str id = tame(lay(&at, all[1]));
	s->id = parts->has_id ? id.p : NULL;
	s->url = tame(lay(&at, all[2]));
	s->charset = lay(&at, all[3]);
	s->date = lay(&at, all[4]);
	s->outlet = lay(&at, all[5]);
	s->title = lay(&at, all[6]);
	s->site = lay(&at, all[7]);
	s->form = parts->form;
	s->index = parts->index;
	s->offset = parts->offset;
	s->owned = owned;
	s->bytes = parts->owned ? parts->bytes : drg__str(owned, parts->bytes.n);
	drg__sha256(s->bytes, s->sha256);
	*out = s;
	return DRG_OK;
}

void drg_source_free(drg_source *src)
{
	if (!src)
		return;
	free((void *)(uintptr_t)src->strings.p);
	free(src->owned);
	free(src);
}

void drg_source_get_info(const drg_source *src, drg_source_info *out)
{
	*out = (drg_source_info){ .name = src->name, .id = src->id, .index = src->index, .offset = src->offset };
	memcpy(out->sha256, src->sha256, 32);
}
