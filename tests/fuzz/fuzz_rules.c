/* fuzz_rules.c - any text as pack sources: a lexicon, a line "----", a rule
 * file.  Either findings are reported or a pack comes out that opens. */
#include <stdlib.h>

#include "pack/build.h"
#include "pack/format.h"
#include "stage/view.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static bool count(void *ctx, const char *line, size_t n)
{
	if (n < 2 || line[n - 1] != '\n')
		abort();
	++*(unsigned *)ctx;
	return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str all = drg__str((const char *)data, n), image;
	size_t cut = drg__str_find(all, STR("----\n"), 0);
	struct str lex = cut == SIZE_MAX ? STR("") : drg__str_sub(all, 0, cut);
	struct str rules = cut == SIZE_MAX ? all : drg__str_sub(all, cut + 5, n);
	struct pack_source v[] = {
		{ STR("SOURCES.tsv"), STR("# lang: en\nfile\torigin\tlicence\nlexicon/a.tsv\tx\tApache-2.0\nrules/a.rules\tx\tApache-2.0\n") },
		{ STR("lexicon/a.tsv"), lex },
		{ STR("rules/a.rules"), rules },
	};
	unsigned findings = 0;
	drg_error err;
	drg_status s = drg__pack_build_memory(v, 3, drg__view_of_words, count, &findings, &image, &err);
	if ((s == DRG_OK) != (image.p != NULL) || (s == DRG_EFORMAT) != (findings > 0))
		abort();
	if (s == DRG_OK) {
		drg_pack *p;
		if (drg__pack_open_memory(image, "fuzz", &p, &err) != DRG_OK)
			abort(); /* the builder made what the reader refuses */
		drg_pack_close(p);
	}
	free((void *)(uintptr_t)image.p);
	return 0;
}
