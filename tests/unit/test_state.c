/* Unit tests of link/state: circles, gaps, what opens, the weakest source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "link/state.h"

static struct pool pool;
static struct arena mem;

static int fresh(void **state)
{
	(void)state;
	drg__pool_init(&pool, 0);
	mem = drg__arena(&pool);
	return 0;
}

static int gone(void **state)
{
	(void)state;
	drg__pool_free(&pool);
	return 0;
}

static struct tie *tie(struct state *s, const char *party, const char *blocks, uint8_t bi, const char *requires, uint8_t ri)
{
	struct tie *t = PUSH(&mem, &s->tie);
	*t = (struct tie){ .party = drg__str_c(party), .blocks = drg__str_c(blocks), .blocks_issue = bi, .requires = drg__str_c(requires), .requires_issue = ri,
		           .kind = COND_PRECONDITION, .id = drg__str_c(party), .report = STR("r-1"), .origin = drg__str_c(party), .circle = NONE, .same_as = NONE };
	return t;
}

struct job {
	struct state *s;
	struct str met;
};

static void go(void *arg)
{
	struct job *j = arg;
	drg__state_tie(j->s, j->met, &mem);
}

static void solve(struct state *s, const char *met)
{
	struct job j = { s, drg__str_c(met) };
	assert_int_equal(drg__guard(&pool, go, &j), DRG__GUARD_DONE);
}

static void two_that_wait_for_each_other(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "A", "a truce", ISSUE_PAUSE, "the withdrawal", ISSUE_WITHDRAWAL);
	tie(&s, "B", "the withdrawal", ISSUE_WITHDRAWAL, "a truce", ISSUE_PAUSE);
	tie(&s, "B", "the release", ISSUE_RELEASE, "aid", ISSUE_AID);
	solve(&s, "");
	assert_int_equal(s.circle.n, 1);
	assert_int_equal(s.circle.v[0].ties.n, 2);
	assert_true(s.tie.v[0].circle == 0 && s.tie.v[1].circle == 0 && s.tie.v[2].circle == NONE);
}

/* "No talks until talks": a circle of one. */
static void one_that_waits_for_itself(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "A", "signing the ferry paper", ISSUE_OTHER, "the ferry paper is signed", ISSUE_OTHER);
	tie(&s, "B", "talks about bread", ISSUE_OTHER, "the guns fall silent", ISSUE_OTHER);
	tie(&s, "C", "a truce", ISSUE_PAUSE, "a truce", ISSUE_PAUSE);
	tie(&s, "D", "any meeting", ISSUE_RELEASE, "their release", ISSUE_RELEASE); /* one issue, and somebody else's to give */
	solve(&s, "");
	assert_int_equal(s.circle.n, 2);
	assert_int_equal(s.circle.v[0].ties.n, 1);
	assert_true(s.tie.v[0].circle == 0 && s.tie.v[1].circle == NONE && s.tie.v[2].circle == 1);
}

static void threats_hold_nothing_back(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "A", "a truce", ISSUE_PAUSE, "the withdrawal", ISSUE_WITHDRAWAL);
	tie(&s, "B", "the withdrawal", ISSUE_WITHDRAWAL, "a truce", ISSUE_PAUSE)->kind = COND_THREAT;
	solve(&s, "");
	assert_int_equal(s.circle.n, 0);
}

static void what_opens(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "A", "a truce", ISSUE_PAUSE, "the army leaves Marn", ISSUE_WITHDRAWAL);
	tie(&s, "A", "a truce", ISSUE_PAUSE, "the lists are published", ISSUE_RELEASE);
	tie(&s, "B", "aid", ISSUE_AID, "a truce", ISSUE_PAUSE);
	solve(&s, "withdrawal");
	assert_true(s.tie.v[0].met && !s.tie.v[0].opened); /* the lists still hold it back */
	assert_false(s.tie.v[2].met);
	struct state u = { 0 };
	tie(&u, "A", "a truce", ISSUE_PAUSE, "the army leaves Marn", ISSUE_WITHDRAWAL);
	tie(&u, "B", "aid", ISSUE_AID, "a truce", ISSUE_PAUSE);
	solve(&u, "LEAVES MARN");
	assert_true(u.tie.v[0].opened && u.tie.v[1].met && u.tie.v[1].opened);
	struct state w = { 0 };
	tie(&w, "A", "a truce", ISSUE_PAUSE, "the army leaves Marn", ISSUE_WITHDRAWAL);
	solve(&w, "a choir sings");
	assert_false(w.tie.v[0].met || w.tie.v[0].opened);
}

static void equal_ties_are_one(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "The Front", "a truce", ISSUE_PAUSE, "the army leaves", ISSUE_WITHDRAWAL);
	struct tie *t = tie(&s, "Front", "any truce", ISSUE_PAUSE, "the army leaves the towns", ISSUE_WITHDRAWAL);
	t->report = STR("r-2");
	t->origin = STR("");
	t->sourcing = SOURCED_UNNAMED;
	solve(&s, "");
	assert_int_equal(s.tie.v[1].same_as, 0);
	assert_int_equal(s.tie.v[0].reports, 2);
	assert_int_equal(s.tie.v[0].origins, 2);
	assert_int_equal(s.tie.v[0].sourcing, SOURCED_OWN); /* the best of its sources */
}

static void the_weakest_is_marked(void **state)
{
	(void)state;
	struct state s = { 0 };
	tie(&s, "A", "a truce", ISSUE_PAUSE, "the withdrawal", ISSUE_WITHDRAWAL);
	tie(&s, "B", "aid", ISSUE_AID, "the release", ISSUE_RELEASE)->sourcing = SOURCED_UNNAMED;
	tie(&s, "C", "the vote", ISSUE_ELECTIONS, "a pardon", ISSUE_AMNESTY)->sourcing = SOURCED_REPORTED;
	solve(&s, "");
	assert_true(!s.tie.v[0].weakest && s.tie.v[1].weakest && !s.tie.v[2].weakest);
	struct state u = { 0 };
	tie(&u, "A", "a truce", ISSUE_PAUSE, "the withdrawal", ISSUE_WITHDRAWAL);
	tie(&u, "B", "aid", ISSUE_AID, "the release", ISSUE_RELEASE);
	solve(&u, "");
	assert_false(u.tie.v[0].weakest || u.tie.v[1].weakest); /* none is weaker than the other */
}

static void a_gap_on_one_issue(void **state)
{
	(void)state;
	struct state s = { 0 };
	*PUSH(&mem, &s.stand) = (struct stand){ STR("A"), STR("a full end to the war"), STR("p-1"), STR("r-1"), ISSUE_END_OF_FIGHTING, false };
	*PUSH(&mem, &s.stand) = (struct stand){ STR("A"), STR("a short pause"), STR("p-2"), STR("r-1"), ISSUE_PAUSE, true };
	*PUSH(&mem, &s.stand) = (struct stand){ STR("B"), STR("a week's pause"), STR("pr-1"), STR("r-1"), ISSUE_PAUSE, true };
	*PUSH(&mem, &s.stand) = (struct stand){ STR("B"), STR("bread"), STR("pr-2"), STR("r-1"), ISSUE_AID, true };
	solve(&s, "");
	assert_int_equal(s.gap.n, 1);
	assert_int_equal(s.gap.v[0].offer, 2);
}

static void thousands(void **state)
{
	(void)state;
	struct state s = { 0 };
	for (uint32_t i = 0; i < DRG__STATE_TIES + 10; i++)
		tie(&s, i % 2 ? "A" : "B", "a truce", (uint8_t)(i % ISSUE_OTHER), "aid", (uint8_t)((i * 7 + 1) % ISSUE_OTHER));
	solve(&s, "aid");
	for (size_t i = 0; i < s.circle.n; i++)
		for (uint32_t j = 0; j < s.circle.v[i].ties.n; j++)
			assert_true(s.pool.v[s.circle.v[i].ties.from + j] < s.tie.n);
	assert_true(s.circle.n > 0);
}

#define T(f) cmocka_unit_test_setup_teardown(f, fresh, gone)
int main(void)
{
	const struct CMUnitTest tests[] = { T(two_that_wait_for_each_other), T(one_that_waits_for_itself), T(threats_hold_nothing_back), T(what_opens),
		                            T(equal_ties_are_one), T(the_weakest_is_marked), T(a_gap_on_one_issue), T(thousands) };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
