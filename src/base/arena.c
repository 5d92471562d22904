#include "base/arena.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__SANITIZE_ADDRESS__)
#define DRG_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define DRG_ASAN 1
#endif
#endif
#ifdef DRG_ASAN
#include <sanitizer/asan_interface.h>
#define POISON(p, n) ASAN_POISON_MEMORY_REGION(p, n)
#define UNPOISON(p, n) ASAN_UNPOISON_MEMORY_REGION(p, n)
enum { REDZONE = 16 };
#else
#define POISON(p, n) ((void)(p), (void)(n))
#define UNPOISON(p, n) ((void)(p), (void)(n))
enum { REDZONE = 0 };
#endif

struct block {
	struct block *next;
	size_t size; /* usable bytes after the header */
	_Alignas(16) char mem[];
};

enum { FIRST = 64 << 10, MOST = 4 << 20 };

void drg__pool_init(struct pool *p, size_t limit)
{
	*p = (struct pool){ .limit = limit };
}

static void release(struct pool *p, struct block **from)
{
	struct block *b = *from;
	*from = NULL;
	while (b) {
		struct block *next = b->next;
		p->held -= b->size;
		UNPOISON(b->mem, b->size);
		free(b);
		b = next;
	}
}

void drg__pool_free(struct pool *p)
{
	release(p, &p->first);
}

void drg__pool_trim(struct pool *p, size_t keep_bytes)
{
	size_t sum = 0;
	for (struct block **b = &p->first; *b; b = &(*b)->next) {
		sum += (*b)->size;
		if (sum > keep_bytes) {
			release(p, b);
			return;
		}
	}
}

struct arena drg__arena(struct pool *p)
{
	return (struct arena){ .pool = p };
}

_Noreturn void drg__unwind(struct pool *p, int reason)
{
	if (!p->full) {
		/* An arena used outside every guard: our mistake, never the world's. */
		fputs("dragoman: internal error: arena full outside a guard\n", stderr);
		abort();
	}
	longjmp(*p->full, reason);
}

/* Move the arena to a block that holds n bytes: the next of the chain if it is
 * large enough (left by earlier work), else a new one put in between. */
static void next_block(struct arena *a, size_t n)
{
	struct pool *p = a->pool;
	struct block **slot = a->b ? &a->b->next : &p->first;
	struct block *b = *slot;
	if (!b || b->size < n) {
		size_t size = a->b ? a->b->size * 2 : FIRST;
		if (size > MOST)
			size = MOST;
		if (size < n)
			size = n;
		if (size > SIZE_MAX - sizeof(struct block) - 64)
			drg__unwind(p, DRG__GUARD_LIMIT);
		if (p->limit && (size > p->limit || p->held > p->limit - size)) {
			/* The doubled size may not fit where the asked one would. */
			size = n;
			if (size > p->limit || p->held > p->limit - size)
				drg__unwind(p, DRG__GUARD_LIMIT);
		}
		b = malloc(sizeof(struct block) + size);
		if (!b)
			drg__unwind(p, DRG__GUARD_NOMEM);
		b->size = size;
		b->next = *slot;
		*slot = b;
		p->held += size;
		if (p->held > p->peak_held)
			p->peak_held = p->held;
		POISON(b->mem, b->size);
	}
	a->b = b;
	a->at = b->mem;
	a->end = b->mem + b->size;
}

void *drg__alloc(struct arena *a, size_t n, size_t align)
{
	assert(align && align <= 64 && (align & (align - 1)) == 0);
	if (n > SIZE_MAX / 2)
		drg__unwind(a->pool, DRG__GUARD_LIMIT);
	size_t need = n + REDZONE;
	for (int fresh = 0;; fresh = 1) {
		size_t pad = a->at ? (size_t)(-(uintptr_t)a->at & (align - 1)) : 0;
		size_t room = (size_t)(a->end - a->at);
		if (a->at && room >= pad && room - pad >= need) {
			char *p = a->at + pad;
			a->at = p + need;
			UNPOISON(p, n);
			POISON(p + n, REDZONE);
			memset(p, 0, n);
			return p;
		}
		assert(!fresh);
		(void)fresh; /* without assertions */
		next_block(a, need + align);
	}
}

void *drg__alloc_n(struct arena *a, size_t count, size_t size, size_t align)
{
	if (size && count > SIZE_MAX / 2 / size)
		drg__unwind(a->pool, DRG__GUARD_LIMIT);
	return drg__alloc(a, count * size, align);
}

struct str drg__arena_str(struct arena *a, struct str s)
{
	char *p = drg__alloc(a, s.n + 1, 1);
	if (s.n)
		memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

struct str drg__arena_fmt(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	size_t len = n < 0 ? 0 : (size_t)n;
	char *p = drg__alloc(a, len + 1, 1);
	if (n >= 0)
		vsnprintf(p, len + 1, fmt, again);
	va_end(again);
	return (struct str){ p, len };
}

int drg__guard2(struct pool *p, struct pool *q, void (*fn)(void *), void *arg)
{
	jmp_buf here;
	jmp_buf *volatile before_p = p->full, *volatile before_q = q->full;
	int reason = setjmp(here);
	if (reason == 0) {
		p->full = q->full = &here;
		fn(arg);
	}
	p->full = before_p;
	q->full = before_q;
	return reason;
}

int drg__guard(struct pool *p, void (*fn)(void *), void *arg)
{
	return drg__guard2(p, p, fn, arg);
}

void *drg__push(struct arena *a, void **ptr, size_t *n, size_t *cap, size_t size, size_t align)
{
	if (*n == *cap) {
		size_t grown = *cap ? *cap * 2 : 8;
		void *to = drg__alloc_n(a, grown, size, align);
		if (*n)
			memcpy(to, *ptr, *n * size);
		*ptr = to;
		*cap = grown;
	}
	return (char *)*ptr + (*n)++ * size;
}
