/* main.c - the program: chooses the subcommand. */
#include <stdio.h>
#include <string.h>

#include "dragoman.h"

int main(int argc, char **argv)
{
	if (argc > 1 && strcmp(argv[1], "--version") == 0) {
		printf("dragoman %s\n", drg_version());
		return 0;
	}
	fputs("usage: dragoman COMMAND ...\n", stderr);
	return 2;
}
