/* cmd_pack.c - build, check, describe a language pack. */
#include "cli.h"

int cmd_pack(const struct command *cmd, int argc, char **argv)
{
	static const struct opt opts[] = { { 0 } };
	int code = opt_parse(cmd, opts, &argc, argv);
	return code >= 0 ? code : opt_usage(cmd, "say build, check or info");
}
