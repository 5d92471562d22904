/* failmalloc.c - fail the nth allocation.  Two uses of one text:
 *
 * As a library put before a program (glibc; not with sanitizers):
 *   LD_PRELOAD=failmalloc.so FAILMALLOC_AT=7 dragoman ...      the 7th fails, only it
 *   LD_PRELOAD=failmalloc.so FAILMALLOC_FROM=7 dragoman ...    it and all after it
 *   LD_PRELOAD=failmalloc.so FAILMALLOC_COUNT=FILE dragoman .. the number of allocations, at exit
 * It sees those of every library too.  tests/fault/alloc.sh drives it.
 *
 * Linked into a test with --wrap (FAILMALLOC_WRAP; any build, sanitizers too):
 * it sees what our own objects allocate, and counts what they have not given
 * back (failmalloc.h).
 *
 * What counts: malloc, calloc, realloc (not one that frees), aligned_alloc,
 * posix_memalign, strdup, mmap. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

static atomic_uint seen;      /* allocations asked for */
static atomic_uint fail_from; /* the first to fail, 0 none */
static atomic_uint fail_to;   /* the last to fail */

/* Is this one to fail? */
static int fails(void)
{
	unsigned k = atomic_fetch_add(&seen, 1) + 1;
	if (k < atomic_load(&fail_from) || k > atomic_load(&fail_to))
		return 0;
	errno = ENOMEM;
	return 1;
}

#ifdef FAILMALLOC_WRAP

#include "fault/failmalloc.h"

void *__real_malloc(size_t n);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t n);
void *__real_aligned_alloc(size_t align, size_t n);
char *__real_strdup(const char *z);
void __real_free(void *p);
void *__real_mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset);
int __real_munmap(void *p, size_t n);

void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_aligned_alloc(size_t align, size_t n);
char *__wrap_strdup(const char *z);
void __wrap_free(void *p);
void *__wrap_mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset);
int __wrap_munmap(void *p, size_t n);

static atomic_long live;

void fail_at(unsigned n)
{
	atomic_store(&seen, 0);
	atomic_store(&fail_from, n);
	atomic_store(&fail_to, n);
}

unsigned fail_count(void)
{
	return atomic_load(&seen);
}

long fail_live(void)
{
	return atomic_load(&live);
}

static void *keep(void *p)
{
	if (p)
		atomic_fetch_add(&live, 1);
	return p;
}

void *__wrap_malloc(size_t n)
{
	return fails() ? NULL : keep(__real_malloc(n));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : keep(__real_calloc(n, size));
}

void *__wrap_realloc(void *p, size_t n)
{
	if (fails())
		return NULL;
	void *to = __real_realloc(p, n);
	return p ? to : keep(to);
}

void *__wrap_aligned_alloc(size_t align, size_t n)
{
	return fails() ? NULL : keep(__real_aligned_alloc(align, n));
}

char *__wrap_strdup(const char *z)
{
	return fails() ? NULL : keep(__real_strdup(z));
}

void __wrap_free(void *p)
{
	if (p)
		atomic_fetch_sub(&live, 1);
	__real_free(p);
}

void *__wrap_mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
	if (fails())
		return MAP_FAILED;
	void *p = __real_mmap(at, n, prot, flags, fd, offset);
	if (p != MAP_FAILED)
		atomic_fetch_add(&live, 1);
	return p;
}

int __wrap_munmap(void *p, size_t n)
{
	atomic_fetch_sub(&live, 1);
	return __real_munmap(p, n);
}

#else

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

/* glibc's own, so that no dlsym (which allocates) is needed. */
void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);

static unsigned number(const char *name)
{
	const char *z = getenv(name);
	return z ? (unsigned)strtoul(z, NULL, 10) : 0;
}

__attribute__((constructor)) static void begin(void)
{
	unsigned at = number("FAILMALLOC_AT"), from = number("FAILMALLOC_FROM");
	atomic_store(&seen, 0);
	atomic_store(&fail_to, from ? UINT32_MAX : at);
	atomic_store(&fail_from, from ? from : at);
	if (!from && !at)
		atomic_store(&fail_from, UINT32_MAX);
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAILMALLOC_COUNT");
	char line[16];
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600) : -1;
	if (fd < 0)
		return;
	int n = snprintf(line, sizeof line, "%u\n", atomic_load(&seen));
	if (write(fd, line, (size_t)n) != n)
		_exit(99);
	close(fd);
}

void *malloc(size_t n)
{
	return fails() ? NULL : __libc_malloc(n);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t n)
{
	if (p && n == 0)
		return __libc_realloc(p, n);
	return fails() ? NULL : __libc_realloc(p, n);
}

void *aligned_alloc(size_t align, size_t n)
{
	return fails() ? NULL : __libc_memalign(align, n);
}

int posix_memalign(void **to, size_t align, size_t n)
{
	if (fails())
		return ENOMEM;
	*to = __libc_memalign(align, n);
	return *to ? 0 : ENOMEM;
}

void *mmap(void *at, size_t n, int prot, int flags, int fd, off_t offset)
{
	if (fails())
		return MAP_FAILED;
	return (void *)syscall(SYS_mmap, at, n, prot, flags, fd, offset);
}

#endif
