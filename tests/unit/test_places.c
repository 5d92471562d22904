/* Unit tests of the gazetteer: its sources and their refusals, keys, look-ups
 * against the rows, and packs whose places are damaged. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/hash.h"
#include "pack/places.h"
#include "support/packs.h"

#define COLUMNS "id\tname\tlat\tlon\tfeature\tcountry\tadmin1\tadmin2\tpopulation\tnames\n"

static const char base_rows[] = HEAD COLUMNS
	"9001\tArdenia\t40.0000\t10.0000\tPCLI\tQA:QAA\t\t\t2000000\t\n"
	"9002\tBelmark\t-10.5\t-20.25\tPCLI\tQB:QBB\t\t\t500000\t\n"
	"9010\tNorth March\t41.0000\t10.5000\tADM1\tQA\t01\t\t700000\t\n"
	"9011\tSela County\t41.2000\t10.6000\tADM2\tQA\t01\t7\t90000\t\n"
	"9020\tPort Sela\t41.2345\t10.6789\tPPLA2\tQA\t01\t7\t60000\tSela|Port-Séla\n"
	"9021\tPort Sela\t-10.1000\t-20.0000\tPPL\tQB\t\t\t900\t\n"
	"9022\tSaint Orm\t41.3\t10.1\tPPL\tQA\t01\t99\t0\t\n";

struct built {
	struct findings found;
	struct str image;
	drg_pack *pack;
	struct gazetteer g;
};

static drg_status build(struct built *b, const char *first, const char *second)
{
	struct pack_source v[2] = { { STR("places/a.tsv"), drg__str_c(first) }, { STR("places/b.tsv"), drg__str_c(second) } };
	drg_error err;
	memset(b, 0, sizeof *b);
	drg_status s = test_build(v, second ? 2 : 1, &b->found, &b->image, &err);
	if (!s) {
		assert_int_equal(drg__pack_open_memory(b->image, "test", &b->pack, &err), DRG_OK);
		b->g = drg__gazetteer(b->pack);
	}
	return s;
}

static void done(struct built *b)
{
	drg_pack_close(b->pack);
	free((void *)(uintptr_t)b->image.p);
}

static uint32_t find(const struct built *b, const char *name, struct place_hit *hit, uint32_t most)
{
	return drg__place_find(&b->g, drg__place_key(drg__str_c(name)), hit, most);
}

static void test_rows(void **state)
{
	(void)state;
	struct built b;
	struct place_hit h[4];
	assert_int_equal(build(&b, base_rows, NULL), DRG_OK);
	assert_int_equal(b.g.n, 7);
	assert_int_equal(b.g.n_countries, 2);
	assert_int_equal(find(&b, "PORT SELA", h, 4), 2); /* the larger first */
	struct place p = drg__place(&b.g, h[0].row);
	assert_int_equal(p.id, 9020);
	assert_true(drg__str_eq(p.name, STR("Port Sela")));
	assert_string_equal(p.feature, "PPLA2");
	assert_true(p.lat > 41.23449 && p.lat < 41.23451 && p.lon > 10.67889 && p.lon < 10.67891);
	assert_true(drg__str_eq(drg__place_alpha3(&b.g, drg__place_country(&b.g, h[0].row)), STR("QAA")));
	p = drg__place(&b.g, h[1].row);
	assert_int_equal(p.id, 9021);
	assert_true(p.lat < -10.09 && p.lon < -19.99); /* both signs survive 24 bits */
	assert_false(drg__place_within(&b.g, h[1].row, drg__place_by_alpha3(&b.g, STR("QAA"))));
	assert_true(drg__place_within(&b.g, h[0].row, drg__place_by_alpha3(&b.g, STR("QAA"))));
	assert_int_equal(drg__place_by_alpha3(&b.g, STR("ZZZ")), PLACES_NO);
	/* a place whose division is not there lies in what is */
	assert_int_equal(find(&b, "St. Orm", h, 4), 1);
	assert_int_equal(drg__place(&b.g, drg__place(&b.g, h[0].row).parent).id, 9010);
	/* eighths of a power of two: 2^15.87 inhabitants */
	assert_int_equal(find(&b, "Sela", h, 4), 1);
	assert_true(h[0].alternate);
	assert_int_equal(drg__place(&b.g, h[0].row).population_log, 127);
	done(&b);
}

static void test_keys(void **state)
{
	static const char *const same[][2] = {
		{ "Port-Séla", "port sela" }, { "St. Orm", "Saint Orm" }, { "Sana'a", "Sanaa" }, { "Sana\xE2\x80\x99" "a", "SANAA" },
		{ "Mount Kern", "Mt Kern" },  { "D.C.", "dc" },           { " Kern ", "kern" }, { "Fort Kern", "ft. kern" },
	};
	static const char *const different[][2] = { { "Kern", "Kerne" }, { "Port Sela", "Portsela" }, { "Saintes", "St es" } };
	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof *same; i++)
		assert_int_equal(drg__place_key(drg__str_c(same[i][0])), drg__place_key(drg__str_c(same[i][1])));
	for (size_t i = 0; i < sizeof different / sizeof *different; i++)
		assert_int_not_equal(drg__place_key(drg__str_c(different[i][0])), drg__place_key(drg__str_c(different[i][1])));
	assert_int_equal(drg__place_key(STR("")), 0);
	assert_int_equal(drg__place_key(STR("-.'")), 0);
	char longest[400];
	memset(longest, 'a', sizeof longest);
	assert_int_not_equal(drg__place_key(drg__str(longest, 120)), 0);
	assert_int_equal(drg__place_key(drg__str(longest, 121)), 0);
}

/* A further file: a new place, more names, a moved point, abbreviations. */
static void test_second_file(void **state)
{
	(void)state;
	struct built b;
	struct place_hit h[4];
	const char *more = HEAD COLUMNS
		"\tGrey Marsh\t5.5\t6\tRGN\t\t\t\t\tThe Marsh\n"
		"9020\tSelaport\t\t\t\t\t\t\t\tSelahafen\n"
		"\t\t42\t11\tADM1\tQA\t01\t\t\t~N. March|~NM\n";
	assert_int_equal(build(&b, base_rows, more), DRG_OK);
	assert_int_equal(b.g.n, 8);
	assert_int_equal(find(&b, "the marsh", h, 4), 1);
	assert_int_equal(drg__place(&b.g, h[0].row).id, 0);
	assert_int_equal(drg__place_country(&b.g, h[0].row), PLACES_NO);
	assert_int_equal(find(&b, "Selahafen", h, 4), 1);
	assert_int_equal(drg__place(&b.g, h[0].row).id, 9020);
	assert_int_equal(find(&b, "Selaport", h, 4), 1);
	assert_int_equal(find(&b, "NM", h, 4), 1);
	assert_true(h[0].abbreviation);
	assert_int_equal(drg__place(&b.g, h[0].row).id, 9010);
	assert_true(drg__place(&b.g, h[0].row).lat > 41.99);
	done(&b);
}

/* Each broken line is refused by its number and with its reason. */
static void test_broken_lines(void **state)
{
	static const struct {
		const char *line, *says;
	} t[] = {
		{ "1\tKern\t1\t2\tPPL\tQA\t\t\t5", ":12: has fewer than the 10 columns" },
		{ "1\tKern\t1\t2\tPPL\tQA\t\t\t5\t\tx", ":12: has more than the 10 columns" },
		{ "one\tKern\t1\t2\tPPL\tQA\t\t\t5\t", ":12: the id \"one\" is no GeoNames id" },
		{ "0\tKern\t1\t2\tPPL\tQA\t\t\t5\t", ":12: the id \"0\" is no GeoNames id" },
		{ "1\tKern\t91\t2\tPPL\tQA\t\t\t5\t", ":12: the latitude \"91\"" },
		{ "1\tKern\t90.0001\t2\tPPL\tQA\t\t\t5\t", ":12: the latitude \"90.0001\"" },
		{ "1\tKern\tnorth\t2\tPPL\tQA\t\t\t5\t", ":12: the latitude \"north\"" },
		{ "1\tKern\t1\t-180.5\tPPL\tQA\t\t\t5\t", ":12: the longitude \"-180.5\"" },
		{ "1\tKern\t1\t1.\tPPL\tQA\t\t\t5\t", ":12: the longitude \"1.\"" },
		{ "1\tKern\t1\t2\ttown\tQA\t\t\t5\t", ":12: the feature \"town\"" },
		{ "1\tKern\t1\t2\tPPL\tQZ\t\t\t5\t", ":12: the country \"QZ\" is not in the gazetteer" },
		{ "1\tKern\t1\t2\tPPL\tQA\t\t\tmany\t", ":12: the population \"many\" is no number" },
		{ "1\tKern\t1\t2\tPPL\tQA\t\t\t5\tKarn|", ":12: the name \"\" is empty" },
		{ "1\t--\t1\t2\tPPL\tQA\t\t\t5\t", ":12: the name \"--\" is empty" },
		{ "1\t\t1\t2\tPPL\tQA\t\t\t5\t", ":12: needs a name" },
		{ "9020\tKern\t1\t2\tPPL\tQA\t\t\t5\t", ":12: is about a place that line 9 of the file is about" },
		{ "\t\t1\t2\tADM1\tQA\t77\t\t\t~X", ":12: has neither id nor name, and no earlier row is the country or division QA 77" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
		char rows[2048];
		struct built b;
		snprintf(rows, sizeof rows, "%s%s\n", base_rows, t[i].line);
		assert_int_equal(build(&b, rows, NULL), DRG_EFORMAT);
		if (!strstr(b.found.text, t[i].says))
			fail_msg("\"%s\" found: %s", t[i].says, b.found.text);
		assert_ptr_equal(strchr(b.found.text, '\n'), b.found.text + b.found.n - 1); /* one finding */
		done(&b);
	}
}

static void test_heads(void **state)
{
	struct built b;
	(void)state;
	assert_int_equal(build(&b, HEAD "id\tname\n", NULL), DRG_EFORMAT);
	assert_non_null(strstr(b.found.text, "the first row must name the columns"));
	assert_int_equal(build(&b, COLUMNS, NULL), DRG_EFORMAT);
	assert_non_null(strstr(b.found.text, "licence"));
	struct pack_source z = SOURCE("places/a.tsv.zst", "not zstd");
	drg_error err;
	assert_int_equal(test_build(&z, 1, &b.found, &b.image, &err), DRG_EFORMAT);
	assert_non_null(strstr(b.found.text, "a.tsv.zst: is no zstd file"));
	struct pack_source w = SOURCE("places/weights.tsv", HEAD "feature\tweight\npopulation\t1\npopulation\t2\nheight\t1\nseat\tlots\n");
	assert_int_equal(test_build(&w, 1, &b.found, &b.image, &err), DRG_EFORMAT);
	assert_non_null(strstr(b.found.text, ":6: the feature \"population\" is there twice"));
	assert_non_null(strstr(b.found.text, ":7: the resolver has no feature \"height\""));
	assert_non_null(strstr(b.found.text, ":8: the weight \"lots\""));
	assert_non_null(strstr(b.found.text, "has no weight for the feature \"largest\""));
}

/* ------------------------------------------------------------------ damage -- */

/* The places section of an image. */
static struct pack_entry *places_of(char *image)
{
	struct pack_head *h = (void *)image;
	struct pack_entry *e = (void *)(image + sizeof *h);
	for (uint32_t i = 0; i < h->n_sections; i++)
		if (strcmp(e[i].name, "places") == 0)
			return &e[i];
	return NULL;
}

/* Sums and the head made right again, so that only the structure can be refused. */
static void make_sums_right(char *image)
{
	struct pack_head *h = (void *)image;
	struct pack_entry *e = places_of(image);
	e->sum = drg__hash(drg__str(image + e->offset, e->size));
	h->head_sum = 0;
	h->head_sum = drg__hash_add(drg__hash(drg__str(image, sizeof *h)), drg__str(image + sizeof *h, h->n_sections * sizeof *e));
}

static char *copy(struct str image)
{
	char *p = aligned_alloc(PACK_ALIGN, (image.n + PACK_ALIGN - 1) / PACK_ALIGN * PACK_ALIGN);
	assert_non_null(p);
	memcpy(p, image.p, image.n);
	return p;
}

static void test_flipped(void **state)
{
	struct built b;
	drg_error err;
	drg_pack *pack;
	(void)state;
	assert_int_equal(build(&b, base_rows, NULL), DRG_OK);
	for (uint32_t at = 0; at < places_of((char *)(uintptr_t)b.image.p)->size; at++) {
		char *p = copy(b.image);
		p[places_of(p)->offset + at] ^= 0x40;
		assert_int_equal(drg__pack_open_memory(drg__str(p, b.image.n), "test", &pack, &err), DRG_EPACK);
		assert_non_null(strstr(err.message, "section places"));
		/* with the sum put right: refused by name, or harmless */
		make_sums_right(p);
		if (drg__pack_open_memory(drg__str(p, b.image.n), "test", &pack, &err) == DRG_OK) {
			struct gazetteer g = drg__gazetteer(pack);
			for (uint32_t i = 0; i < g.n; i++) {
				struct place_hit h[8];
				struct place q = drg__place(&g, i);
				drg__place_country(&g, i);
				drg__place_find(&g, drg__place_key(q.name), h, 8);
			}
			drg_pack_close(pack);
		} else {
			assert_non_null(strstr(err.message, "section places"));
		}
		free(p);
	}
	done(&b);
}

static void test_cut(void **state)
{
	struct built b;
	drg_error err;
	drg_pack *pack;
	(void)state;
	assert_int_equal(build(&b, base_rows, NULL), DRG_OK);
	const struct pack_entry *e = places_of((char *)(uintptr_t)b.image.p);
	for (uint64_t n = e->offset; n < e->offset + e->size; n += 7) {
		assert_int_equal(drg__pack_open_memory(drg__str(b.image.p, n), "test", &pack, &err), DRG_EPACK);
		assert_non_null(strstr(err.message, "section places"));
	}
	done(&b);
}

/* Every place of the shipped gazetteer is found by its name, and going up from it ends in a country or itself. */
static void test_shipped(void **state)
{
	drg_pack *pack;
	drg_error err;
	(void)state;
	assert_int_equal(drg_pack_open(TEST_BUILD_DIR "/en.pack", &pack, &err), DRG_OK);
	struct gazetteer g = drg__gazetteer(pack);
	assert_true(g.n > 200000);
	assert_non_null(g.weight);
	for (uint32_t i = 0; i < g.n; i++) {
		enum { MOST = 4096 };
		static struct place_hit h[MOST];
		struct place p = drg__place(&g, i);
		uint32_t n = drg__place_find(&g, drg__place_key(p.name), h, MOST), k = 0;
		while (k < n && h[k].row != i)
			k++;
		assert_true(k < n);
		assert_true(p.lat >= -90 && p.lat <= 90 && p.lon >= -180 && p.lon <= 180);
		assert_true(p.parent <= i);
	}
	drg_pack_close(pack);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),  cmocka_unit_test(test_keys),    cmocka_unit_test(test_second_file), cmocka_unit_test(test_broken_lines),
		cmocka_unit_test(test_heads), cmocka_unit_test(test_flipped), cmocka_unit_test(test_cut),         cmocka_unit_test(test_shipped),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
