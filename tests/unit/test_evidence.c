/* The heads for attributions, events and talk acts, on the shipped trunk with random heads
 * laid over it: the numbers of a slow twin, the same bytes from every kernel,
 * and a model without them as before. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stage/encode.h"
#include "stage/evidence.h"
#include "stage/token.h"

#ifndef TEST_BUILD_DIR /* given by CMake; here for tools that read one file alone */
#define TEST_BUILD_DIR "build"
#endif

enum { HIDDEN = 384, DIM = 96, WORD = DIM + 1, BUCKETS = 3 };

static drg_pack *pack;
static struct pool keep_pool, scratch_pool;

/* A layer HIDDEN -> out as training gives it, and as the pack stores it. */
struct fake_layer {
	const char *p_name, *s_name;
	uint32_t out;
	int8_t *q;
	float *s, *b;
	uint8_t *panels;
};
static struct fake_layer layers[] = { { .p_name = "head.cue.p", .s_name = "head.cue.s", .out = EVIDENCE_BIO },
	                              { .p_name = "head.estat.p", .s_name = "head.estat.s", .out = EVIDENCE_STAT },
	                              { .p_name = "head.event.p", .s_name = "head.event.s", .out = 17 },
	                              { .p_name = "head.att.cue.p", .s_name = "head.att.cue.s", .out = DIM },
	                              { .p_name = "head.att.word.p", .s_name = "head.att.word.s", .out = DIM },
	                              { .p_name = "head.talk.p", .s_name = "head.talk.s", .out = EVIDENCE_TALK },
	                              { .p_name = "head.talk.mid.p", .s_name = "head.talk.mid.s", .out = EVIDENCE_TALK },
	                              { .p_name = "head.arg.cue.p", .s_name = "head.arg.cue.s", .out = DIM },
	                              { .p_name = "head.arg.word.p", .s_name = "head.arg.word.s", .out = DIM } };
enum { N_LAYERS = sizeof layers / sizeof *layers };
static float *core, dist[BUCKETS * EVIDENCE_ROLES];
static bool with_heads;

static uint32_t seed = 1;
static float random_float(void) /* -1 .. 1 */
{
	seed = seed * 1664525u + 1013904223u;
	return (float)(seed >> 8) / 8388608.0f - 1.0f;
}

static void make(void)
{
	for (size_t k = 0; k < N_LAYERS; k++) {
		struct fake_layer *l = &layers[k];
		size_t n_panels = drg__pad16(l->out) / 16, step = drg__panel_bytes(HIDDEN);
		l->q = malloc((size_t)l->out * HIDDEN);
		l->s = aligned_alloc(64, 512);
		l->b = malloc(512);
		l->panels = aligned_alloc(64, n_panels * step);
		memset(l->panels, 0, n_panels * step);
		for (uint32_t o = 0; o < l->out; o++) {
			int32_t sum = 0;
			uint8_t *panel = l->panels + o / 16 * step;
			for (uint32_t i = 0; i < HIDDEN; i++) {
				int8_t q = (int8_t)(random_float() * 127);
				l->q[o * HIDDEN + i] = q;
				sum += q;
				panel[192 + i / 4 * 64 + o % 16 * 4 + i % 4] = (uint8_t)q;
			}
			l->s[o] = .002f;
			l->b[o] = random_float();
			sum *= -64;
			memcpy(panel + o % 16 * 4, &sum, 4);
			memcpy(panel + 64 + o % 16 * 4, &l->s[o], 4);
			memcpy(panel + 128 + o % 16 * 4, &l->b[o], 4);
		}
	}
	core = aligned_alloc(64, ((sizeof(float) * WORD * EVIDENCE_ROLES * WORD) + 63) / 64 * 64);
	for (size_t i = 0; i < (size_t)WORD * EVIDENCE_ROLES * WORD; i++)
		core[i] = random_float() * .1f;
	for (size_t i = 0; i < BUCKETS * EVIDENCE_ROLES; i++)
		dist[i] = random_float();
}

static bool find(void *ctx, const char *name, struct net_tensor *out)
{
	static _Alignas(64) float aligned_dist[64];
	struct tensor t;
	(void)ctx;
	for (size_t k = 0; with_heads && k < N_LAYERS; k++) {
		if (strcmp(name, layers[k].p_name) == 0) {
			uint32_t n = (uint32_t)drg__pad16(layers[k].out) / 16, step = (uint32_t)drg__panel_bytes(HIDDEN);
			*out = (struct net_tensor){ layers[k].panels, (uint64_t)n * step, NET_U8, 2, { n, step } };
			return true;
		}
		if (strcmp(name, layers[k].s_name) == 0) {
			*out = (struct net_tensor){ layers[k].s, 4ull * layers[k].out, NET_F32, 1, { layers[k].out } };
			return true;
		}
	}
	if (with_heads && strcmp(name, "head.att.w") == 0) {
		*out = (struct net_tensor){ core, sizeof(float) * WORD * EVIDENCE_ROLES * WORD, NET_F32, 3, { WORD, EVIDENCE_ROLES, WORD } };
		return true;
	}
	if (with_heads && strcmp(name, "head.arg.w") == 0) { /* the same numbers, told apart otherwise */
		*out = (struct net_tensor){ core, sizeof(float) * WORD * EVIDENCE_ARG_ROLES * WORD, NET_F32, 3, { WORD, EVIDENCE_ARG_ROLES, WORD } };
		return true;
	}
	if (with_heads && (strcmp(name, "head.att.dist") == 0 || strcmp(name, "head.arg.dist") == 0)) {
		memcpy(aligned_dist, dist, sizeof dist);
		*out = (struct net_tensor){ aligned_dist, sizeof dist, NET_F32, 2, { BUCKETS, name[7] == 't' ? EVIDENCE_ROLES : EVIDENCE_ARG_ROLES } };
		return true;
	}
	/* whatever heads the shipped model has are not looked at here */
	if (strncmp(name, "head.cue.", 9) == 0 || strncmp(name, "head.e", 6) == 0)
		if (strncmp(name, "head.ent.", 9) != 0)
			return false;
	if (!with_heads && strncmp(name, "head.coref.", 11) == 0)
		return false;
	if (strncmp(name, "head.a", 6) == 0 && strncmp(name, "head.arc.", 9) != 0)
		return false;
	if (strncmp(name, "head.talk.", 10) == 0 || !drg__pack_tensor(pack, name, &t))
		return false;
	*out = (struct net_tensor){ t.data, t.bytes, t.dtype == DTYPE_F32 ? NET_F32 : t.dtype == DTYPE_I8 ? NET_I8 : NET_U8, t.n_dim,
		                    { t.shape[0], t.shape[1], t.shape[2], t.shape[3] } };
	return true;
}

static void open_encoder(struct encoder *enc, const char *buckets, struct arena *a)
{
	drg_error err;
	struct model_source src = { find, NULL, drg__pack_vocab(pack), drg__pack_model_meta(pack, "inventory"),
		                    drg__pack_model_meta(pack, "tags"), drg__str_c(buckets), drg__pack_model_meta(pack, "coref_buckets") };
	if (drg__encoder_init(enc, &src, a, &err))
		fail_msg("%s", err.message);
}

static const char passage[] = "The envoy of Sarne said on Monday that talks would go on, and a second envoy denied it. \"We wait,\" she told reporters.";

struct read {
	struct tokens tok;
	struct deps deps;
	struct evidence ev;
};

static struct read read_text(const struct encoder *enc, struct text text, struct arena *a)
{
	struct read r = { 0 };
	struct span whole = { 0, text.n };
	struct paras paras = { &whole, 1 };
	struct sents s = { 0 };
	struct morph m;
	struct names names;
	struct tagset t;
	drg__tokenize(&text, &paras, NULL, a, drg__arena(&scratch_pool), &r.tok);
	drg__encode(enc, &text, &r.tok, false, a, drg__arena(&scratch_pool), (struct encoded){ &s, &t, &m, &r.deps, &names, &r.ev });
	return r;
}

static struct read read_passage(const struct encoder *enc, struct arena *a)
{
	return read_text(enc, (struct text){ .p = passage, .n = sizeof passage - 1 }, a);
}

/* What a layer makes of a row of the stream, sum by sum. */
static void slow_layer(const struct fake_layer *l, const float *x, bool relu, double *y)
{
	double top = 0;
	for (int i = 0; i < HIDDEN; i++)
		top = fabs((double)x[i]) > top ? fabs((double)x[i]) : top;
	for (uint32_t o = 0; o < l->out; o++) {
		double sum = 0;
		for (int i = 0; i < HIDDEN; i++)
			sum += rint((double)(x[i] * (63.0f / (float)top))) * l->q[o * HIDDEN + (uint32_t)i];
		y[o] = sum * (top / 63) * (double)l->s[o] + (double)l->b[o];
		if (relu && y[o] < 0)
			y[o] = 0;
	}
}

static double rounded(double x, double top, double steps)
{
	return top > 0 ? rint((double)((float)x * ((float)steps / (float)top))) * top / steps : 0;
}

/* One of `roles` roles' score: the cue's side in 7 bits, each of the core's columns in 8. */
static double slow_score(const double *asker, const double *word, int role, int roles, double *size)
{
	double sum = 0, top = 0;
	*size = 0;
	for (int i = 0; i < DIM; i++)
		top = asker[i] > top ? asker[i] : top;
	for (int j = 0; j <= DIM; j++) {
		const float *w = core + role * WORD + j;
		double most = 0;
		for (int i = 0; i < DIM; i++)
			most = fabs((double)w[i * roles * WORD]) > most ? fabs((double)w[i * roles * WORD]) : most;
		double t = (double)w[DIM * roles * WORD];
		for (int i = 0; i < DIM; i++)
			t += rounded(asker[i], top, 63) * rounded((double)w[i * roles * WORD], most, 127);
		t *= j < DIM ? word[j] : 1;
		sum += t;
		*size += fabs(t);
	}
	return sum;
}

/* Roles of the 30 words of a window, layers[at] being the head's side of the cue, the next that of the word. */
static void twin_of_pair(const struct net *net, const struct net_work *w, enum net_pair which, size_t at, int roles)
{
	double asker[DIM], word[DIM];
	for (uint32_t c = 0; c < 30; c += 7) {
		size_t ld;
		struct arena scratch = drg__arena(&scratch_pool);
		const float *v = drg__net_roles(net, which, w, 30, c, &scratch, &ld);
		slow_layer(&layers[at], w->x + (c + 1) * HIDDEN, true, asker);
		for (uint32_t t = 0; t < 30; t++) {
			slow_layer(&layers[at + 1], w->x + (t + 1) * HIDDEN, true, word);
			for (int r = 0; r < roles; r++) {
				double size, sum = slow_score(asker, word, r, roles, &size);
				/* a value half way between two steps may fall to either side */
				if (fabs(sum - (double)v[(size_t)r * ld + t]) > .002 * size)
					fail_msg("head %d cue %u word %u role %d: %g, wanted %g of %g", which, c, t, r, (double)v[(size_t)r * ld + t], sum, size);
			}
		}
	}
}

static void twin(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, "[-9, 3]", &a);
	/* The sentence's words, one piece or more each, as one window. */
	struct net_work w;
	uint16_t piece[40], first[30];
	uint8_t shape[40] = { 0 };
	for (uint16_t i = 0; i < 40; i++)
		piece[i] = (uint16_t)(i ? 200 + i * 37 : enc.pieces.cls);
	for (uint16_t i = 0; i < 30; i++)
		first[i] = (uint16_t)(1 + i);
	drg__net_work(&enc.net, 40, &a, &w);
	drg__net_run(&enc.net, &(struct window){ piece, shape, first, 40, 30 }, &w);
	double cue[EVIDENCE_BIO], talk[EVIDENCE_TALK], mid[EVIDENCE_TALK];
	for (uint32_t t = 0; t < 30; t++) {
		slow_layer(&layers[0], w.x + (t + 1) * HIDDEN, false, cue);
		for (uint32_t c = 0; c < EVIDENCE_BIO; c++)
			assert_true(fabs(cue[c] - (double)w.v[HEAD_CUE][t * w.ld[HEAD_CUE] + c]) < 1e-3);
		slow_layer(&layers[5], w.x + (t + 1) * HIDDEN, false, talk);
		slow_layer(&layers[6], w.mid + t * HIDDEN, false, mid);
		for (uint32_t c = 0; c < EVIDENCE_TALK; c++)
			assert_true(fabs(talk[c] + mid[c] - (double)w.v[HEAD_TALK][t * w.ld[HEAD_TALK] + c]) < 1e-3);
	}
	twin_of_pair(&enc.net, &w, PAIR_ATT, 3, EVIDENCE_ROLES);
	twin_of_pair(&enc.net, &w, PAIR_ARG, 7, EVIDENCE_ARG_ROLES);
}

static void bytes(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, "[-9, 3]", &a);
	struct read want = { 0 };
	const struct kernels *k;
	for (size_t n = 0; (k = drg__kernels_at(n)); n++) {
		enc.net.k = k;
		struct read r = read_passage(&enc, &a);
		assert_non_null(r.ev.cue);
		assert_int_equal(r.ev.n_event, 17);
		assert_true(r.ev.roles.n > 0);
		uint32_t last = 0;
		for (size_t i = 0; i < r.ev.roles.n; i++) {
			const struct cue_roles *c = &r.ev.roles.v[i];
			assert_true(c->from <= c->tok && c->tok < c->to && c->to <= r.tok.n && (i == 0 || last < c->tok));
			assert_true(r.ev.cue[c->tok * EVIDENCE_BIO + 1] <= EVIDENCE_CUE);
			last = c->tok;
		}
		for (uint32_t t = 0; t < r.tok.n; t++) { /* each group of classes sums to one */
			double p = 0;
			for (int c = 0; c < EVIDENCE_BIO; c++)
				p += exp(-r.ev.cue[t * EVIDENCE_BIO + (uint32_t)c] / 16.0);
			assert_true(p > .9 && p < 1.1);
			p = exp(-r.ev.estat[t * EVIDENCE_STAT] / 16.0) + exp(-r.ev.estat[t * EVIDENCE_STAT + 1] / 16.0);
			assert_true(p > .9 && p < 1.1);
			static const uint32_t part[] = { TALK_POS, TALK_COND, TALK_PROP, TALK_AGREE, TALK_MEASURE, TALK_ISSUE, EVIDENCE_TALK };
			for (int q = 0; q < 6; q++) {
				p = 0;
				for (uint32_t c = part[q]; c < part[q + 1]; c++)
					p += exp(-r.ev.talk[t * EVIDENCE_TALK + c] / 16.0);
				assert_true(p > .7 && p < 1.3); /* up to 22 classes, each rounded */
			}
		}
		assert_true(r.ev.coref.n > 8);
		assert_true(r.ev.args.n > 0);
		for (size_t i = 0; i < r.ev.args.n; i++) {
			const struct arg_row *row = &r.ev.args.v[i];
			assert_true(r.ev.event[row->tok * 17] >= EVIDENCE_TRIGGER && row->n <= r.tok.n);
			assert_ptr_equal(drg__evidence_args(&r.ev, row->tok), row);
			for (uint32_t x = 0; x < row->n; x++) {
				assert_true(row->word[x].tok < r.tok.n && (x == 0 || row->word[x - 1].tok < row->word[x].tok));
				assert_true(row->word[x].cost[0] <= EVIDENCE_ARG || row->word[x].cost[1] <= EVIDENCE_ARG);
			}
		}
		if (n == 0) {
			want = r;
			continue;
		}
		assert_memory_equal(want.ev.cue, r.ev.cue, r.tok.n * EVIDENCE_BIO);
		assert_memory_equal(want.ev.event, r.ev.event, r.tok.n * 17);
		assert_memory_equal(want.ev.estat, r.ev.estat, r.tok.n * EVIDENCE_STAT);
		assert_memory_equal(want.ev.talk, r.ev.talk, r.tok.n * EVIDENCE_TALK);
		assert_int_equal(want.ev.coref.n, r.ev.coref.n);
		assert_memory_equal(want.ev.coref.v, r.ev.coref.v, r.ev.coref.n * sizeof *r.ev.coref.v);
		assert_int_equal(want.ev.args.n, r.ev.args.n);
		for (size_t i = 0; i < r.ev.args.n; i++) {
			assert_int_equal(want.ev.args.v[i].n, r.ev.args.v[i].n);
			for (uint32_t x = 0; x < r.ev.args.v[i].n; x++) {
				assert_int_equal(want.ev.args.v[i].word[x].tok, r.ev.args.v[i].word[x].tok);
				assert_memory_equal(want.ev.args.v[i].word[x].cost, r.ev.args.v[i].word[x].cost, 2);
			}
		}
		assert_int_equal(want.ev.roles.n, r.ev.roles.n);
		for (size_t i = 0; i < r.ev.roles.n; i++)
			assert_memory_equal(want.ev.roles.v[i].cost, r.ev.roles.v[i].cost, (r.ev.roles.v[i].to - r.ev.roles.v[i].from) * EVIDENCE_ROLES);
	}
}

static void without(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder plain, more;
	with_heads = false;
	open_encoder(&plain, "", &a);
	with_heads = true;
	open_encoder(&more, "[-9, 3]", &a);
	struct read p = read_passage(&plain, &a), m = read_passage(&more, &a);
	assert_null(p.ev.cue);
	assert_null(p.ev.event);
	assert_null(p.ev.talk);
	assert_int_equal(p.ev.roles.n, 0);
	assert_int_equal(p.ev.args.n, 0);
	assert_null(drg__evidence_args(&p.ev, 1));
	assert_int_equal(p.ev.coref.n, 0);
	assert_memory_equal(p.deps.head, m.deps.head, p.tok.n * sizeof *p.deps.head);
	assert_memory_equal(p.deps.score, m.deps.score, p.tok.n * sizeof *p.deps.score);
}

/* Many nouns, over the edges of many windows: each looks back at EVIDENCE_BACK of them and no more. */
static void long_text(void *unused)
{
	(void)unused;
	enum { TIMES = 60 };
	static char many[TIMES * sizeof passage];
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	open_encoder(&enc, "[-9, 3]", &a);
	for (size_t i = 0; i < TIMES; i++)
		memcpy(many + i * sizeof passage, passage, sizeof passage);
	for (size_t i = 0; i < sizeof many; i++)
		many[i] = many[i] ? many[i] : ' ';
	struct read r = read_text(&enc, (struct text){ .p = many, .n = sizeof many }, &a);
	const struct coref_row *row = r.ev.coref.v;
	assert_true(r.ev.coref.n > 6 * TIMES);
	for (size_t i = 0; i < r.ev.coref.n; i++)
		for (size_t d = 0; d < EVIDENCE_BACK; d++) {
			assert_true((row[i].back[d] == EVIDENCE_NEVER) == (d >= i));
			if (d < i)
				assert_int_equal(drg__evidence_coref(&r.ev, row[i - 1 - d].tok, row[i].tok), row[i].back[d]);
		}
	uint32_t last = row[r.ev.coref.n - 1].tok;
	assert_int_equal(drg__evidence_coref(&r.ev, row[r.ev.coref.n - 2 - EVIDENCE_BACK].tok, last), EVIDENCE_NEVER);
	assert_int_equal(drg__evidence_coref(&r.ev, last, row[0].tok), EVIDENCE_NEVER);
	assert_int_equal(drg__evidence_coref(&r.ev, 0, last), EVIDENCE_NEVER); /* "The" */
}

static void refusals(void *unused)
{
	(void)unused;
	static const char *const bad[] = { "", "[1]", "[1, 2, 3]", "[2, 1]", "[1, x]", "[1, 2" };
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	drg_error err;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct model_source src = { find, NULL, drg__pack_vocab(pack), drg__pack_model_meta(pack, "inventory"),
			                    drg__pack_model_meta(pack, "tags"), drg__str_c(bad[i]), drg__pack_model_meta(pack, "coref_buckets") };
		assert_int_equal(drg__encoder_init(&enc, &src, &a, &err), DRG_EPACK);
		assert_non_null(strstr(err.message, "att_buckets"));
	}
}

static void guarded(void (*fn)(void *))
{
	with_heads = true;
	assert_int_equal(drg__guard2(&keep_pool, &scratch_pool, fn, NULL), DRG__GUARD_DONE);
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
}

static void numbers_are_those_of_a_slow_twin(void **state)
{
	(void)state;
	guarded(twin);
}

static void kernels_give_the_same_bytes(void **state)
{
	(void)state;
	guarded(bytes);
}

static void a_model_may_lack_the_heads(void **state)
{
	(void)state;
	guarded(without);
}

static void nouns_look_back_over_windows(void **state)
{
	(void)state;
	guarded(long_text);
}

static void buckets_must_fit(void **state)
{
	(void)state;
	guarded(refusals);
}

/* costs are -16 ln p: .5 is 11, .25 is 22, one is 0, nothing is 255 */
static void costs_are_logarithms(void **state)
{
	(void)state;
	const struct kernels *k = drg__kernels_named("portable");
	assert_int_equal(drg__cost(k, (float[]){ 1, 1 }, 2, 0), 11);
	assert_int_equal(drg__cost(k, (float[]){ 3, 3, 3, 3 }, 4, 2), 22);
	assert_int_equal(drg__cost(k, (float[]){ 90, 0 }, 2, 0), 0);
	assert_int_equal(drg__cost(k, (float[]){ 90, 0 }, 2, 1), 255);
	assert_int_equal(drg__cost(k, (float[]){ 5, 0 }, 2, 1), 80);
}

int main(void)
{
	drg_error err;
	if (drg_pack_open(TEST_BUILD_DIR "/en.pack", &pack, &err)) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	make();
	drg__pool_init(&keep_pool, 1u << 30);
	drg__pool_init(&scratch_pool, 1u << 30);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_those_of_a_slow_twin),
		cmocka_unit_test(kernels_give_the_same_bytes),
		cmocka_unit_test(a_model_may_lack_the_heads),
		cmocka_unit_test(nouns_look_back_over_windows),
		cmocka_unit_test(buckets_must_fit),
		cmocka_unit_test(costs_are_logarithms),
	};
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	drg_pack_close(pack);
	for (size_t k = 0; k < N_LAYERS; k++) {
		free(layers[k].q);
		free(layers[k].s);
		free(layers[k].b);
		free(layers[k].panels);
	}
	free(core);
	return bad;
}
