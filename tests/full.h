/* full.h - how far tests of size and of many cases go: all the way in `make check-all`, which
 * sets TESTS_FULL, a part of it in the quick tests, where a cost that grows with the square
 * of the text would show as well. */
#ifndef DRG_TESTS_FULL_H
#define DRG_TESTS_FULL_H

#include <stdlib.h>

static inline size_t test_size(size_t full, size_t quick)
{
	const char *s = getenv("TESTS_FULL");
	return s && *s ? full : quick;
}

#endif
