/* api_actors.c - opening a user's own actors. */
#include <stdlib.h>

#include "base/err.h"
#include "base/io.h"
#include "base/utf8.h"
#include "stage/actor.h"
#include "stage/view.h"

enum { MOST = 64 << 20 };

struct reading {
	drg_actors *actors;
	struct str bytes;
	const char *path;
	struct pool scratch;
	drg_error *err;
	drg_status status;
};

static void parse(void *arg)
{
	struct reading *r = arg;
	struct arena keep = drg__arena(&r->actors->pool);
	r->status = drg__actor_file_read(r->bytes, r->path, &keep, drg__arena(&r->scratch), &r->actors->file, r->err);
}

drg_status drg_actors_open(const char *path, drg_actors **out, drg_error *err)
{
	if (!path || !out)
		return drg__fail(err, DRG_EARG, NULL, "drg_actors_open: %s is NULL", path ? "out" : "path");
	*out = NULL;
	struct reading r = { .path = path, .err = err };
	drg_status s = drg__map_file(path, &r.bytes, err);
	if (s)
		return s;
	if (r.bytes.n > MOST)
		r.status = drg__fail(err, DRG_ELIMIT, path, "is longer than %d MB", MOST >> 20);
	else if (!(r.actors = calloc(1, sizeof *r.actors)))
		r.status = drg__fail(err, DRG_ENOMEM, path, "out of memory");
	if (!r.status) {
		drg__pool_init(&r.actors->pool, 0);
		drg__pool_init(&r.scratch, 0);
		if (drg__guard2(&r.actors->pool, &r.scratch, parse, &r) != DRG__GUARD_DONE)
			r.status = drg__fail(err, DRG_ENOMEM, path, "out of memory");
		drg__pool_free(&r.scratch);
	}
	drg__unmap(r.bytes);
	if (r.status) {
		drg_actors_close(r.actors);
		return r.status;
	}
	*out = r.actors;
	return DRG_OK;
}

struct coding {
	const drg_pack *pack;
	const drg_actors *own;
	struct str phrase, date;
	struct pool keep, scratch;
	struct actor_code code;
};

static void code_phrase(void *arg)
{
	struct coding *c = arg;
	struct arena keep = drg__arena(&c->keep);
	struct view v;
	struct hits hits = { 0 };
	struct actors a;
	struct meta meta = { .published = c->date };
	drg__view_of_words(c->phrase, &keep, drg__arena(&c->scratch), &v);
	drg__lex_match(c->pack, &v, &keep, drg__arena(&c->scratch), &hits);
	drg__actors_begin(&a, c->pack, &v, &hits, &meta, c->own ? &c->own->file : NULL);
	c->code = drg__actor_of_phrase(&a, 0, v.n);
}

drg_status drg_actor_code(const drg_pack *pack, const drg_actors *actors, const char *phrase, const char *date, drg_actor *out, drg_error *err)
{
	if (!pack || !phrase || !out)
		return drg__fail(err, DRG_EARG, NULL, "drg_actor_code: an argument is NULL");
	struct str s = drg__str_c(phrase);
	if (drg__utf8_valid_to(s, 0) != s.n)
		return drg__fail(err, DRG_EFORMAT, NULL, "the phrase is not UTF-8");
	struct coding c = { .pack = pack, .own = actors, .phrase = s, .date = drg__str_c(date ? date : "") };
	drg__pool_init(&c.keep, 0);
	drg__pool_init(&c.scratch, 0);
	int why = drg__guard2(&c.keep, &c.scratch, code_phrase, &c);
	drg__pool_free(&c.keep);
	drg__pool_free(&c.scratch);
	if (why != DRG__GUARD_DONE)
		return drg__fail(err, DRG_ENOMEM, NULL, "out of memory");
	*out = (drg_actor){ 0 };
	memcpy(out->country, c.code.country, sizeof out->country);
	for (size_t i = 0, n = 0; i < 4 && c.code.sector[i][0]; i++, n += 4) {
		if (i)
			out->sectors[n - 1] = ' ';
		memcpy(out->sectors + n, c.code.sector[i], 3);
	}
	return DRG_OK;
}

void drg_actors_close(drg_actors *actors)
{
	if (!actors)
		return;
	drg__pool_free(&actors->pool);
	free(actors);
}

const char *drg_actors_sha256(const drg_actors *actors)
{
	return actors->file.sha256;
}
