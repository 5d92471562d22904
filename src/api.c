/* api.c - public functions: check arguments, delegate. */
#include "dragoman.h"

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
