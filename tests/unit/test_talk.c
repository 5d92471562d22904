/* Unit tests of stage/talk: the example report's line through to the talks, and
 * sentences of ours. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "analyse.h"
#include "base/io.h"
#include "doc/names.h"

static struct str name_of(const drg_doc *d, uint32_t e)
{
	return e == NONE ? STR("-") : d->l.entities.name[e];
}

/* Positions, conditions and proposals by line, parties by name. */
static const char *talks(const char *z)
{
	static char out[8192];
	size_t n = 0;
	drg_doc *d = test_read(z, strlen(z));
	assert_non_null(d);
	const struct layers *l = &d->l;
	out[0] = 0;
#define ADD(...) n += (size_t)snprintf(out + n, sizeof out - n, __VA_ARGS__)
	for (uint32_t i = 0; i < l->positions.n; i++) {
		struct str p = name_of(d, l->positions.party[i]);
		ADD("%s%.*s %s %s", n ? "\n" : "", (int)p.n, p.p, drg__name(NAMES_POSITION, l->positions.stance[i]), drg__name(NAMES_ISSUE, l->positions.issue[i]));
		assert_true(drg__doc_rule(d, l->positions.act[i].rule).name.n > 0);
	}
	for (uint32_t i = 0; i < l->conditions.n; i++) {
		struct str p = name_of(d, l->conditions.party[i]), b = test_bytes(d, l->conditions.blocks[i]), r = test_bytes(d, l->conditions.requires[i]);
		ADD("%s%.*s: %.*s <- %.*s", n ? "\n" : "", (int)p.n, p.p, (int)b.n, b.p, (int)r.n, r.p);
	}
	for (uint32_t i = 0; i < l->proposals.n; i++) {
		struct str by = name_of(d, l->proposals.by[i]), to = name_of(d, l->proposals.to[i]), t = test_bytes(d, l->proposals.terms[i]);
		ADD("%s%s by %.*s to %.*s: %.*s", n ? "\n" : "", drg__name(NAMES_PROPOSAL, l->proposals.state[i]), (int)by.n, by.p, (int)to.n, to.p, (int)t.n, t.p);
	}
#undef ADD
	drg_doc_free(d);
	return out;
}

static void sentences(void **state)
{
	(void)state;
	static const char *const t[][2] = {
		{ "The Marsh Front demands a full end to the war.", "Marsh Front demands end_of_fighting" },
		{ "The Marsh Front does not want a short truce.", "Marsh Front does_not_want pause" },
		{ "The Marsh Front no longer insists on an amnesty.", "Marsh Front demands amnesty" }, /* ended, not turned */
		{ "\"There will be no talks until the army leaves the towns,\" an official of the Marsh Front said.",
		  "Marsh Front refuses_until other\nMarsh Front: There will be no talks <- the army leaves the towns" },
		{ "The Marsh Front will free the prisoners only if the army leaves the towns.",
		  "Marsh Front: The Marsh Front will free the prisoners <- the army leaves the towns" },
		{ "The Marsh Front offered to free the prisoners in exchange for fuel.",
		  "Marsh Front offers release\nMarsh Front: free the prisoners <- fuel\noffered by Marsh Front to -: to free the prisoners in exchange for fuel" },
		{ "The Marsh Front rejected an offer of a week's pause.", "Marsh Front rejects pause\nrejected by - to Marsh Front: an offer of a week's pause" },
		{ "The Marsh Front is open to a pause.", "Marsh Front open_to pause" }, /* open to is not accepts */
		{ "The ministry declined to say whether the Marsh Front had offered a pause.", "existence_unknown by Marsh Front to -: a pause" },
		{ "The Marsh Front has not offered a pause.", "" },
		/* not of the talks */
		{ "The ferry will not leave until noon.", "" },
		{ "Sow the beans before the ground is cold.", "" },
	};
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		assert_string_equal(talks(t[i][0]), t[i][1]);
}

static bool unnamed(const drg_doc *d, uint32_t claim)
{
	const struct layers *l = &d->l;
	if (claim == NONE)
		return false;
	struct run r = l->claims.chain[claim];
	uint32_t e = l->hops.ent[r.from + r.n - 1];
	return e != NONE && l->entities.kind[e] == ENT_UNNAMED;
}

/* One position on the word of an unnamed official, one precondition, one
 * rejected offer, one only asked about, an outlet known only from a prompt. */
static void example_report(void **state)
{
	(void)state;
	struct str z;
	drg_error err;
	assert_int_equal(drg__read_file(TEST_SOURCE_DIR "/examples/report.txt", 1 << 20, &z, &err), DRG_OK);
	drg_doc *d = test_read(z.p, z.n);
	assert_non_null(d);
	const struct layers *l = &d->l;
	bool position = false, precondition = false, rejected = false, unknown = false, told = false, relay = false;
	for (uint32_t i = 0; i < l->positions.n; i++)
		position |= l->positions.issue[i] == ISSUE_END_OF_FIGHTING && unnamed(d, l->positions.act[i].claim) &&
		            drg__str_eq(name_of(d, l->positions.party[i]), STR("Marsh Front"));
	for (uint32_t i = 0; i < l->conditions.n; i++)
		precondition |= l->conditions.kind[i] == COND_PRECONDITION && l->conditions.necessary_only[i] && unnamed(d, l->conditions.act[i].claim);
	for (uint32_t i = 0; i < l->proposals.n; i++) {
		rejected |= l->proposals.state[i] == PROP_REJECTED;
		unknown |= l->proposals.state[i] == PROP_EXISTENCE_UNKNOWN && l->proposals.same_as[i] == NONE;
	}
	for (uint32_t i = 0; i < l->hops.n; i++) {
		told |= l->hops.role[i] == HOP_ADDRESSEE;
		relay |= l->hops.role[i] == HOP_RELAY;
	}
	assert_true(position && precondition && rejected && unknown && told && relay);
	assert_true(drg__str_eq(l->meta.outlet, STR("Morning Beacon")) && l->meta.outlet_basis == BASIS_INFERRED);
	drg_doc_free(d);
	free((void *)(uintptr_t)z.p);
}

/* One who says both stays with both; an offer of nobody named has no author; a
 * report without talks has none. */
static void bad_input(void **state)
{
	(void)state;
	assert_string_equal(talks("The Marsh Front accepts a pause. The Marsh Front rejects a pause."), "Marsh Front accepts pause\nMarsh Front rejects pause");
	assert_string_equal(talks("An offer of a pause was rejected by the Marsh Front."), "Marsh Front rejects pause\nrejected by - to Marsh Front: An offer of a pause");
	assert_string_equal(talks("The choir sang. Nobody came late."), "");
}

/* Rows refer to rows of their own document, spans lie inside the text, and many of
 * them are no matter. */
static void a_thousand_positions(void **state)
{
	(void)state;
	static const char one[] = "The Marsh Front demands a full end to the war until the army leaves the towns, unless it offered a pause in exchange for fuel.\n";
	enum { MANY = 1000 };
	size_t n = sizeof one - 1;
	char *z = malloc(n * MANY);
	assert_non_null(z);
	for (size_t i = 0; i < MANY; i++)
		memcpy(z + i * n, one, n);
	drg_doc *d = test_read(z, n * MANY);
	free(z);
	assert_non_null(d);
	const struct layers *l = &d->l;
	assert_true(l->positions.n >= MANY);
	for (uint32_t i = 0; i < l->positions.n; i++) {
		assert_true(l->positions.condition[i] == NONE || l->positions.condition[i] < l->conditions.n);
		assert_true(l->positions.act[i].span.s < l->positions.act[i].span.e && l->positions.act[i].span.e <= l->text.n);
		assert_true(l->positions.party[i] < l->entities.n);
	}
	for (uint32_t i = 0; i < l->conditions.n; i++) {
		assert_true(l->conditions.blocks[i].s <= l->conditions.blocks[i].e && l->conditions.blocks[i].e <= l->text.n);
		assert_true(l->conditions.requires[i].s <= l->conditions.requires[i].e && l->conditions.requires[i].e <= l->text.n);
	}
	for (uint32_t i = 0; i < l->proposals.n; i++)
		assert_true(l->proposals.same_as[i] == NONE || l->proposals.same_as[i] < i);
	drg_doc_free(d);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(sentences), cmocka_unit_test(example_report), cmocka_unit_test(bad_input),
		                            cmocka_unit_test(a_thousand_positions) };
	return cmocka_run_group_tests(tests, test_open, test_close);
}
