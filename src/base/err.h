/* err.h - filling in the caller's drg_error. */
#ifndef DRG_BASE_ERR_H
#define DRG_BASE_ERR_H

#include "dragoman.h"

/* Set *err (may be NULL) and return code, so that a failing function ends with
 *   return drg__fail(err, DRG_EIO, path, "cannot open: %s", strerror(errno));
 * name may be NULL.  The message is cut at a character boundary and made one
 * line; bytes of reports inside it are kept valid UTF-8. */
drg_status drg__fail(drg_error *err, drg_status code, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Where it was noticed; chainable after drg__fail. */
void drg__fail_at(drg_error *err, uint64_t offset, uint64_t line);

/* *err as "nothing wrong". */
void drg__err_clear(drg_error *err);

#endif
