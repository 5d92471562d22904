/* The model refused by name when a tensor is missing, cut, misshapen or of another type; and hostile documents
 * through the whole encoder.  Uses the built pack; its damage (flipped bytes, cut files) is test_pack's matter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "full.h"
#include "stage/encode.h"
#include "stage/token.h"

#ifndef TEST_BUILD_DIR /* given by CMake; here for tools that read one file alone */
#define TEST_BUILD_DIR "build"
#endif

static drg_pack *pack;
static struct pool keep_pool, scratch_pool;

/* The pack's tensors, one of them spoiled. */
static const char *victim;
static enum { MISSING, SHORT, OTHER_TYPE, OTHER_RANK, OTHER_SHAPE, HUGE_SHAPE, HARMS } harm;

static bool find(void *ctx, const char *name, struct net_tensor *out)
{
	struct tensor t;
	(void)ctx;
	if (!drg__pack_tensor(pack, name, &t))
		return false;
	*out = (struct net_tensor){ t.data, t.bytes, t.dtype == DTYPE_F32 ? NET_F32 : t.dtype == DTYPE_I8 ? NET_I8 : NET_U8, t.n_dim,
		                    { t.shape[0], t.shape[1], t.shape[2], t.shape[3] } };
	if (!victim || strcmp(name, victim) != 0)
		return true;
	switch (harm) {
	case MISSING:
		return false;
	case SHORT:
		out->bytes -= 1;
		break;
	case OTHER_TYPE:
		out->type = NET_OTHER;
		break;
	case OTHER_RANK:
		out->rank++;
		break;
	case OTHER_SHAPE:
		out->shape[0] += 16;
		out->bytes *= 2;
		break;
	case HUGE_SHAPE:
		out->shape[0] = UINT32_MAX;
		break;
	case HARMS:
		break;
	}
	return true;
}

static drg_status init(struct encoder *enc, drg_error *err)
{
	struct arena a = drg__arena(&keep_pool);
	struct model_source src = { find, NULL, drg__pack_vocab(pack), drg__pack_model_meta(pack, "inventory"), drg__pack_model_meta(pack, "tags"), drg__pack_model_meta(pack, "att_buckets"), drg__pack_model_meta(pack, "coref_buckets") };
	return drg__encoder_init(enc, &src, &a, err);
}

static void spoil(void *unused)
{
	(void)unused;
	static const char *const names[] = { "emb.word.q", "emb.word.s", "emb.pos", "emb.shape", "emb.ln.g", "layer.0.qkv.p", "layer.0.qkv.s",
		                             "layer.3.ffn2.p", "layer.5.ln2.b", "head.sent.p", "head.lemma.s", "head.arc.w", "head.rel.w",
		                             "head.root", "head.ent.trans" };
	struct encoder enc;
	drg_error err;
	victim = NULL;
	assert_int_equal(init(&enc, &err), DRG_OK);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (int h = 0; h < HARMS; h++) {
			victim = names[i];
			harm = h;
			memset(&err, 0, sizeof err);
			drg_status s = init(&enc, &err);
			if (s != DRG_EPACK)
				fail_msg("%s, harm %d: status %d", victim, h, s);
			/* A wider embedding shows in the first tensor that no longer fits it. */
			if (!strstr(err.message, victim) && h != OTHER_SHAPE)
				fail_msg("%s, harm %d: %s", victim, h, err.message);
		}
	victim = NULL;
	/* Labels that do not fit. */
	struct arena a = drg__arena(&keep_pool);
	struct model_source src = { find, NULL, drg__pack_vocab(pack), drg__pack_model_meta(pack, "inventory"), drg__pack_model_meta(pack, "tags"), drg__pack_model_meta(pack, "att_buckets"), drg__pack_model_meta(pack, "coref_buckets") };
	struct model_source x = src;
	x.inventory = STR("{\"upos\":[\"ADJ\"]}");
	assert_int_equal(drg__encoder_init(&enc, &x, &a, &err), DRG_EPACK);
	x.inventory = drg__str_sub(src.inventory, 0, src.inventory.n / 2);
	assert_int_equal(drg__encoder_init(&enc, &x, &a, &err), DRG_EPACK);
	x = src;
	x.tags = STR("[1, 2]");
	assert_int_equal(drg__encoder_init(&enc, &x, &a, &err), DRG_EPACK);
	x = src;
	x.vocab = drg__str_sub(src.vocab, 0, src.vocab.n / 2);
	assert_int_equal(drg__encoder_init(&enc, &x, &a, &err), DRG_EPACK);
}

static void bad_models_are_refused_by_name(void **state)
{
	(void)state;
	assert_int_equal(drg__guard(&keep_pool, spoil, NULL), DRG__GUARD_DONE);
	drg__pool_free(&keep_pool);
}

/* Everything that later stages rely on. */
static void check(const struct tokens *tok, const struct sents *s, const struct morph *m, const struct deps *d, const struct names *n,
                  const struct tagset *t)
{
	assert_true(s->n <= tok->n && s->tok[s->n] == tok->n);
	for (uint32_t i = 0; i < s->n; i++) {
		uint32_t from = s->tok[i], to = s->tok[i + 1], roots = 0;
		assert_true(from < to);
		for (uint32_t w = from; w < to; w++) {
			roots += d->head[w] == NONE;
			assert_true(d->head[w] == NONE || (d->head[w] >= from && d->head[w] < to && d->head[w] != w));
			assert_true(d->rel[w] < t->n_rels && m->feats[w] < t->n_feats && m->upos[w] < UPOS_ALL && m->lemma[w].n > 0);
			assert_true(m->upos_score[w] > 0 && m->upos_score[w] <= 1.0001f && d->score[w] >= 0 && d->score[w] <= 1.0001f);
			uint32_t k = w, steps = 0;
			while (d->head[k] != NONE && steps++ <= to - from)
				k = d->head[k];
			assert_true(d->head[k] == NONE);
		}
		assert_int_equal(roots, 1);
	}
	for (uint32_t i = 0; i < n->n; i++) {
		assert_true(n->tok[i].s < n->tok[i].e && n->tok[i].e <= tok->n && n->kind[i] < ENT_KINDS);
		assert_true(i == 0 || n->tok[i - 1].e <= n->tok[i].s);
		assert_true(n->span[i].s == tok->span[n->tok[i].s].s && n->span[i].e == tok->span[n->tok[i].e - 1].e);
	}
}

static void read_text(const struct encoder *enc, const char *p, size_t n, struct arena a)
{
	struct text text = { .p = p, .n = (uint32_t)n };
	struct span whole = { 0, (uint32_t)n };
	struct paras paras = { &whole, n > 0 };
	struct tokens tok = { 0 };
	struct sents s = { 0 };
	struct morph m;
	struct deps d;
	struct names names;
	struct tagset t;
	drg__tokenize(&text, &paras, NULL, &a, drg__arena(&scratch_pool), &tok);
	drg__encode(enc, &text, &tok, false, &a, drg__arena(&scratch_pool), (struct encoded){ &s, &t, &m, &d, &names, NULL });
	check(&tok, &s, &m, &d, &names, &t);
}

static void hostile(void *unused)
{
	(void)unused;
	struct arena a = drg__arena(&keep_pool);
	struct encoder enc;
	drg_error err;
	assert_int_equal(drg__encoder_open(&enc, pack, &a, &err), DRG_OK);
	static char big[24000];
	size_t all = test_size(sizeof big, 6000), some_of = test_size(9000, 3000);
	read_text(&enc, "", 0, a);
	read_text(&enc, ".", 1, a);
	memset(big, 'x', all); /* one word */
	read_text(&enc, big, all, a);
	for (size_t i = 0; i < all; i++) /* a paragraph of one endless sentence */
		big[i] = "and so he "[i % 10];
	read_text(&enc, big, all, a);
	for (size_t i = 0; i < some_of; i++) /* no letters */
		big[i] = "(-!?)*#1"[i % 8];
	read_text(&enc, big, some_of, a);
	for (size_t i = 0; i < some_of; i++) /* every word is a sentence */
		big[i] = "No. "[i % 4];
	read_text(&enc, big, some_of, a);
	for (size_t i = 0; i < some_of; i++) /* names without end */
		big[i] = "Haln "[i % 5];
	read_text(&enc, big, some_of, a);
	size_t n = 0;
	for (uint32_t cp = 0xA0; n < all / 2; cp = cp * 5 / 4 + 1) { /* all scripts, in turn */
		if (cp > 0x10FFFF)
			cp = 0xA0 + (uint32_t)n % 977;
		n += (size_t)drg__utf8_put(cp, big + n);
		if (n % 7 == 0)
			big[n++] = ' ';
	}
	read_text(&enc, big, n, a);
	/* Windows of every length that the document can ask for give whole layers. */
	static const char some[] = "The envoy said that talks would go on. Nobody had asked him, and he would not say why.";
	for (size_t k = 1; k < sizeof some; k++)
		read_text(&enc, some, k, a);
}

static void hostile_texts_give_whole_layers(void **state)
{
	(void)state;
	assert_int_equal(drg__guard2(&keep_pool, &scratch_pool, hostile, NULL), DRG__GUARD_DONE);
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
}

int main(void)
{
	drg_error err;
	if (drg_pack_open(TEST_BUILD_DIR "/en.pack", &pack, &err)) {
		fprintf(stderr, "%s\n", err.message);
		return 1;
	}
	drg__pool_init(&keep_pool, 1u << 30);
	drg__pool_init(&scratch_pool, 1u << 30);
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_models_are_refused_by_name),
		cmocka_unit_test(hostile_texts_give_whole_layers),
	};
	int bad = cmocka_run_group_tests(tests, NULL, NULL);
	drg_pack_close(pack);
	return bad;
}
