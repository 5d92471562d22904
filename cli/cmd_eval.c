/* cmd_eval.c - the analysis against annotated reports.
 *
 * Gold is JSON Lines of schema dragoman/1: the text with those layers that were
 * annotated.  A layer a line does not have is not scored on that line.  The
 * measures are plain on purpose, so that they can be recomputed by hand:
 *
 *   sentences, zones, mentions   same span (and kind)
 *   claims                       each gold claim (own voice left out) is paired
 *                                with the system claim that shares the largest
 *                                part of their union of characters, at least half;
 *                                pairs are made from the best down, one to one
 *   origin                       paired claims whose last hop is the same: spans
 *                                that overlap, or names of which one holds the other
 *   chain                        paired claims whose hops agree in number, role
 *                                and name, from publisher to origin
 *   stance                       paired claims of the same stance
 *   positions, conditions,       overlapping words and the same issue and stance,
 *   proposals                    kind, state
 *
 * bench/ has the published scorers of the field; this is the quick look. */
#include <errno.h>
#include <json-c/json.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

enum layer { SENTENCES, ZONES, MENTIONS, CLAIMS, CLAIMS_EXACT, ORIGIN, CHAIN, STANCE, POSITIONS, CONDITIONS, PROPOSALS, LAYERS };
static const char *const layer_name[LAYERS] = { "sentences", "zones", "mentions", "claims", "claims exact", "origin", "chain", "stance",
	                                        "positions", "conditions", "proposals" };

struct score {
	uint64_t gold, found, right;
};

struct eval {
	struct score score[LAYERS];
	uint64_t reports;
	const drg_doc *doc;
	struct json_object *gold;
	uint32_t *cp;     /* code points before each byte of the text, [n + 1] */
	uint32_t n;
};

struct piece_span {
	uint32_t s, e;
};

/* ----------------------------------------------------------------- gold -- */

static struct json_object *get(struct json_object *o, const char *key)
{
	struct json_object *v = NULL;
	return json_object_is_type(o, json_type_object) && json_object_object_get_ex(o, key, &v) ? v : NULL;
}

static const char *word(struct json_object *o, const char *key)
{
	struct json_object *v = get(o, key);
	return json_object_is_type(v, json_type_string) ? json_object_get_string(v) : "";
}

static struct json_object *list(const struct eval *e, const char *key)
{
	struct json_object *v = get(e->gold, key);
	return json_object_is_type(v, json_type_array) ? v : NULL;
}

static size_t length(struct json_object *l)
{
	return json_object_is_type(l, json_type_array) ? json_object_array_length(l) : 0;
}

static bool span_of(struct json_object *v, struct piece_span *out)
{
	if (length(v) != 2)
		return false;
	int64_t s = json_object_get_int64(json_object_array_get_idx(v, 0)), e = json_object_get_int64(json_object_array_get_idx(v, 1));
	if (s < 0 || e < s || e > UINT32_MAX)
		return false;
	*out = (struct piece_span){ (uint32_t)s, (uint32_t)e };
	return true;
}

static struct piece_span ours(const struct eval *e, drg_span s)
{
	return (struct piece_span){ e->cp[s.s <= e->n ? s.s : e->n], e->cp[s.e <= e->n ? s.e : e->n] };
}

static bool overlap(struct piece_span a, struct piece_span b)
{
	return a.s < b.e && b.s < a.e;
}

/* ----------------------------------------------------- flat span layers -- */

struct flat {
	struct piece_span span;
	char kind[16];
	bool used;
};

/* Count pairs of equal span and kind, each once. */
static void score_flat(struct score *s, struct flat *gold, size_t n_gold, struct flat *sys, size_t n_sys)
{
	s->gold += n_gold;
	s->found += n_sys;
	size_t from = 0;
	for (size_t i = 0; i < n_gold; i++) {
		while (from < n_sys && sys[from].span.s < gold[i].span.s)
			from++;
		for (size_t k = from; k < n_sys && sys[k].span.s == gold[i].span.s; k++)
			if (!sys[k].used && sys[k].span.e == gold[i].span.e && strcmp(sys[k].kind, gold[i].kind) == 0) {
				sys[k].used = true;
				s->right++;
				break;
			}
	}
}

static int by_start(const void *a, const void *b)
{
	const struct flat *x = a, *y = b;
	return x->span.s != y->span.s ? (x->span.s < y->span.s ? -1 : 1) : x->span.e < y->span.e ? -1 : x->span.e > y->span.e;
}

struct flats {
	struct flat *v;
	size_t n, cap;
};

static bool push(struct flats *f, struct piece_span s, const char *kind)
{
	if (f->n == f->cap) {
		size_t cap = f->cap ? f->cap * 2 : 64;
		struct flat *v = realloc(f->v, cap * sizeof *v);
		if (!v)
			return false;
		f->v = v;
		f->cap = cap;
	}
	f->v[f->n] = (struct flat){ .span = s };
	snprintf(f->v[f->n++].kind, sizeof f->v->kind, "%s", kind);
	return true;
}

static bool flat_layers(struct eval *e)
{
	struct flats g = { 0 }, s = { 0 };
	struct piece_span at;
	drg_span t;
	drg_zone z;
	drg_mention m;
	bool ok = true;
	for (int layer = SENTENCES; ok && layer <= MENTIONS; layer++) {
		struct json_object *l = list(e, layer == MENTIONS ? "entities" : layer_name[layer]);
		g.n = s.n = 0;
		if (!l)
			continue;
		for (size_t i = 0; ok && i < length(l); i++) {
			struct json_object *x = json_object_array_get_idx(l, i), *more = get(x, "mentions");
			if (layer == SENTENCES && span_of(x, &at))
				ok = push(&g, at, "");
			else if (layer == ZONES && span_of(get(x, "span"), &at))
				ok = push(&g, at, word(x, "kind"));
			else if (layer == MENTIONS)
				for (size_t k = 0; ok && k < length(more); k++)
					if (span_of(get(json_object_array_get_idx(more, k), "span"), &at))
						ok = push(&g, at, "");
		}
		for (uint32_t i = 0; ok && layer == SENTENCES && drg_doc_get_sentence(e->doc, i, &t); i++)
			ok = push(&s, ours(e, t), "");
		for (uint32_t i = 0; ok && layer == ZONES && drg_doc_get_zone(e->doc, i, &z); i++)
			ok = push(&s, ours(e, z.span), z.kind);
		for (uint32_t i = 0; ok && layer == MENTIONS && drg_doc_get_mention(e->doc, i, &m); i++)
			ok = push(&s, ours(e, m.span), "");
		if (g.n)
			qsort(g.v, g.n, sizeof *g.v, by_start);
		if (s.n)
			qsort(s.v, s.n, sizeof *s.v, by_start);
		score_flat(&e->score[layer], g.v, g.n, s.v, s.n);
	}
	free(g.v);
	free(s.v);
	return ok;
}

/* --------------------------------------------------------------- claims -- */

enum { PIECES = 16 }; /* spans of one claim looked at */

struct stretch {
	struct piece_span v[PIECES];
	size_t n;
};

static uint64_t size_of(const struct stretch *s)
{
	uint64_t n = 0;
	for (size_t i = 0; i < s->n; i++)
		n += s->v[i].e - s->v[i].s;
	return n;
}

static double shared(const struct stretch *a, const struct stretch *b)
{
	uint64_t both = 0;
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++) {
			uint32_t s = a->v[i].s > b->v[k].s ? a->v[i].s : b->v[k].s, e = a->v[i].e < b->v[k].e ? a->v[i].e : b->v[k].e;
			both += e > s ? e - s : 0;
		}
	uint64_t all = size_of(a) + size_of(b) - both;
	return all ? (double)both / (double)all : 0;
}

static bool similar(const char *a, size_t an, const char *b, size_t bn)
{
	if (an < bn)
		return similar(b, bn, a, an);
	for (size_t i = 0; bn && i + bn <= an; i++) {
		size_t k = 0;
		while (k < bn && (a[i + k] | 0x20) == (b[k] | 0x20))
			k++;
		if (k == bn)
			return true;
	}
	return an == 0 && bn == 0;
}

static bool same_hop(const struct eval *e, struct json_object *g, const drg_hop *h)
{
	struct piece_span at;
	drg_entity ent;
	const char *name = word(g, "name");
	if (span_of(get(g, "span"), &at) && h->span.e > h->span.s && overlap(at, ours(e, h->span)))
		return true;
	if (similar(name, strlen(name), h->name.p, h->name.n))
		return true;
	return drg_doc_get_entity(e->doc, h->entity, &ent) && ent.name.n && similar(name, strlen(name), ent.name.p, ent.name.n);
}

static bool same_chain(const struct eval *e, struct json_object *g, const drg_claim *c)
{
	drg_hop h;
	if (length(g) != c->n_hops)
		return false;
	for (uint32_t i = 0; i < c->n_hops; i++) {
		struct json_object *x = json_object_array_get_idx(g, i);
		if (!drg_doc_get_hop(e->doc, c->first_hop + i, &h) || strcmp(word(x, "role"), h.role) != 0)
			return false;
		/* A publisher that neither side names is the same. */
		if (!same_hop(e, x, &h) && !(strcmp(h.role, "publisher") == 0 && (!h.name.n || !*word(x, "name"))))
			return false;
	}
	return true;
}

struct pair {
	uint32_t g, s;
	double part;
};

static int by_part(const void *a, const void *b)
{
	const struct pair *x = a, *y = b;
	if (x->part != y->part)
		return x->part > y->part ? -1 : 1;
	return x->g != y->g ? (x->g < y->g ? -1 : 1) : x->s < y->s ? -1 : x->s > y->s;
}

static void score_pair(struct eval *e, struct json_object *g, const drg_claim *c, bool exact)
{
	struct json_object *hops = get(g, "chain");
	drg_hop h;
	e->score[CLAIMS].right++;
	e->score[CLAIMS_EXACT].right += exact;
	if (length(hops) && c->n_hops && drg_doc_get_hop(e->doc, c->first_hop + c->n_hops - 1, &h))
		e->score[ORIGIN].right += same_hop(e, json_object_array_get_idx(hops, length(hops) - 1), &h);
	e->score[CHAIN].right += same_chain(e, hops, c);
	e->score[STANCE].right += strcmp(word(g, "stance"), c->stance) == 0;
}

static bool claims(struct eval *e)
{
	struct json_object *l = list(e, "claims");
	drg_claim c;
	uint32_t n_gold = (uint32_t)length(l), n_sys = 0;
	if (!l)
		return true;
	while (drg_doc_get_claim(e->doc, n_sys, &c))
		n_sys++;
	struct stretch *g = calloc(n_gold + 1u, sizeof *g), *s = calloc(n_sys + 1u, sizeof *s);
	struct pair *p = NULL;
	size_t n_pairs = 0, cap = 0;
	bool ok = g && s;
	uint64_t gold = 0, found = 0;
	for (uint32_t i = 0; ok && i < n_gold; i++) {
		struct json_object *x = json_object_array_get_idx(l, i), *v = get(x, "spans");
		if (strcmp(word(x, "kind"), "own") == 0)
			continue;
		for (size_t k = 0; k < length(v) && g[i].n < PIECES; k++)
			g[i].n += span_of(json_object_array_get_idx(v, k), &g[i].v[g[i].n]);
		gold++;
	}
	for (uint32_t i = 0; ok && i < n_sys && drg_doc_get_claim(e->doc, i, &c); i++) {
		if (strcmp(c.kind, "own") == 0)
			continue;
		for (uint32_t k = 0; k < c.spans.n && s[i].n < PIECES; k++)
			s[i].v[s[i].n++] = ours(e, c.spans.v[k]);
		found++;
	}
	for (uint32_t i = 0; ok && i < n_gold; i++)
		for (uint32_t k = 0; ok && k < n_sys; k++) {
			double part = g[i].n && s[k].n ? shared(&g[i], &s[k]) : 0;
			if (part < 0.5)
				continue;
			if (n_pairs == cap) {
				cap = cap ? cap * 2 : 64;
				struct pair *more = realloc(p, cap * sizeof *p);
				ok = more != NULL;
				p = more ? more : p;
			}
			if (ok)
				p[n_pairs++] = (struct pair){ i, k, part };
		}
	if (n_pairs)
		qsort(p, n_pairs, sizeof *p, by_part);
	for (int k = CLAIMS; k <= STANCE; k++) {
		e->score[k].gold += gold;
		e->score[k].found += found;
	}
	for (size_t i = 0; ok && i < n_pairs; i++) {
		if (!g[p[i].g].n || !s[p[i].s].n)
			continue; /* taken */
		g[p[i].g].n = s[p[i].s].n = 0;
		if (drg_doc_get_claim(e->doc, p[i].s, &c))
			score_pair(e, json_object_array_get_idx(l, p[i].g), &c, p[i].part == 1);
	}
	free(g);
	free(s);
	free(p);
	return ok;
}

/* ------------------------------------------------------------------ acts -- */

/* Act i of a layer: where it stands and what must be equal. */
static bool our_act(const struct eval *e, enum layer layer, uint32_t i, struct piece_span *at, const char *key[2])
{
	drg_position p;
	drg_condition c;
	drg_proposal o;
	key[1] = "";
	if (layer == POSITIONS && drg_doc_get_position(e->doc, i, &p)) {
		*at = ours(e, p.act.span);
		key[0] = p.issue;
		key[1] = p.stance;
		return true;
	}
	if (layer == CONDITIONS && drg_doc_get_condition(e->doc, i, &c)) {
		*at = ours(e, c.act.span);
		key[0] = c.kind;
		return true;
	}
	if (layer == PROPOSALS && drg_doc_get_proposal(e->doc, i, &o)) {
		*at = ours(e, o.act.span);
		key[0] = o.state;
		return true;
	}
	return false;
}

static bool acts(struct eval *e, enum layer layer)
{
	struct json_object *l = list(e, layer_name[layer]);
	struct piece_span at, here;
	const char *key[2];
	uint32_t n = 0;
	if (!l)
		return true;
	while (our_act(e, layer, n, &here, key))
		n++;
	bool *used = calloc(n + 1u, sizeof *used);
	if (!used)
		return false;
	e->score[layer].found += n;
	for (size_t i = 0; i < length(l); i++) {
		struct json_object *x = json_object_array_get_idx(l, i), *history = get(x, "states");
		/* A proposal of the gold is one row with a history of states, each with its words. */
		size_t states = layer == PROPOSALS && length(history) ? length(history) : 1;
		for (size_t k = 0; k < states; k++) {
			struct json_object *row = states > 1 || (layer == PROPOSALS && length(history)) ? json_object_array_get_idx(history, k) : x;
			const char *want = layer == POSITIONS ? word(row, "issue") : layer == CONDITIONS ? word(row, "type") : word(row, "state");
			const char *also = layer == POSITIONS ? word(row, "stance") : "";
			e->score[layer].gold++;
			if (!span_of(get(row, "span"), &at) && !span_of(get(row, "operator"), &at))
				continue;
			for (uint32_t m = 0; m < n && our_act(e, layer, m, &here, key); m++)
				if (!used[m] && overlap(at, here) && strcmp(key[0], want) == 0 && strcmp(key[1], also) == 0) {
					used[m] = true;
					e->score[layer].right++;
					break;
				}
		}
	}
	free(used);
	return true;
}

/* ----------------------------------------------------------------- files -- */

static bool count_code_points(struct eval *e)
{
	drg_str t = drg_doc_text(e->doc);
	e->n = (uint32_t)t.n;
	e->cp = malloc((t.n + 1) * sizeof *e->cp);
	if (!e->cp)
		return false;
	uint32_t n = 0;
	for (size_t i = 0; i <= t.n; i++) {
		e->cp[i] = n;
		n += i < t.n && ((unsigned char)t.p[i] & 0xC0) != 0x80;
	}
	return true;
}

/* One line: 0, or the exit code. */
static int score_line(struct eval *e, drg_work *work, const char *file, uint64_t number, const char *line, size_t n)
{
	drg_input_options o = { .size = sizeof o, .as = DRG_KIND_JSONL };
	drg_input *in = NULL;
	drg_source *src = NULL;
	drg_doc *doc = NULL;
	drg_error err = { 0 };
	drg_status s = drg_input_open_memory(line, n, file, &o, &in, &err);
	if (!s)
		s = drg_input_next(in, &src, &err);
	if (!s)
		s = drg_analyse(work, src, &doc, &err);
	int code = 0;
	if (s && s != DRG_END) {
		err.line = number; /* each line is read as a file of its own */
		say_error(&err);
		code = EXIT_SOME_FAILED;
	}
	struct json_tokener *t = doc ? json_tokener_new() : NULL;
	e->doc = doc;
	e->gold = t && n < INT32_MAX ? json_tokener_parse_ex(t, line, (int)n) : NULL;
	if (doc && e->gold) {
		bool ok = count_code_points(e) && flat_layers(e) && claims(e);
		for (int k = POSITIONS; ok && k <= PROPOSALS; k++)
			ok = acts(e, (enum layer)k);
		if (!ok) {
			say("out of memory");
			code = EXIT_INTERNAL;
		}
		e->reports++;
		free(e->cp);
	}
	json_object_put(e->gold);
	if (t)
		json_tokener_free(t);
	drg_doc_free(doc);
	drg_source_free(src);
	drg_input_close(in);
	return code;
}

static int score_file(struct eval *e, drg_work *work, const char *path, struct progress *progress)
{
	FILE *f = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	uint64_t number = 0;
	int code = 0;
	if (!f) {
		say("%s: cannot open: %s", path, strerror(errno));
		return EXIT_SOME_FAILED;
	}
	while (!interrupted() && code != EXIT_INTERNAL && (n = getline(&line, &cap, f)) >= 0) {
		int got = score_line(e, work, path, ++number, line, (size_t)n);
		code = got ? got : code;
		progress_show(progress, e->reports, 0, 0);
	}
	if (ferror(f)) {
		say("%s: cannot read: %s", path, strerror(errno));
		code = EXIT_SOME_FAILED;
	}
	free(line);
	if (f != stdin)
		fclose(f);
	return code;
}

static double ratio(uint64_t a, uint64_t b)
{
	return b ? (double)a / (double)b : 0;
}

static void print_scores(const struct eval *e, bool json)
{
	if (json)
		printf("{\"reports\":%llu", (unsigned long long)e->reports);
	else
		printf("%llu reports\n%-13s%8s%8s%8s%8s%8s%8s\n", (unsigned long long)e->reports, "", "gold", "found", "right", "P", "R", "F1");
	for (int i = 0; i < LAYERS; i++) {
		const struct score *s = &e->score[i];
		double p = ratio(s->right, s->found), r = ratio(s->right, s->gold), f = p + r > 0 ? 2 * p * r / (p + r) : 0;
		if (json)
			printf(",\"%s\":{\"gold\":%llu,\"found\":%llu,\"right\":%llu,\"p\":%.4f,\"r\":%.4f,\"f1\":%.4f}", layer_name[i],
			       (unsigned long long)s->gold, (unsigned long long)s->found, (unsigned long long)s->right, p, r, f);
		else if (s->gold || s->found)
			printf("%-13s%8llu%8llu%8llu%8.3f%8.3f%8.3f\n", layer_name[i], (unsigned long long)s->gold, (unsigned long long)s->found,
			       (unsigned long long)s->right, p, r, f);
	}
	if (json)
		printf("}\n");
}

int cmd_eval(const struct command *cmd, int argc, char **argv)
{
	const char *pack_path = NULL;
	bool json = false, quiet = false;
	const struct opt opts[] = {
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON", &json },
		{ "pack", 0, OPT_TEXT, "FILE", "language pack to read with", &pack_path },
		{ "quiet", 'q', OPT_FLAG, NULL, "no progress on standard error", &quiet },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if (argc < 2)
		return opt_usage(cmd, "name a file of annotated reports, JSON Lines of schema dragoman/1");
	drg_pack *pack = open_pack(pack_path);
	if (!pack)
		return EXIT_UNUSABLE;
	drg_work *work = NULL;
	drg_error err;
	struct eval *e = calloc(1, sizeof *e);
	struct progress progress;
	code = 0;
	catch_interrupt();
	if (!e || drg_work_new(pack, NULL, &work, &err) != DRG_OK) {
		say("out of memory");
		code = EXIT_INTERNAL;
	}
	progress_begin(&progress, "reports", quiet);
	for (int i = 1; code != EXIT_INTERNAL && i < argc && !interrupted(); i++) {
		int got = score_file(e, work, argv[i], &progress);
		code = got ? got : code;
	}
	progress_end(&progress);
	if (code != EXIT_INTERNAL && e->reports)
		print_scores(e, json);
	else if (!code)
		code = EXIT_NOTHING;
	if (interrupted())
		code = EXIT_INTERRUPTED;
	free(e);
	drg_work_free(work);
	drg_pack_close(pack);
	return finish(code);
}
