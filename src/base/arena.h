/* arena.h - bump allocation in a chain of blocks, bounded, unwinding when full.
 *
 *   pool ---> [block | block | block ...]       total <= pool.limit bytes
 *                ^at      ^end
 *   struct arena = (pool, current block, at, end)
 *
 * Passing `struct arena` BY VALUE gives the callee scratch memory: what it
 * allocates is forgotten on return, because the caller's copy still points
 * where it did.  Passing `struct arena *` gives it memory that stays.
 *
 * A full pool, or a failed malloc, does not return: it unwinds to the
 * innermost drg__guard (the only setjmp of the library).  That is safe because
 * code under a guard owns nothing but arena memory.  Memory is zeroed. */
#ifndef DRG_BASE_ARENA_H
#define DRG_BASE_ARENA_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>

#include "base/str.h"

struct block; /* one malloc'ed piece; private */

struct pool {
	struct block *first; /* owned chain */
	size_t limit;        /* most bytes the chain may hold; 0 = no limit */
	size_t held;         /* bytes the chain holds now */
	size_t peak_held;    /* most it ever held */
	jmp_buf *full;       /* where to unwind; NULL = abort (our mistake) */
};

struct arena {
	struct pool *pool;
	struct block *b;
	char *at, *end;
};

/* What unwound a guard. */
enum { DRG__GUARD_DONE = 0, DRG__GUARD_LIMIT = 1, DRG__GUARD_NOMEM = 2 };

/* An empty pool; no allocation yet. limit in bytes, 0 = none. */
void drg__pool_init(struct pool *p, size_t limit);

/* Give back every block. */
void drg__pool_free(struct pool *p);

/* Give back every block but the first, so that a worker's scratch does not
 * stay as large as its largest document. */
void drg__pool_trim(struct pool *p, size_t keep_bytes);

/* An arena at the start of the pool's chain: everything allocated from the
 * pool before is forgotten. */
struct arena drg__arena(struct pool *p);

/* n bytes, zeroed, aligned to `align` (a power of two <= 64).  Never NULL:
 * unwinds instead.  n == 0 gives a valid pointer. */
void *drg__alloc(struct arena *a, size_t n, size_t align);

/* count objects of `size` bytes; an overflowing product unwinds as LIMIT. */
void *drg__alloc_n(struct arena *a, size_t count, size_t size, size_t align);

#define NEW(arena, type) ((type *)drg__alloc((arena), sizeof(type), _Alignof(type)))
#define NEW_N(arena, type, count) ((type *)drg__alloc_n((arena), (count), sizeof(type), _Alignof(type)))

/* Copy into the arena; NUL-terminated for convenience, n excludes the NUL. */
struct str drg__arena_str(struct arena *a, struct str s);

/* printf into the arena. */
struct str drg__arena_fmt(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Run fn(arg); if an arena of `p` (or of another pool guarded further in with
 * the same buffer, see drg__guard2) fills up or malloc fails, return the
 * reason instead.  Nested guards on one pool are allowed. */
int drg__guard(struct pool *p, void (*fn)(void *), void *arg);

/* The same for two pools (keep and scratch). */
int drg__guard2(struct pool *p, struct pool *q, void (*fn)(void *), void *arg);

/* Unwind on purpose with LIMIT: a budget that is not memory was used up. */
_Noreturn void drg__unwind(struct pool *p, int reason);

/* Growable array in an arena: PUSH(arena, &ptr, &n, &cap) makes room for one
 * more and yields the new element's address.  Old storage is abandoned to the
 * arena (doubling: at most as much again as the final size). */
void *drg__push(struct arena *a, void **ptr, size_t *n, size_t *cap, size_t size, size_t align);
#define PUSH(arena, vec) \
	((__typeof__((vec)->v))drg__push((arena), (void **)(void *)&(vec)->v, &(vec)->n, &(vec)->cap, \
	                                 sizeof(*(vec)->v), _Alignof(__typeof__(*(vec)->v))))
/* A vector type for PUSH. */
#define VEC(type) struct { type *v; size_t n, cap; }

#endif
