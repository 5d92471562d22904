/* pools.h - for unit tests: two pools that are fresh in each test, and strings compared. */
#ifndef DRG_TESTS_POOLS_H
#define DRG_TESTS_POOLS_H

#include "base/arena.h"

static struct pool keep_pool, scratch_pool;
static struct arena keep;

/* A cmocka set-up and its tear-down. */
static inline int begin(void **state)
{
	(void)state;
	drg__pool_init(&keep_pool, 0);
	drg__pool_init(&scratch_pool, 0);
	keep = drg__arena(&keep_pool);
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	drg__pool_free(&keep_pool);
	drg__pool_free(&scratch_pool);
	return 0;
}

static inline void same(struct str got, const char *want)
{
	if (!drg__str_eq(got, drg__str_c(want)))
		fail_msg("got <%.*s>, want <%s>", (int)got.n, got.p, want);
}

#endif
