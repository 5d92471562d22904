/* fuzz_text.c - any bytes as a plain-text report, through the whole reading with
 * the rules and lexicons of data/en (no encoder): words, sentences, quotations,
 * attributions, claims, talks, JSON.  What hold.h says must hold; the first byte
 * chooses the memory limit, so that running out of it is tried as well. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/io.h"
#include "pack/build.h"
#include "pack/format.h"
#include "stage/view.h"
#include "support/hold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { MOST = 128 };

static struct pack_source source[MOST];
static size_t n_sources;

static _Noreturn void give_up(const char *what)
{
	fprintf(stderr, "%s\n", what);
	abort();
}

/* What the file itself says of its licence, up to the end of the line. */
static struct str licence_of(struct str bytes)
{
	static const char key[] = "\n# licence: ";
	for (size_t i = 0; i + sizeof key < bytes.n; i++) {
		if (memcmp(bytes.p + i, key, sizeof key - 1) != 0)
			continue;
		const char *from = bytes.p + i + sizeof key - 1, *end = memchr(from, '\n', (size_t)(bytes.p + bytes.n - from));
		return drg__str(from, end ? (size_t)(end - from) : 0);
	}
	return STR("");
}

static void add(const char *folder, const char *name, const char *suffix, char *list, size_t room)
{
	static char rel[MOST][128];
	char path[1024];
	drg_error err;
	size_t n = strlen(name), k = strlen(suffix), at = strlen(list);
	if (n <= k || strcmp(name + n - k, suffix) != 0 || n_sources + 1 >= MOST)
		return;
	snprintf(rel[n_sources], sizeof rel[0], "%s%s", folder, name);
	snprintf(path, sizeof path, "%s/data/en/%s", TEST_SOURCE_DIR, rel[n_sources]);
	struct pack_source *s = &source[n_sources++];
	s->rel = drg__str_c(rel[n_sources - 1]);
	if (drg__read_file(path, 1 << 24, &s->bytes, &err))
		give_up(err.message);
	struct str licence = licence_of(s->bytes);
	snprintf(list + at, room - at, "%s\tx\t%.*s\n", rel[n_sources - 1], (int)licence.n, licence.p);
}

static void add_folder(const char *folder, const char *suffix, char *list, size_t room)
{
	char path[1024];
	snprintf(path, sizeof path, "%s/data/en/%s", TEST_SOURCE_DIR, folder);
	DIR *d = opendir(path);
	for (struct dirent *e; d && (e = readdir(d));)
		add(folder, e->d_name, suffix, list, room);
	if (d)
		closedir(d);
}

static bool show(void *ctx, const char *line, size_t n)
{
	(void)ctx;
	fwrite(line, 1, n, stderr);
	return true;
}

/* data/en without its model. */
static drg_pack *open_pack(void)
{
	static char list[1 << 14] = "# lang: en\nfile\torigin\tlicence\n";
	struct str image;
	drg_pack *p;
	drg_error err;
	add("", "inflect.tsv", ".tsv", list, sizeof list);
	add_folder("lexicon/", ".tsv", list, sizeof list);
	add_folder("actors/", ".tsv", list, sizeof list);
	add_folder("rules/", ".rules", list, sizeof list);
	source[n_sources++] = (struct pack_source){ STR("SOURCES.tsv"), drg__str_c(list) };
	if (drg__pack_build_memory(source, n_sources, drg__view_of_words, show, NULL, &image, &err) ||
	    drg__pack_open_memory(image, "data/en", &p, &err))
		give_up(err.message);
	return p;
}

static bool count(void *ctx, const char *bytes, size_t n)
{
	uint64_t *sum = ctx;
	if (drg__utf8_valid_to(drg__str(bytes, n), 0) != n)
		give_up("JSON is not UTF-8");
	*sum += n;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static drg_pack *pack;
	if (!pack)
		pack = open_pack();
	if (n == 0)
		return 0;
	drg_work_options opt = { .size = sizeof opt, .memory = data[0] == '!' ? 1 << 18 : data[0] == '?' ? 1 << 20 : 0 };
	/* Any day of publication, or none: times are reckoned from it. */
	static const char *const day[] = { "2026-11-22", "2024-02-29", "1900-01-01", "2199-12-31", NULL };
	drg_input_options as = { .size = sizeof as, .as = DRG_KIND_TEXT, .outlet = "Harbour Post", .date = day[(n > 1 ? data[1] : 0) % (sizeof day / sizeof *day)] };
	drg_input *in;
	drg_source *src;
	drg_work *w;
	drg_doc *doc;
	drg_error err;
	if (drg_work_new(pack, &opt, &w, &err) || drg_input_open_memory(data, n, "fuzz", &as, &in, &err))
		give_up(err.message);
	if (drg_input_next(in, &src, &err) == DRG_OK) {
		uint64_t sum = 0;
		if (drg_analyse(w, src, &doc, &err))
			give_up(err.message);
		const char *what = test_hold(doc);
		if (what)
			give_up(what);
		if (drg_doc_json(doc, count, &sum, &err) || sum == 0)
			give_up("no JSON");
		drg_doc_free(doc);
		drg_source_free(src);
	}
	drg_input_close(in);
	drg_work_free(w);
	return 0;
}
