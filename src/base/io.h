/* io.h - the few places where the library meets the operating system. */
#ifndef DRG_BASE_IO_H
#define DRG_BASE_IO_H

#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

/* The whole file in malloc'ed memory (caller frees out->p), NUL after it.
 * "-" is standard input.  Longer than max: DRG_ELIMIT. */
drg_status drg__read_file(const char *path, uint64_t max, struct str *out, drg_error *err);

/* Open a regular file for reading ("-" is standard input); its size, 0 if
 * unknown.  The caller closes *fd unless it is standard input. */
drg_status drg__open_file(const char *path, int *fd, uint64_t *size, drg_error *err);

/* Read up to n bytes, again after an interrupting signal; -1 on failure (errno). */
ptrdiff_t drg__read_fd(int fd, void *to, size_t n);

/* Map a regular file read-only; drg__unmap gives it back. An empty file maps to n == 0. */
drg_status drg__map_file(const char *path, struct str *out, drg_error *err);
void drg__unmap(struct str map);

/* Write bytes to `path` by way of a temporary file beside it, fsync and
 * rename, with permissions `mode`: the old file stays until the new one is whole. */
drg_status drg__replace_file(const char *path, struct str bytes, unsigned mode, drg_error *err);

#endif
