/* io.h - the few places where the library meets the operating system. */
#ifndef DRG_BASE_IO_H
#define DRG_BASE_IO_H

#include <stdio.h>

#include "base/err.h"
#include "base/str.h"

/* The whole file in malloc'ed memory (caller frees out->p), NUL after it.
 * "-" is standard input.  Longer than max: DRG_ELIMIT. */
drg_status drg__read_file(const char *path, uint64_t max, struct str *out, drg_error *err);

/* Map a regular file read-only; drg__unmap gives it back. An empty file maps to n == 0. */
drg_status drg__map_file(const char *path, struct str *out, drg_error *err);
void drg__unmap(struct str map);

/* Write bytes to `path` by way of a temporary file beside it, fsync and
 * rename, with permissions `mode`: the old file stays until the new one is whole. */
drg_status drg__replace_file(const char *path, struct str bytes, unsigned mode, drg_error *err);

#endif
