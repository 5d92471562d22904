/* api.c - public functions: check arguments, delegate. */
#include "dragoman.h"

#include "base/utf8.h"

const char *drg_version(void)
{
	return DRG_VERSION;
}

const char *drg_status_name(drg_status s)
{
	static const char *const name[] = { "ok", "end", "argument", "memory", "io", "format", "limit", "pack",
		                            "record", "version", "not-found", "cancelled", "internal" };
	return (unsigned)s < sizeof name / sizeof *name ? name[s] : "unknown";
}

uint32_t drg_utf8_next(const char **p, const char *end)
{
	int len;
	uint32_t cp = drg__utf8_get(*p, end, &len);
	*p += len;
	return cp;
}

int drg_utf8_put(uint32_t cp, char *out)
{
	return drg__utf8_put(cp, out);
}

bool drg_char_is_hostile(uint32_t cp)
{
	return drg__is_hostile(cp);
}
