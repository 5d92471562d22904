/* build.c - the pack builder: finds the sources, has them compiled, tries the
 * result, and puts it in place of the old pack. */
#include "pack/build.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/hash.h"
#include "base/io.h"
#include "base/utf8.h"
#include "pack/builder.h"

/* A source file is read whole; the largest is a model. */
static const uint64_t FILE_MOST = UINT64_C(1) << 30;

/* ---------------------------------------------------------------- findings -- */

/* Source files are ours, but a terminal is a terminal: what could move its
 * cursor is shown as '?'. */
static void make_printable(char *z)
{
	char *end = z + strlen(z);
	for (char *p = z; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		if (drg__is_hostile(cp) || cp == 0xFFFD)
			memset(p, '?', (size_t)len);
		p += len;
	}
}

void drg__finding(struct builder *b, struct str rel, uint32_t line, const char *fmt, ...)
{
	char text[2048], where[16] = "";
	b->n_errors++;
	if (line)
		snprintf(where, sizeof where, ":%u", line);
	int n = snprintf(text, sizeof text - 1, "%s%s%.*s%s: ", b->dir, rel.n ? "/" : "", (int)rel.n, rel.p ? rel.p : "", where);
	if (n < 0 || (size_t)n >= sizeof text - 1)
		n = (int)sizeof text - 2;
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(text + n, sizeof text - 1 - (size_t)n, fmt, ap);
	va_end(ap);
	make_printable(text);
	size_t len = strlen(text);
	text[len++] = '\n';
	if (b->report && !b->report(b->ctx, text, len)) {
		b->report = NULL;
		b->status = drg__fail(b->err, DRG_EIO, b->dir, "findings cannot be written");
	}
}

/* ------------------------------------------------------------ small things -- */

uint32_t drg__intern(struct builder *b, struct str s)
{
	if (b->string.n * 2 >= b->n_string_slots) {
		uint32_t n = b->n_string_slots ? b->n_string_slots * 2 : 1024;
		uint32_t *slot = NEW_N(&b->keep, uint32_t, n);
		for (size_t i = 0; i < b->string.n; i++) {
			uint32_t k = (uint32_t)drg__hash(b->string.v[i]) & (n - 1);
			while (slot[k])
				k = (k + 1) & (n - 1);
			slot[k] = (uint32_t)i + 1;
		}
		b->string_slot = slot;
		b->n_string_slots = n;
	}
	uint32_t mask = b->n_string_slots - 1, k = (uint32_t)drg__hash(s) & mask;
	for (; b->string_slot[k]; k = (k + 1) & mask)
		if (drg__str_eq(b->string.v[b->string_slot[k] - 1], s))
			return b->string_slot[k] - 1;
	*PUSH(&b->keep, &b->string) = drg__arena_str(&b->keep, s);
	b->string_slot[k] = (uint32_t)b->string.n;
	return (uint32_t)b->string.n - 1;
}

void drg__put(struct builder *b, struct bytes *to, const void *p, size_t n)
{
	while (to->cap - to->n < n) {
		size_t before = to->n;
		to->n = to->cap;
		(void)PUSH(&b->keep, to);
		to->n = before;
	}
	if (n)
		memcpy(to->v + to->n, p, n);
	to->n += n;
}

struct part *drg__add_part(struct builder *b, enum section_kind kind, const char *name, uint32_t rows, struct str bytes)
{
	struct part *p = PUSH(&b->keep, &b->part);
	*p = (struct part){ .kind = kind, .rows = rows, .bytes = bytes };
	snprintf(p->name, sizeof p->name, "%s", name);
	return p;
}

bool drg__next_line(struct str *rest, struct str *text, uint32_t *line)
{
	if (!rest->p || rest->n == 0)
		return false;
	*text = drg__str_cut(rest, '\n');
	if (text->n && text->p[text->n - 1] == '\r')
		text->n--;
	++*line;
	return true;
}

bool drg__is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		bool letter = c >= 'a' && c <= 'z';
		if (!letter && (i == 0 || !((c >= '0' && c <= '9') || c == '-' || c == '_')))
			return false;
	}
	return s.n > 0;
}

static bool is_date(struct str s)
{
	if (s.n != 10)
		return false;
	for (size_t i = 0; i < 10; i++)
		if (i == 4 || i == 7 ? s.p[i] != '-' : s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

struct str drg__about_value(const struct builder *b, const struct u32s *about, const char *key)
{
	for (size_t i = 0; i + 1 < about->n; i += 2)
		if (drg__str_eq(b->string.v[about->v[i]], drg__str_c(key)))
			return b->string.v[about->v[i + 1]];
	return STR("");
}

void drg__head_lines(struct builder *b, const struct source *src, struct u32s *about)
{
	static const char *const asked[] = { "origin", "date", "licence" };
	struct str rest = src->bytes, text;
	uint32_t line = 0;
	while (drg__next_line(&rest, &text, &line) && text.n && text.p[0] == '#') {
		struct str value = drg__str_sub(text, 1, text.n), key = drg__str_trim(drg__str_cut(&value, ':'));
		if (!value.p || !drg__is_name(key))
			continue; /* a plain comment */
		*PUSH(&b->keep, about) = drg__intern(b, key);
		*PUSH(&b->keep, about) = drg__intern(b, drg__str_trim(value));
	}
	for (size_t i = 0; i < sizeof asked / sizeof *asked; i++)
		if (drg__about_value(b, about, asked[i]).n == 0)
			drg__finding(b, src->rel, 1, "has no \"# %s: ...\" line at its head: every source says where it comes from", asked[i]);
	struct str date = drg__about_value(b, about, "date");
	if (date.n && !is_date(date))
		drg__finding(b, src->rel, 1, "the date \"%.*s\" is not YYYY-MM-DD", (int)date.n, date.p);
}

/* ------------------------------------------------------------------ files -- */

static bool wanted(const char *name)
{
	size_t n = strlen(name);
	return name[0] != '.' && name[n - 1] != '~';
}

static void read_source(struct builder *b, struct str rel)
{
	struct str path = drg__arena_fmt(&b->keep, "%s/%.*s", b->dir, (int)rel.n, rel.p);
	if (drg__utf8_valid_to(rel, 0) != rel.n) {
		drg__finding(b, rel, 0, "the file's name is not UTF-8");
		return;
	}
	b->status = drg__read_file(path.p, FILE_MOST, &b->held, b->err);
	if (b->status)
		return;
	struct source s = { .rel = rel, .bytes = drg__arena_str(&b->keep, b->held) };
	free((void *)(uintptr_t)b->held.p);
	b->held = (struct str){ NULL, 0 };
	s.text = drg__utf8_valid_to(s.bytes, 0) == s.bytes.n;
	if (drg__str_starts(s.bytes, STR("\xEF\xBB\xBF")))
		s.bytes = drg__str_sub(s.bytes, 3, s.bytes.n);
	*PUSH(&b->keep, &b->source) = s;
}

/* Every file under dir/rel, in any order; at most 6 folders deep. */
static void list(struct builder *b, struct str rel)
{
	struct str path = drg__arena_fmt(&b->keep, "%s%s%.*s", b->dir, rel.n ? "/" : "", (int)rel.n, rel.n ? rel.p : "");
	if (b->n_dirs == 6) {
		drg__finding(b, rel, 0, "folders are nested too deep");
		return;
	}
	DIR *d = opendir(path.p);
	if (!d) {
		b->status = errno == ENOMEM ? drg__fail(b->err, DRG_ENOMEM, path.p, "out of memory")
		                            : drg__fail(b->err, DRG_EIO, path.p, "cannot open: %s", strerror(errno));
		return;
	}
	b->dirs[b->n_dirs++] = d;
	for (struct dirent *e; !b->status && (e = readdir(d));) {
		if (!wanted(e->d_name))
			continue;
		struct str child = drg__arena_fmt(&b->keep, "%.*s%s%s", (int)rel.n, rel.n ? rel.p : "", rel.n ? "/" : "", e->d_name);
		struct str full = drg__arena_fmt(&b->keep, "%s/%s", b->dir, child.p);
		struct stat st;
		if (stat(full.p, &st) != 0)
			b->status = drg__fail(b->err, DRG_EIO, full.p, "cannot look at: %s", strerror(errno));
		else if (S_ISDIR(st.st_mode))
			list(b, child);
		else
			read_source(b, child);
	}
	closedir(d);
	b->n_dirs--;
}

static void sort_sources(struct builder *b)
{
	for (size_t i = 1; i < b->source.n; i++) {
		struct source s = b->source.v[i];
		size_t k = i;
		for (; k > 0 && drg__str_cmp(b->source.v[k - 1].rel, s.rel) > 0; k--)
			b->source.v[k] = b->source.v[k - 1];
		b->source.v[k] = s;
	}
}

static const struct source *find_source(const struct builder *b, struct str rel)
{
	for (size_t i = 0; i < b->source.n; i++)
		if (drg__str_eq(b->source.v[i].rel, rel))
			return &b->source.v[i];
	return NULL;
}

/* ------------------------------------------------------------ SOURCES.tsv -- */

enum { SRC_FILE, SRC_ORIGIN, SRC_LICENCE, SRC_COLS };

/* A file that says its own licence must say the same. */
static void compare_licence(struct builder *b, const struct source *src, struct str licence, struct str list_rel, uint32_t line)
{
	struct str rest = src->bytes, text;
	uint32_t n = 0;
	if (!src->text || !(drg__str_ends(src->rel, STR(".tsv")) || drg__str_ends(src->rel, STR(".rules")) ||
	                    drg__str_ends(src->rel, STR(".frames"))))
		return;
	while (drg__next_line(&rest, &text, &n) && text.n && text.p[0] == '#') {
		struct str value = drg__str_sub(text, 1, text.n), key = drg__str_trim(drg__str_cut(&value, ':'));
		if (!value.p || !drg__str_eq(key, STR("licence")))
			continue;
		value = drg__str_trim(value);
		if (!drg__str_eq(value, licence))
			drg__finding(b, list_rel, line, "says %.*s is under \"%.*s\", but the file itself says \"%.*s\"", (int)src->rel.n,
			             src->rel.p, (int)licence.n, licence.p, (int)value.n, value.p);
	}
}

/* Every file is listed with origin and licence, and every listed file is there. */
static void check_sources(struct builder *b)
{
	const struct source *s = find_source(b, STR("SOURCES.tsv"));
	if (!s || !s->text) {
		drg__finding(b, STR("SOURCES.tsv"), 0, "is %s: it lists every file with its origin and licence", s ? "not UTF-8" : "missing");
		return;
	}
	uint8_t *listed = NEW_N(&b->keep, uint8_t, b->source.n);
	struct str rest = s->bytes, text;
	uint32_t line = 0;
	bool head = false;
	while (drg__next_line(&rest, &text, &line)) {
		struct str cell[SRC_COLS] = { { NULL, 0 } };
		if (drg__str_trim(text).n == 0)
			continue;
		if (text.p[0] == '#') {
			struct str value = drg__str_sub(text, 1, text.n), key = drg__str_trim(drg__str_cut(&value, ':'));
			if (value.p && drg__str_eq(key, STR("lang")))
				b->lang = drg__str_trim(value);
			continue;
		}
		for (int k = 0; k < SRC_COLS && text.p; k++)
			cell[k] = drg__str_cut(&text, '\t');
		if (!head) {
			head = true;
			if (!drg__str_eq(cell[0], STR("file")) || !drg__str_eq(cell[1], STR("origin")) || !drg__str_eq(cell[2], STR("licence")))
				drg__finding(b, s->rel, line, "the first row must name the columns: file, origin, licence");
			continue;
		}
		if (cell[SRC_ORIGIN].n == 0 || cell[SRC_LICENCE].n == 0)
			drg__finding(b, s->rel, line, "%.*s has no origin or licence", (int)cell[0].n, cell[0].p);
		const struct source *f = find_source(b, cell[SRC_FILE]);
		if (!f) {
			drg__finding(b, s->rel, line, "%.*s is listed but not there", (int)cell[0].n, cell[0].p);
			continue;
		}
		if (listed[f - b->source.v]++)
			drg__finding(b, s->rel, line, "%.*s is listed twice", (int)cell[0].n, cell[0].p);
		compare_licence(b, f, cell[SRC_LICENCE], s->rel, line);
	}
	for (size_t i = 0; i < b->source.n; i++)
		if (!listed[i] && &b->source.v[i] != s && !drg__str_ends(b->source.v[i].rel, STR(".md")))
			drg__finding(b, b->source.v[i].rel, 0, "is not listed in SOURCES.tsv: add its origin and licence");
	if (b->lang.n == 0 || b->lang.n > 15)
		drg__finding(b, s->rel, 1, "has no \"# lang: en\" line");
}

/* --------------------------------------------------------------- assembly -- */

static struct str string_section(struct builder *b)
{
	struct bytes out = { 0 };
	uint32_t n = (uint32_t)b->string.n, off = 0;
	drg__put(b, &out, &n, 4);
	for (uint32_t i = 0; i <= n; i++) {
		drg__put(b, &out, &off, 4);
		if (i < n)
			off += (uint32_t)b->string.v[i].n + 1;
	}
	for (uint32_t i = 0; i < n; i++)
		drg__put(b, &out, b->string.v[i].p, b->string.v[i].n + 1);
	return drg__str(out.v, out.n);
}

static void add_meta(struct builder *b)
{
	struct u32s meta = { 0 }, files = { 0 };
	*PUSH(&b->keep, &meta) = drg__intern(b, STR("lang"));
	*PUSH(&b->keep, &meta) = drg__intern(b, b->lang);
	drg__add_part(b, SEC_META, "meta", 1, drg__str((char *)meta.v, meta.n * 4));
	for (size_t i = 0; i < b->source.n; i++) {
		uint8_t sum[32];
		char hex[65];
		drg__sha256(b->source.v[i].bytes, sum);
		drg__hex(sum, 32, hex);
		*PUSH(&b->keep, &files) = drg__intern(b, b->source.v[i].rel);
		*PUSH(&b->keep, &files) = drg__intern(b, drg__str(hex, 64));
	}
	drg__add_part(b, SEC_FILES, "files", (uint32_t)b->source.n, drg__str((char *)files.v, files.n * 4));
}

/* The whole file, 64-byte aligned. */
static struct str assemble(struct builder *b)
{
	uint32_t n = (uint32_t)b->part.n;
	struct pack_entry *e = NEW_N(&b->keep, struct pack_entry, n);
	uint64_t at = sizeof(struct pack_head) + (uint64_t)n * sizeof *e;
	for (uint32_t i = 0; i < n; i++) {
		const struct part *p = &b->part.v[i];
		memcpy(e[i].name, p->name, sizeof e[i].name);
		e[i].kind = p->kind;
		e[i].rows = p->rows;
		e[i].offset = at = (at + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN;
		e[i].size = p->bytes.n;
		e[i].sum = drg__hash(p->bytes);
		e[i].dtype = p->dtype;
		e[i].n_dim = p->n_dim;
		memcpy(e[i].shape, p->shape, sizeof e[i].shape);
		at += p->bytes.n;
	}
	char *out = drg__alloc(&b->keep, at, PACK_ALIGN);
	struct pack_head *h = (void *)out;
	*h = (struct pack_head){ .format = DRG__PACK_FORMAT, .n_sections = n, .size = at };
	memcpy(h->magic, PACK_MAGIC, 8);
	memcpy(out + sizeof *h, e, n * sizeof *e);
	for (uint32_t i = 0; i < n; i++)
		if (e[i].size)
			memcpy(out + e[i].offset, b->part.v[i].bytes.p, e[i].size);
	drg__sha256(drg__str(out + sizeof *h, at - sizeof *h), h->fingerprint);
	h->head_sum = drg__hash_add(drg__hash(drg__str((const char *)h, sizeof *h)), drg__str(out + sizeof *h, n * sizeof *e));
	return drg__str(out, at);
}

/* ------------------------------------------------------------------ build -- */

static bool in_folder(struct str rel, const char *folder, const char *suffix)
{
	return drg__str_starts(rel, drg__str_c(folder)) && drg__str_ends(rel, drg__str_c(suffix));
}

static uint32_t line_of(struct str s, size_t at)
{
	uint32_t line = 1;
	for (size_t i = 0; i < at; i++)
		line += s.p[i] == '\n';
	return line;
}

static void compile(struct builder *b, const struct source *s, int pass)
{
	if (in_folder(s->rel, "", ".md") || drg__str_eq(s->rel, STR("SOURCES.tsv")))
		return;
	bool lex = in_folder(s->rel, "lexicon/", ".tsv") || in_folder(s->rel, "actors/", ".tsv") || in_folder(s->rel, "ontology/", ".tsv");
	bool inflect = drg__str_eq(s->rel, STR("inflect.tsv"));
	bool frames = in_folder(s->rel, "frames/", ".frames");
	bool rules = in_folder(s->rel, "rules/", ".rules"), vocab = drg__str_eq(s->rel, STR("model/vocab.txt"));
	bool weights = drg__str_eq(s->rel, STR("places/weights.tsv")), packed = in_folder(s->rel, "places/", ".tsv.zst");
	bool places = packed || (in_folder(s->rel, "places/", ".tsv") && !weights);
	bool model = in_folder(s->rel, "model/", ".safetensors"), lemmas = drg__str_eq(s->rel, STR("model/lemmas.tsv"));
	if (pass == 0 && !(lex || inflect || rules || frames || vocab || model || lemmas || places || weights))
		drg__finding(b, s->rel, 0, "is no kind of source this builder knows (lexicon/*.tsv, actors/*.tsv, ontology/*.tsv, inflect.tsv, rules/*.rules, frames/*.frames, places/*.tsv, places/*.tsv.zst, model/*.safetensors, model/vocab.txt, model/lemmas.tsv, *.md)");
	else if (pass == 0 && !model && !packed && !s->text)
		drg__finding(b, s->rel, line_of(s->bytes, drg__utf8_valid_to(s->bytes, 0)), "is not UTF-8");
	if (!s->text && !model && !packed)
		return;
	if (pass == 0 && inflect)
		drg__build_irregular(b, s);
	else if (pass == 1 && lex)
		drg__build_lex(b, s);
	else if (pass == 2 && rules)
		drg__build_rules(b, s);
	else if (pass == 2 && frames)
		drg__build_frames(b, s);
	else if (pass == 2 && vocab)
		drg__build_vocab(b, s);
	else if (pass == 2 && model)
		drg__build_model(b, s);
	else if (pass == 2 && lemmas)
		drg__build_lemmas(b, s);
	else if (pass == 2 && places)
		drg__build_places(b, s);
	else if (pass == 2 && weights)
		drg__build_place_weights(b, s);
}

/* What is left of the sources once they are compiled: the bytes of a pack, tried. */
static void compile_all(struct builder *b)
{
	sort_sources(b);
	check_sources(b);
	/* Inflection first, since phrases use it; then lexicons, since rules name them. */
	for (int pass = 0; pass < 3; pass++)
		for (size_t i = 0; i < b->source.n && !b->status; i++)
			compile(b, &b->source.v[i], pass);
	if (b->status || b->n_errors)
		return;
	add_meta(b);
	drg__build_lex_parts(b);
	drg__build_rule_parts(b);
	drg__build_frame_parts(b);
	drg__check_codes(b);
	drg__build_place_parts(b);
	drg__build_model_parts(b);
	drg__add_part(b, SEC_STRINGS, "strings", (uint32_t)b->string.n, string_section(b));
	if (b->n_errors)
		return;
	b->image = assemble(b);
	b->status = drg__pack_open_memory(b->image, b->dir, &b->pack, b->err);
	if (!b->status)
		drg__try_examples(b);
	if (!b->status)
		drg__try_frame_examples(b);
}

static void build_folder(void *arg)
{
	struct builder *b = arg;
	list(b, STR(""));
	if (!b->status)
		compile_all(b);
	if (!b->status && !b->n_errors && b->out_path)
		b->status = drg__replace_file(b->out_path, b->image, 0644, b->err);
}

static void build_memory(void *arg)
{
	struct builder *b = arg;
	for (size_t i = 0; i < b->n_given; i++) {
		const struct pack_source *g = &b->given[i];
		*PUSH(&b->keep, &b->source) = (struct source){ g->rel, g->bytes, drg__utf8_valid_to(g->bytes, 0) == g->bytes.n };
	}
	compile_all(b);
	if (b->status || b->n_errors)
		return;
	/* A multiple of the alignment, as aligned_alloc asks. */
	char *copy = aligned_alloc(PACK_ALIGN, (b->image.n + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN);
	if (!copy) {
		b->status = drg__fail(b->err, DRG_ENOMEM, b->dir, "out of memory");
		return;
	}
	memcpy(copy, b->image.p, b->image.n);
	*b->out = drg__str(copy, b->image.n);
}

struct job {
	struct builder *b;
	void (*fn)(void *);
};

static void begin(void *arg)
{
	struct job *j = arg;
	struct builder *b = j->b;
	b->keep = drg__arena(&b->pool);
	b->scratch = drg__arena(&b->scratch_pool);
	drg__intern(b, STR("")); /* string 0 */
	j->fn(b);
}

/* Run fn under the guard, say how it went, give everything back. */
static drg_status run(struct builder *b, void (*fn)(void *))
{
	struct job job = { b, fn };
	drg__err_clear(b->err);
	drg__pool_init(&b->pool, 0);
	drg__pool_init(&b->scratch_pool, 0);
	int reason = drg__guard2(&b->pool, &b->scratch_pool, begin, &job);
	if (reason != DRG__GUARD_DONE)
		b->status = drg__fail(b->err, DRG_ENOMEM, b->dir, "out of memory");
	else if (!b->status && b->n_errors)
		b->status = drg__fail(b->err, DRG_EFORMAT, b->dir, "%u error%s in the sources; %s", b->n_errors,
		                      b->n_errors == 1 ? "" : "s", b->out_path ? "the pack was not written" : "no pack can be built from them");
	drg_pack_close(b->pack);
	while (b->n_dirs)
		closedir(b->dirs[--b->n_dirs]);
	free((void *)(uintptr_t)b->held.p);
	drg__pool_free(&b->pool);
	drg__pool_free(&b->scratch_pool);
	return b->status;
}

drg_status drg__pack_build(const char *dir, const char *out_path, drg__tokenizer tokenize, const struct drg__frame_reader *reader,
                           drg_sink report, void *ctx, drg_error *err)
{
	struct builder b = { .dir = dir, .out_path = out_path, .tokenize = tokenize, .reader = reader, .report = report, .ctx = ctx, .err = err };
	return run(&b, build_folder);
}

drg_status drg__pack_build_memory(const struct pack_source *v, size_t n, drg__tokenizer tokenize,
                                  drg_sink report, void *ctx, struct str *out, drg_error *err)
{
	struct builder b = { .dir = "pack", .tokenize = tokenize, .report = report, .ctx = ctx, .err = err,
		             .given = v, .n_given = n, .out = out };
	*out = (struct str){ NULL, 0 };
	return run(&b, build_memory);
}
