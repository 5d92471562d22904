/* failmalloc.h - failing allocations inside a test program (failmalloc.c). */
#ifndef TEST_FAULT_FAILMALLOC_H
#define TEST_FAULT_FAILMALLOC_H

/* From now on count anew, and fail the nth allocation; 0: none. */
void fail_at(unsigned n);

/* Allocations asked for since fail_at. */
unsigned fail_count(void);

/* Blocks and maps our objects hold now (not what libraries hold for them). */
long fail_live(void);

#endif
