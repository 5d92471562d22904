/* cmd_read.c - analyse and print; keeps nothing. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	bool json, conllu;
	bool first; /* nothing printed yet */
};

/* One input line gives one output line, errors included. */
static void error_line(FILE *out, const struct piece *p)
{
	drg_source_info info = { 0 };
	if (p->source)
		drg_source_get_info(p->source, &info);
	fputs("{\"schema\":\"dragoman/1\",\"source\":{\"name\":", out);
	json_z(out, p->name);
	fputs(",\"id\":", out);
	json_z(out, info.id);
	fputs("},\"error\":{\"code\":", out);
	json_z(out, drg_status_name(p->error->code));
	fputs(",\"message\":", out);
	json_z(out, p->error->message);
	if (p->error->line)
		fprintf(out, ",\"line\":%llu", (unsigned long long)p->error->line);
	if (p->error->offset != DRG_NO_OFFSET)
		fprintf(out, ",\"offset\":%llu", (unsigned long long)p->error->offset);
	fputs("}}\n", out);
}

static int print_one(void *ctx, const struct piece *p)
{
	struct reading *r = ctx;
	if (r->json && p->error) {
		error_line(stdout, p);
	} else if (r->json) {
		fwrite(p->json, 1, p->json_n, stdout);
		fputc('\n', stdout);
	} else if (r->conllu && p->doc) {
		fwrite(p->json, 1, p->json_n, stdout);
	} else if (p->doc) {
		if (!r->first)
			fputc('\n', stdout);
		r->first = false;
		account_print(stdout, p->doc);
	}
	return ferror(stdout) ? EXIT_INTERNAL : 0;
}

static const struct {
	const char *name;
	uint32_t layer;
} layer[] = { { "tokens", DRG_LAYER_TOKENS }, { "sentences", DRG_LAYER_SENTENCES }, { "deps", DRG_LAYER_DEPS },
	      { "entities", DRG_LAYER_ENTITIES }, { "claims", DRG_LAYER_CLAIMS }, { "talks", DRG_LAYER_TALKS }, { "events", DRG_LAYER_EVENTS } };

/* "tokens,deps" to DRG_LAYER_*; 0 when a name is unknown. */
static uint32_t parse_layers(const char *list)
{
	uint32_t all = 0;
	for (const char *p = list;; p++) {
		size_t n = strcspn(p, ","), i = 0;
		while (i < sizeof layer / sizeof *layer && (strlen(layer[i].name) != n || strncmp(layer[i].name, p, n) != 0))
			i++;
		if (i == sizeof layer / sizeof *layer)
			return 0;
		all |= layer[i].layer;
		p += n;
		if (!*p)
			return all;
	}
}

int cmd_read(const struct command *cmd, int argc, char **argv)
{
	struct input_options o = { 0 };
	const char *layers = NULL;
	bool conllu = false;
	const struct opt opts[] = {
		{ "json", 0, OPT_FLAG, NULL, "one line of JSON a report, schema dragoman/1", &o.json },
		{ "conllu", 0, OPT_FLAG, NULL, "words and syntax in CoNLL-U", &conllu },
		{ "layers", 0, OPT_TEXT, "LIST", "only these: tokens, sentences, deps, entities, claims, talks, events", &layers },
		INPUT_OPTS(o),
		{ 0 },
	};
	int code = opt_parse(cmd, opts, &argc, argv);
	if (code < 0)
		code = input_options_check(cmd, &o);
	if (code >= 0)
		return code;
	if (argc < 2)
		return opt_usage(cmd, "name a file, a directory, or - for standard input");
	if (o.json && conllu)
		return opt_usage(cmd, "--json and --conllu exclude each other");
	if (conllu && layers)
		return opt_usage(cmd, "--conllu names its layers itself");
	uint32_t asked = conllu ? DRG_LAYER_TOKENS | DRG_LAYER_DEPS : layers ? parse_layers(layers) : 0;
	if (layers && !asked)
		return opt_usage(cmd, "--layers takes a list of tokens, sentences, deps, entities, claims, talks, events");
	drg_actors *actors = NULL;
	drg_pack *pack = open_actors(o.actors, &actors) ? open_pack(o.pack) : NULL;
	if (!pack) {
		drg_actors_close(actors);
		return EXIT_UNUSABLE;
	}
	drg_error err;
	drg_repeats *repeats;
	if (drg_repeats_new(&repeats, &err)) {
		say_error(&err);
		drg_pack_close(pack);
		drg_actors_close(actors);
		return EXIT_INTERNAL;
	}
	struct reading ctx = { .json = o.json, .conllu = conllu, .first = true };
	struct run run = { .opt = &o, .pack = pack, .actors = actors, .want_json = o.json, .want_conllu = conllu, .layers = asked, .repeats = repeats, .emit = print_one, .ctx = &ctx };
	code = run_inputs(&run, argv + 1, argc - 1);
	if (!code && run.done == 0)
		code = EXIT_NOTHING;
	drg_repeats_free(repeats);
	drg_pack_close(pack);
	drg_actors_close(actors);
	return finish(code);
}
