/* cmd_pack.c - build, check, describe a language pack. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"

/* Findings go to standard error as they come; they name files, not reports. */
static bool to_stderr(void *ctx, const char *bytes, size_t n)
{
	(void)ctx;
	return fwrite(bytes, 1, n, stderr) == n;
}

static int build(const char *dir, const char *out, bool quiet)
{
	drg_error err;
	drg_pack *pack;
	if (drg_pack_build(dir, out, to_stderr, NULL, &err) != DRG_OK) {
		say_error(&err);
		return err.code == DRG_ENOMEM ? EXIT_INTERNAL : EXIT_UNUSABLE;
	}
	if (quiet)
		return EXIT_DONE;
	if (!out) {
		printf("%s: no errors\n", dir);
		return finish(EXIT_DONE);
	}
	if (drg_pack_open(out, &pack, &err) != DRG_OK) {
		say_error(&err);
		return EXIT_UNUSABLE;
	}
	drg_pack_info info;
	drg_pack_get_info(pack, &info);
	printf("%s: %" PRIu64 " bytes, fingerprint %.12s\n", info.path, info.bytes, info.fingerprint);
	drg_pack_close(pack);
	return finish(EXIT_DONE);
}

/* A folder of sources, or a compiled pack. */
static int check(const char *path, bool quiet)
{
	struct stat st;
	if (path && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return build(path, NULL, quiet);
	drg_error err;
	drg_pack *pack = open_pack(path);
	if (!pack)
		return EXIT_UNUSABLE;
	int code = EXIT_DONE;
	if (drg_pack_verify(pack, &err) != DRG_OK) {
		say_error(&err);
		code = EXIT_UNUSABLE;
	} else if (!quiet) {
		drg_pack_info info;
		drg_pack_get_info(pack, &info);
		printf("%s: sound, fingerprint %s\n", info.path, info.fingerprint);
	}
	drg_pack_close(pack);
	return finish(code);
}

static void info_json(const drg_pack *pack, bool rules)
{
	drg_pack_info info;
	drg_pack_section s;
	drg_pack_lexicon l;
	drg_pack_rule r;
	drg_pack_get_info(pack, &info);
	fputs("{\"path\":", stdout);
	json_z(stdout, info.path);
	printf(",\"fingerprint\":\"%s\",\"format\":%u,\"lang\":", info.fingerprint, info.format);
	json_z(stdout, info.lang);
	printf(",\"bytes\":%" PRIu64 ",\"sections\":[", info.bytes);
	for (uint32_t i = 0; drg_pack_get_section(pack, i, &s); i++) {
		fputs(i ? ",{\"name\":" : "{\"name\":", stdout);
		json_z(stdout, s.name);
		printf(",\"bytes\":%" PRIu64 ",\"rows\":%u}", s.bytes, s.rows);
	}
	fputs("],\"lexicons\":[", stdout);
	for (uint32_t i = 0; drg_pack_get_lexicon(pack, i, &l); i++) {
		fputs(i ? ",{\"name\":" : "{\"name\":", stdout);
		json_z(stdout, l.name);
		printf(",\"rows\":%u,\"origin\":", l.rows);
		json_z(stdout, l.origin);
		fputs(",\"date\":", stdout);
		json_z(stdout, l.date);
		fputs(",\"licence\":", stdout);
		json_z(stdout, l.licence);
		fputs("}", stdout);
	}
	fputs("],\"rules\":", stdout);
	uint32_t n = 0;
	if (!rules) {
		while (drg_pack_get_rule(pack, n, &r))
			n++;
		printf("%u}\n", n);
		return;
	}
	for (; drg_pack_get_rule(pack, n, &r); n++) {
		fputs(n ? ",{\"name\":" : "[{\"name\":", stdout);
		json_z(stdout, r.name);
		fputs(",\"file\":", stdout);
		json_z(stdout, r.file);
		printf(",\"line\":%u,\"priority\":%d,\"why\":", r.line, r.priority);
		json_z(stdout, r.why);
		fputs("}", stdout);
	}
	fputs(n ? "]}\n" : "[]}\n", stdout);
}

/* Text of a pack file, which may be anybody's: escaped, padded to `width`. */
static void cell(const char *z, uint32_t width)
{
	drg_str s = { z, strlen(z) };
	char *safe = term_escape(s);
	if (safe)
		fputs(safe, stdout);
	for (uint32_t n = safe ? term_columns(s) : 0; n < width; n++)
		putchar(' ');
	free(safe);
}

static void info_text(const drg_pack *pack, bool rules, bool sections)
{
	drg_pack_info info;
	drg_pack_section s;
	drg_pack_lexicon l;
	drg_pack_rule r;
	uint32_t n_rules = 0, n_sections = 0, n_tensors = 0;
	uint64_t tensor_bytes = 0;
	drg_pack_get_info(pack, &info);
	for (; drg_pack_get_section(pack, n_sections, &s); n_sections++)
		if (strncmp(s.name, "tensor.", 7) == 0) {
			n_tensors++;
			tensor_bytes += s.bytes;
		}
	while (drg_pack_get_rule(pack, n_rules, &r))
		n_rules++;
	printf("%s\n  fingerprint  %s\n  format       %u\n  language     %s\n  size         %" PRIu64 " bytes in %u sections\n", info.path,
	       info.fingerprint, info.format, info.lang, info.bytes, n_sections);
	if (n_tensors)
		printf("  model        %u tensors, %" PRIu64 " bytes\n", n_tensors, tensor_bytes);
	else
		puts("  model        none");
	printf("  rules        %u\n", n_rules);
	if (drg_pack_get_lexicon(pack, 0, &l))
		printf("\nLexicons\n  %-20s%8s  %-12s%-14s%s\n", "name", "rows", "date", "licence", "origin");
	for (uint32_t i = 0; drg_pack_get_lexicon(pack, i, &l); i++) {
		fputs("  ", stdout);
		cell(l.name, 20);
		printf("%8u  ", l.rows);
		cell(l.date, 12);
		cell(l.licence, 14);
		cell(l.origin, 0);
		putchar('\n');
	}
	if (rules && n_rules)
		puts("\nRules");
	for (uint32_t i = 0; rules && drg_pack_get_rule(pack, i, &r); i++) {
		fputs("  ", stdout);
		cell(r.name, 32);
		cell(r.file, 0);
		printf(":%u%s", r.line, *r.why ? "  " : "");
		cell(r.why, 0);
		putchar('\n');
	}
	if (sections)
		printf("\nSections\n  %-40s%12s%10s\n", "name", "bytes", "rows");
	for (uint32_t i = 0; sections && drg_pack_get_section(pack, i, &s); i++) {
		fputs("  ", stdout);
		cell(s.name, 40);
		printf("%12" PRIu64 "%10u\n", s.bytes, s.rows);
	}
}

int cmd_pack(const struct command *cmd, int argc, char **argv)
{
	bool quiet = false, json = false, rules = false, sections = false;
	const struct opt opts[] = {
		{ "json", 0, OPT_FLAG, NULL, "info: print one JSON object", &json },
		{ "rules", 0, OPT_FLAG, NULL, "info: list every rule with its file and line", &rules },
		{ "sections", 0, OPT_FLAG, NULL, "info: list every section with its size", &sections },
		{ "quiet", 'q', OPT_FLAG, NULL, "print errors only", &quiet },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	const char *what = argc > 1 ? argv[1] : "", *a = argc > 2 ? argv[2] : NULL, *b = argc > 3 ? argv[3] : NULL;
	if (strcmp(what, "build") == 0)
		return argc == 4 ? build(a, b, quiet) : opt_usage(cmd, "build needs the folder of sources and the file to write");
	if (strcmp(what, "check") == 0)
		return argc <= 3 ? check(a, quiet) : opt_usage(cmd, "check takes one folder of sources or one pack");
	if (strcmp(what, "info") != 0)
		return opt_usage(cmd, *what ? "\"%s\" is not one of build, check, info" : "say build, check or info%s", what);
	if (argc > 3)
		return opt_usage(cmd, "info takes one pack");
	drg_pack *pack = open_pack(a);
	if (!pack)
		return EXIT_UNUSABLE;
	if (json)
		info_json(pack, rules);
	else
		info_text(pack, rules, sections);
	drg_pack_close(pack);
	return finish(EXIT_DONE);
}
