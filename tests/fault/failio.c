/* failio.c - fail the nth write.  A library put before a program (Linux):
 *   LD_PRELOAD=failio.so FAILIO_AT=7 FAILIO_HOW=full dragoman add ...
 * FAILIO_AT=n    the nth call that writes fails, only it
 * FAILIO_FROM=n  it and all after it
 * FAILIO_HOW     full (ENOSPC, the default), io (EIO), short (half is written)
 * FAILIO_COUNT=FILE  the number of such calls, at exit
 * What counts: write, pwrite to regular files, fsync, fdatasync, ftruncate. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static atomic_uint seen;
static unsigned from, to;
static char how = 'f';

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("FAILIO_AT"), *after = getenv("FAILIO_FROM"), *h = getenv("FAILIO_HOW");
	if (at)
		from = to = (unsigned)strtoul(at, NULL, 10);
	if (after) {
		from = (unsigned)strtoul(after, NULL, 10);
		to = ~0u;
	}
	if (h)
		how = h[0];
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("FAILIO_COUNT");
	unsigned n = atomic_load(&seen);
	from = 0;
	FILE *f = path ? fopen(path, "w") : NULL;
	if (f) {
		fprintf(f, "%u\n", n);
		fclose(f);
	}
}

static int regular(int fd)
{
	struct stat st;
	return fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
}

/* Is this call to fail? */
static int fails(int fd)
{
	if (!regular(fd))
		return 0;
	unsigned k = atomic_fetch_add(&seen, 1) + 1;
	if (!from || k < from || k > to)
		return 0;
	errno = how == 'i' ? EIO : ENOSPC;
	return 1;
}

#define REAL(name, type, args) type (*real) args = (type (*) args)dlsym(RTLD_NEXT, name)

ssize_t write(int fd, const void *p, size_t n)
{
	REAL("write", ssize_t, (int, const void *, size_t));
	if (!fails(fd))
		return real(fd, p, n);
	return how == 's' && n > 1 ? real(fd, p, n / 2) : -1;
}

ssize_t pwrite(int fd, const void *p, size_t n, off_t at)
{
	REAL("pwrite", ssize_t, (int, const void *, size_t, off_t));
	if (!fails(fd))
		return real(fd, p, n, at);
	return how == 's' && n > 1 ? real(fd, p, n / 2, at) : -1;
}

ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	REAL("pwrite64", ssize_t, (int, const void *, size_t, off64_t));
	if (!fails(fd))
		return real(fd, p, n, at);
	return how == 's' && n > 1 ? real(fd, p, n / 2, at) : -1;
}

int fsync(int fd)
{
	REAL("fsync", int, (int));
	return fails(fd) && how != 's' ? -1 : real(fd);
}

int fdatasync(int fd)
{
	REAL("fdatasync", int, (int));
	return fails(fd) && how != 's' ? -1 : real(fd);
}

int ftruncate(int fd, off_t n)
{
	REAL("ftruncate", int, (int, off_t));
	return fails(fd) ? -1 : real(fd, n);
}

int ftruncate64(int fd, off64_t n)
{
	REAL("ftruncate64", int, (int, off64_t));
	return fails(fd) ? -1 : real(fd, n);
}
