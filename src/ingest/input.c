/* input.c - drg_input: files cut into reports.
 *
 * Runs in the reading thread and does no more than it must there: find where
 * each report begins and ends, and refuse what cannot be one. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "doc/srcmap.h"
#include "ingest/charset.h"
#include "ingest/feed.h"
#include "ingest/jsonl.h"
#include "ingest/jsonread.h"
#include "ingest/mail.h"
#include "ingest/reader.h"
#include "ingest/source.h"
#include "ingest/warc.h"

struct drg_input {
	char *name, *date, *outlet, *title;
	drg_input_options opt; /* its strings are the three above */
	drg_kind kind;         /* AUTO until the first bytes are seen */
	struct reader r;
	uint64_t index, line;
	struct feed_reading *feed; /* owned; while a feed is being cut */
	struct json *array;        /* owned; while one JSON text is being cut, not lines */
	drg_status over;       /* not OK: nothing more comes, and why */
};

/* A feed as a whole, decoded once. */
struct feed_reading {
	struct pool pool;
	struct arena arena;
	struct decoded text;
	struct str site;
	struct feed feed;
	struct html_lexer lx;
	struct str raw, item_id; /* for the guarded steps */
	const char *why;
};

static void feed_free(struct feed_reading *f)
{
	if (f)
		drg__pool_free(&f->pool);
	free(f);
}

static char *copy_string(const char *z, bool *bad)
{
	if (!z)
		return NULL;
	size_t n = strlen(z) + 1;
	char *p = malloc(n);
	if (p)
		memcpy(p, z, n);
	else
		*bad = true;
	return p;
}

static drg_status input_new(const char *name, const drg_input_options *opt, drg_input **out, drg_error *err)
{
	bool bad = false;
	drg_input *in = calloc(1, sizeof *in);
	if (!in)
		return drg__fail(err, DRG_ENOMEM, name, "out of memory");
	in->r.fd = -1;
	if (opt) /* an older caller's struct may be shorter */
		memcpy(&in->opt, opt, opt->size && opt->size < sizeof *opt ? opt->size : sizeof *opt);
	in->name = copy_string(name, &bad);
	in->opt.date = in->date = copy_string(in->opt.date, &bad);
	in->opt.outlet = in->outlet = copy_string(in->opt.outlet, &bad);
	in->opt.title = in->title = copy_string(in->opt.title, &bad);
	if (in->opt.max_report == 0)
		in->opt.max_report = 64u << 20;
	if (in->opt.max_report > 1u << 30)
		in->opt.max_report = 1u << 30; /* positions are 32 bits */
	in->kind = in->opt.as;
	if (bad) {
		drg_input_close(in);
		return drg__fail(err, DRG_ENOMEM, name, "out of memory");
	}
	*out = in;
	return DRG_OK;
}

drg_status drg_input_open(const char *path, const drg_input_options *opt, drg_input **out, drg_error *err)
{
	if (!path || !out)
		return drg__fail(err, DRG_EARG, path, "no path");
	*out = NULL;
	drg_input *in;
	drg_status s = input_new(path, opt, &in, err);
	if (s)
		return s;
	s = drg__reader_open(&in->r, path, err);
	if (s)
		drg_input_close(in);
	else
		*out = in;
	return s;
}

drg_status drg_input_open_memory(const void *bytes, size_t n, const char *name, const drg_input_options *opt, drg_input **out, drg_error *err)
{
	if ((!bytes && n) || !out)
		return drg__fail(err, DRG_EARG, name, "no bytes");
	*out = NULL;
	drg_input *in;
	drg_status s = input_new(name ? name : "", opt, &in, err);
	if (s)
		return s;
	drg__reader_open_memory(&in->r, drg__str(bytes, n));
	*out = in;
	return DRG_OK;
}

void drg_input_close(drg_input *in)
{
	if (!in)
		return;
	feed_free(in->feed);
	free(in->array);
	drg__reader_close(&in->r);
	free(in->name);
	free(in->date);
	free(in->outlet);
	free(in->title);
	free(in);
}

void drg_input_progress(const drg_input *in, uint64_t *done, uint64_t *size)
{
	uint64_t waiting = in->r.end - in->r.begin;
	*done = in->r.done > waiting ? in->r.done - waiting : 0;
	*size = in->r.size;
}

/* -------------------------------------------------- one file, one report -- */

static bool all_blank(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!strchr(" \t\r\n\f\v", s.p[i]) || !s.p[i])
			return false;
	return true;
}

/* Have the whole file in the window, or say why not. */
static drg_status read_all(drg_input *in, struct str *all, drg_error *err)
{
	in->over = DRG_END;
	while (in->r.end - in->r.begin <= in->opt.max_report) {
		drg_status s = drg__reader_fill(&in->r, in->name, err);
		if (s == DRG_END)
			break;
		if (s)
			return s;
	}
	*all = drg__reader_window(&in->r);
	if (all->n > in->opt.max_report) {
		drg__fail(err, DRG_ELIMIT, in->name, "is longer than %llu bytes", (unsigned long long)in->opt.max_report);
		drg__fail_at(err, in->opt.max_report, 0);
		return DRG_ELIMIT;
	}
	if (all_blank(*all)) {
		drg__fail(err, DRG_EFORMAT, in->name, all->n ? "holds nothing but white space" : "is empty");
		drg__fail_at(err, 0, 0);
		return DRG_EFORMAT;
	}
	return DRG_OK;
}

static drg_status next_whole(drg_input *in, drg_source **out, drg_error *err)
{
	struct str all;
	drg_status s = read_all(in, &all, err);
	if (s)
		return s;
	struct source_parts parts = {
		.form = in->kind == DRG_KIND_HTML ? SOURCE_HTML : SOURCE_TEXT,
		.name = drg__str_c(in->name),
		.bytes = all,
		.opt = &in->opt,
	};
	if (in->r.begin == 0) { /* the window becomes the source's */
		parts.owned = in->r.buf;
		in->r.buf = NULL;
		in->r.cap = 0;
	}
	in->r.begin = in->r.end = 0;
	return drg__source_new(&parts, out, err);
}

/* ------------------------------------------------------------ JSON Lines -- */

/* One line without its end in *line; DRG_END when there is none, DRG_ELIMIT
 * when it was longer than allowed (and has been skipped).  *offset is where it
 * begins.  The line lies in the window and has been taken. */
static drg_status next_line(drg_input *in, struct str *line, uint64_t *offset, drg_error *err)
{
	struct reader *r = &in->r;
	size_t seen = 0;
	bool skipping = false;
	*offset = r->base;
	for (;;) {
		struct str w = drg__reader_window(r);
		const char *nl = w.n > seen ? memchr(w.p + seen, '\n', w.n - seen) : NULL;
		if (!nl && w.n > in->opt.max_report) {
			skipping = true;
			drg__reader_take(r, w.n);
			w.n = 0;
		}
		if (nl) {
			size_t n = (size_t)(nl - w.p);
			skipping |= n > in->opt.max_report;
			*line = drg__str(w.p, n);
			drg__reader_take(r, n + 1);
			break;
		}
		seen = w.n;
		drg_status s = drg__reader_fill(r, in->name, err);
		if (s == DRG_END) {
			w = drg__reader_window(r);
			if (w.n == 0 && !skipping)
				return DRG_END;
			*line = w;
			drg__reader_take(r, w.n);
			break;
		}
		if (s == DRG_EFORMAT || s == DRG_ELIMIT) /* a damaged packed part: what was before it is lost with it */
			drg__reader_take(r, r->end - r->begin);
		if (s)
			return s;
	}
	in->line++;
	if (!skipping)
		return DRG_OK;
	drg__fail(err, DRG_ELIMIT, in->name, "line %llu is longer than %llu bytes", (unsigned long long)in->line, (unsigned long long)in->opt.max_report);
	drg__fail_at(err, *offset, in->line);
	return DRG_ELIMIT;
}

/* The id of a line as it will be shown, in the scratch memory of a pool. */
struct id_of {
	struct pool pool;
	struct str raw, id;
};

static void decode_id(void *arg)
{
	struct id_of *d = arg;
	struct arena a = drg__arena(&d->pool);
	d->id = drg__json_string(d->raw, &a, NULL, 0, NULL);
}

/* One object of a file as a source, or why not. */
static drg_status json_source(drg_input *in, struct str object, uint64_t offset, drg_source **out, drg_error *err)
{
	struct json_line fields;
	size_t at;
	const char *why = drg__json_line(object, &fields, &at);
	uint64_t index = in->index++;
	if (why) {
		if (in->line)
			drg__fail(err, DRG_EFORMAT, in->name, "%s", why); /* the line is beside it */
		else
			drg__fail(err, DRG_EFORMAT, in->name, "record %llu: %s", (unsigned long long)index + 1, why);
		drg__fail_at(err, offset + at, in->line);
		return DRG_EFORMAT;
	}
	struct id_of d = { .raw = fields.field[FIELD_ID] };
	drg__pool_init(&d.pool, 0);
	drg_status s = DRG_OK;
	if (d.raw.p && drg__guard(&d.pool, decode_id, &d))
		s = drg__fail(err, DRG_ENOMEM, in->name, "out of memory");
	if (!s) {
		struct source_parts parts = {
			.form = SOURCE_JSON,
			.name = drg__str_c(in->name),
			.id = d.id,
			.has_id = d.raw.p != NULL,
			.bytes = object,
			.index = index,
			.offset = offset,
			.opt = &in->opt,
		};
		s = drg__source_new(&parts, out, err);
	}
	drg__pool_free(&d.pool);
	return s;
}

/* A file that is one JSON text after all: an object over several lines, or an
 * array of objects.  It is small enough to be held whole, or refused. */
static drg_status begin_array(drg_input *in, drg_error *err)
{
	struct str all;
	drg_status s = read_all(in, &all, err);
	if (s)
		return s;
	if (drg__str_starts(all, STR("\xEF\xBB\xBF")))
		all = drg__str_sub(all, 3, all.n);
	in->array = malloc(sizeof *in->array);
	if (!in->array)
		return drg__fail(err, DRG_ENOMEM, in->name, "out of memory");
	drg__json_begin(in->array, all, false);
	in->line = 0;
	in->over = DRG_OK;
	return DRG_OK;
}

static drg_status next_element(drg_input *in, drg_source **out, drg_error *err)
{
	struct json *j = in->array;
	uint64_t base = in->r.base + (uint64_t)(j->s.p - (in->r.buf + in->r.begin));
	enum json_token t = drg__json_next(j);
	if (in->index == 0 && t == JSON_ARRAY)
		t = drg__json_next(j);
	if (t == JSON_ARRAY_END && j->depth == 0)
		t = drg__json_next(j);
	if (t == JSON_END) {
		in->over = DRG_END;
		return in->index ? DRG_END : drg__fail(err, DRG_EFORMAT, in->name, "holds no report");
	}
	size_t from = t == JSON_OBJECT || t == JSON_ARRAY ? j->at - 1 : j->at - (j->raw.n < j->at ? j->raw.n : 0);
	if (t != JSON_BAD)
		t = drg__json_skip(j, t);
	if (t == JSON_BAD) {
		in->over = DRG_END;
		drg__fail(err, DRG_EFORMAT, in->name, "record %llu: %s", (unsigned long long)in->index + 1, j->why);
		drg__fail_at(err, base + j->at, 0);
		return DRG_EFORMAT;
	}
	return json_source(in, drg__str_sub(j->s, from, j->at), base + from, out, err);
}

/* Does the first line open a text that goes on over the next ones? */
static bool opens_more(struct str line)
{
	line = drg__str_trim(line);
	return drg__str_starts(line, STR("[")) || drg__str_eq(line, STR("{"));
}

static drg_status next_json(drg_input *in, drg_source **out, drg_error *err)
{
	struct str line;
	uint64_t offset;
	if (in->array)
		return next_element(in, out, err);
	for (;;) {
		drg_status s = next_line(in, &line, &offset, err);
		if (s == DRG_ELIMIT || s == DRG_EFORMAT)
			in->index++;
		if (s == DRG_END && in->line == 0 && in->index == 0) {
			in->over = DRG_END;
			return drg__fail(err, DRG_EFORMAT, in->name, "is empty");
		}
		if (s && s != DRG_ELIMIT && s != DRG_EFORMAT)
			in->over = s;
		if (s)
			return s;
		struct str whole_line = line;
		if (in->line == 1 && drg__str_starts(line, STR("\xEF\xBB\xBF"))) {
			line = drg__str_sub(line, 3, line.n);
			offset += 3;
		}
		if (all_blank(line))
			continue;
		if (in->line != 1 || !opens_more(line))
			break;
		size_t back = (size_t)(in->r.buf + in->r.begin - whole_line.p); /* the line still lies in the window */
		in->r.begin -= back;
		in->r.base -= back;
		s = begin_array(in, err);
		return s ? s : next_element(in, out, err);
	}
	return json_source(in, line, offset, out, err);
}

/* ----------------------------------------------------------------- feeds -- */

static void feed_begin(void *arg)
{
	struct feed_reading *f = arg;
	struct charset_hint hint = { .markup = true };
	f->arena = drg__arena(&f->pool);
	drg__decode(f->raw, &hint, &f->arena, f->arena, &f->text);
	f->why = drg__feed_begin(&f->feed, &f->lx, f->text.text);
}

static void feed_words(void *arg) /* the site's name and the item's id */
{
	struct feed_reading *f = arg;
	struct arena a = f->arena;
	struct feed_item item;
	/* The lexer of the feed stands between items: use another. */
	struct html_lexer *lx = NEW(&a, struct html_lexer);
	drg__feed_item(f->raw, lx, &item);
	struct str id = item.id.p ? item.id : item.link;
	f->item_id = id.p ? drg__str_trim(drg__feed_chars(id, &a, NULL, 0)) : id;
	f->site = f->feed.title.p ? drg__str_trim(drg__feed_chars(f->feed.title, &a, NULL, 0)) : drg__str("", 0);
}

static drg_status next_item(drg_input *in, drg_source **out, drg_error *err)
{
	struct feed_reading *f = in->feed;
	if (!f) {
		struct str all;
		drg_status s = read_all(in, &all, err);
		if (s)
			return s;
		f = in->feed = calloc(1, sizeof *f);
		if (!f)
			return drg__fail(err, DRG_ENOMEM, in->name, "out of memory");
		drg__pool_init(&f->pool, 0);
		f->raw = all;
		if (drg__guard(&f->pool, feed_begin, f))
			return drg__fail(err, DRG_ENOMEM, in->name, "out of memory");
		if (f->why) {
			drg__fail(err, DRG_EFORMAT, in->name, "%s", f->why);
			drg__fail_at(err, 0, 0);
			return DRG_EFORMAT;
		}
		in->over = DRG_OK;
	}
	struct str item;
	if (!drg__feed_next(&f->feed, &item)) {
		in->over = DRG_END;
		if (in->index == 0) {
			drg__fail(err, DRG_EFORMAT, in->name, "is a feed without items");
			drg__fail_at(err, 0, 0);
			return DRG_EFORMAT;
		}
		return DRG_END;
	}
	f->raw = item;
	if (drg__guard(&f->pool, feed_words, f)) {
		in->over = DRG_ENOMEM;
		return drg__fail(err, DRG_ENOMEM, in->name, "out of memory");
	}
	size_t at = (size_t)(item.p - f->text.text.p);
	struct source_parts parts = {
		.form = SOURCE_ITEM,
		.name = drg__str_c(in->name),
		.id = f->item_id,
		.has_id = f->item_id.n > 0,
		.site = f->site,
		.charset = STR("utf-8"),
		.bytes = item,
		.index = in->index++,
		.offset = f->text.map.n ? drg__map_source(&f->text.map, at) : at,
		.opt = &in->opt,
	};
	return drg__source_new(&parts, out, err);
}

/* ---------------------------------------------------------- web archives -- */

static drg_status next_page(drg_input *in, drg_source **out, drg_error *err)
{
	struct warc_page page;
	drg_status s = drg__warc_next(&in->r, in->name, in->opt.max_report, &page, err);
	if (s) {
		in->index += s == DRG_EFORMAT || s == DRG_ELIMIT;
		if (s != DRG_EFORMAT && s != DRG_ELIMIT)
			in->over = s;
		return s;
	}
	struct source_parts parts = {
		.form = page.html ? SOURCE_HTML : SOURCE_TEXT,
		.name = drg__str_c(in->name),
		.id = page.id.n ? page.id : page.url,
		.has_id = page.id.n || page.url.n,
		.url = page.url,
		.charset = page.charset,
		.bytes = page.body,
		.owned = page.owned,
		.index = in->index++,
		.offset = page.offset,
		.opt = &in->opt,
	};
	page.owned = NULL; /* the source's, also on failure */
	return drg__source_new(&parts, out, err);
}

/* ------------------------------------------------------------------ mail -- */

struct mail_id {
	struct pool pool, scratch;
	struct str raw, id;
};

static void mail_words(void *arg)
{
	struct mail_id *d = arg;
	struct arena a = drg__arena(&d->pool);
	struct str s = drg__mail_words(d->raw, &a, drg__arena(&d->scratch));
	d->id = s.n > 2 && s.p[0] == '<' && s.p[s.n - 1] == '>' ? drg__str_sub(s, 1, s.n - 1) : s;
}

static drg_status next_message(drg_input *in, drg_source **out, drg_error *err)
{
	struct str message;
	uint64_t offset;
	drg_status s = drg__mbox_next(&in->r, in->name, in->opt.max_report, &message, &offset, err);
	if (!s && all_blank(message)) {
		drg__fail(err, DRG_EFORMAT, in->name, "message %llu is empty", (unsigned long long)in->index + 1);
		drg__fail_at(err, offset, 0);
		s = DRG_EFORMAT;
	}
	if (s) {
		in->index += s == DRG_EFORMAT || s == DRG_ELIMIT;
		if (s != DRG_EFORMAT && s != DRG_ELIMIT)
			in->over = s;
		return s;
	}
	struct mail mail;
	drg__mail_parse(message, &mail);
	struct mail_id d = { .raw = mail.id };
	drg__pool_init(&d.pool, 0);
	drg__pool_init(&d.scratch, 0);
	if (drg__guard2(&d.pool, &d.scratch, mail_words, &d)) {
		s = in->over = DRG_ENOMEM;
		drg__fail(err, s, in->name, "out of memory");
	} else {
		struct source_parts parts = {
			.form = SOURCE_MAIL,
			.name = drg__str_c(in->name),
			.id = d.id,
			.has_id = d.id.n > 0,
			.bytes = message,
			.index = in->index++,
			.offset = offset,
			.opt = &in->opt,
		};
		s = drg__source_new(&parts, out, err);
	}
	drg__pool_free(&d.pool);
	drg__pool_free(&d.scratch);
	return s;
}

/* ------------------------------------------------------------------ next -- */

/* From the first bytes; of a packed file, from its first part, so that damage
 * further on is met where it lies. */
static drg_status choose_kind(drg_input *in, drg_error *err)
{
	const char *what;
	struct reader *r = &in->r;
	while (r->end - r->begin < 65536 && !(r->packing != READER_PLAIN && r->end > r->begin && !r->in_member)) {
		drg_status s = drg__reader_fill(r, in->name, err);
		if (s == DRG_END)
			break;
		if (s == DRG_EFORMAT || s == DRG_ELIMIT)
			drg__reader_take(r, r->end - r->begin); /* the next part may tell */
		else if (s)
			in->over = s;
		if (s)
			return s;
	}
	in->kind = drg__sniff(drg__reader_window(r), in->name, &what);
	if (in->kind == DRG_KIND_AUTO) {
		in->over = DRG_END;
		drg__fail(err, DRG_EFORMAT, in->name, "is %s, which cannot be read", what);
		drg__fail_at(err, 0, 0);
		return DRG_EFORMAT;
	}
	return DRG_OK;
}

drg_status drg_input_next(drg_input *in, drg_source **out, drg_error *err)
{
	if (!in || !out)
		return drg__fail(err, DRG_EARG, NULL, "no input");
	*out = NULL;
	if (in->over)
		return DRG_END;
	if (in->kind == DRG_KIND_AUTO) {
		if (in->r.eof && in->r.end == in->r.begin)
			return in->over = DRG_END; /* all of it was damaged, and said so */
		drg_status s = choose_kind(in, err);
		if (s)
			return s;
	}
	switch (in->kind) {
	case DRG_KIND_JSONL:
		return next_json(in, out, err);
	case DRG_KIND_TEXT:
	case DRG_KIND_HTML:
		return next_whole(in, out, err);
	case DRG_KIND_FEED:
		return next_item(in, out, err);
	case DRG_KIND_WARC:
		return next_page(in, out, err);
	case DRG_KIND_MAIL:
		return next_message(in, out, err);
	default:
		in->over = DRG_END;
		return drg__fail(err, DRG_EARG, in->name, "no such kind of input");
	}
}
