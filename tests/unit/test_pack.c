/* Unit tests of the pack file: what is built is what is read, and nothing that
 * was cut, changed or lengthened opens. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/io.h"
#include "pack/rules.h"
#include "support/packs.h"

static const char lexicon[] = HEAD "phrase\tkind:one|two?\tn:int?\tnote\n"
	"alpha beta\ttwo\t7\tsaid of it\n"
	"~walk/v away\t\t\t\n"
	"=US\tone\t18446744073709551615\t\n";
static const char rules[] = HEAD "rule: meets\npattern: who=[cap] ~meet whom=[cap] \nyield: kind=meeting note=\"two words\"\npriority: 3\n"
	"why: somebody meets somebody\n"
	"match: [who Anna] met [whom Ben] yesterday.\nnot: Anna met him.\n\n"
	"rule: by-hand\ncoded: a decision made in code\n";

/* A safetensors file of two tensors and metadata. */
static struct str tensors(char *buf, size_t room)
{
	static const char header[] = "{\"__metadata__\":{\"format\":\"drg-model/1\",\"labels\":\"[\\\"a\\\",\\\"b\\\"]\"},"
		"\"emb.word.q\":{\"dtype\":\"I8\",\"shape\":[3,4],\"data_offsets\":[0,12]},"
		"\"emb.word.s\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[12,24]}}";
	float scale[3] = { 0.5f, 1.0f, 2.0f };
	uint64_t n = sizeof header - 1;
	assert_true(8 + n + 24 <= room);
	memcpy(buf, &n, 8);
	memcpy(buf + 8, header, n);
	for (int i = 0; i < 12; i++)
		buf[8 + n + (size_t)i] = (char)(i - 6);
	memcpy(buf + 8 + n + 12, scale, 12);
	return drg__str(buf, 8 + n + 24);
}

static struct str sample(void)
{
	char model[1024];
	struct pack_source v[] = { SOURCE("lexicon/things.tsv", lexicon), SOURCE("rules/talks.rules", rules),
		                   SOURCE("model/vocab.txt", "[PAD]\nthe\n##s\n"), SOURCE("model/full.safetensors", ""),
		                   SOURCE("inflect.tsv", HEAD "base\tpos\tforms\nmeet\tv\tmeets met meeting\n") };
	struct findings f;
	struct str image;
	drg_error err;
	v[3].bytes = tensors(model, sizeof model);
	if (test_build(v, 5, &f, &image, &err) != DRG_OK)
		fail_msg("%s%s", f.text, err.message);
	return image;
}

static void what_is_built_is_read(void **state)
{
	(void)state;
	struct str image = sample();
	drg_pack *p;
	drg_error err;
	assert_int_equal(drg__pack_open_memory(image, "sample", &p, &err), DRG_OK);
	drg_pack_info info;
	drg_pack_get_info(p, &info);
	assert_string_equal(info.lang, "en");
	assert_int_equal(info.format, DRG__PACK_FORMAT);
	assert_int_equal(drg_pack_verify(p, &err), DRG_OK);

	uint32_t lex = drg__lex(p, "things"), kind = drg__lex_col(p, lex, "kind"), n = drg__lex_col(p, lex, "n");
	assert_int_equal(drg__lex(p, "nothing"), UINT32_MAX);
	assert_int_equal(drg__lex_rows(p, lex), 3);
	assert_string_equal(drg__lex_about(p, lex, "licence").p, "Apache-2.0");
	assert_string_equal(drg__lex_str(p, lex, 0, 0).p, "alpha beta");
	assert_string_equal(drg__lex_str(p, lex, 0, kind).p, "two");
	assert_int_equal(drg__lex_enum(p, lex, 0, kind), 1);
	assert_int_equal(drg__lex_value(p, lex, kind, "one"), 0);
	assert_int_equal(drg__lex_value(p, lex, kind, "three"), UINT32_MAX);
	assert_int_equal(drg__lex_enum(p, lex, 1, kind), UINT32_MAX);
	assert_string_equal(drg__lex_str(p, lex, 1, kind).p, "");
	uint32_t none = drg__lex_col(p, lex, "colour"); /* a pack may lack a column that the program asks for */
	assert_int_equal(none, UINT32_MAX);
	assert_string_equal(drg__lex_str(p, lex, 0, none).p, "");
	assert_int_equal(drg__lex_enum(p, lex, 0, none), UINT32_MAX);
	assert_int_equal(drg__lex_value(p, lex, none, "red"), UINT32_MAX);
	assert_int_equal(drg__lex_u64(p, lex, 0, none, 7), 7);
	assert_true(drg__lex_u64(p, lex, 2, n, 0) == UINT64_MAX);
	assert_true(drg__lex_u64(p, lex, 1, n, 42) == 42);
	assert_int_equal(drg__lex_line(p, lex, 2), 7);

	struct tensor t;
	assert_true(drg__pack_tensor(p, "emb.word.s", &t));
	assert_int_equal(t.dtype, DTYPE_F32);
	assert_int_equal(t.n_dim, 1);
	assert_int_equal(t.shape[0], 3);
	assert_int_equal(t.shape[1], 1);
	assert_int_equal((uintptr_t)t.data % 64, 0);
	assert_true(((const float *)t.data)[2] == 2.0f);
	assert_true(drg__pack_tensor(p, "emb.word.q", &t) && t.bytes == 12 && ((const int8_t *)t.data)[11] == 5);
	assert_false(drg__pack_tensor(p, "emb.word", &t));
	assert_string_equal(drg__pack_model_meta(p, "format").p, "drg-model/1");
	assert_null(drg__pack_model_meta(p, "nothing").p);
	assert_int_equal(drg__pack_vocab(p).n, 14);

	struct rule_info r;
	uint32_t id = drg__pack_rule_find(p, "talks.meets");
	assert_true(drg__pack_rule(p, id, &r));
	assert_string_equal(r.file.p, "rules/talks.rules");
	assert_int_equal(r.line, 4);
	assert_int_equal(r.priority, 3);
	assert_string_equal(r.doc.p, "somebody meets somebody");
	assert_string_equal(drg__rule_yield(p, id, "note").p, "two words");
	assert_int_equal(drg__rule_yield(p, id, "other").n, 0);
	assert_true(drg__pack_rule(p, drg__pack_rule_find(p, "talks.by-hand"), &r));
	assert_false(drg__pack_rule(p, 2, &r));
	drg_pack_close(p);
	free((void *)(uintptr_t)image.p);
}

static void same_sources_same_bytes(void **state)
{
	(void)state;
	struct str a = sample(), b = sample();
	assert_true(drg__str_eq(a, b));
	free((void *)(uintptr_t)a.p);
	free((void *)(uintptr_t)b.p);
}

/* The section a byte of the file belongs to, NULL in header, contents, padding. */
static const char *section_at(struct str image, size_t at)
{
	const struct pack_head *h = (const void *)image.p;
	const struct pack_entry *e = (const void *)(h + 1);
	for (uint32_t i = 0; i < h->n_sections; i++)
		if (at >= e[i].offset && at - e[i].offset < e[i].size)
			return e[i].name;
	return NULL;
}

static void a_flipped_byte_is_refused_by_section(void **state)
{
	(void)state;
	struct str image = sample();
	char *bytes = (char *)(uintptr_t)image.p;
	for (size_t i = 0; i < image.n; i++) {
		drg_pack *p = NULL;
		drg_error err = { 0 };
		bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
		drg_status s = drg__pack_open_memory(image, "sample", &p, &err);
		bytes[i] = (char)(bytes[i] ^ (1 << i % 8));
		if (s == DRG_OK || p)
			fail_msg("byte %zu was changed and the pack opened", i);
		const char *name = section_at(image, i);
		if (name && !strstr(err.message, name))
			fail_msg("byte %zu of section %s: \"%s\" does not say so", i, name, err.message);
		assert_true(err.message[0] != 0);
	}
	free(bytes);
}

static void a_cut_pack_is_refused_by_section(void **state)
{
	(void)state;
	struct str image = sample();
	for (size_t n = 0; n < image.n; n++) {
		drg_pack *p = NULL;
		drg_error err = { 0 };
		/* A copy of exactly n bytes, so that a sanitizer sees a read past it. */
		char *copy = aligned_alloc(64, (n + 64) / 64 * 64);
		memcpy(copy, image.p, n);
		assert_int_not_equal(drg__pack_open_memory(drg__str(copy, n), "sample", &p, &err), DRG_OK);
		assert_null(p);
		const char *name = n > 128 + 128 * ((const struct pack_head *)(const void *)image.p)->n_sections ? section_at(image, n - 1) : NULL;
		if (name && section_at(image, n) == name && !strstr(err.message, name))
			fail_msg("cut to %zu inside section %s: \"%s\" does not say so", n, name, err.message);
		free(copy);
	}
	free((void *)(uintptr_t)image.p);
}

static void a_longer_pack_is_refused(void **state)
{
	(void)state;
	struct str image = sample();
	size_t n = (image.n + 127) / 64 * 64;
	char *copy = aligned_alloc(64, n);
	drg_pack *p;
	drg_error err;
	memset(copy, 0, n);
	memcpy(copy, image.p, image.n);
	assert_int_equal(drg__pack_open_memory(drg__str(copy, image.n + 1), "sample", &p, &err), DRG_EPACK);
	assert_non_null(strstr(err.message, "1 bytes after its last section"));
	free(copy);
	free((void *)(uintptr_t)image.p);
}

static void sum_head(char *bytes)
{
	struct pack_head *h = (void *)bytes;
	h->head_sum = 0;
	h->head_sum = drg__hash_add(drg__hash(drg__str(bytes, sizeof *h)),
	                            drg__str(bytes + sizeof *h, h->n_sections * sizeof(struct pack_entry)));
}

static void other_formats_are_refused(void **state)
{
	(void)state;
	struct str image = sample();
	char *bytes = (char *)(uintptr_t)image.p;
	struct pack_head *h = (void *)bytes;
	drg_pack *p;
	drg_error err;
	h->format = DRG__PACK_FORMAT + 1;
	sum_head(bytes);
	assert_int_equal(drg__pack_open_memory(image, "sample", &p, &err), DRG_EVERSION);
	assert_non_null(strstr(err.message, "newer dragoman"));
	h->format = 0;
	sum_head(bytes);
	assert_int_equal(drg__pack_open_memory(image, "sample", &p, &err), DRG_EPACK);
	assert_int_equal(drg__pack_open_memory(STR("not a pack"), "sample", &p, &err) == DRG_OK, 0);
	free(bytes);
}

/* Sums right, numbers wrong: what no accident makes and an attacker may. */
static void sound_sums_do_not_excuse_wrong_indices(void **state)
{
	(void)state;
	struct str image = sample();
	char *bytes = (char *)(uintptr_t)image.p, *copy = aligned_alloc(64, (image.n + 63) / 64 * 64);
	struct pack_head *h = (void *)copy;
	struct pack_entry *e = (void *)(copy + sizeof *h);
	uint32_t opened = 0, refused = 0;
	for (size_t at = 0; at + 4 <= image.n; at += 4) {
		const char *name = section_at(image, at);
		if (!name || strncmp(name, "tensor", 6) == 0 || strcmp(name, "vocab") == 0)
			continue;
		memcpy(copy, bytes, image.n);
		memset(copy + at, 0xFF, 4); /* every u32 in turn as large as can be */
		for (uint32_t i = 0; i < h->n_sections; i++)
			e[i].sum = drg__hash(drg__str(copy + e[i].offset, e[i].size));
		sum_head(copy);
		drg_pack *p;
		drg_error err;
		if (drg__pack_open_memory(drg__str(copy, image.n), "sample", &p, &err) != DRG_OK) {
			assert_non_null(strstr(err.message, "section "));
			refused++;
			continue;
		}
		/* Opened: then looking everything up stays inside (a sanitizer watches). */
		opened++;
		struct pool pool, other;
		drg__pool_init(&pool, 0);
		drg__pool_init(&other, 0);
		struct arena keep = drg__arena(&pool), scratch = drg__arena(&other);
		struct view v;
		struct hits hits;
		struct rule_hits out = { 0 };
		drg__view_of_words(STR("Anna met Ben, then alpha beta walked away from US soil."), &keep, scratch, &v);
		drg__lex_match(p, &v, &keep, scratch, &hits);
		drg__rules_match(p, 0, &v, &hits, NULL, 0, v.n, &keep, scratch, &out);
		for (size_t k = 0; k < out.n; k++)
			(void)drg__rule_yield(p, out.v[k].rule, "note");
		drg__pool_free(&pool);
		drg__pool_free(&other);
		drg_pack_close(p);
	}
	assert_true(refused > 100 && opened > 10);
	free(copy);
	free(bytes);
}

static void put_file(const char *dir, const char *rel, const char *text)
{
	char path[600];
	snprintf(path, sizeof path, "%s/%s", dir, rel);
	FILE *f = fopen(path, "wb");
	assert_non_null(f);
	assert_true(fwrite(text, 1, strlen(text), f) == strlen(text));
	fclose(f);
}

static uint32_t files_in(const char *dir)
{
	DIR *d = opendir(dir);
	uint32_t n = 0;
	for (struct dirent *e; (e = readdir(d));)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static void an_error_leaves_the_old_pack(void **state)
{
	(void)state;
	char dir[] = "/tmp/drg-pack-XXXXXX", path[600], cmd[700];
	struct findings f = { 0 };
	drg_error err;
	struct str before, after;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/src", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/src/lexicon", dir);
	mkdir(path, 0700);
	put_file(dir, "src/SOURCES.tsv", "# lang: en\nfile\torigin\tlicence\nlexicon/a.tsv\tx\tApache-2.0\n");
	put_file(dir, "src/lexicon/a.tsv", HEAD "phrase\nalpha\n");
	snprintf(cmd, sizeof cmd, "%s/src", dir);
	snprintf(path, sizeof path, "%s/en.pack", dir);
	assert_int_equal(drg_pack_build(cmd, path, test_collect, &f, &err), DRG_OK);
	assert_int_equal(drg__read_file(path, 1 << 20, &before, &err), DRG_OK);

	put_file(dir, "src/lexicon/a.tsv", HEAD "phrase\nalpha\nalpha\n");
	assert_int_equal(drg_pack_build(cmd, path, test_collect, &f, &err), DRG_EFORMAT);
	assert_non_null(strstr(f.text, "/src/lexicon/a.tsv:6: \"alpha\" is already on line 5\n"));
	assert_non_null(strstr(err.message, "1 error in the sources; the pack was not written"));
	assert_int_equal(drg__read_file(path, 1 << 20, &after, &err), DRG_OK);
	assert_true(drg__str_eq(before, after));
	assert_int_equal(files_in(dir), 2); /* src and en.pack, nothing half-made */
	drg_pack *p;
	assert_int_equal(drg_pack_open(path, &p, &err), DRG_OK);
	drg_pack_close(p);
	assert_int_equal(drg_pack_open(cmd, &p, &err), DRG_EIO); /* a folder */
	assert_int_equal(drg_pack_build("/nowhere/at/all", path, NULL, NULL, &err), DRG_EIO);
	free((void *)(uintptr_t)before.p);
	free((void *)(uintptr_t)after.p);
	snprintf(cmd, sizeof cmd, "rm -rf %s", dir);
	assert_int_equal(system(cmd), 0);
}

static const struct {
	const char *rel, *bytes, *want;
} bad_source[] = {
	{ "lexicon/a.tsv", "phrase\nalpha\n", "pack/lexicon/a.tsv:1: has no \"# origin: ...\" line at its head" },
	{ "lexicon/a.tsv", "# origin: x\n# date: soon\n# licence: Apache-2.0\nphrase\n", "the date \"soon\" is not YYYY-MM-DD" },
	{ "lexicon/a.tsv", "# origin: x\n# date: 2026-11-22\n# licence: MIT\nphrase\n", "says lexicon/a.tsv is under \"Apache-2.0\", but the file itself says \"MIT\"" },
	{ "lexicon/a.tsv", HEAD, "pack/lexicon/a.tsv: has no row that names the columns" },
	{ "lexicon/a.tsv", HEAD "phrase\tkind:one|two\nalpha\tthree\n", "a.tsv:5: column kind: \"three\" is none of one, two" },
	{ "lexicon/a.tsv", HEAD "phrase\tkind:one|two\nalpha\n", "a.tsv:5: column kind is empty" },
	{ "lexicon/a.tsv", HEAD "phrase\tn:int\nalpha\tmany\n", "a.tsv:5: column n: \"many\" is no whole number" },
	{ "lexicon/a.tsv", HEAD "phrase\tn:int\nalpha\t1\t2\n", "a.tsv:5: the row has more than 2 cells" },
	{ "lexicon/a.tsv", HEAD "phrase\tnote\n\tx\n", "a.tsv:5: column phrase is empty" },
	{ "lexicon/a.tsv", HEAD "phrase\tkind:\n", "a.tsv:4: column \"kind:\" is no name" },
	{ "lexicon/a.tsv", HEAD "phrase\tphrase\n", "a.tsv:4: column phrase is named twice" },
	{ "lexicon/a.tsv", HEAD "phrase:int\n", "a.tsv:4: the first column is the phrase" },
	{ "lexicon/a.tsv", HEAD "phrase\n~Big\n", "a.tsv:5: \"~Big\": ~ stands before one word in small letters" },
	{ "lexicon/a.tsv", HEAD "phrase\na b c d e f g h i j k l m n o p q\n", "a.tsv:5: the phrase has more than 16 tokens" },
	{ "lexicon/a.tsv", HEAD "phrase\n~go ~go ~go ~go ~go ~go ~go\n", "a.tsv:5: the phrase has too many inflected forms" },
	{ "lexicon/a.tsv", HEAD "phrase\nx\xFF\n", "pack/lexicon/a.tsv:5: is not UTF-8" },
	{ "lexicon/A.tsv", HEAD "phrase\n", "pack/lexicon/A.tsv: a lexicon's name has small letters" },
	{ "lexicon/a.csv", "x", "pack/lexicon/a.csv: is no kind of source this builder knows" },
	{ "inflect.tsv", HEAD "base\tpos\tforms\ngo\tx\twent\n", "pack/inflect.tsv:5: a row is a word in small letters, v or n" },
	{ "model/vocab.txt", "a\n\nb\n", "pack/model/vocab.txt:2: the line is empty" },
	{ "model/full.safetensors", "short", "pack/model/full.safetensors: is cut short" },
	{ "model/full.safetensors", "\x02\0\0\0\0\0\0\0[]", "its header is no safetensors header (byte 8)" },
	{ "model/full.safetensors", "\x02\0\0\0\0\0\0\0{", "is cut short" },
	{ "model/full.safetensors", "\x11\0\0\0\0\0\0\0{\"t\":{\"dtype\":7}}", "its header is no safetensors header (byte 22)" },
	{ "model/full.safetensors", "\x41\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[0,5]}}          12345", "tensor t: has 5 bytes, its shape asks for 6" },
	{ "model/full.safetensors", "\x41\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"I8\",\"shape\":[2,3],\"data_offsets\":[0,6]}}          12345", "tensor t: its data_offsets are not inside the file" },
	{ "model/full.safetensors", "\x41\0\0\0\0\0\0\0{\"t\":{\"dtype\":\"Q4\",\"shape\":[2,3],\"data_offsets\":[0,6]}}          123456", "tensor t: needs a dtype of" },
};

static void bad_sources_are_named(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bad_source / sizeof *bad_source; i++) {
		struct findings f;
		struct str image;
		drg_error err;
		size_t n = strlen(bad_source[i].bytes);
		if (strstr(bad_source[i].rel, "safetensors") && n < 8 && n != 5) /* the NULs of the length */
			n = 8 + strlen(bad_source[i].bytes + 8);
		struct pack_source v = { drg__str_c(bad_source[i].rel), drg__str(bad_source[i].bytes, n) };
		drg_status s = test_build(&v, 1, &f, &image, &err);
		if (s != DRG_EFORMAT || image.p || !strstr(f.text, bad_source[i].want))
			fail_msg("%s wanted:\n%s\ngot %d:\n%s", bad_source[i].rel, bad_source[i].want, s, f.text);
	}
}

static void every_file_is_listed(void **state)
{
	(void)state;
	struct pack_source v[] = { SOURCE("SOURCES.tsv", "file\torigin\tlicence\nlexicon/b.tsv\tx\ty\nlexicon/a.tsv\t\ty\nlexicon/a.tsv\tx\tApache-2.0\n"),
		                   SOURCE("lexicon/a.tsv", HEAD "phrase\n"), SOURCE("lexicon/c.tsv", HEAD "phrase\n") };
	struct findings f = { 0 };
	struct str image;
	drg_error err;
	assert_int_equal(drg__pack_build_memory(v, 3, drg__view_of_words, test_collect, &f, &image, &err), DRG_EFORMAT);
	assert_non_null(strstr(f.text, "pack/SOURCES.tsv:2: lexicon/b.tsv is listed but not there"));
	assert_non_null(strstr(f.text, "pack/SOURCES.tsv:3: lexicon/a.tsv has no origin or licence"));
	assert_non_null(strstr(f.text, "pack/SOURCES.tsv:4: lexicon/a.tsv is listed twice"));
	assert_non_null(strstr(f.text, "pack/lexicon/c.tsv: is not listed in SOURCES.tsv"));
	assert_non_null(strstr(f.text, "pack/SOURCES.tsv:1: has no \"# lang: en\" line"));
	assert_int_equal(drg__pack_build_memory(v + 1, 1, drg__view_of_words, test_collect, &f, &image, &err), DRG_EFORMAT);
	assert_non_null(strstr(f.text, "pack/SOURCES.tsv: is missing"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_built_is_read),
		cmocka_unit_test(same_sources_same_bytes),
		cmocka_unit_test(a_flipped_byte_is_refused_by_section),
		cmocka_unit_test(a_cut_pack_is_refused_by_section),
		cmocka_unit_test(a_longer_pack_is_refused),
		cmocka_unit_test(other_formats_are_refused),
		cmocka_unit_test(sound_sums_do_not_excuse_wrong_indices),
		cmocka_unit_test(an_error_leaves_the_old_pack),
		cmocka_unit_test(bad_sources_are_named),
		cmocka_unit_test(every_file_is_listed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
