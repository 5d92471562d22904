/* note.h - remarks on how a document was made. */
#ifndef DRG_DOC_NOTE_H
#define DRG_DOC_NOTE_H

#include "base/arena.h"
#include "doc/layers.h"

/* Add a note: `code` a constant such as "bad-utf8", `at` a byte of the text or
 * NONE, the words one line for people. */
void drg__note(struct arena *keep, struct notes *to, const char *code, uint32_t at, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));

#endif
