/* Properties of every layer on any text: spans ordered and inside the text,
 * rows that refer to rows there are, trees without circles; on random mixtures
 * of what the stages look for, and on large monotonous texts.  The stages run
 * without the encoder, so that they alone are measured and held. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "full.h"
#include "ingest/zone.h"
#include "stage/pipeline.h"
#include "stage/where.h"

static drg_doc doc;
static struct pool scratch;

static void inside(struct span s)
{
	assert_true(s.s <= s.e && s.e <= doc.l.text.n);
}

static void row(uint32_t r, uint32_t n)
{
	assert_true(r == NONE || r < n);
}

static void check_run(const struct spans *pool, struct run r)
{
	assert_true((size_t)r.from + r.n <= pool->n);
	for (uint32_t i = 0; i < r.n; i++)
		inside(pool->v[r.from + i]);
}

/* A parent comes before its children or the chain of parents ends. */
static void acyclic(const uint32_t *parent, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		uint32_t steps = 0;
		for (uint32_t p = parent[i]; p != NONE; p = parent[p]) {
			assert_true(p < n);
			assert_true(++steps < 64);
		}
	}
}

static void check(void)
{
	const struct layers *l = &doc.l;
	uint32_t at = 0;
	for (uint32_t i = 0; i < l->zones.n; i++) {
		inside(l->zones.span[i]);
		assert_true(l->zones.span[i].s >= at);
		at = l->zones.span[i].e;
	}
	at = 0;
	for (uint32_t i = 0; i < l->tokens.n; i++) {
		inside(l->tokens.span[i]);
		assert_true(l->tokens.span[i].s >= at && l->tokens.span[i].e > l->tokens.span[i].s);
		at = l->tokens.span[i].e;
	}
	at = 0;
	for (uint32_t i = 0; i < l->quotes.n; i++) {
		inside(l->quotes.outer[i]);
		assert_true(drg__span_within(l->quotes.inner[i], l->quotes.outer[i]) && l->quotes.outer[i].s >= at);
		at = l->quotes.outer[i].s;
		if (l->quotes.parent[i] != NONE) {
			assert_true(l->quotes.parent[i] < i);
			assert_true(drg__span_within(l->quotes.outer[i], l->quotes.outer[l->quotes.parent[i]]));
		}
		row(l->quotes.prev[i], i);
	}
	for (uint32_t i = 0; i < l->mentions.n; i++) {
		inside(l->mentions.span[i]);
		assert_true(i == 0 || l->mentions.span[i].s >= l->mentions.span[i - 1].s);
		assert_true(l->mentions.head[i] < l->tokens.n);
		row(l->mentions.ent[i], l->entities.n);
	}
	for (uint32_t i = 0; i < l->entities.n; i++)
		row(l->entities.speaks_for[i], l->entities.n);
	const struct attribs *a = &l->attribs;
	for (uint32_t i = 0; i < a->n; i++) {
		check_run(&a->pool, a->source[i]);
		check_run(&a->pool, a->cue[i]);
		check_run(&a->pool, a->content[i]);
		check_run(&a->pool, a->recipient[i]);
		assert_true(a->content[i].n > 0);
		row(a->speaker[i], l->entities.n);
	}
	acyclic(a->parent, a->n);
	at = 0;
	for (uint32_t i = 0; i < l->places.n; i++) {
		const struct places *p = &l->places;
		inside(p->span[i]);
		assert_true(p->span[i].s >= at && p->span[i].e > p->span[i].s);
		at = p->span[i].e;
		bool point = p->lat[i] == p->lat[i];
		assert_true(!point || (p->lat[i] >= -90 && p->lat[i] <= 90 && p->lon[i] >= -180 && p->lon[i] <= 180));
		assert_true(point == (p->feature[i].n > 0) && p->score[i] >= 0 && p->score[i] <= 1);
	}
	for (uint32_t i = 0; i < l->tokens.n; i += 1 + l->tokens.n / 64) {
		uint32_t p = drg__where_of(l, i);
		row(p, l->places.n);
		assert_true(p == NONE || l->places.use[p] != PLACE_DATELINE);
	}
	for (uint32_t i = 0; i < l->claims.n; i++) {
		check_run(&l->claims.pool, l->claims.spans[i]);
		struct run c = l->claims.chain[i];
		assert_true(c.n > 0 && c.from + c.n <= l->hops.n && l->hops.role[c.from] == HOP_PUBLISHER);
		row(l->claims.attrib[i], a->n);
		for (uint32_t k = 0; k < c.n; k++) {
			inside(l->hops.span[c.from + k]);
			inside(l->hops.cue[c.from + k]);
			row(l->hops.ent[c.from + k], l->entities.n);
		}
	}
	for (uint32_t i = 0; i < l->positions.n; i++) {
		inside(l->positions.act[i].span);
		row(l->positions.party[i], l->entities.n);
		row(l->positions.condition[i], l->conditions.n);
		row(l->positions.act[i].claim, l->claims.n);
	}
	for (uint32_t i = 0; i < l->conditions.n; i++) {
		inside(l->conditions.blocks[i]);
		inside(l->conditions.requires[i]);
		row(l->conditions.party[i], l->entities.n);
	}
	for (uint32_t i = 0; i < l->proposals.n; i++) {
		inside(l->proposals.terms[i]);
		row(l->proposals.same_as[i], i);
		row(l->proposals.by[i], l->entities.n);
	}
}

struct job {
	const char *z;
	size_t n;
	struct arena *keep;
};

static void prepare(void *arg)
{
	struct job *j = arg;
	VEC(struct span) v = { 0 };
	doc.l.text.p = j->z;
	doc.l.text.n = (uint32_t)j->n;
	for (size_t i = 0; i < j->n; i++) {
		size_t from = i;
		while (i < j->n && j->z[i] != '\n')
			i++;
		struct str t = drg__str_trim(drg__str(j->z + from, i - from));
		if (t.n)
			*PUSH(j->keep, &v) = (struct span){ (uint32_t)(t.p - j->z), (uint32_t)(t.p - j->z + (ptrdiff_t)t.n) };
	}
	doc.l.paras = (struct paras){ v.v, (uint32_t)v.n };
	drg__zones(test_pack, &doc.l.text, &doc.l.paras, NULL, &doc.l.meta, j->keep, drg__arena(&scratch), &doc.l.zones);
}

static void read_text(const char *z, size_t n)
{
	drg__pool_free(&doc.pool);
	memset(&doc, 0, sizeof doc);
	doc.pack = test_pack;
	drg__pool_init(&doc.pool, (size_t)1 << 30);
	struct arena keep = drg__arena(&doc.pool);
	struct job j = { z, n, &keep };
	assert_int_equal(drg__guard2(&doc.pool, &scratch, prepare, &j), DRG__GUARD_DONE);
	assert_int_equal(drg__pipeline(&doc, test_pack, NULL, NULL, (struct asked){ 0 }, &keep, &scratch), DRG_OK);
	assert_int_equal(doc.l.notes.n, 0); /* no limit was met */
	check();
}

static const char *const piece[] = {
	"The envoy", " said", " that", " \"", "\" ", "\xE2\x80\x9C", "\xE2\x80\x9D", "'", ", ", ". ", "\n", " told Gray Wire", " according to", " Lena Ort", " he", " who",
	" no talks", " until", " except after", " rejected", " an offer", " the Marsh Front", " of", " and", " (", ") ", ": ", " - ", " NO DEAL TODAY AGAIN",
	" reportedly", " is believed to", " was quoted as saying", " by", " adding", " the minister", " a source", " that official", " only if", " in exchange for",
	" Read more: ", " x", " 41", "'s", " claim", " as", "; ", "... ", " Download the Harbour Post app. ", "PORT SELA (Gray Wire) - ", " offered", " a pause"
};

static void any_mixture(void **state)
{
	(void)state;
	uint64_t r = 88172645463325252u;
	char z[4096];
	for (int round = 0; round < 1500; round++) {
		size_t n = 0;
		r ^= r << 13, r ^= r >> 7, r ^= r << 17;
		int len = (int)(r % 60);
		for (int i = 0; i < len; i++) {
			r ^= r << 13, r ^= r >> 7, r ^= r << 17;
			const char *p = piece[r % (sizeof piece / sizeof *piece)];
			memcpy(z + n, p, strlen(p));
			n += strlen(p);
		}
		read_text(z, n);
	}
}

static void large_and_monotonous(void **state)
{
	(void)state;
	static const char *const unit[] = { "\"", "x", "said ", "he said \"", "\xE2\x80\x9C", "'", "a. ", "X said, ", "According to ", "(", "Z ", "\"a\" ", "no talks until ",
		                            "X rejected an offer of ", "A B ", "\"\n", "x\n", "'s ", "Ada Lind, ", "the source ", "\xE2\x80\x9C \xE2\x80\x98 ", "said.\n",
		                            "the group of ", "He said he said she said ", "\"a\" he said. " };
	char *z = malloc(1 << 20);
	assert_non_null(z);
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++) {
		size_t u = strlen(unit[i]), n = i < 3 ? test_size(1 << 20, 1 << 18) : test_size(1 << 17, 1 << 15);
		for (size_t j = 0; j + u <= n; j += u)
			memcpy(z + j, unit[i], u);
		read_text(z, n / u * u);
	}
	free(z);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(any_mixture), cmocka_unit_test(large_and_monotonous) };
	drg__pool_init(&scratch, 0);
	int bad = cmocka_run_group_tests(tests, test_open, test_close);
	drg__pool_free(&doc.pool);
	drg__pool_free(&scratch);
	return bad;
}
