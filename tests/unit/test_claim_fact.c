/* Unit tests of stage/claim_fact, and of when a claim was said: one sentence,
 * one claim. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "doc/names.h"
#include "stage/claim_fact.h"
#include "stage/view.h"

/* "stance factuality hedge, hedge" of the first claim that is not the publisher's. */
static const char *first_claim(const char *z)
{
	static char out[256];
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct claims *c = &d->l.claims;
	strcpy(out, "none");
	for (uint32_t i = 0; i < c->n; i++) {
		if (c->kind[i] == CLAIM_OWN)
			continue;
		int n = snprintf(out, sizeof out, "%s %s", drg__name(NAMES_STANCE, c->stance[i]), drg__name(NAMES_FACTUALITY, c->fact_origin[i]));
		for (uint32_t k = 0; k < c->hedges[i].n; k++) {
			struct str s = test_bytes(d, c->pool.v[c->hedges[i].from + k]);
			n += snprintf(out + n, sizeof out - (size_t)n, "%s%.*s", k ? ", " : " ", (int)s.n, s.p);
		}
		assert_int_equal(c->fact_publisher[i], FACT_UU);
		break;
	}
	drg_doc_free(d);
	return out;
}

static void commitments(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The envoy said the ferry had left.", "asserts CT+" },
		{ "The envoy said the ferry would leave on Monday.", "asserts CT+" },
		{ "The envoy said the ferry might leave on Monday.", "asserts PS+ might" },
		{ "The envoy said the ferry would probably leave on Monday.", "asserts PR+ probably" },
		{ "The envoy said the ferry was unlikely to leave.", "asserts PR- unlikely" },
		{ "The envoy said the clerk, who may be ill, had left the town.", "asserts CT+" },
		{ "The envoy believes the ferry has left.", "asserts PR+" },
		{ "The envoy fears the ferry has sunk.", "asserts PS+" },
		{ "The envoy denied that the ferry had sunk.", "denies CT-" },
		{ "The envoy confirmed that the ferry had sunk.", "confirms CT+" },
		{ "The envoy doubts that the ferry will leave.", "doubts PR-" },
		{ "The envoy asked whether the ferry had left.", "asks Uu" },
		{ "The envoy asked the crew to wait.", "asserts Uu" },
		{ "The ministry declined to say whether the rebels had left.", "declines Uu" },
		{ "The envoy urged the crew to leave the town.", "asserts Uu" },
		{ "The envoy wants the ferry to leave.", "asserts Uu" },
		{ "The envoy said they would leave if the road was opened.", "asserts Uu" },
		{ "The envoy said they would not leave until the road was opened.", "asserts CT+" },
		{ "The ferry is believed to have left on Monday.", "asserts PR+" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(first_claim(t[i][0]), t[i][1]);
}

static void orders_in_quotation_are_no_facts(void **state)
{
	(void)state;
	assert_string_equal(first_claim("\"Leave the town,\" the envoy said."), "asserts Uu");
	assert_string_equal(first_claim("\"Perhaps they will come on Monday,\" the envoy said."), "asserts PS+ Perhaps");
	/* as certain as its most certain sentence */
	assert_string_equal(first_claim("\"They may come. The road is open,\" the envoy said."), "asserts CT+ may");
}

/* By the words alone, as with a pack that has no encoder. */
static void without_syntax(void **state)
{
	(void)state;
	static const struct {
		const char *z;
		uint8_t stance, fact;
	} t[] = { { "The envoy asked whether the ferry had left.", STANCE_ASKS, FACT_UU }, { "The envoy said the ferry might leave.", STANCE_ASSERTS, FACT_PS_PLUS },
		  { "The envoy fears the ferry has sunk.", STANCE_ASSERTS, FACT_PS_PLUS }, { "The envoy urged the crew to leave.", STANCE_ASSERTS, FACT_UU },
		  { "The envoy said the ferry had left.", STANCE_ASSERTS, FACT_CT_PLUS } };
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		drg_doc *d = test_read(t[i].z, strlen(t[i].z));
		struct pool pool, scratch;
		drg__pool_init(&pool, 1 << 26);
		drg__pool_init(&scratch, 1 << 26);
		struct arena a = drg__arena(&pool);
		struct layers l = d->l;
		l.deps.head = NULL;
		l.morph.upos = NULL;
		struct view v = drg__view(&l.text, &l.tokens, &l.morph);
		struct hits hits;
		struct claims c = l.claims;
		drg__lex_match(test_pack, &v, &a, drg__arena(&scratch), &hits);
		drg__claim_facts(test_pack, &l, &hits, &a, drg__arena(&scratch), &c);
		assert_int_equal(c.n, 1);
		assert_int_equal(c.stance[0], t[i].stance);
		assert_int_equal(c.fact_origin[0], t[i].fact);
		drg__pool_free(&pool);
		drg__pool_free(&scratch);
		drg_doc_free(d);
	}
}

/* The day on which the first claim was said, in a report of Wednesday 5 March 2031. */
static void same_day(const char *z, const char *want, uint8_t basis)
{
	drg_input_options opt = { .size = sizeof opt, .as = DRG_KIND_TEXT, .date = "2031-03-05" };
	drg_error err;
	drg_input *in;
	drg_source *src;
	drg_doc *d;
	assert_int_equal(drg_input_open_memory(z, strlen(z), "test", &opt, &in, &err), DRG_OK);
	assert_int_equal(drg_input_next(in, &src, &err), DRG_OK);
	assert_int_equal(drg_analyse(test_work, src, &d, &err), DRG_OK);
	const struct claims *c = &d->l.claims;
	for (uint32_t i = 0; i < c->n; i++)
		if (c->kind[i] != CLAIM_OWN) {
			assert_int_equal(c->said[i].n, strlen(want));
			assert_memory_equal(c->said[i].p, want, strlen(want));
			assert_int_equal(c->said_basis[i], basis);
			break;
		}
	drg_doc_free(d);
	drg_source_free(src);
	drg_input_close(in);
}

static void when_it_was_said(void **state)
{
	(void)state;
	same_day("The envoy said on Monday that the road was open.", "2031-03-03", BASIS_EXPLICIT);
	same_day("The envoy told Gray Wire on Monday that the road was open.", "2031-03-03", BASIS_EXPLICIT);
	same_day("In a statement issued on Monday, the ministry said the road was open.", "2031-03-03", BASIS_EXPLICIT);
	same_day("Speaking on Sunday, the envoy said the road was open.", "2031-03-02", BASIS_EXPLICIT);
	same_day("The envoy told the council last week that the road was open.", "2031-02-24/2031-03-02", BASIS_EXPLICIT);
	/* not when it was said */
	same_day("The envoy said the road was closed on Sunday.", "2031-03-05", BASIS_INFERRED);
	same_day("The envoy, who resigned on Sunday, said the road was open.", "2031-03-05", BASIS_INFERRED);
	same_day("The envoy had said the road was open.", "", BASIS_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(commitments), cmocka_unit_test(orders_in_quotation_are_no_facts), cmocka_unit_test(without_syntax),
		                            cmocka_unit_test(when_it_was_said) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
