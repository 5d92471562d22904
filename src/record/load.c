/* load.c - a stored reading as a document again.
 *
 * Every number that comes from the file is checked before it is used as an
 * index or an offset: the file may have been damaged, or made to do harm. */
#include <math.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "doc/names.h"
#include "doc/srcmap.h"
#include "record/record.h"

enum { LD_HEAD = DRG__ST_LOAD, LD_NOTE, LD_ZONE, LD_ENTITY, LD_LAST };
_Static_assert((int)LD_LAST <= DRG__ST_ADD_LAYER, "room for the statements");

static const char *const sql[] = {
	[LD_HEAD - LD_HEAD] =
		"SELECT r.id,t.bytes,t.codec,t.body,t.sha256,r.source_id,u.pack,a.source_name,a.source_sha256,a.url,a.charset,a.lang,a.title,"
		"a.byline,a.outlet,a.outlet_basis,a.outlet_span,a.published,a.published_basis,a.updated,a.sentences,a.map"
		" FROM analysis a JOIN report r ON r.h=a.report JOIN run u ON u.h=a.run JOIN text t ON t.sha256=r.text WHERE a.h=?1",
	[LD_NOTE - LD_HEAD] = "SELECT code,text,at FROM note WHERE analysis=?1 ORDER BY n",
	[LD_ZONE - LD_HEAD] = "SELECT s,e,kind FROM zone WHERE analysis=?1 ORDER BY n",
	[LD_ENTITY - LD_HEAD] = "SELECT id,name,kind,code,country,sectors,speaks_for,mentions FROM entity WHERE analysis=?1 ORDER BY n",
};

struct loading {
	drg_record *rec;
	drg_doc *doc;
	struct arena *keep;
	int64_t h;
	drg_status status; /* of what went wrong outside the arena */
	drg_error *err;
	VEC(struct rule_ref) rules;
	VEC(int64_t) handles; /* of rules, same numbering */
	sqlite3_stmt *st;     /* being read */
	int col;
};

/* Leave by way of the guard: the file is damaged. */
static _Noreturn void damaged(struct loading *l, const char *what)
{
	l->status = drg__record_damaged(l->rec, l->err, what);
	drg__unwind(&l->doc->pool, DRG__GUARD_LIMIT);
}

static _Noreturn void failed(struct loading *l)
{
	l->status = drg__record_fail(l->rec, l->err, "read");
	drg__unwind(&l->doc->pool, DRG__GUARD_LIMIT);
}

static void bind_analysis(struct loading *l, int which)
{
	l->st = l->rec->st[which];
	if (!l->st || sqlite3_bind_int64(l->st, 1, l->h) != SQLITE_OK)
		failed(l);
}

static void ask(struct loading *l, int which)
{
	drg__record_statement(l->rec, which, sql[which - LD_HEAD]);
	bind_analysis(l, which);
}

static bool next(struct loading *l)
{
	l->col = 0;
	int r = sqlite3_step(l->st);
	if (r == SQLITE_ROW)
		return true;
	if (r != SQLITE_DONE)
		failed(l);
	sqlite3_reset(l->st);
	return false;
}

/* ---- columns, left to right ---- */

static struct str bytes(struct loading *l)
{
	const char *p = sqlite3_column_blob(l->st, l->col);
	int n = sqlite3_column_bytes(l->st, l->col++);
	if (n && !p)
		failed(l);
	return drg__str(p, n < 0 ? 0 : (size_t)n);
}

static struct str text(struct loading *l)
{
	return drg__arena_str(l->keep, bytes(l));
}

static int64_t integer(struct loading *l)
{
	return sqlite3_column_int64(l->st, l->col++);
}

static float real(struct loading *l)
{
	double v = sqlite3_column_double(l->st, l->col++);
	return v >= 0 && v <= 1 ? (float)v : 0;
}

static uint8_t name(struct loading *l, enum name_set set)
{
	char word[32];
	struct str s = bytes(l);
	if (s.n >= sizeof word)
		damaged(l, "an unknown word stands for a kind");
	if (s.n)
		memcpy(word, s.p, s.n);
	word[s.n] = 0;
	uint32_t v = drg__name_value(set, word);
	if (v == UINT32_MAX)
		damaged(l, "an unknown word stands for a kind");
	return (uint8_t)v;
}

/* A row number below n, or NONE. */
static uint32_t row(struct loading *l, uint32_t n)
{
	if (sqlite3_column_type(l->st, l->col) == SQLITE_NULL) {
		l->col++;
		return NONE;
	}
	int64_t v = integer(l);
	if (v < 0 || v >= n)
		damaged(l, "a row refers to one that is not there");
	return (uint32_t)v;
}

static struct span checked(struct loading *l, double s, double e)
{
	const struct text *t = &l->doc->l.text;
	if (!(s >= 0 && s <= e && e <= t->n))
		damaged(l, "a span lies outside its text");
	struct span out = { (uint32_t)s, (uint32_t)e };
	if ((out.s < t->n && ((unsigned char)t->p[out.s] & 0xC0) == 0x80) || (out.e < t->n && ((unsigned char)t->p[out.e] & 0xC0) == 0x80))
		damaged(l, "a span cuts a character");
	return out;
}

static struct span span(struct loading *l)
{
	int64_t s = integer(l), e = integer(l);
	return checked(l, (double)s, (double)e);
}

static struct run span_list(struct loading *l, struct spans *pool)
{
	struct str z = text(l);
	const char *p = z.p;
	struct run r = { (uint32_t)pool->n, 0 };
	double v[2];
	int n;
	while ((n = drg__record_tuple(&p, v, 2)) == 2) {
		*PUSH(l->keep, pool) = checked(l, v[0], v[1]);
		r.n++;
	}
	if (n != 0)
		damaged(l, "a list of spans is malformed");
	return r;
}

static void read_id(struct loading *l, row_id out)
{
	struct str s = bytes(l);
	if (s.n >= sizeof(row_id))
		damaged(l, "an id is too long");
	memset(out, 0, sizeof(row_id));
	if (s.n)
		memcpy(out, s.p, s.n);
}

static uint32_t rule(struct loading *l)
{
	if (sqlite3_column_type(l->st, l->col) == SQLITE_NULL) {
		l->col++;
		return NONE;
	}
	int64_t h = integer(l);
	for (size_t i = 0; i < l->handles.n; i++)
		if (l->handles.v[i] == h)
			return (uint32_t)i;
	sqlite3_stmt *q = NULL;
	if (sqlite3_prepare_v2(l->rec->db, "SELECT name,file,doc,line FROM rule WHERE h=?1", -1, &q, NULL) != SQLITE_OK)
		failed(l);
	sqlite3_bind_int64(q, 1, h);
	char word[3][400] = { "", "", "" };
	bool got = sqlite3_step(q) == SQLITE_ROW;
	for (int i = 0; got && i < 3; i++) {
		const unsigned char *z = sqlite3_column_text(q, i);
		strncpy(word[i], z ? (const char *)z : "", sizeof word[i] - 1);
	}
	int64_t line = got ? sqlite3_column_int64(q, 3) : 0;
	sqlite3_finalize(q); /* before the arena may unwind */
	if (!got)
		damaged(l, "a row refers to a rule that is not there");
	struct rule_ref r = { drg__arena_str(l->keep, drg__str_c(word[0])), drg__arena_str(l->keep, drg__str_c(word[1])),
		              line < 0 || line > UINT32_MAX ? 0 : (uint32_t)line,
		              drg__arena_str(l->keep, drg__str_c(word[2])) };
	*PUSH(l->keep, &l->rules) = r;
	*PUSH(l->keep, &l->handles) = h;
	return (uint32_t)l->rules.n - 1;
}

/* ---- layers ---- */

static void load_byline(struct loading *l, struct meta *m)
{
	struct str z = text(l);
	VEC(struct str) v = { 0 };
	for (size_t i = 0; i < z.n; i++) {
		if (z.p[i] != '"')
			continue;
		char *to = NEW_N(l->keep, char, z.n - i + 1);
		size_t n = 0;
		for (i++; i < z.n && z.p[i] != '"'; i++) {
			if (z.p[i] == '\\' && i + 1 < z.n)
				i++;
			to[n++] = z.p[i];
		}
		*PUSH(l->keep, &v) = drg__str(to, n);
	}
	m->byline = v.v;
	m->n_byline = (uint32_t)v.n;
}

/* Sentences need tokens to stand on: each sentence becomes one. */
static void load_sentences(struct loading *l)
{
	struct spans pool = { 0 };
	struct run r = span_list(l, &pool);
	struct layers *y = &l->doc->l;
	y->tokens.span = pool.v;
	y->tokens.n = y->sents.n = r.n;
	y->sents.tok = NEW_N(l->keep, uint32_t, (size_t)r.n + 1);
	for (uint32_t i = 0; i <= r.n; i++)
		y->sents.tok[i] = i;
}

static void load_head(struct loading *l)
{
	struct layers *y = &l->doc->l;
	struct meta *m = &y->meta;
	ask(l, LD_HEAD);
	if (!next(l))
		damaged(l, "an analysis has no report or no text");
	read_id(l, l->doc->ids.report);
	int64_t n = integer(l);
	char codec[8] = "";
	struct str c = bytes(l), body = bytes(l);
	memcpy(codec, c.p ? c.p : "", c.n < 7 ? c.n : 7);
	l->status = drg__record_unpack(l->rec, codec, body, n, NULL, l->err);
	char *to = l->status ? NULL : NEW_N(l->keep, char, (size_t)n + 1);
	if (!l->status)
		l->status = drg__record_unpack(l->rec, codec, body, n, to, l->err);
	if (l->status)
		drg__unwind(&l->doc->pool, DRG__GUARD_LIMIT);
	y->text.p = to;
	y->text.n = (uint32_t)n;
	if (drg__utf8_valid_to(drg__str(to, (size_t)n), 0) != (size_t)n)
		damaged(l, "a text is not UTF-8");
	struct str sha = bytes(l);
	memcpy(y->text.sha256, sha.p ? sha.p : "", sha.n == 32 ? 32 : 0);
	m->source_id = text(l);
	struct str pack = bytes(l);
	memcpy(l->doc->fingerprint, pack.p ? pack.p : "", pack.n < 64 ? pack.n : 64);
	m->source_name = text(l);
	sha = bytes(l);
	memcpy(m->source_sha256, sha.p ? sha.p : "", sha.n == 32 ? 32 : 0);
	m->url = text(l);
	m->charset = text(l);
	m->lang = text(l);
	m->title = text(l);
	load_byline(l, m);
	m->outlet = text(l);
	m->outlet_basis = (enum basis)name(l, NAMES_BASIS);
	struct spans pool = { 0 };
	struct run r = span_list(l, &pool);
	m->outlet_span = r.n ? pool.v[0] : (struct span){ 0, 0 };
	m->published = text(l);
	m->published_basis = (enum basis)name(l, NAMES_BASIS);
	m->updated = text(l);
	load_sentences(l);
	if (!drg__map_unpack(bytes(l), y->text.n, l->keep, &y->text.map))
		damaged(l, "the way back to the source's bytes is not in order");
	sqlite3_reset(l->st);
}

static void load_notes_and_zones(struct loading *l)
{
	struct zones *z = &l->doc->l.zones;
	VEC(struct span) spans = { 0 };
	VEC(uint8_t) kinds = { 0 };
	ask(l, LD_NOTE);
	while (next(l)) {
		struct note *n = PUSH(l->keep, &l->doc->l.notes);
		n->code = text(l).p;
		n->text = text(l);
		n->at = row(l, l->doc->l.text.n + 1);
	}
	ask(l, LD_ZONE);
	while (next(l)) {
		*PUSH(l->keep, &spans) = span(l);
		*PUSH(l->keep, &kinds) = name(l, NAMES_ZONE);
	}
	z->span = spans.v;
	z->kind = kinds.v;
	z->n = (uint32_t)spans.n;
}

/* Rows are gathered in one array of structs, then spread over the columns. */
struct entity_row { row_id id; struct str name, code, country, sectors; uint32_t speaks_for; uint8_t kind; };
struct mention_row { struct span span; uint32_t ent; uint8_t form; float score; };

static int by_place(const void *a, const void *b)
{
	const struct mention_row *x = a, *y = b;
	if (x->span.s != y->span.s)
		return x->span.s < y->span.s ? -1 : 1;
	if (x->span.e != y->span.e)
		return x->span.e > y->span.e ? -1 : 1;
	return x->ent < y->ent ? -1 : x->ent > y->ent;
}

static void load_mentions(struct loading *l, uint32_t ent, struct mention_row **v, size_t *n, size_t *cap)
{
	struct { struct mention_row *v; size_t n, cap; } list = { *v, *n, *cap };
	struct str z = text(l);
	const char *p = z.p;
	double t[4];
	int got;
	while ((got = drg__record_tuple(&p, t, 4)) == 4) {
		struct mention_row *m = PUSH(l->keep, &list);
		m->span = checked(l, t[0], t[1]);
		m->ent = ent;
		m->form = t[2] >= 0 && t[2] <= FORM_PRONOUN ? (uint8_t)t[2] : FORM_NAME;
		m->score = t[3] >= 0 && t[3] <= 1 ? (float)t[3] : 0;
	}
	if (got)
		damaged(l, "a list of mentions is malformed");
	*v = list.v;
	*n = list.n;
	*cap = list.cap;
}

static void load_entities(struct loading *l)
{
	struct layers *y = &l->doc->l;
	VEC(struct entity_row) v = { 0 };
	struct mention_row *men = NULL;
	size_t n_men = 0, cap_men = 0;
	ask(l, LD_ENTITY);
	while (next(l)) {
		struct entity_row e = { .speaks_for = NONE };
		read_id(l, e.id);
		e.name = text(l);
		e.kind = name(l, NAMES_ENTITY);
		e.code = text(l);
		e.country = text(l);
		e.sectors = text(l);
		e.speaks_for = row(l, NONE);
		load_mentions(l, (uint32_t)v.n, &men, &n_men, &cap_men);
		*PUSH(l->keep, &v) = e;
	}
	struct entities *e = &y->entities;
	size_t n = v.n;
	e->n = (uint32_t)n;
	e->name = NEW_N(l->keep, struct str, n);
	e->kind = NEW_N(l->keep, uint8_t, n);
	e->code = NEW_N(l->keep, struct str, n);
	e->country = NEW_N(l->keep, struct str, n);
	e->sectors = NEW_N(l->keep, struct str, n);
	e->speaks_for = NEW_N(l->keep, uint32_t, n);
	l->doc->ids.row[LAYER_ENTITIES] = NEW_N(l->keep, row_id, n);
	for (size_t i = 0; i < n; i++) {
		memcpy(l->doc->ids.row[LAYER_ENTITIES][i], v.v[i].id, sizeof(row_id));
		e->name[i] = v.v[i].name;
		e->kind[i] = v.v[i].kind;
		e->code[i] = v.v[i].code;
		e->country[i] = v.v[i].country;
		e->sectors[i] = v.v[i].sectors;
		e->speaks_for[i] = v.v[i].speaks_for < n ? v.v[i].speaks_for : NONE;
	}
	if (n_men)
		qsort(men, n_men, sizeof *men, by_place);
	struct mentions *m = &y->mentions;
	m->n = (uint32_t)n_men;
	m->span = NEW_N(l->keep, struct span, n_men);
	m->kind = NEW_N(l->keep, uint8_t, n_men);
	m->form = NEW_N(l->keep, uint8_t, n_men);
	m->score = NEW_N(l->keep, float, n_men);
	m->ent = NEW_N(l->keep, uint32_t, n_men);
	for (size_t i = 0; i < n_men; i++) {
		m->span[i] = men[i].span;
		m->ent[i] = men[i].ent;
		m->kind[i] = e->kind[men[i].ent];
		m->form[i] = men[i].form;
		m->score[i] = men[i].score;
	}
}

/* A member of the document's layers, to write. */
static void *member(struct loading *l, uint16_t at)
{
	return (char *)&l->doc->l + at;
}

/* "SELECT id,"party",... FROM position WHERE analysis=?1 ORDER BY n", prepared once;
 * children begin with their parent's row.  Or only their number. */
static void ask_layer(struct loading *l, enum layer_id id, bool count)
{
	const struct layer *t = drg__layer(id);
	int which = (count ? DRG__ST_COUNT_LAYER : DRG__ST_LOAD_LAYER) + (int)id;
	if (!l->rec->st[which]) {
		const char *parent = t->prefix ? NULL : drg__layer((enum layer_id)t->parent)->table;
		struct bytes *b = &l->rec->spans;
		b->n = 0;
		drg__bytes_fmt(b, "SELECT %s", count ? "count(*)" : parent ? parent : "id");
		if (!count)
			drg__record_columns(b, t);
		drg__bytes_fmt(b, " FROM %s WHERE analysis=?1", t->table);
		if (!count)
			drg__bytes_fmt(b, " ORDER BY %s%sn", parent ? parent : "", parent ? "," : "");
		if (b->bad)
			drg__unwind(&l->doc->pool, DRG__GUARD_NOMEM);
		drg__record_statement(l->rec, which, b->p);
	}
	bind_analysis(l, which);
}

static struct run row_list(struct loading *l, struct rows *pool, uint32_t n)
{
	struct str z = text(l);
	const char *p = z.p;
	struct run r = { (uint32_t)pool->n, 0 };
	double v;
	int got;
	while ((got = drg__record_number(&p, &v)) == 1) {
		if (!(v >= 0 && v < n))
			damaged(l, "a row refers to one that is not there");
		*PUSH(l->keep, pool) = (uint32_t)v;
		r.n++;
	}
	if (got)
		damaged(l, "a list of rows is malformed");
	return r;
}

/* Read the next column of the statement into the value at `to`. */
static void load_cell(struct loading *l, enum layer_id id, const struct column *c, uint32_t i, void *to)
{
	struct layers *y = &l->doc->l;
	switch ((enum column_type)c->type) {
	case COL_SPAN:
		*(struct span *)to = span(l);
		break;
	case COL_SPANS:
		*(struct run *)to = span_list(l, member(l, drg__layer(id)->spans));
		break;
	case COL_STR:
	case COL_WORDS:
		*(struct str *)to = text(l);
		break;
	case COL_NAME:
		*(uint8_t *)to = name(l, (enum name_set)c->arg);
		break;
	case COL_BOOL:
		*(uint8_t *)to = integer(l) != 0;
		break;
	case COL_REAL:
		*(double *)to = sqlite3_column_type(l->st, l->col) == SQLITE_NULL ? NAN : sqlite3_column_double(l->st, l->col);
		l->col++;
		break;
	case COL_SCORE:
		*(float *)to = real(l);
		break;
	case COL_RULE:
		*(uint32_t *)to = rule(l);
		break;
	case COL_ROW:
		/* Earlier rows only, where the column says so: a cycle in the file must not become one in a walk. */
		*(uint32_t *)to = row(l, c->flags & COL_EARLIER ? i : drg__layer_rows(y, (enum layer_id)c->arg));
		break;
	case COL_ROWS:
		*(struct run *)to = row_list(l, member(l, drg__layer(id)->rows), drg__layer_rows(y, (enum layer_id)c->arg));
		break;
	case COL_CHILDREN: /* their own table fills it */
		*(struct run *)to = (struct run){ 0 };
		break;
	}
}

/* Row i is a further child of row `parent`: its run grows. */
static void adopt(struct loading *l, enum layer_id id, uint32_t parent, uint32_t i)
{
	const struct layer *p = drg__layer((enum layer_id)drg__layer(id)->parent);
	for (uint32_t k = 0; k < p->columns; k++) {
		if (p->column[k].type != COL_CHILDREN || p->column[k].arg != id)
			continue;
		struct run *r = drg__cell_put(&l->doc->l, &p->column[k], parent);
		if (!r->n)
			r->from = i;
		r->n++;
	}
}

static void load_layer(struct loading *l, enum layer_id id)
{
	const struct layer *t = drg__layer(id);
	ask_layer(l, id, true);
	int64_t n = next(l) ? integer(l) : 0;
	sqlite3_reset(l->st);
	if (n < 0 || n > UINT32_MAX - 1)
		damaged(l, "there are too many rows");
	drg__layer_make(&l->doc->l, id, (uint32_t)n, l->keep);
	if (t->prefix)
		l->doc->ids.row[id] = NEW_N(l->keep, row_id, (size_t)n);
	ask_layer(l, id, false);
	uint32_t i = 0;
	for (; next(l); i++) {
		if (i >= n)
			damaged(l, "it was written while it was read");
		if (t->prefix) {
			read_id(l, l->doc->ids.row[id][i]);
		} else {
			uint32_t parent = row(l, drg__layer_rows(&l->doc->l, (enum layer_id)t->parent));
			if (parent == NONE)
				damaged(l, "a row belongs to none");
			adopt(l, id, parent, i);
		}
		for (uint32_t k = 0; k < t->columns; k++)
			load_cell(l, id, &t->column[k], i, drg__cell_put(&l->doc->l, &t->column[k], i));
	}
	memcpy(member(l, t->n), &i, sizeof i);
}

/* Children come after their parents, whatever the order of the tables. */
static void load_layers(struct loading *l)
{
	for (int children = 0; children < 2; children++)
		for (int id = 0; id < LAYER_TABLES; id++)
			if ((drg__layer((enum layer_id)id)->prefix == NULL) == children)
				load_layer(l, (enum layer_id)id);
}

static void load(void *arg)
{
	struct loading *l = arg;
	struct arena keep = drg__arena(&l->doc->pool);
	l->keep = &keep;
	load_head(l);
	load_notes_and_zones(l);
	load_entities(l);
	load_layers(l);
	l->doc->rules = l->rules.v;
	l->doc->n_rules = (uint32_t)l->rules.n;
}

drg_status drg__record_load(drg_record *rec, int64_t h, drg_doc **out, drg_error *err)
{
	*out = NULL;
	drg_doc *doc = calloc(1, sizeof *doc);
	if (!doc)
		return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	drg__pool_init(&doc->pool, 0);
	struct loading *l = calloc(1, sizeof *l);
	if (!l) {
		free(doc);
		return drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	}
	*l = (struct loading){ .rec = rec, .doc = doc, .h = h, .err = err };
	int reason = drg__guard(&doc->pool, load, l);
	if (l->st)
		sqlite3_reset(l->st);
	drg_status s = l->status;
	free(l);
	if (reason && !s)
		s = drg__fail(err, DRG_ENOMEM, rec->path, "out of memory");
	if (s) {
		drg_doc_free(doc);
		return s;
	}
	*out = doc;
	return DRG_OK;
}
