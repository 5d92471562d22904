#include "doc/note.h"

#include <stdarg.h>
#include <stdio.h>

void drg__note(struct arena *keep, struct notes *to, const char *code, uint32_t at, const char *fmt, ...)
{
	char line[400];
	va_list ap;
	va_start(ap, fmt);
	int n = vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	size_t len = n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1;
	while (len && len == sizeof line - 1 && ((unsigned char)line[len - 1] & 0x80))
		len--; /* cut before a character that did not fit */
	struct str text = drg__arena_str(keep, drg__str(line, len));
	*PUSH(keep, to) = (struct note){ code, text, at };
}
