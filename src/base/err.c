#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Make z one line of valid UTF-8 by blanking what is not. */
static void clean(char *z)
{
	char *end = z + strlen(z);
	for (char *p = z; p < end;) {
		int len;
		uint32_t cp = drg__utf8_get(p, end, &len);
		if ((cp == 0xFFFD && len < 3) || (cp < 0x20) || cp == 0x7F) {
			for (int i = 0; i < len; i++)
				p[i] = cp == 0xFFFD ? '?' : ' ';
		}
		p += len;
	}
}

drg_status drg__fail(drg_error *err, drg_status code, const char *name, const char *fmt, ...)
{
	if (!err)
		return code;
	drg__err_clear(err);
	err->code = code;
	if (name) {
		snprintf(err->name, sizeof err->name, "%s", name);
		clean(err->name);
	}
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(err->message, sizeof err->message, fmt, ap);
	va_end(ap);
	clean(err->message);
	return code;
}

void drg__fail_at(drg_error *err, uint64_t offset, uint64_t line)
{
	if (err) {
		err->offset = offset;
		err->line = line;
	}
}

void drg__err_clear(drg_error *err)
{
	if (err)
		*err = (drg_error){ .offset = DRG_NO_OFFSET };
}
