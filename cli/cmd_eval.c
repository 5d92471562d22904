#include "cli.h"
int cmd_eval(const struct command *cmd, int argc, char **argv)
{
	(void)argc, (void)argv;
	return opt_usage(cmd, "name a gold file");
}
