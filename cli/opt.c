/* opt.c - options as tables. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

int opt_usage(const struct command *cmd, const char *fmt, ...)
{
	char line[512];
	va_list ap;
	va_start(ap, fmt);
	vsnprintf(line, sizeof line, fmt, ap);
	va_end(ap);
	say("%s%s%s (see dragoman %s%s--help)", cmd ? cmd->name : "", cmd ? ": " : "", line, cmd ? cmd->name : "", cmd ? " " : "");
	return EXIT_USAGE;
}

void opt_help(FILE *out, const struct command *cmd, const struct opt *opts)
{
	fprintf(out, "Examples:\n%s\nUsage: dragoman %s %s\n\n%s.\n", cmd->examples, cmd->name, cmd->usage, cmd->summary);
	if (cmd->about)
		fprintf(out, "%s\n", cmd->about);
	fputs("\nOptions:\n", out);
	for (const struct opt *o = opts; o->name; o++) {
		char left[64];
		if (o->letter)
			snprintf(left, sizeof left, "  -%c, --%s%s%s", o->letter, o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		else
			snprintf(left, sizeof left, "      --%s%s%s", o->name, o->arg ? " " : "", o->arg ? o->arg : "");
		fprintf(out, "%-26s%s%s\n", left, strlen(left) > 25 ? "  " : "", o->help);
	}
	fprintf(out, "%-26s%s\n", "  -h, --help", "this page");
}

static bool take(const struct opt *o, const char *value)
{
	if (o->kind == OPT_FLAG) {
		*(bool *)o->to = true;
		return true;
	}
	if (o->kind == OPT_TEXT) {
		*(const char **)o->to = value;
		return true;
	}
	if (!value || !*value || strspn(value, "0123456789") != strlen(value) || strlen(value) > 9)
		return false;
	*(uint32_t *)o->to = (uint32_t)strtoul(value, NULL, 10);
	return true;
}

static const struct opt *by_name(const struct opt *opts, const char *name, size_t n)
{
	for (const struct opt *o = opts; o->name; o++)
		if (strlen(o->name) == n && memcmp(o->name, name, n) == 0)
			return o;
	return NULL;
}

static const struct opt *by_letter(const struct opt *opts, char c)
{
	for (const struct opt *o = opts; o->name; o++)
		if (o->letter && o->letter == c)
			return o;
	return NULL;
}

/* One argument that begins with two dashes; *i moves past a value of its own. */
static int long_option(const struct command *cmd, const struct opt *opts, int argc, char **argv, int *i)
{
	const char *name = argv[*i] + 2, *eq = strchr(name, '=');
	size_t n = eq ? (size_t)(eq - name) : strlen(name);
	const struct opt *o = by_name(opts, name, n);
	if (!o)
		return opt_usage(cmd, "no option --%.*s", (int)n, name);
	if (o->kind == OPT_FLAG && eq)
		return opt_usage(cmd, "--%s takes no value", o->name);
	const char *value = eq ? eq + 1 : NULL;
	if (o->kind != OPT_FLAG && !value) {
		if (*i + 1 >= argc)
			return opt_usage(cmd, "--%s needs a value: %s", o->name, o->arg);
		value = argv[++*i];
	}
	if (!take(o, value))
		return opt_usage(cmd, "--%s: \"%s\" is not a number", o->name, value);
	return -1;
}

static int short_options(const struct command *cmd, const struct opt *opts, int argc, char **argv, int *i)
{
	for (const char *c = argv[*i] + 1; *c; c++) {
		const struct opt *o = by_letter(opts, *c);
		if (!o)
			return opt_usage(cmd, "no option -%c", *c);
		if (o->kind == OPT_FLAG) {
			take(o, NULL);
			continue;
		}
		const char *value = c[1] ? c + 1 : *i + 1 < argc ? argv[++*i] : NULL;
		if (!value)
			return opt_usage(cmd, "-%c needs a value: %s", *c, o->arg);
		if (!take(o, value))
			return opt_usage(cmd, "-%c: \"%s\" is not a number", *c, value);
		break;
	}
	return -1;
}

int opt_parse(const struct command *cmd, const struct opt *opts, int *argc, char **argv)
{
	int kept = 1;
	bool only_names = false;
	for (int i = 1; i < *argc; i++) {
		char *a = argv[i];
		if (only_names || a[0] != '-' || !a[1]) {
			argv[kept++] = a;
			continue;
		}
		if (strcmp(a, "--") == 0) {
			only_names = true;
			continue;
		}
		if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) {
			opt_help(stdout, cmd, opts);
			return finish(EXIT_DONE);
		}
		int code = a[1] == '-' ? long_option(cmd, opts, *argc, argv, &i) : short_options(cmd, opts, *argc, argv, &i);
		if (code >= 0)
			return code;
	}
	*argc = kept;
	return -1;
}
