/* cmd_actor.c - how phrases that describe actors are coded. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

struct coding {
	const drg_pack *pack;
	const drg_actors *actors;
	const char *date;
	bool json;
};

static int code_one(const struct coding *c, const char *phrase, struct page *p)
{
	drg_actor a;
	drg_error err;
	if (drg_actor_code(c->pack, c->actors, phrase, c->date, &a, &err)) {
		say_error(&err);
		return EXIT_SOME_FAILED;
	}
	if (c->json) {
		fputs("{\"phrase\":", stdout);
		json_z(stdout, phrase);
		fputs(",\"country\":", stdout);
		json_z(stdout, *a.country ? a.country : NULL);
		fputs(",\"sectors\":", stdout);
		json_z(stdout, *a.sectors ? a.sectors : NULL);
		fputs("}\n", stdout);
		return EXIT_DONE;
	}
	page_text(p, *a.country ? a.country : "-");
	page_tab(p, 5);
	page_text(p, *a.sectors ? a.sectors : "-");
	page_tab(p, 22);
	page_text(p, phrase);
	page_line(p);
	return EXIT_DONE;
}

/* One phrase a line of standard input. */
static int code_lines(const struct coding *c, struct page *p)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	int code = EXIT_DONE;
	while ((n = getline(&line, &cap, stdin)) >= 0) {
		while (n && (line[n - 1] == '\n' || line[n - 1] == '\r'))
			line[--n] = 0;
		int one = code_one(c, line, p);
		code = one ? one : code;
	}
	free(line);
	return code;
}

int cmd_actor(const struct command *cmd, int argc, char **argv)
{
	const char *own = NULL, *pack_path = NULL;
	struct coding c = { 0 };
	const struct opt opts[] = {
		{ "date", 0, OPT_TEXT, "YYYY-MM-DD", "day on which offices are held", &c.date },
		{ "actors", 0, OPT_TEXT, "FILE", "your own actors, before those of the pack", &own },
		{ "pack", 0, OPT_TEXT, "FILE", "language pack to code with", &pack_path },
		{ "json", 0, OPT_FLAG, NULL, "one JSON object a phrase", &c.json },
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code >= 0)
		return code;
	if (argc < 2)
		return opt_usage(cmd, "name a phrase, or - for one a line of standard input");
	if (c.date && !is_day(c.date))
		return opt_usage(cmd, "--date %s: must be a day, as in 2023-12-21", c.date);
	drg_actors *actors = NULL;
	drg_pack *pack = open_actors(own, &actors) ? open_pack(pack_path) : NULL;
	if (!pack) {
		drg_actors_close(actors);
		return EXIT_UNUSABLE;
	}
	c.pack = pack;
	c.actors = actors;
	struct page p = page_on(stdout);
	code = EXIT_DONE;
	for (int i = 1; i < argc; i++) {
		int one = strcmp(argv[i], "-") == 0 ? code_lines(&c, &p) : code_one(&c, argv[i], &p);
		code = one ? one : code;
	}
	drg_pack_close(pack);
	drg_actors_close(actors);
	return finish(code);
}
